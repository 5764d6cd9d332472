// Reads the shape files: TopoJSON with the objects region, departements, epci, filieres, neighbours, towns, communes.

const fetched = new Map();

/** The document behind an address, asked once; null when it cannot be had. */
export function fetchShapes(url) {
  if (!url) return Promise.resolve(null);
  if (!fetched.has(url)) {
    const asked = fetch(url).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
    fetched.set(url, asked);
  }
  return fetched.get(url);
}

/** A shape is named by a property or by its id. */
export function identifierOf(feature, property) {
  return String(feature.properties?.[property] ?? feature.id ?? "");
}

export function featureNamed(topojson, topology, objectName, property, identifier) {
  const collection = topology?.objects[objectName];
  if (!collection) return null;
  const { features } = topojson.feature(topology, collection);
  return features.find((feature) => identifierOf(feature, property) === identifier) ?? null;
}

/** The first zoom at which a town is named; without one, its population says it. */
export function townZoom({ zoom, min_zoom: minZoom, population = 0 }) {
  if (zoom !== undefined || minZoom !== undefined) return Number(zoom ?? minZoom);
  if (population >= 60000) return 6;
  if (population >= 20000) return 8;
  if (population >= 8000) return 9;
  return population >= 4000 ? 10 : 11;
}

export function townsAt(features, zoom) {
  return features.filter((feature) => townZoom(feature.properties ?? {}) <= zoom);
}
