// The panel: all places, one place with its cards, or a person; geo/viewer/panels.py makes what it shows.
const panel = (() => {
  const MOST = 60 // rows and cards of a section that are drawn before a reader asks for more

  // `tell` takes what a reader chooses: choose(id of a place or null), read(spot), correct(what), each left out if not offered.
  function draw(root, data, tell) {
    if (!changed(root, data)) return
    root.classList.add("panel")
    const fresh = data.head.id !== root.dataset.id
    const lost = keepFocus(root, () => {
      let above = 0
      const sections = data.sections.filter((section) => section.count).map((section) => {
        const drawn = block(root, section, data, above, tell)
        above += section.count
        return drawn
      })
      root.replaceChildren(head(data.head, tell), ...sections)
      if (!sections.length && data.empty) root.append(h("p", { class: "quiet" }, data.empty))
    })
    if (lost) (root.querySelector("h2") || root).focus({ preventScroll: true })
    root.dataset.id = data.head.id
    return fresh
  }

  function head(data, tell) {
    return h("header", {},
      data.back && h("button", { type: "button", class: "back", "data-key": "back", onclick: () => tell.choose(null) },
        icon("arrow_back"), data.back),
      data.title && h("h2", { tabindex: "-1" }, data.title),
      data.lead && h("p", { class: "lead" }, data.lead),
      data.sure !== undefined && h("p", { class: "sure" }, meter(data.sure),
        h("strong", {}, `${data.doubtful ? "Doubtful: " : ""}${data.sure} % sure`), data.why ? ` · ${data.why}` : ""),
      data.others && data.others.length > 0 && h("details", { class: "others" },
        h("summary", {}, "Also considered"),
        h("ul", {}, data.others.map((other) => h("li", {}, other)))),
      data.wrong && tell.correct && correcting.button("Another place is meant", "edit_location_alt", "fix", () => tell.correct(data.wrong)),
      data.note && h("p", { class: "note" }, data.note))
  }

  function meter(sure) {
    const fill = h("span")
    fill.style.width = `${sure}%`
    return h("span", { class: "meter", "aria-hidden": "true" }, fill)
  }

  function block(root, section, data, above, tell) {
    const title = [h("span", {}, section.title), h("span", { class: "count" }, ` ${section.count.toLocaleString("en")}`)]
    const body = section.rows ? h("ul", { class: "rows" }) : h("div", { class: "cards" })
    const make = section.rows ? (row) => placeRow(root, row, tell) : (entry) => card(root, entry, data, tell)
    const parts = [body, fill(body, section.rows || section.cards, make, data.most), more(section, data, tell)]
    if (section.folds_after === undefined) return h("section", { class: "block" }, section.title && h("h3", {}, title), parts)
    const open = section.folds_after === null || above <= section.folds_after
    return h("details", { class: "block", open }, h("summary", {}, icon("chevron_right"), h("h3", {}, title)), parts)
  }

  // Says how many more there are, on a button where the app gives them.
  function more(section, data, tell) {
    if (!section.more) return null
    if (!tell.more || !section.cards) return h("p", { class: "quiet more" }, section.more)
    return h("button", { type: "button", class: "link more", "data-key": `more${section.title}`,
      onclick: () => tell.more(data.most) }, section.more)
  }

  // Puts the first entries into `body`, and returns a button for the next ones if there are any.
  function fill(body, entries, make, drawn = MOST) {
    const first = Math.max(MOST, drawn)
    body.append(...entries.slice(0, first).map(make))
    const rest = entries.slice(first)
    if (!rest.length) return null
    const more = h("button", { type: "button", class: "link more", onclick: () => {
      const drawn = body.children.length, next = fill(body, rest, make)
      body.children[drawn].querySelector("button")?.focus({ preventScroll: true })
      if (next) more.replaceWith(next)
      else more.remove()
    } }, `Show ${Math.min(MOST, rest.length)} of ${rest.length.toLocaleString("en")} more`)
    return more
  }

  function placeRow(root, row, tell) {
    return h("li", {}, h("button", { type: "button", class: "row", "data-key": "row" + row.id, "data-place": row.id,
      color: paint(root, row.category), onclick: () => tell.choose(row.id) },
    symbol(row.category),
    h("span", { class: "name" }, row.name, h("span", { class: "quiet where" }, row.where)),
    h("span", { class: "count" }, counts(row))))
  }

  function counts(row) {
    const told = [row.events && number(row.events, "event"), row.quotes && number(row.quotes, "quote"),
      row.happening && row.guesses && number(row.guesses, "guess", "guesses")].filter(Boolean)
    if (told.length) return told.join(" · ")
    return row.minor ? number(row.minor, "minor event") : number(row.mentions, "mention")
  }

  function card(root, entry, data, tell) {
    return h("article", { class: "card " + entry.kind, color: paint(root, entry.category), "data-item": entry.id },
      h("div", { class: "top" },
        h("span", { class: "kind" }, symbol(entry.category), entry.label),
        (entry.badges || []).map((badge) => h("span", { class: "badge" + (badge.tone ? ` ${badge.tone}` : "") },
          badge.icon && icon(badge.icon), badge.text)),
        entry.date && h("span", { class: "date" }, entry.date)),
      entry.title && h("p", { class: "title" }, entry.title),
      h(entry.kind === "quote" ? "blockquote" : "p", { class: "words" },
        entry.segments.map(([text, mark]) => (mark ? h("mark", { class: mark }, text) : text))),
      entry.byline && h("p", { class: "byline" }, entry.byline),
      entry.why && h("p", { class: "why" }, entry.why),
      entry.comments && tell.correct && correcting.thread(entry.comments, entry.id, () => tell.correct({ ...entry.wrong, note: true }),
        (number) => tell.correct({ take_back: number })),
      h("div", { class: "actions" },
        (entry.places || []).map((place) => h("button", { type: "button", class: "link", "data-key": entry.id + place.id + place.role,
          "data-place": place.id, onclick: () => tell.choose(place.id) }, icon("location_on"), place.label)),
        leads(entry, data.articles?.[entry.spot.article], tell),
        entry.wrong && tell.correct && correcting.button("Correct", "edit", entry.id + "wrong", () => tell.correct(entry.wrong))))
  }

  // Leads to the words in their article; of several articles its title says which.
  function leads({ id, spot }, title, tell) {
    const words = "Show in the article"
    return h("button", { type: "button", class: "link", "data-key": id + "read", title: title && words,
      onclick: () => tell.read(spot) }, icon("article"), title || words)
  }

  return { draw }
})()
