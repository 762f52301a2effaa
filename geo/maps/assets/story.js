// The view to begin with: where most of what happens is, with what lies far away left out.
(function () {
  "use strict";

  const CLOSEST = 5; // zoom from which on a closer view tells no more of a story
  const GAIN = 1; // by so many zoom levels a view has to be closer than that of everything
  const MOST = 0.5; // share of what happens that it has to show more than
  const PRICE = 2.5; // zoom levels that each halving of the share has to gain
  const CENTRES = 50; // the weightiest places, around which views are tried
  const WEIGHED = 2000; // the weightiest places, which tell where a story is
  const STEP = 0.5; // zoom levels between two tries
  const SIZE = { x: 660, y: 400 }; // pixels of a desk's map within its edges, on whatever screen: a story is one

  function zoom(points) {
    const xs = points.map(({ x }) => x), ys = points.map(({ y }) => y);
    const wide = Math.max(...xs) - Math.min(...xs), high = Math.max(...ys) - Math.min(...ys);
    return Math.min(CLOSEST, Math.log2(SIZE.x / wide), Math.log2(SIZE.y / high));
  }

  const weigh = (points) => points.reduce((sum, { weight }) => sum + weight, 0);

  // points: [{x, y, weight}] in pixels at zoom 0. Returns those to fit the view to.
  function core(points) {
    const told = [...points].sort((a, b) => b.weight - a.weight).slice(0, WEIGHED);
    const all = weigh(told), widest = told.length ? zoom(told) : CLOSEST;
    let best = points, most = widest;
    if (!all || widest + GAIN > CLOSEST) return points;
    for (let level = Math.max(0, widest + GAIN); level <= CLOSEST; level += STEP) {
      const x = SIZE.x / 2 ** level / 2, y = SIZE.y / 2 ** level / 2;
      for (const centre of told.slice(0, CENTRES)) {
        const near = told.filter((point) => Math.abs(point.x - centre.x) <= x && Math.abs(point.y - centre.y) <= y);
        const share = weigh(near) / all;
        if (share <= MOST) continue;
        const score = zoom(near) + PRICE * Math.log2(share);
        if (score > most) { most = score; best = near; }
      }
    }
    return best;
  }

  window.DatelineStory = { core };
})();
