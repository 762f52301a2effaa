// The article, with its places, quotes and events marked, and what could not be placed.
let reading = null;

function drawReader(number) {
  const reader = document.getElementById("reader");
  if (reading === number && reader.firstChild) { chosenInText(); return; }
  reading = number;
  const article = DATA.articles[number];
  if (!article) { reader.replaceChildren(); return; }
  const items = DATA.items.filter((item) => item.article === number);
  const lost = items.filter((item) => item.kind === "mention" && !item.place);
  reader.replaceChildren(
    h("div", {}, h("h2", { tabindex: "-1" }, article.title || "The article"), h("p", { class: "quiet" }, byline(article)),
      h("div", { class: "story" }, story(article.text, items))),
    h("aside", { class: "side" }, lost.length > 0 && [
      h("h3", {}, `Could not be placed ${lost.length}`),
      h("ul", { class: "rows" }, [...new Map(lost.map((item) => [item.text, item])).values()].map((item) => h("li", {},
        h("button", { type: "button", class: "row", onclick: () => show(item) }, h("span", { class: "name" }, item.text),
          h("span", { class: "n" }, item.why)))))]));
  reader.style.setProperty("--words", colour("words"));
  chosenInText();
}

const byline = (article) => [article.publisher, article.author, article.published && dayWords(article.published), article.source]
  .filter(Boolean).join(" · ");

// Cuts the text at every border of an item; each piece carries the marks of all items it lies in.
function story(text, items) {
  const spans = items.map((item) => {
    if (item.kind === "mention") return { start: item.start, end: item.end, item, name: item.place ? "at" : "lost" };
    if (item.kind === "quote") return { start: item.start, end: item.end, item, name: "said" };
    return { start: item.trigger[0], end: item.trigger[1], item, name: item.minor ? "told minor" : "told" };
  });
  const borders = [...new Set([0, text.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  const opened = [...spans].sort((a, b) => a.start - b.start);
  let next = 0, open = [];
  const pieces = [];
  for (let i = 0; i + 1 < borders.length; i++) {
    const [from, to] = [borders[i], borders[i + 1]];
    while (next < opened.length && opened[next].start <= from) open.push(opened[next++]);
    open = open.filter((span) => span.end > from);
    pieces.push(piece(text.slice(from, to), from, open));
  }
  return pieces;
}

function piece(text, from, open) {
  if (!open.length) return text;
  const told = open.find((span) => span.item.kind === "event"), at = open.find((span) => span.name === "at");
  const element = h("span", { class: open.map((span) => span.name).join(" "), "data-at": from,
    "data-items": open.map((span) => span.item.n).join(" ") }, text);
  if (told) { element.style.setProperty("--color", colour(categoryOf(told.item))); element.title = told.item.label; }
  if (!at) return element;
  const place = DATA.places[at.item.place];
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "0");
  element.dataset.place = at.item.place;
  element.title = place ? [place.name, place.where].join(", ") : "";
  element.addEventListener("click", () => choose(at.item.place, true));
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(at.item.place, true); }
  });
  return element;
}

function chosenInText() {
  for (const element of document.querySelectorAll("#reader .at")) {
    element.classList.toggle("chosen", element.dataset.place === state.place);
  }
}

// Goes to where an item stands in its article.
function show(item) {
  drawReader(item.article);
  for (const element of document.querySelectorAll("#reader .flash")) element.classList.remove("flash");
  const spots = document.querySelectorAll(`#reader [data-items~="${item.n}"]`);
  if (!spots.length) return;
  spots[0].scrollIntoView({ block: "center" });
  for (const element of spots) { void element.offsetWidth; element.classList.add("flash"); }
}
