// What this browser added: kept in it, so that it is still listed, and can be deleted, after a reload.
const PLACE = "dateline.own"

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".root")
  const before = read()
  const now = { ...before, ...data.add }
  for (const id of data.drop) delete now[id]
  if (JSON.stringify(now) !== JSON.stringify(before)) write(now)
  if (root.told) return
  root.told = true
  if (Object.keys(before).some((id) => !(id in data.add) && !data.drop.includes(id))) setStateValue("kept", before)
}

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE) || "{}")
    return found && typeof found === "object" && !Array.isArray(found) ? found : {}
  } catch {
    return {} // storage is forbidden, or holds something else
  }
}

function write(now) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(now))
  } catch {
    // storage is forbidden or full: it is known until the page is left
  }
}
