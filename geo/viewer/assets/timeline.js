// The timeline: a lane a category, a bar a day (month, year); geo/viewer/timeline.py counts what it shows.
const timeline = (() => {
  const DAY = 864e5
  const CLOCKS = { happened: "When it happened", published: "When it was published" }
  const asDay = (iso) => Date.parse(iso + "T00:00:00Z") / DAY
  const asIso = (day) => new Date(day * DAY).toISOString().slice(0, 10)
  const worded = (day, options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options }).format(day * DAY)
  const dayWords = (iso) => worded(asDay(iso), { day: "numeric", month: "long", year: "numeric" })

  // `tell` takes what a reader does: brush({since, until}: ISO days, empty to show all), clock(a key of CLOCKS).
  function draw(root, data, tell) {
    if (!changed(root, data)) return
    root.classList.add("timeline")
    keepFocus(root, () => {
      root.replaceChildren(h("div", { class: "over" }, clocks(data, tell), h("p", { class: "quiet", role: "status" }, summary(data))))
      if (data.lanes.length) root.append(grid(root, data, tell))
    })
  }

  function clocks(data, tell) {
    return h("div", { class: "clocks", role: "group", "aria-label": "Clock" }, Object.entries(CLOCKS).map(([name, words]) =>
      h("button", { type: "button", "data-key": name, "aria-pressed": String(name === data.clock),
        onclick: () => tell.clock(name) }, words)))
  }

  // What is chosen, and what the lanes do not show.
  function summary(data) {
    const { since, until, beyond, inferred, vague, undated } = data
    const chosen = (since || until) && (since === until ? dayWords(since) : [since, until].map((day) => (day ? dayWords(day) : "…")).join(" to "))
    const parts = [chosen ? h("strong", {}, chosen) : data.lanes.length && "Drag over the days to filter",
      beyond && `${number(beyond, "item")} outside these days`,
      inferred && `${number(inferred, "item")} set on the day of publication`,
      vague && `${vague.toLocaleString("en")} dated to a season or year`,
      undated && `${undated.toLocaleString("en")} without a date`].filter(Boolean)
    return parts.flatMap((part, i) => (i ? [" · ", part] : [part]))
  }

  function grid(root, data, tell) {
    const first = asDay(data.first), last = asDay(data.last), span = last - first + 1
    const share = (day) => (100 * (day - first)) / span
    const place = (from, to) => { // a month or year may begin before the first day that is shown
      const left = share(Math.max(from, first)), right = share(Math.min(to, last) + 1)
      return { left, middle: (left + right) / 2, width: right - left }
    }
    const scale = { first, last, share, place,
      day: (share) => Math.min(last, Math.max(first, first + Math.floor(share * span))) }
    const plot = lanes(root, data, scale)
    brush(plot, data, scale, tell.brush)
    return h("div", { class: "grid" }, h("div", {}, data.lanes.map((lane) => laneName(root, lane))), plot, axis(scale))
  }

  function laneName(root, lane) {
    return h("div", { class: "name", color: paint(root, lane.category) }, symbol(lane.category), lane.label)
  }

  function lanes(root, data, scale) {
    const plot = h("div", { class: "plot", role: "group", "aria-label": "Items by day. Drag, or choose a day, to filter." })
    const most = Math.max(...data.lanes.flatMap((lane) => lane.bars.map(([, , items]) => items)))
    const since = data.since ? asDay(data.since) : -Infinity, until = data.until ? asDay(data.until) : Infinity
    for (const at of ticks(scale)) plot.append(at.line)
    for (const lane of data.lanes) {
      const row = h("div", { class: "lane", color: paint(root, lane.category) })
      for (const [from, to, items] of lane.bars) row.append(bar(asDay(from), asDay(to), items, most, scale, since, until))
      plot.append(row)
    }
    return plot
  }

  function bar(from, to, items, most, scale, since, until) {
    const one = h("div", { class: "bar" + (to < since || from > until ? " out" : "") })
    const { middle, width } = scale.place(from, to)
    one.style.left = `${middle}%`
    one.style.width = `max(4px, calc(${width}% - 2px))`
    one.style.height = `${Math.round(4 + (14 * items) / most)}px`
    return one
  }

  // The days of the axis: few enough to be read, on the first of a month or year where they lie far apart.
  function ticks(scale) {
    const span = scale.last - scale.first + 1, found = []
    const step = [1, 2, 7, 14].find((days) => span / days <= 9)
    const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((count) => span / (count * 30.4) <= 9) || 2400
    const start = new Date(scale.first * DAY)
    for (let i = 0; i < 400; i++) {
      const day = step ? scale.first + i * step
        : Date.UTC(start.getUTCFullYear() - (months >= 12 ? start.getUTCFullYear() % (months / 12) : 0),
          (months >= 12 ? 0 : Math.floor(start.getUTCMonth() / months) * months) + i * months, 1) / DAY
      if (day > scale.last) break
      if (day < scale.first) continue
      const words = step ? worded(day, { day: "numeric", month: "short" })
        : months >= 12 ? worded(day, { year: "numeric" }) : worded(day, { month: "short", year: "numeric" })
      const line = h("div", { class: "tick" })
      line.style.left = `${scale.share(day + (step ? 0.5 : 0))}%`
      found.push({ words, line, at: scale.share(day + (step ? 0.5 : 0)) })
    }
    return found
  }

  function axis(scale) {
    return h("div", { class: "axis", "aria-hidden": "true" }, ticks(scale).map(({ words, at }, i) => {
      const label = h("span", { class: i % 2 ? "minor" : "" }, words)
      label.style.left = `${at}%`
      if (at < 4 || at > 96) label.style.transform = at < 4 ? "none" : "translateX(-100%)"
      return label
    }))
  }

  // Days can be dragged over, clicked, or reached with the arrow keys; what is chosen is told as {since, until}.
  function brush(plot, data, scale, tell) {
    const tip = h("div", { class: "tip", hidden: true, role: "presentation" })
    const bins = columns(data, scale, tip, tell)
    const chosen = h("div", { class: "chosen" })
    const place = (from, to) => {
      const { left, width } = scale.place(from, to)
      chosen.style.left = `${left}%`
      chosen.style.width = `${width}%`
    }
    plot.append(...bins)
    if (data.since || data.until) {
      place(data.since ? asDay(data.since) : scale.first, data.until ? asDay(data.until) : scale.last)
      plot.append(chosen)
    }
    plot.append(tip)
    const under = (event) => {
      const box = plot.getBoundingClientRect()
      return scale.day((event.clientX - box.left) / box.width)
    }
    let from = null, moved = false, startX = 0
    plot.addEventListener("pointerdown", (event) => {
      if (event.button === 0) [from, moved, startX] = [under(event), false, event.clientX]
    })
    plot.addEventListener("pointermove", (event) => {
      if (from === null || (!moved && Math.abs(event.clientX - startX) < 5)) return
      if (!moved) plot.setPointerCapture(event.pointerId)
      moved = true
      tip.hidden = true
      const to = under(event)
      place(Math.min(from, to), Math.max(from, to))
      if (!chosen.isConnected) plot.append(chosen)
    })
    plot.addEventListener("pointerup", (event) => {
      if (from !== null && moved) {
        const to = under(event)
        tell({ since: asIso(Math.min(from, to)), until: asIso(Math.max(from, to)) })
      } else if (from !== null && !event.target.closest(".bin") && (data.since || data.until)) tell({ since: "", until: "" })
      from = null
    })
    plot.addEventListener("click", (event) => { if (moved) event.stopImmediatePropagation() }, true)
    plot.addEventListener("pointercancel", () => { from = null })
  }

  function columns(data, scale, tip, tell) {
    const days = new Map()
    for (const lane of data.lanes) {
      for (const [from, to, items] of lane.bars) {
        if (!days.has(from)) days.set(from, { from, to, told: [] })
        days.get(from).told.push(`${lane.label} ${items}`)
      }
    }
    const sorted = [...days.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
    const bins = sorted.map(({ from, to, told }, i) => {
      const on = from === data.since && to === data.until
      const when = from === to ? dayWords(from)
        : asDay(to) - asDay(from) > 31 ? from.slice(0, 4) : worded(asDay(from), { month: "long", year: "numeric" })
      const { middle, width } = scale.place(asDay(from), asDay(to))
      const bin = h("button", { type: "button", class: "bin", "data-key": from, tabindex: on || i === 0 ? "0" : "-1",
        "aria-pressed": String(on), "aria-label": `${when}: ${told.join(", ")}`,
        onclick: () => tell(on ? { since: "", until: "" } : { since: from, until: to }) })
      bin.style.left = `${middle}%`
      bin.style.width = `${width}%`
      const show = () => {
        tip.replaceChildren(h("strong", {}, when), told.join(" · "))
        tip.style.left = `clamp(80px, ${middle}%, calc(100% - 80px))`
        tip.hidden = false
      }
      bin.addEventListener("pointerenter", show)
      bin.addEventListener("focus", show)
      for (const end of ["pointerleave", "blur"]) bin.addEventListener(end, () => { tip.hidden = true })
      bin.addEventListener("keydown", (event) => {
        const next = { ArrowLeft: i - 1, ArrowRight: i + 1, Home: 0, End: bins.length - 1 }[event.key]
        if (next === undefined || !bins[next]) return
        event.preventDefault()
        bin.tabIndex = -1
        bins[next].tabIndex = 0
        bins[next].focus()
      })
      return bin
    })
    return bins
  }

  return { draw }
})()
