// Lines and shapes: where on the world their points are is worked out once. Leaflet does it anew at each zoom, which took
// most of the time of one.
(function () {
  "use strict";

  const known = new WeakMap(); // of a row of points their places on the world, which is 1 wide

  function places(points, crs) {
    let found = known.get(points);
    if (found?.length !== 2 * points.length) {
      const size = crs.scale(0);
      found = new Float64Array(2 * points.length);
      points.forEach((point, i) => {
        const { x, y } = crs.latLngToPoint(point, 0);
        found[2 * i] = x / size;
        found[2 * i + 1] = y / size;
      });
      known.set(points, found);
    }
    return found;
  }

  L.Polyline.include({
    _projectLatlngs(points, rings, bounds) {
      if (!(points[0] instanceof L.LatLng)) {
        for (const part of points) this._projectLatlngs(part, rings, bounds);
        return;
      }
      const { crs } = this._map.options, size = crs.scale(this._map.getZoom()), origin = this._map.getPixelOrigin();
      const at = places(points, crs), ring = new Array(points.length);
      let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
      for (let i = 0; i < ring.length; i++) {
        const x = Math.round(at[2 * i] * size) - origin.x, y = Math.round(at[2 * i + 1] * size) - origin.y;
        ring[i] = new L.Point(x, y);
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < north) north = y;
        if (y > south) south = y;
      }
      bounds.extend(new L.Point(west, north));
      bounds.extend(new L.Point(east, south));
      rings.push(ring);
    },
  });
})();
