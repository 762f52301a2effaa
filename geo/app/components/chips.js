export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root")
  if (!changed(root, data)) return
  keepFocus(root, () => root.replaceChildren(
    ...data.groups.map((group) => h("div", { class: "group", role: "group", "aria-label": group.label },
      group.chips.map((chip) => {
        const button = h("button", {
          type: "button", class: "chip", "aria-pressed": String(chip.on), "data-key": group.id + chip.id,
          color: chip.category && paint(root, chip.category), title: chip.help,
          onclick: () => setTriggerValue("toggle", { group: group.id, id: chip.id }),
        })
        if (chip.category) button.append(symbol(chip.category))
        button.append(h("span", {}, chip.label))
        if (chip.count !== null) button.append(h("span", { class: "count" }, String(chip.count)))
        return button
      }))),
    h("div", { class: "said", role: "status" }, data.said,
      data.clear && h("button", { type: "button", class: "clear", "data-key": "clear",
        onclick: () => setTriggerValue("clear", true) }, icon("close"), "Clear filters")),
  ))
}
