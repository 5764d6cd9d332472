import assert from "node:assert/strict";
import test from "node:test";
import { arrowStep, readDegrees, writeDegrees } from "../../static/js/typed_position.js";

test("degrees are read with a comma or a point", () => {
  assert.deepEqual(readDegrees("48,5778", "-3.8283"), { latitude: 48.5778, longitude: -3.8283 });
});

test("a position needs both numbers", () => {
  assert.equal(readDegrees("48,5", ""), null);
  assert.equal(readDegrees("nord", "-3"), null);
});

test("a pin writes degrees as France does, to about a metre", () => {
  assert.equal(writeDegrees(48.577812345), "48,57781");
});

test("arrows move the pin, further with Shift, other keys do not", () => {
  assert.deepEqual(arrowStep("ArrowUp", false), { right: 0, down: -4 });
  assert.deepEqual(arrowStep("ArrowRight", true), { right: 24, down: 0 });
  assert.equal(arrowStep("Enter", false), null);
});
