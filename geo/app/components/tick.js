export default function ({ parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root")
  clearInterval(root.timer)
  root.timer = setInterval(() => root.isConnected ? setTriggerValue("tick", Date.now()) : clearInterval(root.timer), 400)
  return () => clearInterval(root.timer)
}
