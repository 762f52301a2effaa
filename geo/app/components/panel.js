export default function ({ data, parentElement, setTriggerValue }) {
  const fresh = panel.draw(parentElement.querySelector(".root"), data, { choose: (id) => setTriggerValue("choose", id),
    read: (spot) => setTriggerValue("read", spot), correct: (what) => setTriggerValue("correct", what),
    more: data.pages ? (shown) => setTriggerValue("more", shown) : undefined })
  if (fresh) parentElement.host?.closest?.("[class*='st-key-panel']")?.scrollTo?.(0, 0)
}
