// The view of the map in the address bar of the page around it, so that a copied link shows the same.
// The address is rewritten in place, without a rerun of the app and without a step in the browser's history.
(function () {
  "use strict";

  const REST = 150; // milliseconds without a move before the address is written
  const LOOK = 400; // how often the address is looked at where the browser doesn't tell that it has changed

  // "48.8566,2.3522,7.25": latitude, longitude, zoom.
  function write(map) {
    const { lat, lng } = map.getCenter().wrap();
    return [lat.toFixed(5), lng.toFixed(5), map.getZoom()].map(Number).join(",");
  }

  function read(text) {
    const [lat, lng, zoom] = (text || "").split(",").map(Number);
    return [lat, lng, zoom].every(Number.isFinite) ? { center: [lat, lng], zoom } : null;
  }

  class Address {
    // `current` gives the view to write, "" to write none, undefined to leave the address as it is.
    constructor(current) {
      this.current = current;
      this.held = false;
      this.timer = 0;
      this.page = window.parent;
      const { signal } = (this.listeners = new AbortController());
      addEventListener("pagehide", () => this.listeners.abort());
      this.page.addEventListener("popstate", () => { this.held = true; }, { signal });
      if (this.page.navigation) this.page.navigation.addEventListener("currententrychange", () => this.soon(), { signal });
      else signal.addEventListener("abort", clearInterval.bind(null, setInterval(() => this.now(), LOOK)));
    }

    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.now(), REST);
    }

    // Back and forward bring a view of their own; it counts until the app has taken it over.
    release() {
      this.held = false;
      this.soon();
    }

    now() {
      const view = this.current();
      if (view === undefined || this.held || this.listeners.signal.aborted) return;
      const { location, history } = this.page;
      const others = location.search.slice(1).split("&").filter((part) => part && !part.startsWith("view="));
      const search = (view ? [...others, `view=${encodeURIComponent(view)}`] : others).join("&");
      if (search === location.search.slice(1)) return;
      history.replaceState(history.state, "", location.pathname + (search && `?${search}`) + location.hash);
    }
  }

  window.DatelineAddress = { Address, read, write };
})();
