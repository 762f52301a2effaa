// Puts the page together: the controls, the map, and one way to draw everything again.
let map = null, fly = 0;

function choose(id, go) {
  state.place = id && DATA.places[id] ? id : null;
  if (go && state.place) fly++;
  draw();
}

function draw() {
  const links = kept(), rows = places(links);
  drawControls(links, rows);
  drawMap(rows);
  drawPanel(links, rows);
  drawTimeline();
  const place = state.place && DATA.links.find((link) => link.place === state.place);
  drawReader(state.article !== "" ? Number(state.article) : reading ?? (place ? ITEMS.get(place.item).article : 0));
  try {
    history.replaceState(null, "", state.place ? `#${encodeURIComponent(state.place)}` : "#");
  } catch { /* a page inside another one has no address of its own */ }
}

// The map's script takes rows without names, as geo/maps/payload.py packs them.
function drawMap(rows) {
  const packed = (row) => DATA.fields.map((field) => field === "outline" ? (DATA.shapes[row.id] ? row.id : null) : row[field]);
  const drawing = { fields: DATA.fields, points: rows.filter((row) => !row.radius).map(packed), areas: rows.filter((row) => row.radius).map(packed),
    lines: [], styles: DATA.styles };
  window.dateline.draw(drawing, { selected: state.place, fly, fit: "once", focus: [] });
}

function drawControls(links, rows) {
  const items = new Set(links.map((link) => link.item));
  const count = (kind, minor = false) => [...items].map((key) => ITEMS.get(key))
    .filter((item) => item.kind === kind && Boolean(item.minor) === minor).length;
  const minor = count("event", true);
  document.getElementById("count").textContent =
    `${plural(count("event"), "event")}${minor ? `, ${plural(minor, "minor event")}` : ""} and ${plural(count("quote"), "quote")} at ${plural(rows.length, "place")}`;
  for (const button of document.querySelectorAll("#chips button")) button.setAttribute("aria-pressed", String(!state.off.has(button.value)));
  for (const button of document.querySelectorAll("#roles button")) button.setAttribute("aria-pressed", String(state.roles.has(button.value)));
  for (const button of document.querySelectorAll("#clock button")) button.setAttribute("aria-pressed", String(state.clock === button.value));
  document.getElementById("time-title").textContent = state.clock === "published" ? "When it was published" : "When it happened";
  document.getElementById("reset").hidden = !(state.off.size || state.roles.size < 3 || state.query || state.days || state.article !== "");
}

function toggle(set, value) {
  if (!set.delete(value)) set.add(value);
  draw();
}

function makeControls() {
  const present = new Map();
  for (const item of DATA.items) present.set(categoryOf(item), (present.get(categoryOf(item)) || 0) + 1);
  const names = { ...DATA.categories, words: "Quotes", mention: "Mentions" };
  document.getElementById("chips").replaceChildren(...Object.keys(names).filter((name) => present.has(name)).map((name) =>
    h("button", { type: "button", value: name, color: colour(name), onclick: () => toggle(state.off, name) }, dot(name), names[name],
      h("span", { class: "n" }, String(present.get(name))))));
  document.getElementById("roles").replaceChildren(...Object.entries(ROLES).map(([role, words]) =>
    h("button", { type: "button", value: role, onclick: () => toggle(state.roles, role) }, words)));
  const select = document.getElementById("article");
  select.hidden = DATA.articles.length < 2;
  select.replaceChildren(h("option", { value: "" }, `All ${DATA.articles.length} articles`), ...DATA.articles.map((article, i) =>
    h("option", { value: String(i) }, article.title || `Article ${i + 1}`)));
  const clock = document.getElementById("clock");
  clock.hidden = DATA.articles.length < 2;
  clock.replaceChildren(...Object.entries({ happened: "Happened", published: "Published" }).map(([name, words]) =>
    h("button", { type: "button", value: name, onclick: () => { state.clock = name; state.days = null; draw(); } }, words)));
}

function makeHead() {
  const [only] = DATA.articles;
  document.title = DATA.title ? `${DATA.title} · Dateline` : "Dateline";
  document.getElementById("title").textContent = DATA.title;
  document.getElementById("byline").textContent = DATA.articles.length === 1 ? byline(only) : collection();
  document.getElementById("foot").replaceChildren(...DATA.attributions.map((line) => h("div", {}, line)), h("div", {}, `Made on ${dayWords(DATA.made)}`));
}

// What several articles have in common: who published them, and when.
function collection() {
  const publishers = [...new Set(DATA.articles.map((article) => article.publisher).filter(Boolean))];
  const days = DATA.articles.map((article) => article.published).filter(Boolean).sort();
  const from = days.length && dayWords(days[0]), to = days.length && dayWords(days.at(-1));
  return [publishers.slice(0, 4).join(", ") + (publishers.length > 4 ? " and others" : ""), from && (from === to ? from : `${from} – ${to}`)]
    .filter(Boolean).join(" · ");
}

function makeMap() {
  // The map's script asks for outlines by address and reports clicks to the app; here both are at hand.
  window.fetch = (name) => Promise.resolve({ ok: Object.hasOwn(DATA.shapes, name), json: () => Promise.resolve(DATA.shapes[name]) });
  window.__GLOBAL_DATA__ = {};
  window.Streamlit = { RENDER_EVENT: "render", events: { addEventListener() {} },
    setComponentValue: (value) => choose(value.last_active_drawing.properties.id) };
  map = L.map("map", { center: [25, 15], zoom: 2, minZoom: 2, maxZoom: 18, zoomSnap: 0.25, wheelPxPerZoomLevel: 90, worldCopyJump: true });
  new MutationObserver(() => drawIcons(map.getContainer())).observe(map.getContainer(), { childList: true, subtree: true });
  new window.Dateline(map, { base: "" });
  window.dateline.world.addTo(map);
  map.attributionControl.addAttribution("GeoNames (CC BY 4.0) · Natural Earth");
}

function setTheme(dark) {
  document.documentElement.classList.toggle("dark", dark);
  reading = null;
  if (!map) return;
  window.dateline.theme();
  makeControls();
  draw();
}

function listen() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => setTheme(dark.matches));
  const button = document.getElementById("theme");
  button.append(icon("contrast"));
  button.addEventListener("click", () => setTheme(!isDark()));
  document.getElementById("query").addEventListener("input", (event) => { state.query = event.target.value.trim(); draw(); });
  document.getElementById("article").addEventListener("change", (event) => { state.article = event.target.value; state.days = null; draw(); });
  const form = document.getElementById("filters");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    Object.assign(state, { off: new Set(), roles: new Set(Object.keys(ROLES)), query: "", article: "", days: null });
    draw();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.place) choose(null); });
  let timer = 0;
  addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(drawTimeline, 150); });
  setTheme(dark.matches);
}

listen();
makeHead();
makeControls();
makeMap();
try {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (Object.hasOwn(DATA.places, wanted)) { state.place = wanted; fly++; }
} catch { /* not an address of ours */ }
draw();
document.documentElement.dataset.ready = "yes";
