// From longitudes and latitudes to a flat drawing: Mercator, fitted to a width, one decimal.

const MARGIN = 22;

function polygonsOf(geometry) {
  return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
}

const mercator = (latitude) => (Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 180) / Math.PI;

/** {project([longitude, latitude]) -> [x, y], height}, for all the geometries together. */
export function createProjection(geometries, width) {
  const points = geometries.flatMap((geometry) => polygonsOf(geometry).flatMap((rings) => rings[0]));
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [longitude, latitude] of points) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  const scale = (width - 2 * MARGIN) / (east - west);
  const top = mercator(north);
  const round = (value) => Math.round(value * 10) / 10;
  return {
    height: Math.ceil((top - mercator(south)) * scale + 2 * MARGIN),
    project: ([longitude, latitude]) => [
      round((longitude - west) * scale + MARGIN),
      round((top - mercator(latitude)) * scale + MARGIN),
    ],
  };
}

/** The `d` of an SVG path. */
export function pathOf(geometry, { project }) {
  const rings = polygonsOf(geometry).flat();
  return rings.map((ring) => `M${ring.map((point) => project(point).join(",")).join("L")}Z`).join("");
}

function ringArea(ring) {
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0) / 2;
}

function ringCentre(ring) {
  const area = ringArea(ring);
  const sums = ring.reduce(([sumX, sumY], [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length];
    const cross = x * nextY - nextX * y;
    return [sumX + (x + nextX) * cross, sumY + (y + nextY) * cross];
  }, [0, 0]);
  return sums.map((sum) => sum / (6 * area));
}

/** The centre of the largest piece: where its name is written. */
export function placeForName(geometry, { project }) {
  const rings = polygonsOf(geometry).map(([outline]) => outline.map(project));
  const largest = rings.reduce((best, ring) => (Math.abs(ringArea(ring)) > Math.abs(ringArea(best)) ? ring : best));
  return ringCentre(largest).map(Math.round);
}
