// The « Carte » button below 960 px: shows the map in place of the list, and back.
import { hasMapPosition } from "../map/position_hash.js";

export default function mapToggle(button) {
  const results = document.getElementById(button.dataset.controls)?.closest(".results");
  if (!results) return;
  const show = (isMap) => {
    results.classList.toggle("is-map", isMap);
    button.textContent = isMap ? button.dataset.hide : button.dataset.show;
  };
  button.setAttribute("aria-controls", button.dataset.controls);
  button.hidden = false;
  show(hasMapPosition(location.hash));
  button.addEventListener("click", () => {
    show(!results.classList.contains("is-map"));
    button.scrollIntoView({ block: "start" });
  });
}
