// Names on the map: the most important first, none over another, none over a marker.
(function () {
  "use strict";

  const FONTS = { point: "600 13px", area: "600 12.5px", base: "500 11px", town: "400 11px" };
  const context = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  function width(text, kind) {
    const key = kind + text;
    if (!widths.has(key)) {
      context.font = FONTS[kind] + " 'Dateline Sans', system-ui, sans-serif";
      const spacing = kind === "base" ? 0.9 * text.length : 0;
      widths.set(key, context.measureText(text).width + spacing);
    }
    return widths.get(key);
  }

  // A name stays on its area: it moves no further than the area reaches (countries of the base map hardly move).
  const near = ({ reach }) => ([dx, dy]) => !reach || (Math.abs(dx) <= reach.x && Math.abs(dy) <= reach.y);

  function boxes(label) {
    const w = width(label.text, label.kind) + (label.icon ? 17 : 0) + 4;
    const h = 17;
    const { x, y } = label;
    if (label.kind !== "point" && label.kind !== "town") {
      const spots = [[0, 0], [0, 24], [0, -24], [34, 12], [-34, 12], [34, -12], [-34, -12], [0, 48], [0, -48]];
      return spots.slice(0, label.kind === "area" ? 9 : 3).filter(near(label)).map(([dx, dy]) => [x + dx - w / 2, y + dy - h / 2, w, h]);
    }
    const d = label.r + 3;
    return [
      [x + d, y - h / 2, w, h], [x - d - w, y - h / 2, w, h],
      [x - w / 2, y + d, w, h], [x - w / 2, y - d - h, w, h],
      [x + d * 0.75, y + d * 0.6, w, h], [x + d * 0.75, y - d * 0.6 - h, w, h],
      [x - d * 0.75 - w, y + d * 0.6, w, h], [x - d * 0.75 - w, y - d * 0.6 - h, w, h],
    ];
  }

  const hit = (a, b) => a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];
  const inside = (a, size) => a[0] >= 0 && a[1] >= 0 && a[0] + a[2] <= size.x && a[1] + a[3] <= size.y;

  // labels: [{text, kind, x, y, r, reach, icon, color, force}] in container pixels, most important first.
  // taken: boxes [x, y, w, h] of markers. Draws those that fit into `pane`.
  function draw(pane, labels, taken, size, origin) {
    const occupied = taken.slice();
    const drawn = document.createDocumentFragment();
    for (const label of labels) {
      const choices = boxes(label);
      const free = choices.find((box) => inside(box, size) && !occupied.some((other) => hit(box, other)));
      const box = free || (label.force ? choices.find((b) => inside(b, size)) || choices[0] : null);
      if (!box) continue;
      occupied.push([box[0] - 2, box[1], box[2] + 4, box[3]]);
      drawn.appendChild(element(label, box, origin));
      if (label.kind === "town") drawn.appendChild(dot(label, origin));
    }
    pane.replaceChildren(drawn);
  }

  function element(label, box, origin) {
    const div = document.createElement("div");
    div.className = "dl-label dl-label-" + label.kind + (label.light ? " dl-light" : "") +
      (label.force ? " dl-chosen" : "");
    if (label.icon) {
      const icon = document.createElement("span");
      icon.className = "dl-icon";
      icon.textContent = label.icon;
      icon.style.color = label.color;
      div.appendChild(icon);
    }
    div.appendChild(document.createTextNode(label.text));
    div.style.transform = `translate(${Math.round(box[0] - origin.x)}px, ${Math.round(box[1] - origin.y)}px)`;
    return div;
  }

  function dot(label, origin) {
    const div = document.createElement("div");
    div.className = "dl-town";
    div.style.transform = `translate(${Math.round(label.x - origin.x) - 2}px, ${Math.round(label.y - origin.y) - 2}px)`;
    return div;
  }

  // Widths are taken again once the page's own font is there.
  if (document.fonts) document.fonts.addEventListener("loadingdone", () => widths.clear());

  window.DatelineLabels = { draw };
})();
