// Shared by the components: elements made of plain text, colours for the ground they lie on.
const h = (tag, attributes, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue
    if (name === "onclick") element.onclick = value
    else if (name === "color") element.style.setProperty("--color", value)
    else element.setAttribute(name, value === true ? "" : value)
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

const icon = (name, label) => {
  const span = h("span", { class: "icon", "aria-hidden": label ? null : "true" })
  span.textContent = name
  return span
}

const isDark = (root) => {
  const ground = getComputedStyle(root).getPropertyValue("--st-background-color").trim()
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(ground.slice(i, i + 2), 16))
  return 0.299 * r + 0.587 * g + 0.114 * b < 110
}

const paint = (root, style) => style && (isDark(root) ? style.dark : style.light)

// Draws only when something changed, and gives the focus back to what had it.
const states = new WeakMap()
const changed = (root, data) => {
  const now = JSON.stringify([data, isDark(root)])
  if (states.get(root) === now) return false
  states.set(root, now)
  return true
}

const keepFocus = (root, draw) => {
  const had = root.getRootNode().activeElement
  const key = had && had.getAttribute && had.getAttribute("data-key")
  draw()
  if (!key) return Boolean(had)
  const again = [...root.querySelectorAll("[data-key]")].find((element) => element.getAttribute("data-key") === key)
  if (again) again.focus({ preventScroll: true })
  return !again
}
