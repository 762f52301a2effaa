export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  if (!changed(root, data)) return
  root.replaceChildren(...(data.title ? [h("h1", {}, data.title)] : []), h("p", { class: "quiet" }, data.line))
}
