export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root")
  if (!changed(root, data)) return
  keepFocus(root, () => root.replaceChildren(
    h("div", { class: "group", role: "group", "aria-label": "Kinds" },
      data.chips.map((kind) => chip(root, kind, () => setTriggerValue("toggle", kind.id)))),
    h("div", { class: "said", role: "status" }, data.said,
      data.clear && h("button", { type: "button", class: "clear", "data-key": "clear",
        onclick: () => setTriggerValue("clear", true) }, icon("close"), "Clear filters")),
  ))
}
