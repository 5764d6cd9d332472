// Where the map is, written in the address: #carte=zoom/latitude/longitude.

const PATTERN = /^#carte=(\d{1,2}(?:\.5)?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/;

export function hasMapPosition(hash) {
  return parseMapPosition(hash) !== null;
}

/** {zoom, latitude, longitude}, or null when the hash says something else or something impossible. */
export function parseMapPosition(hash) {
  const found = PATTERN.exec(hash);
  if (!found) return null;
  const [zoom, latitude, longitude] = found.slice(1).map(Number);
  if (zoom > 20 || Math.abs(latitude) > 85 || Math.abs(longitude) > 180) return null;
  return { zoom, latitude, longitude };
}

/** More decimals when closer: about ten pixels, never more than the eye can use. */
export function formatMapPosition({ zoom, latitude, longitude }) {
  const decimals = Math.max(1, Math.round(zoom / 3));
  return `#carte=${zoom}/${latitude.toFixed(decimals)}/${longitude.toFixed(decimals)}`;
}

/** « 48.123,-3.456 »: a hundred metres is enough to find who serves a place. */
export function roundedPosition({ latitude, longitude }) {
  return `${latitude.toFixed(3)},${longitude.toFixed(3)}`;
}
