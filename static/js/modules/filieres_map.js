// The eight filières, drawn from the shapes as links; the list beside the map is the real navigation.
import { fetchShapes, identifierOf } from "../map/shapes.js";
import { createProjection, pathOf, placeForName } from "../map/flat_projection.js";
import { readSettings } from "../page_words.js";
import { loadTopojson } from "../vendor_files.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 800;
const LIT = "is-lit";

function svgNode(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Same place in the list and on the map: hover or focus on one lights the other. */
function keepInStep(first, second) {
  for (const [from, to] of [[first, second], [second, first]]) {
    for (const name of ["mouseenter", "focus"]) from.addEventListener(name, () => to.classList.add(LIT));
    for (const name of ["mouseleave", "blur"]) from.addEventListener(name, () => to.classList.remove(LIT));
  }
}

function nameLines(name, [x, y]) {
  const words = name.split(/(?<=\/)|\s+/);
  const middle = Math.ceil(words.length / 2);
  const lines = name.length > 9 ? [words.slice(0, middle).join(" "), words.slice(middle).join(" ")] : [name];
  const spans = lines.filter(Boolean).map((line, index) => svgNode("tspan", { x, dy: index ? "1.1em" : "0" }, line));
  return svgNode("text", { class: "territory-map__name", x, y: y - (spans.length - 1) * 9, "aria-hidden": "true" }, ...spans);
}

function areaLink(feature, projection, item) {
  const name = item.querySelector(".filiere-list__name")?.textContent.trim() ?? item.textContent.trim();
  const area = svgNode("path", { class: "territory-map__area", d: pathOf(feature.geometry, projection) });
  const link = svgNode("a", {
    class: "territory-map__link",
    href: item.getAttribute("href"),
    "aria-label": name,
    "data-filiere": item.dataset.filiere,
  }, area);
  keepInStep(link, item);
  return { link, label: nameLines(name, placeForName(feature.geometry, projection)) };
}

/** The land around, so that the region does not float. */
function neighbourPath(topojson, topology, projection) {
  const { neighbours } = topology.objects;
  return neighbours ? topojson.feature(topology, neighbours).features.map(({ geometry }) => pathOf(geometry, projection)).join("") : "";
}

export default async function filieresMap(box) {
  const { words = {} } = readSettings(box);
  const items = [...document.querySelectorAll(`#${CSS.escape(box.dataset.list)} [data-filiere]`)];
  const [topojson, topology] = await Promise.all([loadTopojson(), fetchShapes(box.dataset.shapesUrl)]);
  if (!topology?.objects.filieres) return;

  const { features } = topojson.feature(topology, topology.objects.filieres);
  const projection = createProjection(features.map((feature) => feature.geometry), WIDTH);
  const drawn = items.flatMap((item) => {
    const feature = features.find((candidate) => identifierOf(candidate, "slug") === item.dataset.filiere);
    return feature ? [areaLink(feature, projection, item)] : [];
  });
  const drawing = svgNode("svg", {
    class: "territory-map__drawing",
    viewBox: `0 0 ${WIDTH} ${projection.height}`,
    role: "group",
    "aria-label": words.map_label ?? "",
  });
  drawing.append(svgNode("path", { class: "territory-map__land", d: neighbourPath(topojson, topology, projection) }));
  drawing.append(...drawn.map(({ link }) => link), ...drawn.map(({ label }) => label));
  box.append(drawing);
}
