import assert from "node:assert/strict";
import test from "node:test";
import {
  comesFirst,
  copiesOf,
  copyToOffer,
  fieldsOf,
  forgetOlder,
  forgetSaved,
  openDevice,
  putBack,
} from "../../static/js/kept_fields.js";

/** A device that holds these copies, by their names. */
function device(copies) {
  const held = new Map(Object.entries(copies).map(([name, copy]) => [`brouillon:${name}`, copy]));
  return {
    get length() {
      return held.size;
    },
    key: (rank) => [...held.keys()][rank],
    getItem: (name) => (typeof held.get(name) === "string" ? held.get(name) : JSON.stringify(held.get(name) ?? null)),
    removeItem: (name) => held.delete(name),
    names: () => [...held.keys()].map((name) => name.slice("brouillon:".length)),
  };
}

test("fields keep all their values, and neither the token, the version nor the page", () => {
  const never = ["csrf_token", "version", "draft_key", "draft_taken_up", "action"].map((name) => [name, "x"]);
  const pairs = [["filieres", "armor"], ["filieres", "cornouaille"], ...never];

  assert.deepEqual(fieldsOf(pairs), { filieres: ["armor", "cornouaille"] });
});

test("the copies of a form are those of its pages and of this account, the newest first", () => {
  const fields = {};
  const storage = device({
    "moi:filiere armor:aa": { fields, at: 1 },
    "moi:filiere armor:bb": { fields, at: 3 },
    "moi:filiere armor-est:cc": { fields, at: 4 },
    "toi:filiere armor:dd": { fields, at: 5 },
    "moi:filiere armor:ee": "{",
  });

  assert.deepEqual(copiesOf(storage, "moi", "filiere armor").map((copy) => copy.key), ["bb", "aa"]);
});

test("a page offers the newest copy of another page, also when it is resumed", () => {
  const copies = [{ key: "bb", sent: true }, { key: "aa" }];

  assert.equal(copyToOffer(copies, "cc", false).key, "bb");
});

test("a page that was just sent offers no other text, and its own only when it was typed after the sending", () => {
  const copies = [{ key: "bb" }, { key: "aa", sent: true }];

  assert.equal(copyToOffer(copies, "aa", true), null);
  assert.equal(copyToOffer([{ key: "aa", sent: false }], "aa", true).key, "aa");
});

test("of one page the device has what is newer, whatever its clock says; of two the newest comes first", () => {
  assert.equal(comesFirst({ key: "aa", at: 1 }, { key: "aa", at: 2 }), true);
  assert.equal(comesFirst({ key: "bb", at: 1 }, { key: "aa", at: 2 }), false);
  assert.equal(comesFirst({ key: "bb", at: 3 }, { key: "aa", at: 2 }), true);
});

test("what was saved is forgotten, and neither another page nor what was typed after sending", () => {
  const storage = device({
    "moi:structure new:aa": { fields: {}, sent: true },
    "moi:structure new:bb": { fields: {}, sent: true },
    "moi:structure new:cc": { fields: {}, sent: false },
  });

  forgetSaved(storage, ["aa", "cc"]);

  assert.deepEqual(storage.names(), ["moi:structure new:bb", "moi:structure new:cc"]);
});

test("copies that nobody came back to are forgotten, and damaged ones", () => {
  const storage = device({ "moi:x:aa": { at: 1 }, "moi:x:bb": { at: 5 }, "moi:x:cc": "{" });

  forgetOlder(storage, 5);

  assert.deepEqual(storage.names(), ["moi:x:bb"]);
});

test("what was kept is written back into its form", () => {
  const elements = [
    { name: "answer", type: "textarea", value: "" },
    { name: "kept", type: "radio", value: "yes", checked: false },
    { name: "kept", type: "radio", value: "no", checked: true },
    { name: "version", type: "hidden", value: "4" },
    { name: "", type: "submit", value: "" },
  ];

  putBack(elements, { answer: ["Merci"], kept: ["yes"], version: ["3"] });

  assert.deepEqual(elements.map(({ value, checked }) => checked ?? value), ["Merci", true, false, "4", ""]);
});

test("a browser that forbids its storage keeps nothing, and breaks nothing", () => {
  assert.deepEqual(copiesOf(openDevice(), "moi", "structure new"), []);
});
