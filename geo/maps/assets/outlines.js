// Outlines: the world as the base map, and the shapes of places, fetched once each from the app's own server.
(function () {
  "use strict";

  const CLOSE = 5; // from this zoom on the base map is drawn finer
  const STEPS = 400; // to a degree of the close base map: geo/gazetteer/outlines.py
  const fetched = new Map();

  function shape(url) {
    if (!fetched.has(url)) {
      fetched.set(url, fetch(url).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
    }
    return fetched.get(url);
  }

  // Fetches a file that has many shapes by their addresses; what can't be had so is fetched by itself.
  async function together(base, file) {
    const found = await shape(base + file);
    for (const [address, geometry] of Object.entries(found || {})) {
      if (!fetched.has(base + address)) fetched.set(base + address, Promise.resolve(geometry));
    }
  }

  const polygons = (geometry) => !geometry ? []
    : geometry.type === "Polygon" ? [geometry.coordinates]
    : geometry.type === "MultiPolygon" ? geometry.coordinates
    : geometry.type === "GeometryCollection" ? geometry.geometries.flatMap(polygons) : [];

  function ringArea(ring) {
    let sum = 0;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      sum += (ring[j][0] - ring[i][0]) * (ring[j][1] + ring[i][1]);
    }
    return Math.abs(sum / 2) * Math.cos((ring[0][1] * Math.PI) / 180);
  }

  const bodies = new WeakMap(); // of a geometry its largest polygon, the box of that, the bounds, and where it is named

  function body(geometry) {
    if (!geometry) return null;
    if (!bodies.has(geometry)) bodies.set(geometry, measured(geometry));
    return bodies.get(geometry);
  }

  const boxOf = (polygon) => L.latLngBounds(polygon[0].map(([lng, lat]) => [lat, lng]));

  function measured(geometry) {
    const polygon = main(geometry);
    if (!polygon) return null;
    const box = boxOf(polygon), whole = boxOf(polygon), near = box.pad(0.35);
    for (const other of polygons(geometry)) {
      const part = boxOf(other);
      if (near.contains(part)) whole.extend(part);
    }
    return { polygon, box, bounds: whole };
  }

  function main(geometry) {
    let best = null, most = -1;
    for (const polygon of polygons(geometry)) {
      const area = ringArea(polygon[0]);
      if (area > most) { most = area; best = polygon; }
    }
    return best;
  }

  // Bounds of the main body of a shape (far islands and overseas parts left out), as L.LatLngBounds.
  function bounds(geometry) {
    return body(geometry)?.bounds ?? null;
  }

  // Where a parallel crosses the edges of a polygon; a point on it with an odd number of them to its east is inside.
  function crossings(lat, polygon) {
    const found = [];
    for (const ring of polygon) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [xi, yi] = ring[i], [xj, yj] = ring[j];
        if (yi > lat !== yj > lat) found.push(((xj - xi) * (lat - yi)) / (yj - yi) + xi);
      }
    }
    return found;
  }

  // A point inside the part of the shape that is in view, as far from its edge as a coarse grid tells.
  function anchor(geometry, view) {
    const shown = body(geometry);
    if (!shown) return null;
    if (!view.contains(shown.box)) return within(shown, view);
    if (shown.middle === undefined) shown.middle = within(shown, view);
    return shown.middle;
  }

  function within({ polygon, box }, view) {
    const south = Math.max(box.getSouth(), view.getSouth()), north = Math.min(box.getNorth(), view.getNorth());
    const west = Math.max(box.getWest(), view.getWest()), east = Math.min(box.getEast(), view.getEast());
    if (south >= north || west >= east) return null;
    const N = 11, grid = [];
    for (let i = 0; i < N; i++) {
      const across = crossings(south + ((i + 0.5) * (north - south)) / N, polygon);
      for (let j = 0; j < N; j++) {
        const lng = west + ((j + 0.5) * (east - west)) / N;
        grid.push(across.filter((x) => lng < x).length % 2 === 1);
      }
    }
    let best = null, most = 0;
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < N; j++) {
        if (!grid[i * N + j]) continue;
        let reach = 1;
        while (square(grid, N, i, j, reach)) reach++;
        const score = reach - Math.hypot(i - N / 2, j - N / 2) / (4 * N);
        if (score > most) { most = score; best = [i, j]; }
      }
    }
    if (!best) return null;
    return L.latLng(south + ((best[0] + 0.5) * (north - south)) / N, west + ((best[1] + 0.5) * (east - west)) / N);
  }

  function square(grid, N, i, j, reach) {
    for (let a = i - reach; a <= i + reach; a++) {
      for (let b = j - reach; b <= j + reach; b++) {
        if (a < 0 || b < 0 || a >= N || b >= N || !grid[a * N + b]) return false;
      }
    }
    return true;
  }

  // A line of the close base map, whose points are steps from the point before.
  function line(steps) {
    const points = [];
    for (let i = 0, x = 0, y = 0; i < steps.length; i += 2) points.push([(x += steps[i]) / STEPS, (y += steps[i + 1]) / STEPS]);
    return points;
  }

  const feature = (type, coordinates, properties = {}) => ({ type: "Feature", properties, geometry: { type, coordinates } });

  function unpacked({ countries, lakes, rivers }) {
    const polygons = (list) => list.map((rings) => rings.map(line));
    return {
      features: Object.entries(countries).map(([id, { name, polygons: list }]) =>
        feature("MultiPolygon", polygons(list), { id, name })),
      lakes: polygons(lakes).map((rings) => feature("Polygon", rings)),
      rivers: rivers.map((steps) => feature("LineString", line(steps))),
    };
  }

  // The built-in base map: a layer of its own for the layer control, drawn on a canvas under everything.
  const World = L.Layer.extend({
    initialize(base) {
      this.base = base;
      this.parts = null; // layers by what they are: countries, over, disputed; and in front of areas lakes and rivers
      this.names = [];
      this.cities = [];
      this.ready = Promise.resolve();
    },
    onAdd(map) {
      this.map = map;
      for (const [pane, z] of [["world", 150], ["water", 355]]) {
        if (map.getPane(pane)) continue;
        map.createPane(pane).style.zIndex = z;
        map.getPane(pane).style.pointerEvents = "none";
      }
      this.shown = true;
      map.on("zoomend", this.closer, this);
      this.ready = shape(this.base + "world.json").then((world) => {
        if (!world || !this.shown) return;
        this.ground ||= L.canvas({ pane: "world", padding: 0.6 });
        this.water ||= L.canvas({ pane: "water", padding: 0.6 });
        this.borders = world.disputed || [];
        if (!this.parts) this.show(world);
        this.name(world);
        for (const layer of this.layers()) layer.addTo(map);
        this.closer();
        map.fire("dateline:world");
      });
      return this;
    },
    onRemove(map) {
      this.shown = false;
      map.off("zoomend", this.closer, this);
      for (const layer of this.layers()) layer.remove();
    },
    show({ features, lakes, rivers }) {
      this.parts = {
        countries: this.layer(features, this.ground),
        over: this.layer(this.borders, this.ground), // hides the whole line under a broken one
        lakes: this.layer(lakes || [], this.water),
        rivers: this.layer(rivers || [], this.water),
        disputed: this.layer(this.borders, this.water),
      };
      this.paint();
    },
    name({ features }) {
      this.names = features.map((feature) => ({
        name: feature.properties.name, id: feature.properties.id || "", geometry: feature.geometry,
        bounds: bounds(feature.geometry),
      })).filter((entry) => entry.name && entry.bounds);
    },
    layers() {
      return Object.values(this.parts || {});
    },
    layer(features, renderer) {
      return L.geoJSON({ type: "FeatureCollection", features }, { interactive: false, renderer, pane: renderer.options.pane });
    },
    // Finer coasts and borders, rivers, and names of cities, once they can be seen.
    closer() {
      if (this.close || !this.parts || this.map.getZoom() < CLOSE) return;
      this.close = Promise.all(["close.json", "cities.json"].map((name) => shape(this.base + name))).then(([packed, cities]) => {
        this.cities = (cities || []).map(([name, lat, lng]) => ({ name, at: L.latLng(lat, lng) }));
        if (packed) {
          const world = unpacked(packed);
          for (const layer of this.layers()) layer.remove();
          this.show(world);
          this.name(world);
          if (this.shown) for (const layer of this.layers()) layer.addTo(this.map);
        }
        this.map.fire("dateline:world");
      });
    },
    paint() {
      if (!this.parts) return;
      const dark = document.body.classList.contains("dl-dark");
      const [border, land, sea, river] = dark ? ["#3D434B", "#262B32", "#161E26", "#2A3B49"] : ["#CFC9BA", "#F0EDE4", "#DCE5EA", "#BFD0DA"];
      const { countries, over, disputed, lakes, rivers } = this.parts;
      countries.setStyle({ color: border, weight: 0.8, fillOpacity: 1, fillColor: land });
      over.setStyle({ color: land, weight: 3, opacity: 1 });
      disputed.setStyle({ color: dark ? "#8A919A" : "#7D7768", weight: 1.5, dashArray: "5 4", lineCap: "butt" });
      lakes.setStyle({ color: border, weight: 0.6, fillOpacity: 1, fillColor: sea });
      rivers.setStyle({ color: river, weight: 1, opacity: 0.9, fill: false });
    },
  });

  window.DatelineOutlines = { shape, together, bounds, anchor, World };
})();
