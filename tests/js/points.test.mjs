import assert from "node:assert/strict";
import test from "node:test";
import { groupByPlace, readablePhone, readPoints, safeUrl } from "../../static/js/map/points.js";

const feature = (properties, coordinates = [-4.49, 48.4]) => ({
  type: "Feature",
  properties,
  geometry: coordinates && { type: "Point", coordinates },
});

test("longitude comes first in GeoJSON", () => {
  const [point] = readPoints({ features: [feature({ id: "a" }, [-3.8, 48.5])] });

  assert.deepEqual([point.latitude, point.longitude], [48.5, -3.8]);
});

test("a structure without a position has no point", () => {
  assert.deepEqual(readPoints({ features: [feature({ id: "a" }, null)] }), []);
});

test("no answer gives no point", () => {
  assert.deepEqual(readPoints(null), []);
});

test("the first phone is read when there is no plain one", () => {
  const [point] = readPoints({ features: [feature({ id: "a", phones: [{ number: "+33261910001" }] })] });

  assert.equal(point.phone, "+33261910001");
});

test("structures at one place are gathered, in the order they came", () => {
  const points = readPoints({
    features: [feature({ id: "a" }), feature({ id: "b" }, [-3.8, 48.5]), feature({ id: "c" })],
  });

  const places = groupByPlace(points).map((place) => place.map((point) => point.id));

  assert.deepEqual(places, [["a", "c"], ["b"]]);
});

test("a French number is written in pairs and a foreign one as it came", () => {
  assert.equal(readablePhone("+33261910001"), "02 61 91 00 01");
  assert.equal(readablePhone("+442079460000"), "+442079460000");
  assert.equal(readablePhone(null), null);
});

test("a link never leads to a script", () => {
  const page = "https://annuaire.example/recherche";

  assert.equal(safeUrl("/structures/a", page), "/structures/a");
  assert.equal(safeUrl("javascript:alert(1)", page), null);
  assert.equal(safeUrl("data:text/html,x", page), null);
  assert.equal(safeUrl(undefined, page), null);
});
