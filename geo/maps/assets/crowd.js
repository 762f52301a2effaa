// Points too many to draw one by one: those that lie together at a zoom become one, the heaviest first.
(function () {
  "use strict";

  const REACH = 44; // pixels around a point within which others join it
  const KEPT = 8; // zooms whose groups are remembered

  // places: [{id, lat, lon, ...}], the heaviest first.
  class Crowd {
    constructor(places) {
      this.places = places;
      this.x = new Float64Array(places.length);
      this.y = new Float64Array(places.length);
      this.zooms = new Map();
      places.forEach((place, i) => {
        const { x, y } = L.CRS.EPSG3857.latLngToPoint(L.latLng(place.lat, place.lon), 0);
        this.x[i] = x;
        this.y[i] = y;
      });
    }

    // Groups of the points at a zoom: [{lat, lng, members}], members as indices of `places`.
    at(zoom) {
      if (!this.zooms.has(zoom)) {
        this.zooms.set(zoom, this.gather(REACH / 2 ** zoom));
        if (this.zooms.size > KEPT) this.zooms.delete(this.zooms.keys().next().value);
      }
      return this.zooms.get(zoom);
    }

    gather(reach) {
      const cells = this.cells(reach), taken = new Uint8Array(this.places.length), groups = [];
      for (let i = 0; i < this.places.length; i++) {
        if (taken[i]) continue;
        const members = this.near(i, reach, cells).filter((j) => !taken[j]);
        let x = 0, y = 0;
        for (const j of members) { taken[j] = 1; x += this.x[j]; y += this.y[j]; }
        const middle = L.point(x / members.length, y / members.length);
        const { lat, lng } = L.CRS.EPSG3857.pointToLatLng(middle, 0);
        groups.push({ lat, lng, members });
      }
      return groups;
    }

    cells(size) {
      const cells = new Map();
      for (let i = 0; i < this.places.length; i++) {
        const key = Math.floor(this.x[i] / size) * 2 ** 26 + Math.floor(this.y[i] / size);
        const cell = cells.get(key);
        if (cell) cell.push(i);
        else cells.set(key, [i]);
      }
      return cells;
    }

    near(i, reach, cells) {
      const column = Math.floor(this.x[i] / reach), row = Math.floor(this.y[i] / reach), found = [];
      for (let a = column - 1; a <= column + 1; a++) {
        for (let b = row - 1; b <= row + 1; b++) {
          for (const j of cells.get(a * 2 ** 26 + b) || []) {
            if (Math.hypot(this.x[i] - this.x[j], this.y[i] - this.y[j]) <= reach) found.push(j);
          }
        }
      }
      return found;
    }

    // The lowest zoom from `zoom` on, up to `deepest`, at which a place stands by itself.
    alone(id, zoom, deepest) {
      const i = this.places.findIndex((place) => place.id === id);
      let least = Infinity;
      for (let j = 0; j < this.places.length; j++) {
        if (j !== i) least = Math.min(least, Math.hypot(this.x[i] - this.x[j], this.y[i] - this.y[j]));
      }
      while (zoom < deepest && least <= REACH / 2 ** zoom) zoom += 0.5;
      return zoom;
    }
  }

  window.DatelineCrowd = Crowd;
})();
