// What is there and what is wanted of it: the data, the filters, the places that are left.
const DATA = JSON.parse(document.getElementById("data").textContent);
const ROLES = { happened: "Happens here", said_at: "Said here", about: "Talked about" };
DATA.items.forEach((item, n) => {
  item.n = n;
  item.text ??= DATA.articles[item.article].text.slice(item.start, item.end);
  item.who ??= [];
  item.candidates ??= [];
});
const ITEMS = new Map(DATA.items.map((item) => [item.key, item]));
const state = { place: null, off: new Set(), roles: new Set(Object.keys(ROLES)), query: "", article: "", days: null,
  clock: "happened" };

const categoryOf = (item) => item.kind === "mention" ? "mention" : item.kind === "quote" ? "words" : item.category;
const roleOf = (link) => link.role === "happened" || link.role === "said_at" ? link.role : "about";
const articleOf = (item) => DATA.articles[item.article];
const dayOf = (item) => state.clock === "published" ? articleOf(item).published : item.date;
const lastDayOf = (item) => state.clock === "published" ? articleOf(item).published : item.dateEnd || item.date;
const plural = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;

function keeps(link, { days = true } = {}) {
  const item = ITEMS.get(link.item);
  if (state.off.has(categoryOf(item)) || !state.roles.has(roleOf(link))) return false;
  if (state.article !== "" && item.article !== Number(state.article)) return false;
  if (state.query && !matches(item, link)) return false;
  if (!days || !state.days) return true;
  const first = dayOf(item);
  return Boolean(first) && first <= state.days[1] && lastDayOf(item) >= state.days[0];
}

function matches(item, link) {
  const place = DATA.places[link.place];
  const text = [item.text, item.speaker, ...item.who, place && place.name].join(" ").toLowerCase();
  return state.query.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

const kept = (options) => DATA.links.filter((link) => keeps(link, options));

// One row a place, as Atlas.by_place makes them: its colour is that of what happens there, of events of no known type
// only where there is nothing else, of guesses where nothing happens for certain, else of what is only told of it.
const TIERS = 4;

function places(links) {
  const rows = new Map();
  for (const link of links) {
    if (!link.place) continue;
    if (!rows.has(link.place)) {
      rows.set(link.place, { id: link.place, seen: new Set(), here: new Set(), guessed: new Set(), votes: Array.from({ length: TIERS }, () => new Map()) });
    }
    const row = rows.get(link.place), item = ITEMS.get(link.item);
    row.seen.add(link.item);
    if (item.kind === "mention") continue;
    const happens = !item.minor && (link.role === "happened" || link.role === "said_at");
    const guess = link.weak || DATA.places[link.place].doubtful;
    if (happens) (guess ? row.guessed : row.here).add(link.item);
    const votes = row.votes[!happens ? 3 : guess ? 2 : item.typed === false ? 1 : 0], category = categoryOf(item);
    votes.set(category, (votes.get(category) || new Set()).add(link.item));
  }
  return [...rows.values()].map(counted).sort((a, b) => a.doubtful - b.doubtful || b.weight - a.weight || b.guesses - a.guesses || b.total - a.total);
}

function counted(row) {
  const count = (kind, minor = false) => [...row.seen].map((key) => ITEMS.get(key))
    .filter((item) => item.kind === kind && Boolean(item.minor) === minor).length;
  return { ...DATA.places[row.id], id: row.id, category: commonest(row.votes.find((votes) => votes.size)), events: count("event"), minor: count("event", true),
    quotes: count("quote"), mentions: count("mention"), happening: row.here.size,
    guesses: [...row.guessed].filter((key) => !row.here.has(key)).length, weight: weight(row.here), total: row.seen.size };
}

// How much items matter together: a quote as much as the least event of the story.
const weight = (keys) => Math.round(1000 * [...keys].reduce((sum, key) => sum + (ITEMS.get(key).salience ?? DATA.minor), 0)) / 1000;

function commonest(votes) {
  const order = Object.keys(DATA.categories);
  return votes ? [...votes].sort((a, b) => weight(b[1]) - weight(a[1]) || order.indexOf(a[0]) - order.indexOf(b[0]))[0][0] : null;
}

const counts = (row) => [row.events && plural(row.events, "event"), row.quotes && plural(row.quotes, "quote"),
  row.happening && row.guesses && `${row.guesses} ${row.guesses === 1 ? "guess" : "guesses"}`]
  .filter(Boolean).join(" · ") || (row.minor ? plural(row.minor, "minor event") : plural(row.mentions, "mention"));
