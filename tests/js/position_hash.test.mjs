import assert from "node:assert/strict";
import test from "node:test";
import { formatMapPosition, hasMapPosition, parseMapPosition, roundedPosition } from "../../static/js/map/position_hash.js";

test("a position written in the address is read back", () => {
  const position = { zoom: 9.5, latitude: 48.117, longitude: -2.75 };

  assert.deepEqual(parseMapPosition(formatMapPosition(position)), position);
});

test("a distant view is written with few decimals, a close one with many", () => {
  const place = { latitude: 48.1234567, longitude: -4.7654321 };

  assert.equal(formatMapPosition({ zoom: 6, ...place }), "#carte=6/48.12/-4.77");
  assert.equal(formatMapPosition({ zoom: 15, ...place }), "#carte=15/48.12346/-4.76543");
});

test("a hash that is not a map position is left alone", () => {
  const others = ["", "#contenu", "#carte=", "#carte=8/48", "#carte=8/abc/2", "#carte=8/48/2/1", "#carte=8.3/48/2"];

  assert.deepEqual(others.filter(hasMapPosition), []);
});

test("an impossible place is refused", () => {
  const impossible = ["#carte=30/48/-3", "#carte=8/89/-3", "#carte=8/48/-300"];

  assert.deepEqual(impossible.map(parseMapPosition), [null, null, null]);
});

test("a visitor's position is rounded to about a hundred metres", () => {
  assert.equal(roundedPosition({ latitude: 48.39012345, longitude: -4.48607 }), "48.390,-4.486");
});
