// Elements made without markup: whatever an article says becomes text.
const STYLE = (category) => DATA.styles[category || "mention"] || DATA.styles.society;
const isDark = () => document.documentElement.classList.contains("dark");
const colour = (category) => isDark() ? STYLE(category).dark : STYLE(category).light;

function h(tag, options, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick") element.addEventListener("click", value);
    else if (name === "color") element.style.setProperty("--color", value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

const dot = (category) => h("span", { class: "dot", color: colour(category) }, icon(STYLE(category).icon));

// A date with the precision that the text gives it.
function dateWords(item) {
  if (!item.date) return item.kind === "event" ? "no date given" : "";
  const year = item.date.slice(0, 4), month = monthWords(item.date);
  const end = item.dateEnd || item.date;
  if (item.precision === "year") return year;
  if (item.precision === "years") return `${year}–${end.slice(0, 4)}`;
  if (item.precision === "month") return month;
  if (item.precision === "season") return `${month} to ${monthWords(end)}`;
  if (item.precision === "week") return `week of ${dayWords(item.date)}`;
  if (item.precision === "since") return `since ${dayWords(item.date)}`;
  if (item.precision === "around") return `in the days before ${dayWords(end)}`;
  return end === item.date ? dayWords(item.date, true) : `${dayWords(item.date)} – ${dayWords(end)}`;
}

const asDate = (iso) => new Date(`${iso}T12:00:00Z`);
const format = (iso, options) => {
  const date = asDate(iso);
  return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(date);
};
const monthWords = (iso) => format(iso, { month: "long", year: "numeric" });
const dayWords = (iso, weekday) => format(iso, { weekday: weekday ? "long" : undefined, day: "numeric", month: "long", year: "numeric" });

// Text with stretches marked: marks are [start, end, class], offsets of the whole article.
function marked(text, from, marks) {
  const parts = [];
  let at = 0;
  for (const [start, end, name] of marks.filter((mark) => mark && mark[0] !== undefined).sort((a, b) => a[0] - b[0])) {
    const a = start - from, b = end - from;
    if (a < at || b > text.length || b <= a) continue;
    parts.push(text.slice(at, a), h("mark", { class: name }, text.slice(a, b)));
    at = b;
  }
  return [...parts, text.slice(at)];
}
