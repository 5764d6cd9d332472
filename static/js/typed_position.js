// Degrees as people type them in France, and the arrows that move a pin.

const PIXELS = 4;
const MANY_PIXELS = 24;

const degrees = (text) => (text.trim() === "" ? NaN : Number(text.trim().replace(",", ".").replace("−", "-")));

/** {latitude, longitude}, or null when they are not two numbers. */
export function readDegrees(latitude, longitude) {
  const place = { latitude: degrees(latitude), longitude: degrees(longitude) };
  return Number.isFinite(place.latitude) && Number.isFinite(place.longitude) ? place : null;
}

/** Five decimals, about a metre, with a comma. */
export function writeDegrees(value) {
  return String(Math.round(value * 1e5) / 1e5).replace(".", ",");
}

/** How far an arrow moves the pin, in pixels; null for another key. */
export function arrowStep(key, isLong) {
  const pixels = isLong ? MANY_PIXELS : PIXELS;
  const steps = { ArrowLeft: [-pixels, 0], ArrowRight: [pixels, 0], ArrowUp: [0, -pixels], ArrowDown: [0, pixels] };
  const step = steps[key];
  return step ? { right: step[0], down: step[1] } : null;
}
