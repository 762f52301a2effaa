export default function ({ data, parentElement, setTriggerValue }) {
  timeline.draw(parentElement.querySelector(".root"), data, { brush: (days) => setTriggerValue("brush", days),
    clock: (name) => setTriggerValue("clock", name) })
}
