import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { contrast, distanceForAnyEye } from "./colours.mjs";

const sheet = readFileSync(new URL("../../static/css/tokens.css", import.meta.url), "utf8");
const [light, dark] = sheet.split("@media (prefers-color-scheme: dark)").map((part) => {
  const pairs = [...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)];
  return Object.fromEntries(pairs.map(([, name, value]) => [name, value]));
});
const themes = { light, dark: { ...light, ...dark } };
const grounds = ["ground", "surface", "surface-quiet"];

for (const [theme, tokens] of Object.entries(themes)) {
  const holds = (front, back, least) =>
    test(`${theme}: ${front} on ${back} reaches ${least}:1`, () => {
      assert.ok(contrast(tokens[front], tokens[back]) >= least, contrast(tokens[front], tokens[back]).toFixed(2));
    });
  for (const ground of [...grounds, "action-quiet", "caution-quiet", "success-quiet", "error-quiet"]) holds("ink", ground, 7);
  for (const ground of [...grounds, "action-quiet"]) holds("ink-soft", ground, 7);
  for (const ground of [...grounds, "action-quiet"]) holds("action", ground, 4.5);
  for (const ground of grounds) holds("line-strong", ground, 3);
  for (const ground of grounds) holds("accent", ground, 4.5);
  for (const state of ["success", "caution", "error"]) {
    holds(state, `${state}-quiet`, 4.5);
    holds(state, "surface", 4.5);
  }
  holds("on-action", "action", 7);
  holds("on-action", "action-strong", 7);
  holds("success", "action-quiet", 4.5);
  holds("on-band", "band", 7);
  holds("ground", "ink", 7);
  holds("map-ink", "map-land", 7);
  holds("focus-line", "ground", 3);
  holds("focus-line", "map-sea", 3);
  for (const name of Object.keys(tokens).filter((key) => key.startsWith("mark-"))) {
    holds("on-mark", name, 4.5);
    for (const ground of [...grounds, "map-land", "map-sea"]) holds(name, ground, 3);
  }
  const tints = Object.keys(tokens).filter((key) => key.startsWith("tint-") && key !== "tint-other");
  for (const tint of tints) holds("ink", tint, 4.5);
  test(`${theme}: the eight tints stay apart for every kind of colour vision`, () => {
    assert.equal(tints.length, 8);
    const pairs = tints.flatMap((first, index) => tints.slice(index + 1).map((second) => [first, second]));
    const close = pairs.filter(([first, second]) => distanceForAnyEye(tokens[first], tokens[second]) < 0.07);
    assert.deepEqual(close, []);
  });
}
