// What offers to correct: a small button in a card, and one over the text, beside the words that it is about.
const correcting = (() => {
  const LONGEST = 2000 // characters of a selection that can be what was missed
  const RESTS = 250 // milliseconds after which a selection is taken to be made
  const watching = new WeakMap()

  const button = (label, mark, key, press) => h("button", { type: "button", class: "link fix", "data-key": key, onclick: press },
    icon(mark), label)

  // What people note on an item, one below the other; those that have a number can be taken back.
  const thread = (notes, key, answer, takeBack) => h("div", { class: "thread" },
    h("ul", { "aria-label": "Notes" }, notes.map((note) => h("li", {},
      h("p", { class: "quiet" }, h("strong", {}, note.who), ` · ${note.when}`),
      h("p", { class: "note" }, note.text),
      note.number !== null && button("Take back", "undo", `${key}note${note.number}`, () => takeBack(note.number))))),
    button("Answer", "reply", key + "answer", answer))

  // Offers to correct a mark that is clicked or has the focus, and to add words that are selected, in the text of a reader.
  // `tell` is given {at} of the mark or {start, end} of the words.
  function watch(root, tell) {
    rest(root)
    const text = root.querySelector(".text")
    const stop = new AbortController()
    const on = (target, name, act) => target.addEventListener(name, act, { signal: stop.signal })
    watching.set(root, stop)
    const beside = (event) => {
      if (event.target.closest(".float") || selected(text)) return
      const mark = event.target.closest(".mention, .quote, .trigger")
      if (!mark) clear(text)
      else offer(text, mark, mark, "Correct", "edit", () => tell({ at: Number(mark.dataset.at) }))
    }
    on(text, "click", beside)
    on(text, "focusin", (event) => { if (event.target.matches(":focus-visible")) beside(event) })
    let timer = 0
    on(document, "selectionchange", () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const range = text.isConnected && selected(text)
        const words = range && span(text, range)
        if (words && words.end - words.start <= LONGEST) offer(text, range, null, "Add", "add", () => { getSelection().removeAllRanges(); tell(words) })
        else if (text.querySelector(".float.add")) clear(text)
      }, RESTS)
    })
    on(text, "keydown", (event) => { if (event.key === "Escape") clear(text) })
  }

  const rest = (root) => watching.get(root)?.abort()

  const clear = (text) => text.querySelectorAll(".float").forEach((old) => old.remove())

  // Puts a button under the last line of a mark or range; behind the mark, so that the keyboard finds it next.
  function offer(text, what, mark, label, sign, press) {
    clear(text)
    const made = button(label, sign, "float", () => { clear(text); press() })
    made.classList.add("float", sign)
    made.onpointerdown = (event) => event.preventDefault() // the selection stays
    if (mark) mark.after(made)
    else text.append(made)
    const box = text.getBoundingClientRect(), line = [...what.getClientRects()].at(-1)
    made.style.top = `${line.bottom - box.top + text.scrollTop + 4}px`
    made.style.left = `${Math.max(0, Math.min(line.right - box.left - made.offsetWidth, text.clientWidth - made.offsetWidth))}px`
  }

  // The range that is selected within the text, also where that lies in a shadow tree.
  function selected(text) {
    const tree = text.getRootNode(), shadow = tree instanceof ShadowRoot
    const now = getSelection()
    const found = !shadow ? now.rangeCount && now.getRangeAt(0)
      : now.getComposedRanges ? composed(now, tree) : tree.getSelection?.().rangeCount && tree.getSelection().getRangeAt(0)
    if (!found || found.collapsed || !text.contains(found.startContainer) || !text.contains(found.endContainer)) return null
    const range = document.createRange()
    range.setStart(found.startContainer, found.startOffset)
    range.setEnd(found.endContainer, found.endOffset)
    return range
  }

  const composed = (now, tree) => now.getComposedRanges({ shadowRoots: [tree] })[0]

  // The offsets of a range in the article, whose characters are whole ones where those of a script may be halves.
  function span(text, range) {
    let start = null, end = null
    for (const part of text.querySelectorAll("[data-at]")) {
      let at = Number(part.dataset.at)
      const nodes = document.createTreeWalker(part, NodeFilter.SHOW_TEXT,
        (node) => (node.parentElement.closest(".icon") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT))
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        const from = node === range.startContainer ? range.startOffset : 0
        const to = node === range.endContainer ? range.endOffset : node.length
        if (from < to && range.intersectsNode(node)) {
          start ??= at + points(node.data.slice(0, from))
          end = at + points(node.data.slice(0, to))
        }
        at += points(node.data)
      }
    }
    return start === null ? null : { start, end }
  }

  const points = (words) => [...words].length

  return { button, thread, watch, rest }
})()
