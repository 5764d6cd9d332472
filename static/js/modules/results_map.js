// The results on a map, in step with the list beside it.
import { createPointsLayer } from "../map/points_layer.js";
import { readPoints } from "../map/points.js";
import { formatMapPosition, parseMapPosition } from "../map/position_hash.js";
import { fetchShapes } from "../map/shapes.js";
import { createSiteMap, whenVisible } from "../map/site_map.js";

const LIT = "is-lit";

function cardOf(target) {
  return target.closest?.("[data-structure-id]") ?? null;
}

function lightCards(ids) {
  for (const card of document.querySelectorAll("[data-structure-id]")) {
    card.classList.toggle(LIT, ids.includes(card.dataset.structureId));
  }
}

/** Hover or focus on a card lights its mark. */
function followCards(layer) {
  const lightOf = (event) => layer.light(cardOf(event.target)?.dataset.structureId ?? null);
  for (const name of ["mouseover", "focusin"]) document.addEventListener(name, lightOf);
}

function rememberPosition(map) {
  let isRestoring = true;
  map.whenReady(() => { isRestoring = false; });
  map.on("moveend", () => {
    if (isRestoring) return;
    const { lat, lng } = map.getCenter();
    const hash = formatMapPosition({ zoom: map.getZoom(), latitude: lat, longitude: lng });
    history.replaceState(history.state, "", hash);
  });
}

function setFirstView(map, layer) {
  const remembered = parseMapPosition(location.hash);
  const bounds = layer.bounds();
  if (remembered) map.setView([remembered.latitude, remembered.longitude], remembered.zoom, { animate: false });
  else if (bounds) map.fitBounds(bounds, { padding: [36, 36], maxZoom: 12, animate: false });
}

export default async function resultsMap(box) {
  await whenVisible(box);
  const points = fetchShapes(box.dataset.pointsUrl);
  const site = await createSiteMap(box);
  if (!site) return;
  const layer = createPointsLayer(site.leaflet, site.map, { ...site, onLight: lightCards });
  layer.show(readPoints(await points));
  setFirstView(site.map, layer);
  followCards(layer);
  rememberPosition(site.map);
  box.dataset.ready = "true";
}
