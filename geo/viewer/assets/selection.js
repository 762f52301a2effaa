// What a reader keeps of a page that carries everything: its items are counted off here, as Atlas.filter and
// Atlas.by_place count them; what is said of them is ready made.
const selection = (() => {
  const ROUND = 1000 // weights are compared by thousandths

  const unpacked = ({ fields, rows }) => rows.map((row) => Object.fromEntries(fields.map((name, i) => [name, row[i]])))

  // Returns functions of what the filters `state` keep: off (categories), roles, query, article (its number or ""),
  // since and until (ISO days), clock.
  function of(data, state) {
    const items = unpacked(data.items), links = unpacked(data.links)
    for (const link of links) link.item = items[link.item]
    const clocks = Object.keys(data.timelines)
    const named = new Map(data.overview.sections.flatMap((section) => section.rows).map((row) => [row.id, row]))
    const drawn = new Map([...data.map.points, ...data.map.areas].map((row) => [row[data.map.fields.indexOf("id")], row]))
    const categoryOf = (item) => item.category || "mention"

    function keeps(link, days) {
      const { item } = link
      if (state.off.has(categoryOf(item)) || !state.roles.has(link.role)) return false
      if (state.article !== "" && item.article !== state.article) return false
      if (state.query && !found(link)) return false
      return !days || (!state.since && !state.until) || dated(item)
    }

    function found({ item, place }) {
      const text = `${item.words} ${place ? named.get(place).name : ""}`.toLowerCase()
      return state.query.toLowerCase().split(/\s+/).every((word) => text.includes(word))
    }

    function dated(item) {
      const published = state.clock === "published" && data.articles[item.article].published
      const [first, last] = state.clock === "published" ? [published, published] : [item.first, item.last]
      return Boolean(first) && (!state.since || last >= state.since) && (!state.until || first <= state.until)
    }

    const kept = ({ days = true } = {}) => links.filter((link) => keeps(link, days))

    // One row a place, in the order and with the counts and the category of Atlas.by_place.
    function places(links) {
      const there = new Map(Object.keys(data.panels).map((place) => [place, []]))
      for (const link of links) if (link.place) there.get(link.place).push(link)
      return [...there].filter(([, links]) => links.length).map(([place, links]) => ({ ...named.get(place), ...counted(links) }))
        .sort((a, b) => a.doubtful - b.doubtful || b.weight - a.weight || b.guesses - a.guesses || b.total - a.total)
    }

    function counted(links) {
      const all = [...new Set(links.map((link) => link.item))]
      const count = (kind) => all.filter((item) => item.kind === kind && !item.minor).length
      const scores = links.map((link) => link.named).filter((score) => score !== null)
      const doubtful = scores.length > 0 && Math.max(...scores) < data.doubtful
      const told = links.filter(({ item }) => item.kind !== "mention")
      const happening = told.filter(({ item, role }) => data.happening.includes(role) && !item.minor)
      const here = new Set(happening.filter((link) => !link.weak && !doubtful).map((link) => link.item))
      const guessed = new Set(happening.map((link) => link.item).filter((item) => !here.has(item)))
      const tiers = [[...here].filter((item) => item.typed), [...here], [...guessed], [...new Set(told.map((link) => link.item))]]
      return { events: count("event"), minor: all.filter((item) => item.minor).length, quotes: count("quote"),
        mentions: count("mention"), happening: here.size, guesses: guessed.size, weight: weight([...here]), total: all.length,
        doubtful: Number(doubtful), category: dominant(tiers.find((tier) => tier.length) || []) }
    }

    const weight = (items) => Math.round(ROUND * items.reduce((sum, item) => sum + (item.salience ?? data.quote_weight), 0)) / ROUND

    function dominant(items) {
      const sums = Object.keys(data.labels).map((category) => [category, weight(items.filter((item) => item.category === category))])
        .filter(([category]) => items.some((item) => item.category === category))
      return sums.sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
    }

    // The panels, the map's drawing and the timeline of some links or rows: those of the whole with less in them.
    function overview(rows) {
      const groups = { here: [], perhaps: [], talked: [], doubtful: [] }
      for (const row of rows) groups[row.happening ? "here" : row.doubtful ? "doubtful" : row.guesses ? "perhaps" : "talked"].push(row)
      return { ...data.overview, sections: data.overview.sections.map((section) =>
        ({ ...section, count: groups[section.group].length, rows: groups[section.group] })) }
    }

    function place(id, links) {
      const here = new Set(links.filter((link) => link.place === id).map((link) => link.item.key))
      return filtered(data.panels[id], (card) => here.has(card.id))
    }

    const unplaced = (article) => filtered(data.unplaced, (card) => card.spot.article === article)

    function filtered(panel, keep) {
      const sections = panel.sections.map((section) => {
        const cards = (section.cards || []).filter(keep)
        return { ...section, cards, count: cards.length }
      })
      return { ...panel, sections, articles: data.titles }
    }

    function drawing(rows) {
      const { fields, styles } = data.map, areas = new Set(data.map.areas)
      const own = rows.map((row) => [drawn.get(row.id), row])
      const packed = ([old, row]) => old.map((value, i) => fields[i] in row && fields[i] !== "where" ? row[fields[i]] : value)
      const [wide, small] = [true, false].map((area) => own.filter(([old]) => areas.has(old) === area).map(packed))
      return { fields, styles, points: small, areas: wide, lines: [] }
    }

    function timeline(links) {
      const told = [...new Set(links.map((link) => link.item))].filter((item) => item.kind !== "mention")
      const { clock, since, until } = state, model = data.timelines[clock], at = clocks.indexOf(clock)
      const counts = new Map()
      for (const item of told) for (const key of [item.bars[at], `${item.lane ?? item.category} ${item.bars[at]}`]) counts.set(key, (counts.get(key) || 0) + 1)
      const lanes = model.lanes.map((lane) => ({ ...lane, bars: lane.bars
        .map(([from, to]) => [from, to, counts.get(`${lane.category} ${from}`) || 0]).filter(([, , items]) => items) }))
      const inferred = clock === "happened" ? told.filter((item) => item.inferred).length : 0
      const [beyond, vague, undated] = ["beyond", "vague", "undated"].map((name) => counts.get(name) || 0)
      return { ...model, lanes: lanes.filter((lane) => lane.bars.length), since, until, inferred, beyond, vague, undated }
    }

    return { items, kept, places, overview, place, unplaced, drawing, timeline, categoryOf }
  }

  return { of }
})()
