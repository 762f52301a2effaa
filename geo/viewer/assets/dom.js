// Shared by all that is drawn: elements made of plain text, colours for the ground they lie on.
const h = (tag, attributes, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue
    if (name === "onclick") element.onclick = value
    else if (name === "color") element.style.setProperty("--color", value)
    else element.setAttribute(name, value === true ? "" : value)
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""))
  return element
}

// A symbol of the icon font, by its name.
const icon = (name) => h("span", { class: "icon", "aria-hidden": "true" }, name)

const styled = (category) => STYLES[category || "mention"] || STYLES.society

const symbol = (category) => {
  const mark = icon(styled(category).icon)
  mark.classList.add("dot")
  return mark
}

const isDark = (root) => {
  const ground = getComputedStyle(root).getPropertyValue("--paper").trim()
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(ground.slice(i, i + 2), 16))
  return 0.299 * r + 0.587 * g + 0.114 * b < 110
}

const paint = (root, category) => (isDark(root) ? styled(category).dark : styled(category).light)

const number = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many || `${one}s`}`

// A button for a category that can be pressed, with how much there is of it.
const chip = (root, { id, label, count, on }, press) =>
  h("button", { type: "button", class: "chip", value: id, "data-key": id, "aria-pressed": String(on), color: paint(root, id), onclick: press },
    symbol(id), h("span", {}, label), h("span", { class: "count" }, count.toLocaleString("en")))

// Tells whether there is something new to draw in an element: other data, or another ground.
const states = new WeakMap()
const changed = (root, data) => {
  const now = JSON.stringify([data, isDark(root)])
  if (states.get(root) === now) return false
  states.set(root, now)
  return true
}

// Draws, and gives the focus back to what had it; true if that is no longer there.
const keepFocus = (root, draw) => {
  const had = root.getRootNode().activeElement
  const key = had && had.getAttribute && root.contains(had) && had.getAttribute("data-key")
  const inside = Boolean(had) && root.contains(had)
  draw()
  if (!key) return inside
  const again = [...root.querySelectorAll("[data-key]")].find((element) => element.getAttribute("data-key") === key)
  if (again) again.focus({ preventScroll: true })
  return !again
}
