// One item of a review: its sentence, what the engine says of it, and what can be said of that, by buttons and by keys.
const KEYS = { enter: "right", y: "right", n: "none", h: "away", c: "correct", a: "reach", s: "skip", u: "undo" }
const MARKS = { place: "mention", trigger: "trigger", quote: "quote direct", who: "who" }

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root")
  const say = (deed, more) => {
    if (root.said === data.count) return // until the next item is there
    root.said = data.count
    setTriggerValue("decide", { item: data.count, deed, ...more })
  }
  const listening = new AbortController()
  root.listening?.abort()
  root.listening = listening
  hear((event) => pressed(event, root), listening.signal)
  if (changed(root, data)) {
    keepFocus(root, () => root.replaceChildren(...drawn(root, data, say, (spot) => setTriggerValue("read", spot))))
  }
  return () => listening.abort()
}

// Listens in the page, and in the map once that has the focus.
function hear(told, signal) {
  const there = () => {
    try {
      document.activeElement?.contentWindow?.addEventListener("keydown", told, { signal })
    } catch {
      // a frame of another host
    }
  }
  document.addEventListener("keydown", told, { capture: true, signal })
  window.addEventListener("blur", there, { signal })
  there()
}

// A key is a press of its button, unless it is meant for a field, a dialog or another button.
function pressed(event, root) {
  const at = event.composedPath()[0]
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) return
  if (!root.isConnected || document.querySelector('[role="dialog"]')) return
  if (at.closest?.('input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="textbox"]')) return
  const key = event.key.toLowerCase()
  if (key === "enter" && at.closest?.('button, a, summary, [role="button"], [role="combobox"], [role="option"]')) return
  const button = root.querySelector(`button[data-key="${KEYS[key] || (/^[1-8]$/.test(key) ? `another${key}` : "none of these")}"]`)
  if (!button || button.disabled) return
  event.preventDefault()
  event.stopPropagation()
  button.click()
}

function drawn(root, data, say, read) {
  const deed = (name, label, key, more) => label && h("button", { type: "button", class: `deed ${name}`, "data-key": name,
    "aria-keyshortcuts": key, disabled: name === "undo" && !data.undo, onclick: () => say(name, more) },
    h("span", {}, label), h("kbd", { "aria-hidden": "true" }, key))
  const card = data.card
  return [
    h("div", { class: "progress" },
      h("progress", { max: Math.max(1, data.all), value: data.looked_at, "aria-hidden": "true" }),
      h("span", { role: "status" }, data.progress)),
    card ? item(root, card, data.comments, say, read) : h("p", { class: "empty" }, data.empty),
    h("div", { class: "deeds", role: "group", "aria-label": "What you say of it" },
      card && [deed("right", "Right", "Enter"), deed("none", data.none, "N"), deed("away", data.away, "H"),
        deed("reach", data.reach && `How far: ${data.reach.toLowerCase()}`, "A"), deed("correct", "Correct …", "C"), deed("skip", "Skip", "S")],
      deed("undo", "Undo", "U")),
    card && data.choices.length > 0 && h("div", { class: "others" },
      h("h3", {}, data.instead),
      h("ol", {}, data.choices.map((choice, i) => h("li", {},
        h("button", { type: "button", class: "choice", "data-key": `another${i + 1}`, "aria-keyshortcuts": String(i + 1),
          onclick: () => say("another", { which: i + 1 }) },
        h("kbd", { "aria-hidden": "true" }, String(i + 1)), h("span", { class: "name" }, choice.name), h("span", { class: "quiet" }, choice.about)))))),
  ].filter(Boolean)
}

function item(root, card, comments, say, read) {
  return h("article", { class: "card", color: paint(root, card.category) },
    h("header", {},
      h("span", { class: "kind" }, symbol(card.category), card.label),
      h("span", { class: "quiet" }, card.article),
      h("button", { type: "button", class: "link", "data-key": "read", onclick: () => read(card.spot) }, "In the article")),
    h("p", { class: "words reader" },
      h("span", { class: "quiet" }, card.before), ...card.segments.map(([text, mark]) => h("span", { class: MARKS[mark] }, text)),
      h("span", { class: "quiet" }, card.behind)),
    h("dl", {}, card.facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    h("p", { class: "why" }, card.why),
    comments.length > 0 && correcting.thread(comments, "", () => say("answer"), (number) => say("take back", { number })))
}
