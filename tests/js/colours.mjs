// Colour arithmetic for the tests: WCAG contrast, and Oklab distance under simulated colour blindness.
// Matrices: Machado, Oliveira, Fernandes 2009 (full severity); Oklab: Björn Ottosson 2020.

const EYES = {
  common: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const TO_CONES = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const TO_OKLAB = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

const multiply = (matrix, vector) =>
  matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * vector[index], 0));

function linearLight(hex) {
  return [1, 3, 5].map((start) => {
    const share = parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

function luminance(hex) {
  const [red, green, blue] = linearLight(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(first, second) {
  const [darker, lighter] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function oklabSeenBy(eye, hex) {
  const seen = multiply(eye, linearLight(hex)).map((share) => Math.min(1, Math.max(0, share)));
  return multiply(TO_OKLAB, multiply(TO_CONES, seen).map(Math.cbrt));
}

export function distanceForAnyEye(first, second) {
  const distances = Object.values(EYES).map((eye) => {
    const [one, other] = [oklabSeenBy(eye, first), oklabSeenBy(eye, second)];
    return Math.hypot(...one.map((value, index) => value - other[index]));
  });
  return Math.min(...distances);
}
