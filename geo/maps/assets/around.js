// What the map does in the page of the app around it: the ways of the keyboard from a place to its panel and back, the
// links that skip to either, and the menu of a telephone, which closes after choosing.
(function () {
  "use strict";

  const PATIENCE = 5000; // milliseconds within which the panel shows what was chosen
  const FOLDED = 768; // pixels of width up to which Streamlit lays the menu over the page
  const TELEPHONE = 640; // pixels of width up to which the panel is a sheet over the map: geo/app/style.css
  const MENU = '[data-testid="stSidebar"]';
  const PANEL = '[class*="st-key-"][class*="panel"]';

  class Around {
    constructor(dateline) {
      this.dateline = dateline;
      this.page = window.parent.document;
      const { signal } = (this.listeners = new AbortController());
      addEventListener("pagehide", () => this.listeners.abort());
      this.page.addEventListener("click", (event) => this.clicked(event), { signal, capture: true });
      this.page.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.panel()?.contains(this.focused())) this.back();
      }, { signal });
    }

    clicked(event) {
      const skip = event.target.closest?.('a[href="#dl-map"], a[href="#dl-panel"]');
      if (skip) {
        event.preventDefault();
        if (skip.hash === "#dl-map") this.toMap(this.dateline.map.getContainer());
        else this.panel()?.querySelector("h2")?.focus();
      }
      const menu = event.target.closest?.(`${MENU} a`)?.closest(MENU);
      if (menu && window.parent.innerWidth <= FOLDED) {
        menu.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
      }
    }

    // The panel that shows a place, or that there is.
    panel(id) {
      for (const host of this.page.querySelectorAll(`${PANEL} *`)) {
        const root = host.shadowRoot?.querySelector(".root");
        if (root?.querySelector("h2") && (id === undefined || root.dataset.id === id)) return root;
      }
      return null;
    }

    focused() {
      let element = this.page.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element;
    }

    // From a place that was chosen by key to its panel, once that shows it.
    follow(id) {
      const until = performance.now() + PATIENCE;
      const look = () => {
        const panel = this.panel(id);
        if (panel) panel.querySelector("h2").focus({ preventScroll: true });
        else if (performance.now() < until && this.dateline.data.selected === id) requestAnimationFrame(look);
      };
      look();
    }

    back() {
      const { map, marks, data } = this.dateline;
      const mark = marks.get(data.selected);
      const layer = mark?.layer.getLayers ? mark.layer.getLayers()[0] : mark?.layer;
      this.toMap(layer?.getElement() || map.getContainer());
    }

    // On a telephone, what is chosen in the list under the map is seen on the map.
    show() {
      if (window.parent.innerWidth <= TELEPHONE) window.frameElement.scrollIntoView({ block: "nearest" });
    }

    toMap(element) {
      window.focus();
      element.focus({ preventScroll: true });
      window.frameElement.scrollIntoView({ block: "nearest" });
    }
  }

  window.DatelineAround = Around;
})();
