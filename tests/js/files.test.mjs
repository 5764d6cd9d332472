import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { gzipSync } from "node:zlib";

const STATIC = new URL("../../static/", import.meta.url);
const read = (path) => readFileSync(new URL(path, STATIC));
const list = (folder) => readdirSync(new URL(folder, STATIC)).filter((name) => /\.(js|css)$/.test(name)).map((name) => folder + name);
const weigh = (paths) => paths.reduce((sum, path) => sum + gzipSync(read(path), { level: 9 }).length, 0);

const imports = [...read("css/main.css").toString().matchAll(/^@import url\("(.+)"\);$/gm)].map(([, path]) => `css/${path}`);
const scripts = ["js/", "js/modules/", "js/map/"].flatMap(list);
const mapLibraries = [
  "vendor/leaflet-1.9.4/leaflet.js",
  "vendor/leaflet.markercluster-1.5.3/leaflet.markercluster.js",
  "vendor/topojson-client-3.1.0/topojson-client.min.js",
  "vendor/accessible-autocomplete-3.0.1/accessible-autocomplete.min.js",
];

const adminImports = [...read("css/admin.css").toString().matchAll(/^@import url\("(.+)"\);$/gm)].map(([, path]) => `css/${path}`);

/** The modules of the pages of signed-in people: `data-module` stands in no public template. */
const TEMPLATES = new URL("../../templates/", import.meta.url);
const publicTemplates = ["public/", "components/", "layout/"].flatMap((folder) =>
  readdirSync(new URL(folder, TEMPLATES), { recursive: true })
    .filter((name) => name.endsWith(".html") && !name.startsWith("admin"))
    .map((name) => readFileSync(new URL(folder + name, TEMPLATES)).toString()),
);
const isPublic = (name) => publicTemplates.some((text) => text.includes(`data-module="${name}"`));

/** A script and all that it imports. */
function withImports(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, name] of read(path).toString().matchAll(/from "(\.[^"]+)"/g)) {
    withImports(new URL(name, `file:///${path}`).pathname.slice(1), found);
  }
  return found;
}

test("main.css and admin.css list every style sheet once", () => {
  const sheets = ["css/", "css/components/", "css/admin/"].flatMap(list).filter((path) => !/(main|admin)\.css$/.test(path));

  assert.deepEqual([...imports, ...adminImports].sort(), sheets.sort());
});

test("no listed style sheet imports another", () => {
  assert.deepEqual(imports.filter((path) => read(path).includes("@import")), []);
});

test("the style of a page weighs less than 14 kB compressed", () => {
  const whole = Buffer.concat(imports.map(read));

  assert.ok(gzipSync(whole, { level: 9 }).length < 14_000);
});

test("the scripts of the heaviest page weigh less than 90 kB compressed", () => {
  const modules = list("js/modules/").filter((path) => isPublic(path.slice("js/modules/".length, -".js".length)));
  const used = ["js/main.js", ...modules].flatMap((path) => [...withImports(path)]);
  const page = [...new Set(used)].filter((path) => !/small_map|filieres_map|flat_projection/.test(path));

  const weight = weigh([...page, ...mapLibraries]);

  assert.ok(weight < 90_000, `${weight} bytes`);
});

test("the contract names every module", () => {
  const contract = read("README.md").toString();
  const modules = list("js/modules/").map((path) => path.slice("js/modules/".length, -".js".length));

  assert.deepEqual(modules.filter((name) => !contract.includes(`| \`${name}\` |`)), []);
});

test("no script writes HTML from a string", () => {
  const writers = /\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write/;

  assert.deepEqual(scripts.filter((path) => writers.test(read(path).toString())), []);
});
