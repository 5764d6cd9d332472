import assert from "node:assert/strict";
import test from "node:test";
import { createProjection, pathOf, placeForName } from "../../static/js/map/flat_projection.js";

const square = (west, south, size) => [
  [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]],
];
const geometry = { type: "MultiPolygon", coordinates: [square(-5, 47, 2), square(-2, 47, 1)] };

test("north is up and west is left", () => {
  const { project } = createProjection([geometry], 800);

  const [west, south] = project([-5, 47]);
  const [east, north] = project([-1, 49]);

  assert.ok(west < east);
  assert.ok(north < south);
});

test("everything lies inside the drawing", () => {
  const { project, height } = createProjection([geometry], 800);

  const corners = geometry.coordinates.flat(2).map(project);

  assert.ok(corners.every(([x, y]) => x >= 0 && x <= 800 && y >= 0 && y <= height));
});

test("a path closes each ring", () => {
  const path = pathOf(geometry, createProjection([geometry], 800));

  assert.equal(path.match(/M/g).length, 2);
  assert.equal(path.match(/Z/g).length, 2);
});

test("a name stands in the middle of the largest piece", () => {
  const projection = createProjection([geometry], 800);

  const [x] = placeForName(geometry, projection);

  assert.equal(x, Math.round(projection.project([-4, 48])[0]));
});
