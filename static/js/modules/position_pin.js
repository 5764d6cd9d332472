// Places a structure with a pin: dragged, moved with the arrows, or by its two numbers.
import { askAbout, whenQuiet } from "../form_asking.js";
import { node } from "../map/drawing.js";
import { createSiteMap, whenVisible } from "../map/site_map.js";
import { arrowStep, readDegrees, writeDegrees } from "../typed_position.js";

const NAMES = ["insee", "latitude", "longitude"];
const CENTRE = [48.2, -3];
const STREET_ZOOM = 13;
const EDGE = [48, 48];

export default async function positionPin(box) {
  const canvas = box.querySelector(".map");
  const words = box.querySelector("[data-position-words]");
  const [latitude, longitude] = ["latitude", "longitude"].map((name) => document.getElementById(name));
  const { form } = latitude;
  canvas.hidden = false;
  await whenVisible(canvas);
  const site = await createSiteMap(canvas);
  if (!site) return;
  const { leaflet, map } = site;
  const icon = leaflet.divIcon({ className: "map-pin", html: node("span", ""), iconSize: [32, 32], iconAnchor: [16, 30] });
  const pin = leaflet.marker(CENTRE, { icon, draggable: true, autoPan: true, opacity: 0 }).addTo(map);
  pin.getElement().setAttribute("aria-label", canvas.dataset.pin);

  const typed = () => readDegrees(latitude.value, longitude.value);

  function show(place, zoom) {
    pin.setOpacity(place ? 1 : 0.4);
    if (!place) return;
    pin.setLatLng([place.latitude, place.longitude]);
    map.setView([place.latitude, place.longitude], zoom ?? map.getZoom(), { animate: false });
  }

  const check = whenQuiet(async (signal) => {
    const answer = await askAbout(form, box.dataset.checkUrl, NAMES, signal);
    if (!answer || signal.aborted) return;
    // What the server said beside the field when it drew the page is said here, and up to date.
    for (const doubt of box.querySelectorAll('[id^="latitude-doute-"]')) doubt.remove();
    words.textContent = answer.sentences.join(" ");
    if (!typed() && answer.town_hall) {
      show(answer.town_hall, STREET_ZOOM);
      pin.setOpacity(0.4);
    }
  });

  function write() {
    const { lat, lng } = pin.getLatLng();
    latitude.value = writeDegrees(lat);
    longitude.value = writeDegrees(lng);
    pin.setOpacity(1);
    map.panInside([lat, lng], { padding: EDGE, animate: false });
    form.dispatchEvent(new Event("input", { bubbles: true }));
    check();
  }

  pin.on("dragend", write);
  pin.getElement().addEventListener("keydown", (event) => {
    const step = arrowStep(event.key, event.shiftKey);
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const { x, y } = map.latLngToContainerPoint(pin.getLatLng());
    pin.setLatLng(map.containerPointToLatLng([x + step.right, y + step.down]));
    write();
  });
  for (const field of [latitude, longitude]) {
    field.addEventListener("input", () => {
      show(typed());
      check();
    });
  }
  form.addEventListener("change", ({ target }) => {
    if (target.id === "commune" || target.id === "insee") check();
  });
  box.querySelector('button[value="town_hall"]').addEventListener("click", (event) => {
    event.preventDefault();
    latitude.value = "";
    longitude.value = "";
    form.dispatchEvent(new Event("input", { bubbles: true }));
    check();
  });
  show(typed(), STREET_ZOOM);
  check();
  canvas.dataset.ready = "true";
}
