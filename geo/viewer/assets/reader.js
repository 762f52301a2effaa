// An article with its places, quotes and events marked; geo/viewer/reader.py cuts it into the parts.
const reader = (() => {
  const SAMPLE = "violence" // the category whose colour an event has in the legend
  const watching = new WeakMap()

  // `tell` takes what a reader does: choose(id of a place), seen(ids of the places in view), correct(the {at} of a mark or the
  // {start, end} of selected words), the last two left out if nobody asks.
  function draw(root, { article, headed, parts, counts, selected }, tell) {
    root.classList.add("reader")
    const fresh = root.dataset.article !== article
    const correct = tell.correct && ((words) => tell.correct({ article, ...words }))
    if (changed(root, { article, headed, parts, counts })) {
      const top = root.querySelector(".text")?.scrollTop ?? 0
      keepFocus(root, () => root.replaceChildren(legend(root, counts), story(root, parts, headed, { ...tell, correct })))
      if (!fresh) root.querySelector(".text").scrollTop = top
      root.dataset.article = article
      if (tell.seen) watch(root, tell.seen)
      if (tell.correct) correcting.watch(root, correct)
    }
    for (const mention of root.querySelectorAll(".mention[data-place]")) {
      const chosen = mention.dataset.place === selected
      mention.classList.toggle("chosen", chosen)
      mention.setAttribute("aria-pressed", String(chosen))
    }
  }

  function legend(root, counts) {
    const color = paint(root, SAMPLE)
    return h("div", { class: "legend", "aria-label": "What the marks mean" },
      h("span", {}, h("span", { class: "mention" }, "Place"), ` ${counts.places}`),
      h("span", {}, h("span", { class: "quote direct" }, "Quote"), ` ${counts.quotes}`),
      h("span", {}, h("span", { class: "trigger", color }, "Event"), ` ${counts.events}`),
      counts.minor > 0 && h("span", {}, h("span", { class: "trigger minor", color }, "Minor event"), ` ${counts.minor}`))
  }

  function story(root, parts, headed, tell) {
    const text = h("div", { class: "text", tabindex: "0", role: "region", "aria-label": "Article text" })
    let paragraph = h(...(headed ? ["h1", { class: "headline" }] : ["p", {}]))
    const close = () => { if (paragraph.hasChildNodes()) text.append(paragraph); paragraph = h("p", {}) }
    for (const part of parts) {
      let at = part.at
      part.text.split("\n").forEach((line, i) => {
        if (i > 0) close()
        if (line) paragraph.append(span(root, { ...part, at, text: line }, tell))
        at += [...line].length + 1
      })
    }
    close()
    return text
  }

  function span(root, part, tell) {
    const classes = []
    if (part.quote) classes.push("quote", part.quote)
    if (part.trigger) classes.push("trigger")
    if (part.minor) classes.push("minor")
    const attributes = { "data-at": part.at, title: part.title, color: part.trigger && paint(root, part.category) }
    if (part.place) {
      const mention = h("span", { ...attributes, class: ["mention", ...classes].join(" "), "data-place": part.place }, part.text)
      leads(mention, part.at, () => tell.choose(part.place), true)
      return mention
    }
    if (part.unplaced) classes.push("mention", "unplaced")
    if (!classes.length) return h("span", { "data-at": part.at }, part.text)
    const mark = h("span", { ...attributes, class: classes.join(" ") })
    if (part.trigger && !part.minor) {
      const [word] = part.text.match(/^\s*\S*/) // no line ends between the symbol and its word
      mark.append(h("span", { class: "led" }, symbol(part.category), word), part.text.slice(word.length))
    } else mark.append(part.text)
    if (part.go) leads(mark, part.at, () => tell.choose(part.go), part.first)
    else if (tell.correct && (part.first || part.unplaced)) {
      mark.dataset.correct = ""
      keyed(mark, part.at, () => tell.correct({ at: part.at }))
    }
    return mark
  }

  // Words that lead to a place stay words, as a line may end between a button and the comma behind it. Of an event or a
  // quote in several stretches the first is there for the keyboard.
  function leads(mark, at, choose, first) {
    mark.classList.add("go")
    mark.onclick = () => { if (!String(getSelection())) choose() }
    if (first) keyed(mark, at, choose)
  }

  function keyed(mark, at, press) {
    mark.setAttribute("role", "button")
    mark.setAttribute("tabindex", "0")
    mark.setAttribute("data-key", "at" + at)
    mark.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      press()
    })
  }

  // Goes to an offset of the text: within its box where that scrolls, else in the page.
  function show(root, at) {
    const before = [...root.querySelectorAll("[data-at]")].filter((element) => Number(element.dataset.at) <= at)
    const spot = before.find((element) => element.dataset.at === before.at(-1).dataset.at)
    const text = root.querySelector(".text")
    if (!spot || !text) return
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"
    if (text.scrollHeight > text.clientHeight + 1) {
      const top = text.scrollTop + spot.getBoundingClientRect().top - text.getBoundingClientRect().top
      text.scrollTo({ top: top - text.clientHeight / 3, behavior })
    } else spot.scrollIntoView({ block: "center", behavior })
    for (const element of root.querySelectorAll(".flash")) element.classList.remove("flash")
    void spot.offsetWidth // so that the animation begins anew
    spot.classList.add("flash")
    setTimeout(() => spot.classList.remove("flash"), 2600)
  }

  // Tells which places stand in the part of the text that is in view, once the scrolling rests.
  function watch(root, tell) {
    rest(root)
    const seen = new Set()
    let timer = 0
    const eye = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) isIntersecting ? seen.add(target) : seen.delete(target)
      clearTimeout(timer)
      timer = setTimeout(() => {
        const places = [...new Set([...seen].map((element) => element.dataset.place))].sort().join(" ")
        if (root.dataset.seen === places) return
        root.dataset.seen = places
        tell(places)
      }, 350)
    }, { root: root.querySelector(".text") })
    for (const element of root.querySelectorAll(".mention[data-place]")) eye.observe(element)
    watching.set(root, eye)
  }

  const rest = (root) => watching.get(root)?.disconnect() // nobody asks any more what is in view

  return { draw, show, rest }
})()
