export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root")
  if (!changed(root, data)) return
  const tell = { choose: (id) => setTriggerValue("choose", id), read: (spot) => setTriggerValue("read", spot),
    correct: (what) => setTriggerValue("correct", what) }
  const lost = keepFocus(root, () => {
    root.replaceChildren(head(data.head, tell), ...data.sections.map((section) => block(root, section, tell)))
  })
  if (lost) root.querySelector("h2")?.focus({ preventScroll: true })
  if (data.head.id !== root.dataset.id) parentElement.host?.closest?.("[class*='st-key-panel']")?.scrollTo?.(0, 0)
  root.dataset.id = data.head.id || ""
}

function head(data, tell) {
  return h("header", {},
    data.back && h("button", { type: "button", class: "back", "data-key": "back", onclick: () => tell.choose(null) },
      icon("arrow_back"), data.back),
    h("h2", { tabindex: "-1" }, data.title),
    data.lead && h("p", { class: "lead" }, data.lead),
    data.sure !== undefined && data.sure !== null && h("p", { class: "sure" }, meter(data.sure),
      h("strong", {}, `${data.doubtful ? "Doubtful: " : ""}${data.sure} % sure`), data.why ? ` · ${data.why}` : ""),
    data.others && data.others.length > 0 && h("details", { class: "others" },
      h("summary", {}, "Also considered"),
      h("ul", {}, data.others.map((other) => h("li", {}, other)))),
    data.wrong && h("button", { type: "button", class: "link fix", "data-key": "fix",
      onclick: () => tell.correct(data.wrong) }, icon("edit_location_alt"), "Another place is meant"),
    data.note && h("p", { class: "note" }, data.note))
}

function meter(sure) {
  const bar = h("span", { class: "meter", "aria-hidden": "true" })
  const fill = h("span")
  fill.style.width = `${sure}%`
  bar.append(fill)
  return bar
}

function block(root, section, tell) {
  const title = [h("span", {}, section.title), h("span", { class: "count" }, ` ${section.count ?? ""}`)]
  const body = section.rows ? h("ul", { class: "rows" }, section.rows.map((row) => placeRow(root, row, tell)))
    : h("div", { class: "cards" }, section.cards.map((entry) => card(root, entry, tell)))
  const more = section.more && h("p", { class: "quiet more" }, section.more)
  if (section.folded !== undefined) {
    return h("details", { class: "block", open: !section.folded }, h("summary", {}, icon("chevron_right"), h("h3", {}, title)), body, more)
  }
  return h("section", { class: "block" }, section.title && h("h3", {}, title), body, more)
}

function placeRow(root, row, tell) {
  return h("li", {}, h("button", { type: "button", class: "row", "data-key": "row" + row.id, "data-place": row.id,
    color: paint(root, row.style), onclick: () => tell.choose(row.id) },
  (() => { const mark = icon(row.style.icon); mark.classList.add("dot"); return mark })(),
  h("span", { class: "name" }, row.name, h("span", { class: "quiet where" }, row.where)),
  h("span", { class: "count" }, row.counts)))
}

function card(root, entry, tell) {
  return h("article", { class: "card " + entry.kind, color: paint(root, entry.style), "data-item": entry.id },
    h("div", { class: "top" },
      entry.style && chip(entry),
      entry.badges.map((badge) => h("span", { class: "badge " + (badge.tone || "") },
        badge.icon && icon(badge.icon), badge.text)),
      entry.date && h("span", { class: "date" }, entry.date)),
    entry.title && h("p", { class: "title" }, entry.title),
    h(entry.kind === "quote" ? "blockquote" : "p", { class: "words" }, segments(entry.segments)),
    entry.byline && h("p", { class: "byline" }, entry.byline),
    entry.why && h("p", { class: "why" }, entry.why),
    h("div", { class: "actions" },
      entry.places.map((place) => h("button", { type: "button", class: "link", "data-key": entry.id + place.id + place.role,
        "data-place": place.id, onclick: () => tell.choose(place.id) }, icon("location_on"), place.label)),
      entry.spot && h("button", { type: "button", class: "link", "data-key": entry.id + "read",
        onclick: () => tell.read(entry.spot) }, icon("article"), "Show in the article"),
      entry.wrong && h("button", { type: "button", class: "link fix", "data-key": entry.id + "wrong",
        onclick: () => tell.correct(entry.wrong) }, icon(entry.wrong.name ? "add_location_alt" : "delete"),
      entry.wrong.name ? "Choose its place" : `Not ${entry.kind === "quote" ? "a quote" : "an event"}`)))
}

function chip(entry) {
  const mark = icon(entry.style.icon)
  mark.classList.add("dot")
  return h("span", { class: "kind" }, mark, entry.label)
}

function segments(list) {
  return list.map(([text, mark]) => (mark ? h("mark", { class: mark }, text) : document.createTextNode(text)))
}
