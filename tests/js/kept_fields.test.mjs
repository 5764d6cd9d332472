import assert from "node:assert/strict";
import test from "node:test";
import {
  SENT, fieldsOf, forgetOlder, forgetSent, hasArrived, newestKept, putBack, readKept,
} from "../../static/js/kept_fields.js";

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

test("what was kept is written back, boxes that were not ticked too", () => {
  const elements = [
    { name: "name", value: "" },
    { name: "number", value: "" },
    { name: "number", value: "" },
    { name: "choice", type: "radio", value: "a", checked: true },
    { name: "choice", type: "radio", value: "b", checked: false },
    { name: "box", type: "checkbox", value: "y", checked: true },
    { name: "other", value: "as it was" },
    { name: "version", value: "4" },
  ];

  putBack(elements, { name: ["Un nom"], number: ["1", "2"], choice: ["b"], version: ["3"] });

  assert.deepEqual(elements.map(({ value, checked }) => checked ?? value), [
    "Un nom", "1", "2", false, true, false, "as it was", "4",
  ]);
});

test("copies that nobody came back to are forgotten, and nothing else", () => {
  const copies = {
    "brouillon:moi:structure 1": '{"at":1}',
    "brouillon:moi:structure 2": '{"at":3}',
    "brouillon:moi:structure 3": "{",
    autre: "1",
  };

  forgetOlder(device(copies), 2);

  assert.deepEqual(Object.keys(copies), ["brouillon:moi:structure 2", "autre"]);
});
