export default function ({ parentElement, setTriggerValue, data }) {
  const root = parentElement.querySelector(".root")
  clearInterval(root.timer)
  root.timer = setInterval(
    () => root.isConnected ? setTriggerValue("tick", Date.now()) : clearInterval(root.timer), data.wait)
  return () => clearInterval(root.timer)
}
