// « Autour de moi »: asks the browser for the position, on a click only, and sends the form with it.
import { announce } from "../announcer.js";
import { roundedPosition } from "../map/position_hash.js";

export default function nearMe(button) {
  const field = document.getElementById(button.dataset.field);
  if (!navigator.geolocation || !field) return;
  const ids = (button.dataset.clears ?? "").split(" ");
  const fieldsToClear = [...field.form.elements].filter((other) => ids.includes(other.id));
  const label = button.textContent;
  const explanation = document.createElement("p");
  const say = (sentence) => {
    button.textContent = sentence;
    announce(sentence);
  };
  const found = ({ coords }) => {
    button.textContent = label;
    field.value = roundedPosition(coords);
    field.disabled = false;
    for (const other of fieldsToClear) other.value = "";
    field.form.requestSubmit();
  };
  const refused = () => {
    button.removeAttribute("aria-disabled");
    button.textContent = label;
    explanation.textContent = button.dataset.refused;
    button.after(explanation);
    announce(button.dataset.refused);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    explanation.remove();
    say(button.dataset.searching);
    navigator.geolocation.getCurrentPosition(found, refused, { timeout: 15000, maximumAge: 300000 });
  });
}
