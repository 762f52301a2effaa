// Circles that lie on one another move apart, each as little as it can.
(function () {
  "use strict";

  const ROUNDS = 60;
  const GAP = 3;

  // circles: [{x, y, r}] in pixels, the heaviest first. Sets dx, dy: how far each is moved from where it belongs.
  function apart(circles) {
    for (const c of circles) { c.dx = 0; c.dy = 0; }
    for (let round = 0; round < ROUNDS; round++) {
      let moved = false;
      for (let i = 0; i < circles.length; i++) {
        for (let j = i + 1; j < circles.length; j++) {
          if (push(circles[i], circles[j], i, j)) moved = true;
        }
      }
      if (!moved) break;
    }
    return circles;
  }

  function push(a, b, i, j) {
    let x = b.x + b.dx - a.x - a.dx;
    let y = b.y + b.dy - a.y - a.dy;
    let distance = Math.hypot(x, y);
    const wanted = a.r + b.r + GAP;
    if (distance >= wanted - 0.5) return false;
    if (distance < 0.5) {
      const angle = (i + 2 * j) * 2.4;
      x = Math.cos(angle); y = Math.sin(angle); distance = 1;
    }
    const overlap = wanted - distance;
    const share = (a.r * a.r) / (a.r * a.r + b.r * b.r);
    const ux = x / distance, uy = y / distance;
    a.dx -= ux * overlap * (1 - share); a.dy -= uy * overlap * (1 - share);
    b.dx += ux * overlap * share; b.dy += uy * overlap * share;
    return true;
  }

  window.DatelineApart = apart;
})();
