import assert from "node:assert/strict";
import test from "node:test";
import { SENT, fieldsOf, forgetSent, hasArrived, newestKept, readKept } from "../../static/js/kept_fields.js";

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

function device(copies) {
  const keys = Object.keys(copies);
  const getItem = (key) => copies[key] ?? null;
  const removeItem = (key) => delete copies[key];
  return { length: keys.length, key: (rank) => keys[rank], getItem, removeItem };
}

test("the last copy of a family of forms is found, whichever form it was typed in", () => {
  const storage = device({
    "brouillon:moi:structure new 1": '{"fields":{"name":["Un"]},"at":1}',
    "brouillon:moi:structure new 2": '{"fields":{"name":["Deux"]},"at":2}',
    "brouillon:toi:structure new 3": '{"fields":{},"at":3}',
    "brouillon:moi:structure 4": '{"fields":{},"at":4}',
    "brouillon:moi:structure new 5": "{",
  });

  assert.equal(newestKept(storage, "moi", "structure new 9", "structure new").subject, "structure new 2");
  assert.equal(newestKept(storage, "moi", "structure 4").at, 4);
  assert.equal(newestKept(storage, "moi", "structure 6"), null);
});

test("the copy that a tab sent goes with the page that says it was taken, and with no other", () => {
  const key = "brouillon:moi:structure new 1";
  for (const isTaken of [true, false]) {
    const copies = { [key]: "{}" };
    const tab = { [SENT]: key };

    forgetSent(device(copies), device(tab), isTaken);

    assert.deepEqual([key in copies, SENT in tab], [!isTaken, false]);
  }
});
