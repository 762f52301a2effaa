export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  if (!changed(root, data)) return
  const words = h("span", {}, data.label)
  const mark = icon("link")
  const said = h("span", { class: "said", role: "status" })
  const button = h("button", { type: "button", class: "button", title: data.help, onclick: () => copy() }, mark, words)
  const field = h("input", { type: "text", readonly: true, "aria-label": "The link" })
  const box = h("div", { class: "byhand", role: "group", "aria-label": data.byhand, hidden: true }, h("span", {}, data.byhand), field,
    h("button", { type: "button", class: "close", onclick: () => close() }, "Close"))
  box.onkeydown = (event) => event.key === "Escape" && close()
  root.replaceChildren(button, said, box)

  async function copy() {
    const link = location.href.replace("/~/+/", "/") // the frame in which Community Cloud shows an app
    if ((await written(link)) || commanded(link)) {
      box.hidden = true
      tell(data.copied, "check")
      setTimeout(() => tell("", "link"), 3000)
    } else {
      box.hidden = false
      field.value = link
      field.focus()
      field.select()
      said.textContent = data.byhand
    }
  }

  function tell(text, name) {
    said.textContent = text
    words.textContent = text || data.label
    mark.textContent = name
  }

  function close() {
    box.hidden = true
    button.focus()
  }
}

async function written(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false // no permission, or a page without TLS, where there is no clipboard
  }
}

function commanded(text) {
  const before = document.activeElement
  const area = h("textarea", { readonly: true, style: "position: fixed; opacity: 0" })
  area.value = text
  document.body.append(area)
  area.select()
  let done = false
  try {
    done = document.execCommand("copy")
  } catch {
    done = false
  }
  area.remove()
  before?.focus?.()
  return done
}
