// The panel: where, why here, how sure, what happened; without a place, all of them.
const MOST_CARDS = 60;
const STATUS = { planned: "Planned", possible: "Possible", denied: "Denied", happened: "Happened" };
const ROLE_WORDS = { about: "is about here", from: "someone or something from here", organisation: "part of a name",
  government: "stands for its government", mentioned: "mentioned here" };
const GUESSED_WORDS = { happened: "perhaps here", said_at: "perhaps said here", about: "perhaps about here" };

const DATED = { telling: "its day is that of another telling", story: "its day is the one the story named last",
  publication: "no day is told: those before publication" };
const percent = (share) => `${Math.min(99, Math.round(100 * share))} %`;

function drawPanel(links, rows) {
  const panel = document.getElementById("panel");
  const before = panel.dataset.place;
  panel.dataset.place = state.place || "";
  panel.replaceChildren(...(state.place && DATA.places[state.place] ? placePanel(links) : overview(rows)));
  if (before !== panel.dataset.place) panel.scrollTop = 0;
}

function overview(rows) {
  const here = rows.filter((row) => row.happening), rest = rows.filter((row) => !row.happening);
  const doubtful = rest.filter((row) => row.doubtful), perhaps = rest.filter((row) => !row.doubtful && row.guesses);
  const talked = rest.filter((row) => !row.doubtful && !row.guesses);
  return [
    here.length && h("section", {}, h("h2", { class: "small" }, "What happens and is said ", h("span", { class: "quiet" }, String(here.length))), list(here)),
    perhaps.length && h("section", {}, h("h2", { class: "small" }, "Perhaps there, by a guess ", h("span", { class: "quiet" }, String(perhaps.length))), list(perhaps)),
    talked.length && h("details", { class: "block", open: here.length < 7 },
      h("summary", {}, "Only talked about ", h("span", { class: "quiet" }, String(talked.length))), list(talked)),
    doubtful.length && h("section", {}, h("h2", { class: "small" }, "Doubtful ", h("span", { class: "quiet" }, String(doubtful.length))), list(doubtful)),
    !rows.length && h("p", { class: "quiet" }, "Nothing is left of this selection. Show all to begin again."),
  ].filter(Boolean);
}

const list = (rows) => h("ul", { class: "rows" }, rows.map((row) => h("li", {},
  h("button", { type: "button", class: "row", "data-place": row.id, onclick: () => choose(row.id, true) },
    dot(row.category), h("span", { class: "name" }, row.name, h("span", { class: "quiet" }, row.where)),
    h("span", { class: "n" }, counts(row))))));

function placePanel(links) {
  const place = DATA.places[state.place];
  const here = links.filter((link) => link.place === state.place);
  const groups = { event: [], minor: [], quote: [], mention: [] };
  for (const link of here) {
    const item = ITEMS.get(link.item), group = groups[item.minor ? "minor" : item.kind];
    const known = group.find((entry) => entry.item === item);
    if (known) known.links.push(link); else group.push({ item, links: [link] });
  }
  for (const list of [groups.event, groups.minor]) list.sort((one, other) => other.item.salience - one.item.salience);
  const section = (title, kind) => groups[kind].length && h("section", {},
    h("h3", {}, `${title} `, h("span", { class: "quiet" }, String(groups[kind].length))), cards(groups[kind]));
  return [
    h("header", {},
      h("button", { type: "button", class: "link", id: "back", onclick: () => choose(null) }, icon("back"), "All places"),
      h("h2", { id: "place", tabindex: "-1" }, place.name),
      h("p", { class: "lead" }, sentenceCase(place.where), place.population ? ` · ${place.population.toLocaleString("en")} inhabitants` : ""),
      ...certainty(state.place)),
    section("Events", "event"), section("Quotes", "quote"),
    folded("Minor events", groups.minor, !groups.event.length && !groups.quote.length),
    folded("Mentions", groups.mention, !groups.event.length && !groups.quote.length && !groups.minor.length),
    !here.length && h("p", { class: "quiet" }, "Everything here is filtered away at the moment."),
  ].filter(Boolean);
}

const folded = (title, entries, open) => entries.length && h("details", { class: "block", open },
  h("summary", {}, `${title} `, h("span", { class: "quiet" }, String(entries.length))), cards(entries));

const sentenceCase = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

function certainty(id) {
  const mentions = DATA.items.filter((item) => item.kind === "mention" && item.place === id);
  if (!mentions.length) return [];
  const best = mentions.reduce((a, b) => (b.score > a.score ? b : a));
  const sure = Math.min(99, Math.round(100 * best.score));
  const bar = h("span");
  bar.style.width = `${sure}%`;
  const others = best.candidates.filter((other) => other.place !== id && other.score >= 0.005).slice(0, 5);
  return [
    h("p", { class: "sure" }, h("span", { class: "meter", "aria-hidden": "true" }, bar), h("strong", {}, `${DATA.places[id].doubtful ? "Doubtful: " : ""}${sure} % sure`),
      best.why ? ` · ${best.why}` : ""),
    others.length && h("details", {}, h("summary", {}, "Also considered"), h("ul", {}, others.map((other) => h("li", {},
      `${other.name}: ${Math.round(100 * other.score)} %`)))),
  ].filter(Boolean);
}

// The first cards, and a button that puts the next ones in its place.
function cards(entries) {
  const rest = entries.slice(MOST_CARDS);
  if (!rest.length) return entries.map(card);
  const more = h("button", { type: "button", class: "link", onclick: () => more.replaceWith(...cards(rest)) },
    `Show ${Math.min(MOST_CARDS, rest.length)} of ${rest.length.toLocaleString("en")} more`);
  return [...entries.slice(0, MOST_CARDS).map(card), more];
}

function card({ item, links }) {
  const category = categoryOf(item);
  const text = articleOf(item).text.slice(item.sentence[0], item.sentence[1]);
  const marks = [item.trigger && [...item.trigger, "trigger"],
    ...links.filter((link) => link.start !== undefined).map((link) => [link.start, link.end, "place"]),
    item.kind === "mention" && [item.start, item.end, "place"]].filter(Boolean);
  const roles = links.map((link) => link.weak ? GUESSED_WORDS[link.role] : ROLE_WORDS[link.role]).filter(Boolean);
  const guess = item.kind === "event" && links.every((link) => link.weak);
  const sure = links.find((link) => link.score !== undefined);
  const why = [...new Set([...links.map((link) => link.why), item.kind === "mention" ? "" : item.why,
    !guess && sure && `${percent(sure.score)} sure`, DATED[item.dated]].filter(Boolean))];
  return h("article", { class: `card ${item.kind}`, color: colour(category), "data-item": item.key },
    h("div", { class: "head" },
      h("span", { class: "kind" }, dot(category), item.kind === "mention" ? "Mention" : item.label),
      item.kind === "event" && h("span", { class: item.status === "happened" ? "badge" : "badge unsure" }, STATUS[item.status] || item.status),
      guess ? h("span", { class: "badge unsure" }, sure ? `A guess: ${percent(sure.score)} sure` : "A guess")
        : roles.length > 0 && h("span", { class: "badge" }, [...new Set(roles)].join(", ")),
      h("span", { class: "date" }, dateWords(item))),
    item.kind === "event" && item.who.length > 0 && h("p", { class: "who" }, item.who.join(", ")),
    h(item.kind === "quote" ? "blockquote" : "p", { class: "words" },
      item.kind === "quote" ? `“${item.text}”` : marked(text, item.sentence[0], marks)),
    item.kind === "quote" && h("p", { class: "who" }, item.speaker || "Speaker not named"),
    item.kind === "quote" && h("p", { class: "why" }, marked(text, item.sentence[0], marks)),
    why.length > 0 && h("p", { class: "why" }, why.join(" · ")),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "link", onclick: () => show(item) }, icon("article"),
        DATA.articles.length > 1 ? articleOf(item).title || "Show in the article" : "Show in the article")));
}
