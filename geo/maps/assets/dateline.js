// The places of a selection on the map: areas as outlines, points as circles, names, and what is chosen.
// Everything that comes from an article or a gazetteer enters the page through textContent alone.
(function () {
  "use strict";

  const MANY = 40; // of more points than this, not all are named, and the legend would cover some
  const NAMES = 60; // most names drawn for points in a crowd
  const TOWNS = 5.5; // from this zoom on the base map names cities
  const DEEP = 14; // deepest zoom that a group opens at; what is still one then is listed
  const NEAR = { outlines: 10, tiles: 14 }; // deepest zoom at which a chosen place is shown
  const SHADE = { least: 0.08, most: 0.45, even: 4 }; // opacity of areas; with a weight of `even` one may be deepest
  const RING = 6; // width of the ring around the chosen place
  const SMALL = 12; // diameter of a doubtful place, however much is told of it
  const NAMED = 12; // most names of places that are elsewhere
  const DRAG = 24; // pixels sideways by which a finger means to move the map
  const NARROW = 480, SHEET = 0.16; // width of a telephone's map, and how far up its middle moves, as a share of its height
  const ROOM = { beside: 60, above: 66, below: 90 }; // pixels around what a group opens to, clear of the controls
  const SQUARE = 85; // degrees north and south that a square map of the world has
  const REST = 250; // milliseconds without a move before the app is asked for what is in view
  const WIDE = 560; // from this width on the legend of a few places is open
  const COARSE = matchMedia("(pointer: coarse)"); // a finger: what appears under it would take its tap
  const STILL = matchMedia("(prefers-reduced-motion: reduce)");

  const number = (n) => n.toLocaleString("en");
  const plural = (n, word) => `${number(n)} ${word}${n === 1 ? "" : "s"}`;
  // What only a guess sets there, and a place whose name may well mean another, is drawn with a broken line.
  const isGuess = (place) => !place.happening && (place.doubtful || place.guesses > 0);
  const importance = (place) => place.weight * 1000 + place.guesses * 100 + place.total;
  const luminance = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);

  function unpack(drawing) {
    const rows = (list) => list.map((row) => Object.fromEntries(row.map((value, i) => [drawing.fields[i], value])));
    const points = rows(drawing.points);
    drawing.part?.many.forEach((many, i) => {
      if (!many) return;
      const [count, shares, west, north, east, south] = many;
      points[i].many = { count, shares, box: L.latLngBounds([south, west], [north, east]) };
    });
    return { part: null, ...drawing, points, areas: rows(drawing.areas) };
  }

  const counted = (places) => places.reduce((sum, { many }) => sum + (many ? many.count : 1), 0);

  class Dateline {
    constructor(map, options) {
      this.map = map;
      this.base = options.base;
      this.data = { version: null, points: [], areas: [], lines: [], styles: {}, selected: null };
      this.marks = new Map(); // id -> {place, layer, ...} of what is drawn by itself
      this.homes = new Map(); // id -> where each point belongs
      this.rivers = new Map(); // id -> layer of a course
      this.groups = new Map(); // key -> layer of a point, or of a group of them
      this.clicks = 0;
      this.generation = 0;
      map.attributionControl.setPrefix(false);
      for (const [name, z] of [["areas", 350], ["rivers", 360], ["lines", 420], ["names", 610]]) {
        map.createPane(name).style.zIndex = z;
      }
      map.getPane("names").style.pointerEvents = "none";
      map.getPane("names").setAttribute("aria-hidden", "true");
      map.getContainer().setAttribute("role", "region");
      map.getContainer().setAttribute("aria-label", "Map of the places");
      this.world = new DatelineOutlines.World(this.base);
      this.areas = L.layerGroup().addTo(map);
      this.lines = L.layerGroup().addTo(map);
      this.points = L.layerGroup().addTo(map);
      this.tip = L.tooltip({ direction: "top", className: "dl-tip", opacity: 1, offset: [0, -6] });
      L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
      this.theme();
      this.listen();
      this.fingers();
      this.button();
      window.dateline = this;
    }

    listen() {
      const { map } = this;
      map.on("zoomstart", () => { map.getPane("names").style.opacity = 0; });
      map.on("zoomend", () => { // a moveend follows
        this.gather();
        this.drawLines();
      });
      map.on("moveend", () => this.gather());
      map.on("moveend resize", () => this.elsewhere());
      map.on("moveend resize dateline:world", () => this.names());
      map.on("moveend", () => { this.flying = false; this.note(); this.address?.soon(); this.survey(); });
      map.on("click", () => this.tip.remove());
      for (const touch of ["pointerdown", "wheel", "keydown"]) {
        map.getContainer().addEventListener(touch, () => { this.again = null; this.address?.release(); }, { passive: true });
      }
      new ResizeObserver(() => {
        map.invalidateSize({ animate: false });
        if (this.again) this.again();
      }).observe(map.getContainer());
      const { Streamlit } = window;
      if (Streamlit) Streamlit.events.addEventListener(Streamlit.RENDER_EVENT, () => this.theme());
      if (document.fonts) document.fonts.addEventListener("loadingdone", () => this.names());
      let failed = 0;
      map.on("baselayerchange", ({ layer }) => {
        failed = 0;
        if (this.data.version) this.legend();
        if (!(layer instanceof L.TileLayer)) return;
        layer.off("tileerror").off("tileload");
        layer.on("tileload", () => { failed = -1e9; });
        layer.on("tileerror", () => { if (++failed === 3) this.offline(layer); });
      });
    }

    // One finger scrolls the page, two move the map, which says so.
    fingers() {
      const { map } = this, container = map.getContainer();
      if (!COARSE.matches) return;
      map.dragging.disable();
      let from = null;
      container.addEventListener("touchstart", ({ touches }) => {
        from = touches.length === 1 && !touches[0].target.closest(".leaflet-control") ? touches[0] : null;
      }, { passive: true });
      container.addEventListener("touchmove", ({ touches: [touch] }) => {
        if (!from || Math.abs(touch.clientX - from.clientX) < DRAG) return;
        from = null;
        this.tell("Use two fingers to move the map.");
      }, { passive: true });
    }

    // Tiles that can't be reached give way to the built-in outlines.
    offline(layer) {
      layer.remove();
      this.world.addTo(this.map);
      this.legend();
      this.tell("These tiles can’t be reached. Showing the built-in map.");
    }

    tell(words) {
      this.map.getContainer().querySelector(".dl-note")?.remove();
      const note = L.DomUtil.create("div", "dl-note", this.map.getContainer());
      note.setAttribute("role", "status");
      note.textContent = words;
      setTimeout(() => note.remove(), 6000);
    }

    button() {
      const control = L.control({ position: "topleft" });
      control.onAdd = () => {
        const bar = L.DomUtil.create("div", "leaflet-bar");
        const button = L.DomUtil.create("button", "dl-button", bar);
        button.type = "button";
        button.title = "Show everything";
        button.setAttribute("aria-label", "Show everything");
        const icon = L.DomUtil.create("span", "dl-icon", button);
        icon.textContent = "zoom_out_map";
        L.DomEvent.disableClickPropagation(bar);
        L.DomEvent.on(button, "click", () => this.fit("everything"));
        return bar;
      };
      control.addTo(this.map);
    }

    theme() {
      const ground = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
      const dark = /^#[0-9a-f]{6}$/i.test(ground) && luminance(ground) < 0.2;
      if (this.dark === dark) return;
      this.dark = dark;
      document.body.classList.toggle("dl-dark", dark);
      this.world.paint();
      if (this.data.version) this.redraw();
    }

    style(place) {
      const style = this.data.styles[place.category || "mention"] || this.data.styles.mention;
      return { icon: style.icon, color: this.dark ? style.dark : style.light };
    }

    // Fetches a drawing, unless it is the one that is shown, and draws it.
    async load(address, view) {
      const turn = (this.turn = (this.turn || 0) + 1);
      this.around ||= new DatelineAround(this);
      let drawing = this.data;
      if (view.version !== drawing.version) {
        drawing = await fetch(address).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
        if (turn !== this.turn) return;
        if (!drawing) { this.tell("The places can’t be loaded. Reload the page to try again."); return; }
      }
      this.draw(drawing, view);
    }

    // Takes over what Python sends; only what changed is drawn again.
    draw(drawing, view) {
      const old = this.data;
      const same = view.version && old.version === view.version;
      const data = { ...(same ? old : unpack(drawing)), ...view };
      this.data = data;
      if (!same) {
        this.redraw();
        this.survey();
      } else if (old.selected !== data.selected) this.mark();
      this.move(data, old);
      if (same && old.lacking !== data.lacking) this.elsewhere();
      this.note();
      this.settle();
    }

    // Of so many places that only those in view are drawn, asks for others when the view has left the part that is drawn.
    survey() {
      clearTimeout(this.surveying);
      const { part } = this.data;
      if (!part || this.again === undefined) return;
      this.surveying = setTimeout(() => {
        const zoom = Math.round(this.map.getZoom()), view = this.map.getBounds(), [west, north, east, south] = part.box;
        const edges = [Math.max(-180, view.getWest()), Math.min(SQUARE, view.getNorth()),
          Math.min(180, view.getEast()), Math.max(-SQUARE, view.getSouth())];
        const within = west <= edges[0] && north >= edges[1] && east >= edges[2] && south <= edges[3];
        const seen = [zoom, ...edges];
        if ((zoom === part.zoom && within) || String(seen) === this.surveyed) return;
        this.surveyed = String(seen);
        this.ask({ seen });
      }, REST);
    }

    // A view that is asked for counts more than the chosen place, and that more than all of them.
    move(data, old) {
      const first = old.fit === undefined;
      const asked = data.view !== undefined && data.fly !== old.fly && DatelineAddress.read(this.kept(data, first));
      if (asked) this.look(asked);
      else if (data.fly !== old.fly && data.selected) {
        this.fly(data.selected, first);
        if (!first) this.around?.show();
      } else if (first || data.scope !== old.scope || (data.fit !== old.fit && (this.again || data.focus.length))) {
        this.fit("story", first);
      }
      if (data.view === undefined) return;
      this.address ||= new DatelineAddress.Address(() => this.told());
      this.address.release();
    }

    // The view to begin with: where the reader left the map to turn to another page, else what the app asks for.
    kept({ scope, fly, selected, view }, first) {
      const left = first && window.parent.datelineLeft;
      return left && left.of === JSON.stringify([scope, fly, selected]) ? left.view : view;
    }

    // The view for the address: empty while it is the one that a new reader gets, undefined before there is any.
    told() {
      if (this.again === undefined || this.flying) return undefined;
      const view = this.fitted && this.again === this.fitted ? "" : DatelineAddress.write(this.map);
      const { scope, fly, selected } = this.data;
      window.parent.datelineLeft = { of: JSON.stringify([scope, fly, selected]), view };
      return view;
    }

    look({ center, zoom }) {
      this.again = () => this.look({ center, zoom });
      this.map.setView(center, zoom, { animate: false });
    }

    // Tells on the element once outlines and base map are drawn.
    async settle() {
      await Promise.all([this.loading, this.world.ready]);
      this.map.getContainer().dataset.painted = String(this.generation);
    }

    redraw() {
      this.generation++;
      for (const group of [this.areas, this.lines, this.points]) group.clearLayers();
      this.rivers.clear();
      this.marks.clear();
      this.tip.remove();
      this.groups.clear();
      this.homes = new Map(this.data.points.map((place) => [place.id, L.latLng(place.lat, place.lon)]));
      this.crowd = new DatelineCrowd(this.data.points, (place) => this.size(place) / 2);
      this.most = Math.max(SHADE.even, ...this.data.areas.map((place) => place.weight));
      this.together = this.data.together ? DatelineOutlines.together(this.base, this.data.together) : null;
      this.loading = Promise.all([...this.data.areas.map((place) => this.area(place, this.generation)),
        ...this.data.points.filter((place) => place.outline).map((place) => this.river(place, this.generation))]);
      this.mark();
      this.legend();
      const generation = this.generation;
      this.loading.then(() => {
        if (generation !== this.generation) return;
        this.elsewhere();
        this.mark();
        this.drawLines();
        this.names();
      });
    }

    // ---- points

    size(place) {
      if (place.doubtful) return SMALL;
      if (!place.happening) return Math.min(18, 11 + 1.5 * Math.sqrt(place.total));
      return Math.min(44, 18 + 6 * Math.sqrt(place.weight));
    }

    point(place, at) {
      const size = this.size(place), { icon, color } = this.style(place);
      const marker = L.marker(at, {
        icon: new PlaceIcon({ iconSize: [size, size], symbol: size >= 18 ? icon : "", color,
          light: !place.happening, guess: isGuess(place), words: this.describe(place) }),
        keyboard: true, riseOnHover: true, bubblingMouseEvents: false,
        zIndexOffset: place.happening ? 200 : 0,
      });
      marker.place = place;
      this.behave(marker, place);
      this.marks.set(place.id, { place, layer: marker, r: size / 2, home: L.latLng(place.lat, place.lon) });
      return marker;
    }

    // Draws the points that are in view, by themselves or in groups; what stays as it was is left alone.
    gather() {
      if (this.again === undefined) return;
      const zoom = this.map.getZoom(), view = this.map.getPixelBounds().pad(0.25);
      const wanted = new Map();
      for (const seat of this.crowd.at(zoom, this.data.selected)) {
        if (!view.contains([seat.x, seat.y])) continue;
        const at = this.map.unproject([seat.x, seat.y], zoom);
        const places = seat.members.map((i) => this.crowd.places[i]);
        const many = places.length > 1 || places[0].many;
        wanted.set(many ? `${zoom}/${seat.members}` : places[0].id, { at, places, r: seat.r });
      }
      for (const [key, layer] of this.groups) {
        if (wanted.has(key)) continue;
        this.points.removeLayer(layer);
        this.groups.delete(key);
        this.marks.delete(key);
      }
      for (const [key, { at, places, r }] of wanted) {
        const drawn = this.groups.get(key);
        if (drawn) {
          if (!drawn.getLatLng().equals(at)) drawn.setLatLng(at);
          continue;
        }
        const layer = places.length > 1 || places[0].many ? this.group(at, places, r) : this.point(places[0], at);
        this.groups.set(key, layer);
        this.points.addLayer(layer);
      }
      this.chosenMark();
    }

    group(at, places, r) {
      const marker = L.marker(at, { icon: this.clusterIcon(places, r), bubblingMouseEvents: false });
      marker.places = places;
      const open = () => this.open(marker, places);
      marker.on("click", open);
      marker.on("add", () => this.keyboard(marker.getElement(), open));
      return marker;
    }

    // Goes as near as it takes to see the places of a group one by one; lists them where no zoom parts them.
    open(marker, places) {
      const box = L.latLngBounds(places.map((place) => [place.lat, place.lon]));
      for (const { many } of places) if (many) box.extend(many.box);
      const zoom = Math.min(this.map.getBoundsZoom(box, false, L.point(2 * ROOM.beside, ROOM.above + ROOM.below)), DEEP);
      if (zoom <= this.map.getZoom() && !places.some(({ many }) => many)) { this.list(marker, places); return; }
      this.again = null;
      const middle = this.map.project(box.getCenter(), zoom).add([0, (ROOM.below - ROOM.above) / 2]);
      this.to(this.map.unproject(middle, zoom), Math.max(zoom, Math.min(DEEP, this.map.getZoom() + 1)));
    }

    list(marker, places) {
      const list = L.DomUtil.create("div", "dl-list");
      for (const place of places) {
        const button = L.DomUtil.create("button", "", list);
        button.type = "button";
        button.textContent = this.describe(place);
        L.DomEvent.on(button, "click", () => { this.map.closePopup(); this.choose(place.id); });
      }
      L.popup({ className: "dl-tip", maxHeight: 220, offset: [0, -8] }).setLatLng(marker.getLatLng()).setContent(list).openOn(this.map);
      list.querySelector("button").focus();
    }

    clusterIcon(places, r) {
      const shares = new Map();
      for (const place of places) {
        for (const [category, count] of place.many ? Object.entries(place.many.shares) : [[place.category, 1]]) {
          const { color } = this.style({ category });
          shares.set(color, (shares.get(color) || 0) + count);
        }
      }
      const sorted = [...shares].sort((a, b) => b[1] - a[1]);
      return new ClusterIcon({ iconSize: [2 * r, 2 * r], count: counted(places), shares: sorted });
    }

    // ---- areas

    async area(place, generation) {
      await this.together;
      const geometry = place.outline ? await DatelineOutlines.shape(this.base + place.outline) : null;
      if (generation !== this.generation) return;
      const shape = geometry || null;
      const pane = place.wet ? "rivers" : "areas"; // in front of the water of the base map
      const layer = shape ? L.geoJSON(shape, { pane, bubblingMouseEvents: false })
        : L.circle([place.lat, place.lon], { radius: place.radius, pane, bubblingMouseEvents: false });
      const mark = { place, layer, geometry: shape, vague: place.vague || !shape };
      this.marks.set(place.id, mark);
      const parts = shape ? layer.getLayers() : [layer];
      for (const part of parts) {
        this.behave(part, place);
        untold(part);
      }
      this.paint(mark, false);
      layer.addTo(this.areas);
      if (place.hollow) layer.bringToBack();
      for (const part of parts) {
        const path = part.getElement && part.getElement();
        if (!path) continue;
        path.setAttribute("tabindex", "0");
        path.setAttribute("role", "button");
        path.setAttribute("aria-label", this.describe(place));
      }
    }

    // The course of a river, whose marker is a point on it. Rivers are few, so a crowd doesn't take them in.
    async river(place, generation) {
      const shape = await DatelineOutlines.shape(this.base + place.outline);
      if (!shape || generation !== this.generation) return;
      const layer = L.geoJSON(shape, { pane: "rivers", bubblingMouseEvents: false });
      for (const part of layer.getLayers()) {
        part.on("click", () => this.choose(place.id));
        if (!COARSE.matches) part.on("mouseover", (event) => this.hover(place, event.latlng, -6));
        part.on("mouseout", () => this.tip.remove());
        untold(part);
      }
      this.rivers.set(place.id, { place, layer, shape });
      this.paintRiver(place.id);
      layer.addTo(this.areas);
      for (const part of layer.getLayers()) part.getElement?.()?.setAttribute("data-course", place.id);
    }

    paintRiver(id) {
      const { place, layer } = this.rivers.get(id), chosen = id === this.data.selected;
      layer.setStyle({ color: this.style(place).color, weight: chosen ? 5 : place.happening ? 4 : 3, lineCap: "round",
        opacity: chosen ? 1 : place.happening ? 0.75 : 0.5, fill: false, dashArray: isGuess(place) ? "4 7" : null });
    }

    // Areas have one colour, the deeper the more happens there. Seas and continents have no border, which would be a
    // line in the water or one over many others; continents and oceans aren't filled either.
    paint(mark, chosen) {
      const { place } = mark;
      const { color } = this.style({ category: "area" });
      const border = chosen ? (this.dark ? "#F4F1EA" : "#1C1B19") : color;
      mark.layer.setStyle({
        stroke: !place.borderless, color: border, weight: chosen ? 2.5 : place.happening ? 1.2 : 0.8,
        opacity: chosen ? 1 : place.happening ? 0.8 : 0.5, fillColor: color,
        fillOpacity: chosen && place.hollow ? SHADE.least : this.shade(place) * this.fade(mark),
        dashArray: mark.vague || isGuess(place) ? "4 5" : null,
      });
    }

    shade({ hollow, happening, weight }) {
      if (hollow || !happening) return 0;
      return SHADE.least + (SHADE.most - SHADE.least) * Math.log2(1 + weight) / Math.log2(1 + this.most);
    }

    // An area pales where the map has gone so deep into it that it would only tint the page.
    fade(mark) {
      if (!mark.geometry || !this.map._loaded) return 1;
      mark.fits ??= this.map.getBoundsZoom(DatelineOutlines.bounds(mark.geometry));
      const deeper = this.map.getZoom() - mark.fits - 1;
      return deeper <= 0 ? 1 : Math.max(0.15, 0.5 ** deeper);
    }

    // ---- lines

    drawLines() {
      this.lines.clearLayers();
      for (const line of this.data.lines) {
        const from = this.seat(line.from), to = this.seat(line.to);
        if (!from || !to) continue;
        const { color } = this.style(line);
        L.polyline(bow(this.map, from, to), { pane: "lines", interactive: false, color, weight: 2.5,
          opacity: 0.9, dashArray: line.kind === "about" ? "1 6" : null, lineCap: "round" }).addTo(this.lines);
        L.circleMarker(to, { pane: "lines", interactive: false, color, radius: 4, fillOpacity: 1 })
          .addTo(this.lines);
      }
    }

    // What circles, shades and lines mean, of those that are drawn.
    legend() {
      const { points, areas, lines } = this.data, all = [...points, ...areas];
      const kinds = new Set(lines.map((line) => line.kind));
      const rows = [
        [all.some((place) => place.happening), ["dot small", "dot", "shade"], "more happens"],
        [all.some((place) => !place.happening && !isGuess(place)), ["dot light"], "only talked about"],
        [all.some(isGuess), ["dot guess"], "a guess or doubtful"],
        [points.length > 1, ["ring"], "several places"],
        [this.map.hasLayer(this.world), ["line dashed"], "disputed, as Natural Earth sees it"],
        [kinds.has("about"), ["line about"], "said there, about here"],
        [kinds.has("event"), ["line"], "places of one event"],
      ].filter(([there]) => there);
      this.key?.remove();
      if (!rows.length) return;
      this.key = L.control({ position: "bottomleft" });
      this.key.onAdd = () => {
        const box = L.DomUtil.create("details", "dl-key");
        box.style.setProperty("--dl-shade", this.style({ category: "area" }).color);
        box.open = this.keyOpen ??= this.map.getSize().x >= WIDE && points.length <= MANY;
        L.DomUtil.create("summary", "", box).textContent = "Legend";
        const table = L.DomUtil.create("div", "dl-key-rows", box);
        for (const [, samples, words] of rows) {
          const row = L.DomUtil.create("div", "dl-key-row", table), seat = L.DomUtil.create("span", "dl-key-seat", row);
          seat.setAttribute("aria-hidden", "true");
          for (const sample of samples) L.DomUtil.create("span", sample.replace(/\w+/g, "dl-key-$&"), seat);
          row.appendChild(document.createTextNode(words));
        }
        box.addEventListener("toggle", () => { this.keyOpen = box.open; this.names(); });
        L.DomEvent.disableClickPropagation(box);
        return box;
      };
      this.key.addTo(this.map);
    }

    seat(id) {
      const mark = this.marks.get(id);
      if (!mark || mark.home) return mark ? mark.layer.getLatLng() : this.homes.get(id) || null;
      const box = mark.geometry && DatelineOutlines.bounds(mark.geometry);
      return (box && DatelineOutlines.anchor(mark.geometry, box)) || L.latLng(mark.place.lat, mark.place.lon);
    }

    // ---- pointing and choosing

    behave(layer, place) {
      layer.on("click", () => this.choose(place.id));
      if (!COARSE.matches) layer.on("mouseover", (event) => this.hover(place, event.latlng));
      layer.on("mouseout", () => this.tip.remove());
      layer.on("add", () => {
        const element = layer.getElement && layer.getElement();
        if (!element) return;
        element.dataset.place = place.id;
        this.keyboard(element, () => this.chooseByKey(place.id));
        element.addEventListener("focus", () => this.hover(place, layer.getLatLng ? layer.getLatLng() : null));
        element.addEventListener("blur", () => this.tip.remove());
      });
    }

    keyboard(element, act) {
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        act();
      });
    }

    describe(place) {
      const counts = [];
      if (place.events) counts.push(plural(place.events, "event"));
      if (place.minor) counts.push(plural(place.minor, "minor event"));
      if (place.quotes) counts.push(plural(place.quotes, "quote"));
      if (place.mentions) counts.push(plural(place.mentions, "mention"));
      const guesses = place.doubtful ? "; doubtful, the name may mean another place" : !place.guesses ? "" : isGuess(place) ? "; only a guess" : `; ${number(place.guesses)} of them only a guess`;
      return `${place.name}, ${place.where}: ${counts.join(", ")}${guesses}`;
    }

    hover(place, latlng, above) {
      if (!latlng) return;
      const card = document.createElement("div");
      const name = document.createElement("strong");
      name.textContent = place.name;
      const rest = document.createElement("div");
      rest.textContent = this.describe(place).slice(place.name.length + 2);
      card.append(name, rest);
      const isPoint = above === undefined && this.marks.get(place.id)?.home;
      this.tip.options.offset = [0, isPoint ? -this.size(place) / 2 - 2 : -6];
      this.tip.setContent(card).setLatLng(isPoint ? this.marks.get(place.id).layer.getLatLng() : latlng)
        .addTo(this.map);
    }

    chooseByKey(id) {
      this.choose(id);
      this.around?.follow(id);
    }

    choose(id) {
      this.tip.remove();
      this.data = { ...this.data, selected: id };
      this.mark();
      this.note();
      const view = (this.address && this.told()) || "";
      this.ask({ id, view });
      setTimeout(() => this.fly(id, false, true)); // it keeps the page busy, so the app is told before
    }

    ask(what) {
      this.report({ ...what, click: `${Date.now()}-${++this.clicks}` });
    }

    // Told at once, where the component would wait a quarter of a second; it then finds nothing new to tell.
    report(properties) {
      const { Streamlit, __GLOBAL_DATA__: state } = window;
      if (!Streamlit || !state) return;
      state.last_active_drawing = { type: "Feature", geometry: null, properties };
      state.previous_data = { last_active_drawing: state.last_active_drawing };
      Streamlit.setComponentValue(state.previous_data);
    }

    mark() {
      this.gather();
      this.chosenMark();
      this.names();
    }

    chosenMark() {
      for (const id of this.rivers.keys()) this.paintRiver(id);
      for (const [id, mark] of this.marks) {
        const chosen = id === this.data.selected;
        if (mark.home) {
          const element = mark.layer.getElement();
          if (mark.layer.options.icon.options.chosen !== chosen) {
            mark.layer.options.icon.options.chosen = chosen;
            mark.layer.setZIndexOffset(chosen ? 1000 : mark.place.happening ? 200 : 0);
            if (element) element.classList.toggle("dl-chosen", chosen);
          }
        } else {
          this.paint(mark, chosen);
          if (chosen && !mark.place.hollow) mark.layer.bringToFront();
        }
      }
    }

    // ---- the view; `again` sets it once more when the map changes its size before a reader has moved it

    room(id) {
      const nearest = this.map.hasLayer(this.world) ? NEAR.outlines : NEAR.tiles;
      return this.crowd.alone(id, Math.max(5, Math.min(8, this.map.getZoom())), nearest);
    }

    // Goes to a place. `closer`: never further away than the map is, as a reader who has pointed at it sees it already.
    async fly(id, first, closer) {
      await this.loading;
      const home = this.homes.get(id), mark = this.marks.get(id);
      if (!home && !mark) {
        if (first) this.fit("story", true);
        return;
      }
      this.again = () => this.fly(id, true);
      const now = this.map.getZoom(), box = !home && mark.geometry && DatelineOutlines.bounds(mark.geometry);
      const zoom = box ? Math.min(7, this.map.getBoundsZoom(box, false, L.point(80, 80))) : home ? this.room(id) : 5;
      if (closer && zoom <= now) return;
      this.to(this.clear(box ? box.getCenter() : home || [mark.place.lat, mark.place.lon], zoom), zoom, first);
    }

    // Where the middle of the map has to be for a place to be seen above the sheet that a telephone lays over the map.
    clear(place, zoom) {
      const { x, y } = this.map.getSize();
      return x < NARROW ? this.map.unproject(this.map.project(place, zoom).add([0, SHEET * y]), zoom) : place;
    }

    to(center, zoom, first) {
      if (first || STILL.matches) { this.map.setView(center, zoom, { animate: false }); return; }
      this.flying = true;
      this.map.flyTo(center, zoom, { duration: 0.8 });
    }

    // Shows the story: where most of what happens is; or all of "what happens"; or "everything". Places that are only
    // spoken of count when asked for, or when there is nothing else.
    async fit(what, first) {
      await this.loading;
      this.again = () => this.fit(what, true);
      this.fitted = what === "story" ? this.again : null;
      const marks = [...this.data.points.map((place) => ({ place, home: this.homes.get(place.id) })),
        ...[...this.marks.values()].filter((mark) => !mark.home)];
      const focus = this.data.focus && this.data.focus.length ? new Set(this.data.focus) : null;
      let wanted = focus ? marks.filter((mark) => focus.has(mark.place.id))
        : marks.filter((mark) => what === "everything" || mark.place.happening);
      const sure = marks.filter((mark) => !mark.place.doubtful);
      if (!wanted.length) wanted = sure.filter((mark) => mark.place.guesses);
      if (!wanted.length) wanted = sure.length ? sure : marks;
      if (what === "story" && !focus) wanted = this.core(wanted);
      const box = L.latLngBounds([]);
      for (const mark of wanted) this.reach(box, mark, wanted.length > 2 && what !== "everything");
      if (!box.isValid()) return;
      const options = { paddingTopLeft: [58, 44], paddingBottomRight: [36, 40],
        maxZoom: wanted.length === 1 ? 6 : this.map.hasLayer(this.world) ? 7 : 12 };
      if (first || STILL.matches) { this.map.fitBounds(box, { ...options, animate: false }); return; }
      this.flying = true;
      this.map.flyToBounds(box, { ...options, duration: 0.8 });
    }

    core(marks) {
      const points = marks.map((mark) => {
        const { x, y } = this.map.project(mark.home || [mark.place.lat, mark.place.lon], 0);
        return { x, y, weight: mark.place.weight, mark };
      });
      return DatelineStory.core(points).map(({ mark }) => mark);
    }

    // Says what is not in view: places elsewhere, which it then shows, and what has no place, which the app lists.
    elsewhere() {
      const view = this.map.getBounds();
      const away = [...this.data.points, ...this.data.areas].filter((place) => place.happening && !this.seen(place, view));
      const chips = [];
      if (away.length) {
        const names = away.slice(0, NAMED).map((place) => place.name).join(", ") + (away.length > NAMED ? " …" : "");
        chips.push([`${plural(counted(away), "place")} elsewhere`, names, () => this.fit("what happens")]);
      }
      if (this.data.lacking) {
        chips.push([`${number(this.data.lacking)} without a place`, "List what the map can’t show", () => this.ask({})]);
      }
      this.away?.remove();
      if (!chips.length) return;
      this.away = L.control({ position: "topright" });
      this.away.onAdd = () => {
        const box = L.DomUtil.create("div", "dl-chips");
        for (const [words, title, act] of chips) {
          const button = L.DomUtil.create("button", "dl-chip", box);
          button.type = "button";
          button.textContent = words;
          button.title = title;
          L.DomEvent.on(button, "click", act);
        }
        L.DomEvent.disableClickPropagation(box);
        return box;
      };
      this.away.addTo(this.map);
    }

    seen(place, view) {
      const home = this.homes.get(place.id), mark = this.marks.get(place.id);
      if (home) return view.contains(home);
      const box = mark?.geometry && (mark.box ??= DatelineOutlines.bounds(mark.geometry));
      return box ? view.intersects(box) : view.contains([place.lat, place.lon]);
    }

    reach(box, mark, thrifty) {
      const outline = mark.geometry && DatelineOutlines.bounds(mark.geometry);
      if (!outline) { box.extend(mark.home || [mark.place.lat, mark.place.lon]); return; }
      if (thrifty && outline.getEast() - outline.getWest() > 45) return;
      box.extend(outline);
    }

    // ---- names

    names() {
      const { map } = this;
      if (!map._loaded || map._animatingZoom) return;
      const size = map.getSize(), view = map.getBounds();
      const origin = map.containerPointToLayerPoint([0, 0]).multiplyBy(-1);
      const marks = [...this.marks.values()];
      const seen = marks.filter((mark) => mark.home && view.contains(mark.layer.getLatLng())).slice(0, 400);
      const taken = [...this.controls()];
      for (const mark of seen) {
        const { x, y } = map.latLngToContainerPoint(mark.layer.getLatLng());
        const r = mark.r + (mark.place.id === this.data.selected ? RING : 0);
        taken.push([x - r, y - r, 2 * r, 2 * r]);
      }
      for (const layer of this.groups.values()) {
        if (layer.place) continue;
        const { x, y } = map.latLngToContainerPoint(layer.getLatLng()), [wide] = layer.options.icon.options.iconSize;
        taken.push([x - wide / 2, y - wide / 2, wide, wide]);
      }
      const labels = [
        ...seen.slice(0, this.data.points.length > MANY ? NAMES : 400).map((mark) => this.pointLabel(mark)),
        ...(this.data.points.length > MANY ? [] : [...this.groups.values()].filter((layer) => layer.places).map((layer) => this.groupLabel(layer))),
        ...marks.filter((mark) => !mark.home).map((mark) => this.areaLabel(mark, view)).filter(Boolean),
      ].sort((a, b) => b.force - a.force || b.weight - a.weight);
      DatelineLabels.draw(map.getPane("names"), [...labels, ...this.worldLabels(view), ...this.cityLabels(view)], taken, size, origin);
      map.getPane("names").style.opacity = 1;
    }

    // The boxes of the controls, over which no name is drawn.
    controls() {
      const frame = this.map.getContainer().getBoundingClientRect();
      return [...this.map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
        const { left, top, width, height } = control.getBoundingClientRect();
        return [left - frame.left, top - frame.top, width, height];
      });
    }

    pointLabel(mark) {
      const { x, y } = this.map.latLngToContainerPoint(mark.layer.getLatLng());
      const chosen = mark.place.id === this.data.selected;
      return { text: mark.place.name, kind: "point", x, y, r: mark.r + (chosen ? RING : 0), light: !mark.place.happening,
        force: chosen ? 1 : 0,
        weight: importance(mark.place) };
    }

    // A group is called after the place where most happens, and how many are with it: "Paris + 3".
    groupLabel(layer) {
      const { x, y } = this.map.latLngToContainerPoint(layer.getLatLng());
      const first = layer.places.reduce((best, place) => (importance(place) > importance(best) ? place : best));
      const [wide] = layer.options.icon.options.iconSize;
      return { text: `${first.name} + ${number(counted(layer.places) - 1)}`, kind: "point", x, y, r: wide / 2,
        light: !first.happening, force: 0, weight: importance(first) };
    }

    // How far an area reaches to each side of its middle, in pixels.
    extent({ geometry, place }) {
      const box = geometry ? DatelineOutlines.bounds(geometry) : L.latLng(place.lat, place.lon).toBounds(2 * place.radius);
      const corner = this.map.latLngToContainerPoint(box.getNorthWest());
      return this.map.latLngToContainerPoint(box.getSouthEast()).subtract(corner).divideBy(2);
    }

    areaLabel(mark, view) {
      const seat = mark.geometry ? DatelineOutlines.anchor(mark.geometry, view)
        : view.contains([mark.place.lat, mark.place.lon]) && L.latLng(mark.place.lat, mark.place.lon);
      if (!seat) return null;
      const { x, y } = this.map.latLngToContainerPoint(seat);
      const { icon, color } = this.style(mark.place);
      return { text: mark.place.name, kind: "area", x, y, reach: this.extent(mark), light: !mark.place.happening,
        icon: mark.place.happening ? icon : "", color, force: mark.place.id === this.data.selected ? 1 : 0,
        weight: importance(mark.place) };
    }

    worldLabels(view) {
      if (!this.map.hasLayer(this.world)) return [];
      const drawn = new Set(this.data.areas.flatMap((place) => [place.id, place.name]));
      const labels = [];
      for (const entry of this.world.names) {
        if (drawn.has(entry.id) || drawn.has(entry.name) || !view.intersects(entry.bounds)) continue;
        const a = this.map.latLngToContainerPoint(entry.bounds.getNorthWest());
        const b = this.map.latLngToContainerPoint(entry.bounds.getSouthEast());
        const wide = b.x - a.x;
        if (wide < entry.name.length * 6.2 || b.y - a.y < 16) continue;
        const seat = DatelineOutlines.anchor(entry.geometry, view);
        if (!seat) continue;
        const { x, y } = this.map.latLngToContainerPoint(seat);
        labels.push({ text: entry.name, kind: "base", x, y, weight: wide, force: 0 });
      }
      return labels.sort((a, b) => b.weight - a.weight);
    }

    // The largest cities in view, where there is room for their names.
    cityLabels(view) {
      if (!this.map.hasLayer(this.world) || this.map.getZoom() < TOWNS) return [];
      const drawn = new Set(this.data.points.map((place) => place.name));
      return this.world.cities.filter(({ name, at }) => view.contains(at) && !drawn.has(name)).slice(0, 24)
        .map(({ name, at }) => {
          const { x, y } = this.map.latLngToContainerPoint(at);
          return { text: name, kind: "town", x, y, r: 2, force: 0 };
        });
    }

    // Where a place is drawn, in pixels of this page, and whether by itself rather than in a group; null out of view.
    spot(name) {
      const mark = [...this.marks.values()].find((one) => one.place.name === name);
      const group = [...this.groups.values()].find((layer) => layer.places?.some((place) => place.name === name));
      if (!mark && !group) return null;
      const seat = mark?.home || group ? (mark || { layer: group }).layer.getLatLng()
        : (mark.geometry && DatelineOutlines.anchor(mark.geometry, this.map.getBounds()))
          || L.latLng(mark.place.lat, mark.place.lon);
      const { x, y } = this.map.latLngToContainerPoint(seat);
      return [x, y, Boolean(mark)];
    }

    // What the map shows, on the element, for tests and style sheets.
    note() {
      const { dataset } = this.map.getContainer();
      dataset.zoom = String(this.map.getZoom());
      dataset.center = [this.map.getCenter().lat.toFixed(4), this.map.getCenter().lng.toFixed(4)].join(",");
      dataset.selected = this.data.selected || "";
      dataset.places = String(counted(this.data.points) + this.data.areas.length);
      dataset.version = this.data.version || "";
    }
  }

  const PlaceIcon = L.Icon.extend({
    options: { className: "dl-point", chosen: false, guess: false },
    createIcon() {
      const { iconSize, symbol, color, light, guess, words, chosen } = this.options;
      const div = document.createElement("div");
      this._setIconStyles(div, "icon");
      div.classList.toggle("dl-light", light);
      div.classList.toggle("dl-guess", guess);
      div.classList.toggle("dl-chosen", chosen);
      div.classList.toggle("dl-bright", luminance(color) > 0.36);
      div.style.setProperty("--dl-color", color);
      div.style.fontSize = Math.round(iconSize[0] * 0.62) + "px";
      div.setAttribute("aria-label", words);
      if (symbol) {
        const icon = document.createElement("span");
        icon.className = "dl-icon";
        icon.setAttribute("aria-hidden", "true");
        icon.textContent = symbol;
        div.appendChild(icon);
      }
      return div;
    },
    createShadow() { return null; },
  });

  const ClusterIcon = L.Icon.extend({
    options: { className: "dl-cluster" },
    createIcon() {
      const { count, shares } = this.options;
      const div = document.createElement("div");
      div.className = "dl-cluster";
      const total = shares.reduce((sum, [, n]) => sum + n, 0);
      let at = 0;
      const stops = shares.map(([color, n]) => {
        const from = at; at += (100 * n) / total;
        return `${color} ${from}% ${at}%`;
      });
      div.style.background = `conic-gradient(${stops.join(",")})`;
      div.setAttribute("aria-label", `${plural(count, "place")} close together: open`);
      const label = document.createElement("span");
      label.textContent = number(count);
      div.appendChild(label);
      this._setIconStyles(div, "icon");
      return div;
    },
    createShadow() { return null; },
  });

  // The component tells the app of a click on any layer that can say its shape, a quarter of a second after we have.
  function untold(layer) {
    layer.toGeoJSON = undefined;
  }

  // A line that bows, so that there and back lie apart.
  function bow(map, from, to) {
    const a = map.project(from, 6), b = map.project(to, 6);
    const middle = L.point((a.x + b.x) / 2 + (b.y - a.y) * 0.18, (a.y + b.y) / 2 - (b.x - a.x) * 0.18);
    const line = [];
    for (let i = 0; i <= 24; i++) {
      const t = i / 24, s = 1 - t;
      line.push(map.unproject(L.point(
        s * s * a.x + 2 * s * t * middle.x + t * t * b.x, s * s * a.y + 2 * s * t * middle.y + t * t * b.y), 6));
    }
    return line;
  }

  window.Dateline = Dateline;
})();
