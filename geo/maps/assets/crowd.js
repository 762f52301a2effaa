// Circles that keep to their places: each moves by its radius at most, and those that still lie on one another are one.
(function () {
  "use strict";

  const MANY = 40; // more places than this keep more distance, so that there is room for names, and none moves
  const GAP = { few: 3, many: 14 }; // pixels between two circles
  const CELL = 72; // pixels, no less than the largest distance at which two circles touch
  const MOVES = [0.5, 1].flatMap((step) => [0, 1, 2, 3, 4, 5, 6, 7].map((eighth) =>
    [step * Math.cos(eighth * Math.PI / 4), step * Math.sin(eighth * Math.PI / 4)])); // in radii
  const ROW = 2 ** 26; // cells in a row of the grid
  const KEPT = 8; // zooms whose seats are remembered
  const SPOT = 1e-6; // world pixels (some 15 cm) within which places are at the same spot

  const clusterRadius = (count) => Math.round(15 + 3 * Math.log10(count));

  // Seats by cells of a grid, to find those around a point.
  class Grid {
    constructor() { this.cells = new Map(); }

    key(x, y) { return Math.floor(x / CELL) * ROW + Math.floor(y / CELL); }

    add(seat) {
      const key = this.key(seat.x, seat.y), cell = this.cells.get(key);
      if (cell) cell.push(seat);
      else this.cells.set(key, [seat]);
    }

    remove(seat) {
      const cell = this.cells.get(this.key(seat.x, seat.y));
      cell.splice(cell.indexOf(seat), 1);
    }

    around(x, y) {
      const found = [], middle = this.key(x, y);
      for (let a = -ROW; a <= ROW; a += ROW) {
        for (let b = -1; b <= 1; b++) {
          const cell = this.cells.get(middle + a + b);
          if (cell) for (const seat of cell) found.push(seat);
        }
      }
      return found;
    }
  }

  class Crowd {
    // places: [{id, lat, lon, ...}], the heaviest first; radius: of a place's circle, in pixels.
    constructor(places, radius) {
      this.places = places;
      const many = places.length > MANY;
      this.gap = many ? GAP.many : GAP.few;
      this.moves = many ? [] : MOVES;
      this.counts = places.map(({ many }) => (many ? many.count : 1));
      this.r = Float64Array.from(places, (place) => (place.many ? clusterRadius(place.many.count) : radius(place)));
      const points = places.map((place) => L.CRS.EPSG3857.latLngToPoint(L.latLng(place.lat, place.lon), 0));
      this.x = Float64Array.from(points, ({ x }) => x);
      this.y = Float64Array.from(points, ({ y }) => y);
      this.index = new Map(places.map((place, i) => [place.id, i]));
      this.zooms = new Map();
    }

    // What stands where at a zoom: [{x, y, r, members}] in pixels of that zoom, members as indices of `places`. The
    // chosen place stands by itself, exactly at home.
    at(zoom, chosen) {
      const alone = this.index.get(chosen) ?? -1, key = `${zoom} ${alone}`;
      if (!this.zooms.has(key)) {
        this.zooms.set(key, this.seats(2 ** zoom, alone));
        if (this.zooms.size > KEPT) this.zooms.delete(this.zooms.keys().next().value);
      }
      return this.zooms.get(key);
    }

    count({ members }) {
      return members.reduce((sum, i) => sum + this.counts[i], 0);
    }

    home(i, scale) {
      return { x: this.x[i] * scale, y: this.y[i] * scale, r: this.r[i], members: [i] };
    }

    over(a, b, gap = this.gap) {
      const x = a.x - b.x, y = a.y - b.y, reach = a.r + b.r + gap;
      return x * x + y * y < reach * reach;
    }

    seats(scale, chosen) {
      const grid = new Grid(), seats = [];
      const sit = (seat) => { grid.add(seat); seats.push(seat); };
      if (chosen >= 0) sit({ ...this.home(chosen, scale), lone: true });
      for (let i = 0; i < this.places.length; i++) {
        if (i === chosen) continue;
        const home = this.home(i, scale), near = grid.around(home.x, home.y);
        const spot = this.free(home, near);
        if (spot) { sit(spot); continue; }
        const under = near.filter((seat) => !seat.lone && this.over(home, seat));
        if (under.length) nearest(home, under).members.push(i);
        else sit(home);
      }
      return this.joined(seats, grid, scale, chosen >= 0 ? seats[0] : null);
    }

    // The first free spot for a circle: at home, or up to its radius away.
    free(home, near) {
      const clear = (spot) => !near.some((seat) => this.over(spot, seat));
      if (clear(home)) return home;
      for (const [x, y] of this.moves) {
        const spot = { ...home, x: home.x + x * home.r, y: home.y + y * home.r };
        if (clear(spot)) return spot;
      }
      return null;
    }

    // Groups stand where their heaviest place is, or beside the chosen place that would cover them, and take in what they
    // then lie on.
    joined(seats, grid, scale, lone) {
      const groups = seats.filter((seat) => seat.members.length > 1);
      while (groups.length) {
        const group = groups.pop();
        if (group.gone) continue;
        grid.remove(group);
        Object.assign(group, beside(this.home(group.members[0], scale), clusterRadius(this.count(group)), lone));
        const taken = grid.around(group.x, group.y).filter((seat) => !seat.lone && this.over(group, seat, GAP.few));
        grid.add(group);
        for (const seat of taken) {
          grid.remove(seat);
          seat.gone = true;
          group.members = [...group.members, ...seat.members].sort((a, b) => a - b);
        }
        if (taken.length) groups.push(group);
      }
      return seats.filter((seat) => !seat.gone);
    }

    // The lowest zoom from `zoom` on, up to `deepest`, at which no other circle lies on that of a place.
    alone(id, zoom, deepest) {
      const i = this.index.get(id);
      let wanted = zoom;
      for (let j = 0; j < this.places.length; j++) {
        const away = Math.hypot(this.x[i] - this.x[j], this.y[i] - this.y[j]);
        if (j !== i && away > SPOT) wanted = Math.max(wanted, Math.log2((this.r[i] + this.r[j] + this.gap) / away));
      }
      return Math.min(deepest, Math.ceil(4 * wanted) / 4);
    }
  }

  function beside({ x, y }, r, lone) {
    const wanted = lone ? r + lone.r + GAP.few : 0, away = lone ? Math.hypot(x - lone.x, y - lone.y) : 0;
    if (away >= wanted) return { x, y, r };
    const [across, down] = away > 1 ? [(x - lone.x) / away, (y - lone.y) / away] : [-1, 0];
    return { x: lone.x + across * wanted, y: lone.y + down * wanted, r };
  }

  function nearest(home, seats) {
    const away = (seat) => Math.hypot(home.x - seat.x, home.y - seat.y) - seat.r;
    return seats.reduce((best, seat) => (away(seat) < away(best) ? seat : best));
  }

  window.DatelineCrowd = Crowd;
})();
