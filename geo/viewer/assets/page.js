// Puts the one-file page together: the controls, the map, the panels, and one way to draw everything again.
const DATA = JSON.parse(document.getElementById("data").textContent)
const everything = () => ({ off: new Set(), roles: new Set(Object.keys(DATA.roles)), query: "", article: "", since: "", until: "" })
const state = { place: null, clock: "happened", ...everything() }
const kept = selection.of(DATA, state)
const byId = (id) => document.getElementById(id)
let map = null, fly = 0, reading = 0

function choose(id, go) {
  state.place = id && Object.hasOwn(DATA.panels, id) ? id : null
  if (go && state.place) fly++
  draw()
}

function draw() {
  const links = kept.kept(), rows = kept.places(links)
  drawControls(links, rows)
  window.dateline.draw(kept.drawing(rows), { selected: state.place, fly, fit: "once", focus: [] })
  const tell = { choose: (id) => choose(id, true), read: (spot) => read(spot) }
  if (panel.draw(byId("panel"), state.place ? kept.place(state.place, links) : kept.overview(rows), tell)) byId("panel").scrollTop = 0
  timeline.draw(byId("time"), kept.timeline(kept.kept({ days: false })), {
    brush: (days) => { Object.assign(state, days); draw() },
    clock: (clock) => { Object.assign(state, { clock, since: "", until: "" }); draw() } })
  drawReader(tell)
  try {
    history.replaceState(null, "", state.place ? `#${encodeURIComponent(state.place)}` : "#")
  } catch { /* a page inside another one has no address of its own */ }
}

function drawReader(tell) {
  const article = DATA.articles[reading]
  byId("reader").hidden = !article
  if (!article) return
  byId("headline").textContent = article.title || "The article"
  byId("headline").classList.toggle("hidden", article.headed)
  byId("source").textContent = article.byline
  reader.draw(byId("story"), { ...article, article: article.id, selected: state.place }, tell)
  const lost = kept.unplaced(article.id)
  byId("lost").hidden = !lost.sections[0].count
  panel.draw(byId("lost"), lost, tell)
}

// Goes to where an item stands in its article.
function read({ article, at }) {
  reading = DATA.articles.findIndex(({ id }) => id === article)
  draw()
  reader.show(byId("story"), at)
}

function drawControls(links, rows) {
  const items = [...new Set(links.map((link) => link.item))]
  const count = (kind, minor) => items.filter((item) => item.kind === kind && Boolean(item.minor) === minor).length
  const minor = count("event", true)
  byId("count").textContent = `${number(count("event", false), "event")}${minor ? `, ${number(minor, "minor event")}` : ""}`
    + ` and ${number(count("quote", false), "quote")} at ${number(rows.length, "place")}`
  for (const button of document.querySelectorAll("#chips button")) button.setAttribute("aria-pressed", String(!state.off.has(button.value)))
  for (const button of document.querySelectorAll("#roles button")) button.setAttribute("aria-pressed", String(state.roles.has(button.value)))
  byId("reset").hidden = !(state.off.size || state.roles.size < Object.keys(DATA.roles).length || state.query || state.since
    || state.until || state.article !== "")
}

function toggle(set, value) {
  if (!set.delete(value)) set.add(value)
  draw()
}

function makeControls() {
  const root = document.body, present = new Map()
  for (const item of kept.items) present.set(kept.categoryOf(item), (present.get(kept.categoryOf(item)) || 0) + 1)
  byId("chips").replaceChildren(...Object.entries(DATA.labels).filter(([name]) => present.has(name)).map(([name, label]) =>
    chip(root, { id: name, label, count: present.get(name), on: !state.off.has(name) }, () => toggle(state.off, name))))
  byId("roles").replaceChildren(...Object.entries(DATA.roles).map(([role, words]) =>
    h("button", { type: "button", value: role, onclick: () => toggle(state.roles, role) }, words)))
  const select = byId("article")
  select.hidden = DATA.articles.length < 2
  select.replaceChildren(h("option", { value: "" }, `All ${number(DATA.articles.length, "article")}`), ...DATA.articles.map((article, i) =>
    h("option", { value: String(i), selected: state.article === i }, article.title || `Article ${i + 1}`)))
}

function makeHead() {
  document.title = DATA.title ? `${DATA.title} · Dateline` : "Dateline"
  byId("title").textContent = DATA.title
  byId("byline").textContent = DATA.byline
  byId("foot").replaceChildren(...DATA.attributions.map((line) => h("div", {}, line)), h("div", {}, `Made on ${DATA.made}`))
}

function makeMap() {
  // The map's script asks for outlines by address and reports clicks to the app; here both are at hand.
  window.fetch = (name) => Promise.resolve({ ok: Object.hasOwn(DATA.shapes, name), json: () => Promise.resolve(DATA.shapes[name]) })
  window.__GLOBAL_DATA__ = {}
  window.Streamlit = { RENDER_EVENT: "render", events: { addEventListener() {} },
    setComponentValue: (value) => choose(value.last_active_drawing.properties.id) }
  map = L.map("map", { center: [25, 15], zoom: 2, minZoom: 2, maxZoom: 18, zoomSnap: 0.25, wheelPxPerZoomLevel: 90, worldCopyJump: true })
  new window.Dateline(map, { base: "" })
  window.dateline.world.addTo(map)
  map.attributionControl.addAttribution("GeoNames (CC BY 4.0) · Natural Earth")
}

function setTheme(dark) {
  document.documentElement.classList.toggle("dark", dark)
  if (!map) return
  window.dateline.theme()
  makeControls()
  draw()
}

function listen() {
  const dark = matchMedia("(prefers-color-scheme: dark)")
  dark.addEventListener("change", () => setTheme(dark.matches))
  byId("theme").append(icon("contrast"))
  byId("theme").addEventListener("click", () => setTheme(!document.documentElement.classList.contains("dark")))
  byId("query").addEventListener("input", (event) => { state.query = event.target.value.trim(); draw() })
  byId("article").addEventListener("change", ({ target }) => {
    Object.assign(state, { article: target.value === "" ? "" : Number(target.value), since: "", until: "" })
    reading = state.article || 0
    draw()
  })
  const form = byId("filters")
  form.addEventListener("submit", (event) => event.preventDefault())
  form.addEventListener("reset", () => { Object.assign(state, everything()); draw() })
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.place) choose(null) })
  setTheme(dark.matches)
}

listen()
makeHead()
makeControls()
makeMap()
try {
  const wanted = decodeURIComponent(location.hash.slice(1))
  if (Object.hasOwn(DATA.panels, wanted)) {
    state.place = wanted
    fly++
    reading = kept.kept().find((link) => link.place === wanted).item.article
  }
} catch { /* not an address of ours */ }
draw()
document.documentElement.dataset.ready = "yes"
