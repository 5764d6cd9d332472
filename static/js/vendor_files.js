// Loads the vendored libraries, once each, only when a module asks for them.

const VENDOR = new URL("../vendor/", import.meta.url);
const loading = new Map();

function insert(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = () => resolve();
    element.onerror = () => reject(new Error(`not loaded: ${attributes.src ?? attributes.href}`));
    document.head.append(element);
  });
}

function once(path, load) {
  if (!loading.has(path)) loading.set(path, load(new URL(path, VENDOR).href));
  return loading.get(path);
}

const script = (path) => once(path, (src) => insert("script", { src, async: true }));
const style = (path) => once(path, (href) => insert("link", { rel: "stylesheet", href }));

export async function loadLeaflet() {
  await Promise.all([script("leaflet-1.9.4/leaflet.js"), style("leaflet-1.9.4/leaflet.css")]);
  return globalThis.L;
}

/** Leaflet with markercluster, which needs `L` to be there first. */
export async function loadLeafletWithClusters() {
  const leaflet = await loadLeaflet();
  await Promise.all([
    script("leaflet.markercluster-1.5.3/leaflet.markercluster.js"),
    style("leaflet.markercluster-1.5.3/MarkerCluster.css"),
  ]);
  return leaflet;
}

export async function loadTopojson() {
  await script("topojson-client-3.1.0/topojson-client.min.js");
  return globalThis.topojson;
}

export async function loadAccessibleAutocomplete() {
  await script("accessible-autocomplete-3.0.1/accessible-autocomplete.min.js");
  return globalThis.accessibleAutocomplete;
}
