// The timeline: how much there is a day (a month, a year), by category; a bar chosen is a filter.
const SVG = (tag, attributes, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
const DAY = 86400000;
const VAGUE = new Set(["season", "year", "years", "since"]);
// An item whose days are inferred from its publication stands on that day.
const barOf = (item) => item.precision === "around" && state.clock !== "published" ? item.dateEnd : dayOf(item);

function drawTimeline() {
  const told = [...new Set(kept({ days: false }).map((link) => link.item))].map((key) => ITEMS.get(key))
    .filter((item) => item.kind !== "mention");
  const dated = told.filter((item) => dayOf(item) && (state.clock === "published" || !VAGUE.has(item.precision)));
  const vague = told.filter((item) => dayOf(item)).length - dated.length, undated = told.filter((item) => !dayOf(item)).length;
  document.getElementById("undated").textContent = [vague && `${vague} dated only to a season or year`,
    undated && `${undated} without a date`].filter(Boolean).join(" · ");
  const box = document.getElementById("days");
  const focused = document.activeElement && box.contains(document.activeElement) ? document.activeElement.dataset.from : null;
  box.replaceChildren(dated.length ? chart(bins(dated)) : h("p", { class: "quiet" }, "Nothing here has a date."));
  if (focused) box.querySelector(`[data-from="${focused}"]`)?.focus();
}

function bins(items) {
  const days = items.map(barOf).sort();
  const span = (asDate(days.at(-1)) - asDate(days[0])) / DAY;
  const length = span <= 75 ? 10 : span <= 3000 ? 7 : 4;
  const found = new Map();
  for (let at = days[0].slice(0, length); at <= days.at(-1).slice(0, length); at = after(at)) found.set(at, []);
  for (const item of items) found.get(barOf(item).slice(0, length))?.push(item);
  return [...found].map(([key, list]) => ({ key, list, from: first(key), to: last(key) }));
}

function after(key) {
  if (key.length === 4) return String(Number(key) + 1).padStart(4, "0");
  if (key.length === 7) return new Date(Date.UTC(+key.slice(0, 4), +key.slice(5))).toISOString().slice(0, 7);
  return new Date(asDate(key).getTime() + DAY).toISOString().slice(0, 10);
}
const first = (key) => key + "0000-01-01".slice(key.length);
const last = (key) => key.length === 10 ? key : new Date(asDate(first(after(key))).getTime() - DAY).toISOString().slice(0, 10);
const binWords = (key) => key.length === 10 ? dayWords(key, true) : key.length === 7 ? monthWords(`${key}-01`) : key;

function chart(rows) {
  const width = document.getElementById("days").clientWidth || 700, height = 130, bottom = 104, top = 8;
  const most = Math.max(...rows.map((row) => row.list.length)), left = 14 + 7 * String(most).length;
  const step = (width - left - 8) / rows.length, bar = Math.max(3, Math.min(22, step * 0.7));
  const unit = (bottom - top) / Math.max(most, 3);
  const svg = SVG("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "How much there is each day" });
  for (const tick of [...new Set([0, Math.ceil(most / 2), most])]) {
    svg.append(SVG("line", { class: "grid", x1: left, x2: width, y1: bottom - tick * unit, y2: bottom - tick * unit }),
      SVG("text", { x: 0, y: bottom - tick * unit + 4 }, String(tick)));
  }
  const every = Math.ceil(72 / step);
  rows.forEach((row, i) => svg.append(...binMarks(row, i, { left, step, bar, bottom, top, unit, label: i % every === 0 })));
  return svg;
}

function binMarks(row, i, { left, step, bar, bottom, top, unit, label }) {
  const x = left + i * step + step / 2, marks = [];
  if (label) {
    const words = row.key.length === 10 ? format(row.key, { day: "numeric", month: "short" }) : row.key.length === 7
      ? format(`${row.key}-01`, { month: "short", year: "numeric" }) : row.key;
    marks.push(SVG("text", { x, y: bottom + 18, "text-anchor": "middle" }, words));
  }
  if (!row.list.length) return marks;
  const chosen = state.days && state.days[0] === row.from && state.days[1] === row.to;
  const group = SVG("g", { class: `bin${state.days && !chosen ? " off" : ""}`, tabindex: "0", role: "button", "data-from": row.from,
    "aria-pressed": String(Boolean(chosen)), "aria-label": `${binWords(row.key)}: ${plural(row.list.length, "item")}` });
  group.append(SVG("title", {}, `${binWords(row.key)}: ${plural(row.list.length, "item")}`));
  group.append(SVG("rect", { class: "hit", x: x - step / 2, y: top - 6, width: step, height: bottom - top + 8, rx: 3 }));
  let y = bottom;
  for (const category of Object.keys(DATA.categories)) {
    const n = row.list.filter((item) => categoryOf(item) === category).length;
    if (!n) continue;
    y -= n * unit;
    group.append(SVG("rect", { class: "part", x: x - bar / 2, y: y + 0.5, width: bar, height: Math.max(1, n * unit - 1), rx: 1.5, fill: colour(category) }));
  }
  const toggle = () => { state.days = chosen ? null : [row.from, row.to]; draw(); };
  group.addEventListener("click", toggle);
  group.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); toggle(); }
  });
  return [...marks, group];
}
