// Makes a Leaflet map the way this site wants it, in the box that the page drew.
import { readSettings } from "../page_words.js";
import { loadLeafletWithClusters, loadTopojson } from "../vendor_files.js";
import { drawBaseLayers } from "./base_layers.js";
import { node } from "./drawing.js";
import { setGestures } from "./gestures.js";
import { fetchShapes } from "./shapes.js";

const BRITTANY = [[47.2, -5.25], [48.95, -0.95]];

/** Resolves when the box is first seen: a map that nobody looks at loads nothing. */
export function whenVisible(box) {
  return new Promise((resolve) => {
    const watcher = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      resolve();
    }, { rootMargin: "200px" });
    watcher.observe(box);
  });
}

function nameContainer(container, box, words) {
  const hint = node("p", "visually-hidden", words.keyboard_hint ?? "");
  hint.id = `${box.id || "carte"}-clavier`;
  box.append(hint);
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", words.map_label ?? "");
  container.setAttribute("aria-describedby", hint.id);
}

function namePopups(map, words) {
  map.on("popupopen", ({ popup }) => {
    const button = popup.getElement().querySelector(".leaflet-popup-close-button");
    button?.setAttribute("aria-label", words.close ?? "");
    popup.getElement().querySelector(".leaflet-popup-content a")?.focus({ preventScroll: true });
  });
}

function createLeafletMap(leaflet, container, words, attribution) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = leaflet.map(container, {
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: !isStill,
    fadeAnimation: !isStill,
    markerZoomAnimation: !isStill,
    inertia: !isStill,
    zoomSnap: 0.5,
    minZoom: 5,
    maxZoom: 16,
    maxBounds: [[45.5, -9], [50.5, 2.5]],
    closePopupOnClick: true,
  });
  leaflet.control.zoom({ zoomInText: "", zoomInTitle: words.zoom_in, zoomOutText: "", zoomOutTitle: words.zoom_out }).addTo(map);
  const credit = leaflet.control.attribution({ prefix: false }).addTo(map);
  if (attribution) credit.addAttribution(escapeText(attribution));
  return map.fitBounds(BRITTANY);
}

/** Leaflet writes attributions as HTML; ours is text. */
function escapeText(text) {
  return node("span", "", text).innerHTML;
}

/** The map with its base drawn, or null (and a sentence in the box) when something could not be had. */
export async function createSiteMap(box) {
  const { types = {}, words = {} } = readSettings(box);
  const data = box.dataset;
  try {
    const [leaflet, topojson, topology] = await Promise.all([
      loadLeafletWithClusters(),
      loadTopojson(),
      fetchShapes(data.shapesUrl),
    ]);
    const container = node("div", "map__canvas");
    box.append(container);
    nameContainer(container, box, words);
    const map = createLeafletMap(leaflet, container, words, data.attribution);
    const loadCommunes = data.communesUrl ? () => fetchShapes(data.communesUrl) : null;
    if (topology) drawBaseLayers({ leaflet, topojson, map, topology, loadCommunes });
    if (data.tilesUrl) leaflet.tileLayer(data.tilesUrl, { zIndex: 1 }).addTo(map);
    setGestures(map, box, { words, leaveTo: data.leaveTo });
    namePopups(map, words);
    new ResizeObserver(() => map.invalidateSize()).observe(container);
    return { leaflet, topojson, topology, map, types, words };
  } catch (error) {
    box.replaceChildren(node("p", "map__failed", words.failed ?? ""));
    console.error(error);
    return null;
  }
}
