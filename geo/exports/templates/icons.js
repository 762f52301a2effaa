// Icons as shapes on a grid of 24, one a category: drawn here, so that the page needs no font.
const ICONS = {
  local_fire_department: "M12 2c1 4 6 6 6 12a6 6 0 0 1-12 0c0-2.5 1.2-4 2.4-5.2.3 1.6 1 2.5 1.9 3C10 8.500 10.600 5 12 2z",
  shield: "M12 2l8 3v6c0 5.200-3.400 9.300-8 11-4.600-1.700-8-5.800-8-11V5z",
  campaign: "M3 9.500v5h3l1 6h3l-1-6h1l8 4.500V5l-8 4.500H3zM19.500 8.500v7c1.500-.5 2.500-1.800 2.500-3.500s-1-3-2.500-3.500z",
  handshake: "M8.500 4A4.500 4.500 0 0 0 4 8.500v3A4.500 4.500 0 0 0 7 15.700V19l3.400-3h.6v-1.500A5.500 5.500 0 0 1 16 9v-.5A4.500 4.500 0 0 0 11.500 4zM16 10.500a4 4 0 0 0-4 4 4 4 0 0 0 4 4h.5l3 2.500v-3.300a4 4 0 0 0-1.500-7.200z",
  account_balance: "M12 2L2.500 7.500V9h19V7.500zM4.500 10.500h2.700V17H4.500zM10.700 10.500h2.700V17h-2.700zM16.800 10.500h2.700V17h-2.700zM2.500 18.500h19V21h-19z",
  flood: "M2 8c2.500 0 2.500-2 5-2s2.500 2 5 2 2.500-2 5-2 2.500 2 5 2v2.500c-2.500 0-2.500-2-5-2s-2.500 2-5 2-2.500-2-5-2-2.500 2-5 2zM2 15c2.500 0 2.500-2 5-2s2.500 2 5 2 2.500-2 5-2 2.500 2 5 2v2.500c-2.500 0-2.500-2-5-2s-2.500 2-5 2-2.500-2-5-2-2.500 2-5 2z",
  groups: "M9 4a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7zM2 19c0-4 3-6.500 7-6.500s7 2.500 7 6.500zM16.500 5.500a3 3 0 1 1-.5 5.900 5 5 0 0 0 .1-5.900zM17.500 19c0-2.600-.8-4.700-2.300-6.200 3.900-.4 6.800 2 6.800 6.200z",
  format_quote: "M4 18l2.500-5H4V6h7v7l-3 5zM13 18l2.500-5H13V6h7v7l-3 5z",
  location_on: "M12 2a7 7 0 0 1 7 7c0 5-7 13-7 13S5 14 5 9a7 7 0 0 1 7-7zm0 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z",
  zoom_out_map: "M3 3h7L7.500 5.500l3 3-2 2-3-3L3 10zM21 3v7l-2.500-2.500-3 3-2-2 3-3L14 3zM3 21v-7l2.500 2.500 3-3 2 2-3 3L10 21zM21 21h-7l2.500-2.500-3-3 2-2 3 3L21 14z",
  article: "M5 2.500h14v19H5zM7.500 6v2h9V6zM7.500 10.500v2h9v-2zM7.500 15v2h6v-2z",
  back: "M11 4l2 2-4.500 4.700H21v2.600H8.500L13 18l-2 2-8-8z",
  contrast: "M12 2.500a9.500 9.500 0 1 1 0 19 9.500 9.500 0 0 1 0-19zm0 2.500v14a7 7 0 0 0 0-14z",
};

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", Object.hasOwn(ICONS, name) ? ICONS[name] : ICONS.location_on);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}

// The map's script writes the names of icons, for a font that is not here: put the shape in their stead.
function drawIcons(root) {
  for (const span of root.querySelectorAll(".dl-icon")) {
    if (!span.firstElementChild) span.replaceChildren(icon(span.textContent));
  }
}
