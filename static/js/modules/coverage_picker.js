// Draws the areas chosen on a map and says how many people live there, as boxes are ticked.
import { askAbout, whenQuiet } from "../form_asking.js";
import { fetchShapes } from "../map/shapes.js";
import { createSiteMap, whenVisible } from "../map/site_map.js";

/** Draws communes over the base map; each call replaces what was drawn. */
function communesLayer({ leaflet, topojson, map }, topology) {
  const pane = map.createPane("chosen");
  pane.style.zIndex = "230";
  pane.style.pointerEvents = "none";
  const { features } = topojson.feature(topology, topology.objects.communes);
  const style = { className: "map-covered", weight: 1 };
  const layer = leaflet.geoJSON([], { pane: "chosen", interactive: false, style }).addTo(map);
  const nameOf = ({ id, properties }) => String(properties?.insee ?? id);
  return (insees) => {
    const wanted = new Set(insees);
    layer.clearLayers();
    layer.addData(features.filter((feature) => wanted.has(nameOf(feature))));
    if (wanted.size) map.fitBounds(layer.getBounds(), { padding: [16, 16], animate: false });
  };
}

async function createDrawing(box) {
  box.hidden = false;
  await whenVisible(box);
  const site = await createSiteMap(box);
  const topology = site && (await fetchShapes(box.dataset.communesUrl));
  if (!topology) return () => {};
  const draw = communesLayer(site, topology);
  return (insees) => {
    draw(insees);
    box.dataset.ready = "true";
  };
}

export default async function coveragePicker(box) {
  const { form } = box.querySelector("select");
  const words = box.querySelector("[data-extent]");
  let communes = [];
  let draw = () => {};

  const ask = whenQuiet(async (signal) => {
    const answer = await askAbout(form, box.dataset.url, ["areas"], signal);
    if (!answer || signal.aborted) return;
    communes = answer.communes;
    box.querySelector("[data-extent]").textContent = answer.sentence;
    draw(communes);
  }, 200);

  form.addEventListener("change", ({ target }) => {
    if (target === form || target.name === "areas") ask();
  });
  if (words) ask();
  draw = await createDrawing(box.querySelector(".map"));
  draw(communes);
}
