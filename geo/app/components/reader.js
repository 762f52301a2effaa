const watching = new WeakMap()

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const root = parentElement.querySelector(".root")
  const fresh = root.dataset.article !== data.article
  if (changed(root, data)) {
    const top = root.querySelector(".text")?.scrollTop ?? 0
    keepFocus(root, () => draw(root, data, (id) => setTriggerValue("choose", id)))
    if (!fresh) root.querySelector(".text").scrollTop = top
    root.dataset.article = data.article
    watch(root, setStateValue)
  }
  if (data.target && root.dataset.target !== String(data.target.count)) {
    root.dataset.target = String(data.target.count)
    requestAnimationFrame(() => show(root, data.target.at))
  }
  return () => watching.get(root)?.disconnect()
}

function draw(root, data, choose) {
  const text = h("div", { class: "text", tabindex: "0", role: "region", "aria-label": "Article text" })
  let paragraph = h("p", {})
  const close = () => { if (paragraph.hasChildNodes()) text.append(paragraph); paragraph = h("p", {}) }
  for (const part of data.parts) {
    const lines = part.text.split("\n")
    lines.forEach((line, i) => {
      if (i > 0) close()
      if (line) paragraph.append(span(root, { ...part, text: line }, data, choose))
    })
  }
  close()
  root.replaceChildren(legend(root, data), text)
}

function legend(root, data) {
  return h("div", { class: "legend", "aria-label": "What the marks mean" },
    h("span", {}, h("span", { class: "mention" }, "Place"), ` ${data.counts.places}`),
    h("span", {}, h("span", { class: "quote direct" }, "Quote"), ` ${data.counts.quotes}`),
    h("span", {}, h("span", { class: "trigger", color: paint(root, data.sample) }, "Event"), ` ${data.counts.events}`),
    data.counts.minor > 0 && h("span", {}, h("span", { class: "trigger minor", color: paint(root, data.sample) }, "Minor event"), ` ${data.counts.minor}`))
}

function span(root, part, data, choose) {
  const classes = []
  if (part.quote) classes.push("quote", part.quote)
  if (part.trigger) classes.push("trigger")
  if (part.minor) classes.push("minor")
  const attributes = { "data-at": part.at, title: part.title, color: paint(root, part.style) }
  if (part.place) {
    classes.push("mention")
    if (part.place === data.selected) classes.push("chosen")
    return h("button", { ...attributes, type: "button", class: classes.join(" "), "data-place": part.place,
      "data-key": "at" + part.at, "aria-pressed": String(part.place === data.selected),
      onclick: () => choose(part.place) }, part.text)
  }
  if (part.unplaced) classes.push("mention", "unplaced")
  if (!classes.length) return h("span", { "data-at": part.at }, part.text)
  const mark = h("span", { ...attributes, class: classes.join(" ") })
  if (part.trigger && !part.minor) {
    const symbol = icon(part.style.icon)
    symbol.classList.add("dot")
    const [word] = part.text.match(/^\s*\S*/)  // no line ends between the symbol and its word
    mark.append(h("span", { class: "led" }, symbol, word), part.text.slice(word.length))
  } else mark.append(part.text)
  if (part.go) leads(mark, part, choose)
  return mark
}

// An event or a quote leads to its place; of one in several stretches the first is there for the keyboard.
function leads(mark, part, choose) {
  mark.classList.add("go")
  mark.onclick = () => { if (!String(getSelection())) choose(part.go) }
  if (!part.first) return
  mark.setAttribute("role", "button")
  mark.setAttribute("tabindex", "0")
  mark.setAttribute("data-key", "at" + part.at)
  mark.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return
    event.preventDefault()
    choose(part.go)
  })
}

function show(root, at) {
  const spots = [...root.querySelectorAll("[data-at]")]
  const spot = spots.filter((element) => Number(element.dataset.at) <= at).pop()
  const text = root.querySelector(".text")
  if (!spot || !text) return
  const middle = spot.offsetTop - text.offsetTop - text.clientHeight / 3
  text.scrollTo({ top: middle, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" })
  spot.classList.add("flash")
  setTimeout(() => spot.classList.remove("flash"), 2600)
}

// Tells which places stand in the part of the text that is in view, once the scrolling rests.
function watch(root, setStateValue) {
  watching.get(root)?.disconnect()
  const seen = new Set()
  let timer = 0
  const eye = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) isIntersecting ? seen.add(target) : seen.delete(target)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const places = [...new Set([...seen].map((element) => element.dataset.place))].sort().join(" ")
      if (root.dataset.seen === places) return
      root.dataset.seen = places
      setStateValue("seen", places)
    }, 350)
  }, { root: root.querySelector(".text") })
  for (const element of root.querySelectorAll("button.mention")) eye.observe(element)
  watching.set(root, eye)
}
