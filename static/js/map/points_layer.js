// The layer of structures: clusters of marks, and a light that follows the list.
//
// The modules only know `show`, `light` and `bounds`: a flat canvas layer can take its place.
import { fill } from "../page_words.js";
import { clusterIcon, placeIcon, placeLabel, popupContent } from "./drawing.js";
import { groupByPlace } from "./points.js";

const LIT = "is-lit";

export function createPointsLayer(leaflet, map, { types, words, onLight = () => {} }) {
  const markers = new Map();
  let lit = null;

  const clusters = leaflet.markerClusterGroup({
    chunkedLoading: true,
    showCoverageOnHover: false,
    spiderfyOnMaxZoom: false,
    disableClusteringAtZoom: 13,
    maxClusterRadius: 44,
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    iconCreateFunction: (cluster) => clusterIcon(leaflet, countIn(cluster)),
  });
  map.addLayer(clusters);
  clusters.on("animationend", nameClusters);
  map.on("moveend layeradd", nameClusters);

  function countIn(cluster) {
    return cluster.getAllChildMarkers().reduce((sum, marker) => sum + marker.place.length, 0);
  }

  /** Clusters are drawn by the library: say what they are once they are on the map. */
  function nameClusters() {
    for (const element of map.getContainer().querySelectorAll(".map-cluster:not([aria-label])")) {
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", fill(words.cluster, { count: element.textContent }));
    }
  }

  function createMarker(place) {
    const marker = leaflet.marker([place[0].latitude, place[0].longitude], { icon: placeIcon(leaflet, place, types) });
    marker.place = place;
    marker.bindPopup(() => popupContent(place, types, words), { maxWidth: 300, minWidth: 200 });
    marker.on("add", () => marker.getElement().setAttribute("aria-label", placeLabel(place, types, words)));
    marker.on("mouseover focus", () => onLight(place.map((point) => point.id)));
    marker.on("mouseout blur", () => onLight([]));
    marker.on("add", () => listenToFocus(marker));
    return marker;
  }

  function listenToFocus(marker) {
    const element = marker.getElement();
    element.addEventListener("focus", () => marker.fire("focus"));
    element.addEventListener("blur", () => marker.fire("blur"));
  }

  function show(points) {
    clusters.clearLayers();
    markers.clear();
    const added = groupByPlace(points).map((place) => {
      const marker = createMarker(place);
      for (const point of place) markers.set(point.id, marker);
      return marker;
    });
    clusters.addLayers(added);
  }

  /** Light the mark of one structure, or the cluster that holds it; null puts the light out. */
  function light(id) {
    lit?.classList.remove(LIT);
    const marker = id === null ? null : markers.get(id);
    lit = (marker && clusters.getVisibleParent(marker)?.getElement()) ?? null;
    lit?.classList.add(LIT);
  }

  function bounds() {
    const places = [...new Set(markers.values())].map((marker) => marker.getLatLng());
    return places.length ? leaflet.latLngBounds(places) : null;
  }

  return { show, light, bounds };
}
