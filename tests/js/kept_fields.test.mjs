import assert from "node:assert/strict";
import test from "node:test";
import { fieldsOf, hasArrived, readKept } from "../../static/js/kept_fields.js";

test("fields keep all their values, and neither the token nor the version", () => {
  const pairs = [["filieres", "armor"], ["filieres", "cornouaille"], ["csrf_token", "x"], ["version", "3"]];

  assert.deepEqual(fieldsOf(pairs), { filieres: ["armor", "cornouaille"] });
});

test("what a device kept is read, and damage is nothing", () => {
  const storage = { getItem: (key) => (key === "brouillon:moi:structure new" ? '{"fields":{}}' : "{") };

  assert.deepEqual(readKept(storage, "moi", "structure new"), { fields: {} });
  assert.equal(readKept(storage, "moi", "autre"), null);
});

test("what one account typed is not read by another", () => {
  const storage = { getItem: (key) => (key === "brouillon:moi:structure new" ? '{"fields":{}}' : null) };

  assert.equal(readKept(storage, "toi", "structure new"), null);
});

test("a copy that was sent has arrived when the form has a newer version or the page says so", () => {
  assert.equal(hasArrived({ sent: true, based_on: 3 }, 4, false), true);
  assert.equal(hasArrived({ sent: true, based_on: 3 }, 3, true), true);
  assert.equal(hasArrived({ sent: true, based_on: 3 }, 3, false), false);
  assert.equal(hasArrived({ sent: false, based_on: 3 }, 4, true), false);
});
