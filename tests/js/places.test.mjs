import assert from "node:assert/strict";
import test from "node:test";
import { fill } from "../../static/js/page_words.js";
import { lastPlace, placeDetail, placeName, suggestionsUrl, withLastPlace } from "../../static/js/place_answers.js";
import { identifierOf, townsAt } from "../../static/js/map/shapes.js";

test("the address asked keeps the language of the page and escapes what was typed", () => {
  const url = suggestionsUrl("/br/api/v1/communes", "l'hô&q=", "https://annuaire.example/br/");

  assert.equal(url, "https://annuaire.example/br/api/v1/communes?q=l%27h%C3%B4%26q%3D&limit=5");
});

test("a suggestion tells homonyms apart", () => {
  const commune = { name: "Brest", postal_codes: ["29200"], departement: "29", former_name: "Lambézellec" };

  assert.equal(placeName(commune), "Brest");
  assert.equal(placeDetail(commune), "Lambézellec · 29200 · 29");
});

test("nothing chosen is an empty name", () => {
  assert.equal(placeName(undefined), "");
});

test("of places in a row the last is asked about", () => {
  assert.equal(lastPlace("Lannilis, Plouh"), "Plouh");
  assert.equal(lastPlace("Lannilis ;  Plouh"), "Plouh");
  assert.equal(lastPlace("Plouh"), "Plouh");
  assert.equal(lastPlace("Lannilis, "), "");
});

test("a place chosen takes the place of the last one typed, with the code that tells homonyms apart", () => {
  const commune = { name: "Plouhinec", insee: "29197" };

  assert.equal(withLastPlace("Lannilis,plouh", commune), "Lannilis, Plouhinec (29197)");
  assert.equal(withLastPlace("plouh", commune), "Plouhinec (29197)");
});

test("a sentence takes its values and keeps an unknown mark", () => {
  assert.equal(fill("{count} sur {total}", { count: 3 }), "3 sur {total}");
  assert.equal(fill(undefined, {}), "");
});

test("a shape is named by its property, else by its id", () => {
  assert.equal(identifierOf({ id: "armor", properties: {} }, "slug"), "armor");
  assert.equal(identifierOf({ id: "x", properties: { slug: "armor" } }, "slug"), "armor");
});

test("a town is named from its own zoom on", () => {
  const towns = [{ properties: { name: "Rennes", min_zoom: 7 } }, { properties: { name: "Loctudy", min_zoom: 11 } }];

  assert.deepEqual(townsAt(towns, 7).map((town) => town.properties.name), ["Rennes"]);
  assert.equal(townsAt(towns, 11).length, 2);
});
