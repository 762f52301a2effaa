export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const root = parentElement.querySelector(".root")
  reader.draw(root, data, { choose: (id) => setTriggerValue("choose", id), seen: (places) => setStateValue("seen", places),
    correct: (what) => setTriggerValue("correct", what) })
  if (data.target && root.dataset.target !== String(data.target.count)) {
    root.dataset.target = String(data.target.count)
    requestAnimationFrame(() => reader.show(root, data.target.at))
  }
  return () => {
    reader.rest(root)
    correcting.rest(root)
  }
}
