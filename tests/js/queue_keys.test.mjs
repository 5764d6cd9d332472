import assert from "node:assert/strict";
import test from "node:test";
import { actFor } from "../../static/js/modules/queue_keys.js";

const elsewhere = { matches: () => false };
const field = { matches: (selector) => selector.includes("textarea") };
const press = (key, changes = {}) => ({ key, target: elsewhere, ...changes });
const on = { isOn: true };

test("a letter is an act, small or capital", () => {
  assert.equal(actFor(press("v"), on), "v");
  assert.equal(actFor(press("V"), on), "v");
});

test("a question mark shows the keys", () => {
  assert.equal(actFor(press("?"), on), "?");
});

test("nothing is an act while the keys are turned off", () => {
  assert.equal(actFor(press("v"), { isOn: false }), null);
});

test("nothing is an act in a field", () => {
  assert.equal(actFor(press("v", { target: field }), on), null);
});

test("a key of the browser stays the browser's", () => {
  for (const changes of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { repeat: true }, { isComposing: true }]) {
    assert.equal(actFor(press("v", changes), on), null);
  }
});

test("a key that writes nothing is no act", () => {
  assert.equal(actFor(press("Enter"), on), null);
});
