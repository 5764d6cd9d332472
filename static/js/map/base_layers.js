// Our own base map: sea, neighbouring land, Brittany, limits, filières, towns. Colours are in map.css.
import { node } from "./drawing.js";
import { identifierOf, townsAt } from "./shapes.js";

const EPCI_ZOOM = 9;
const COMMUNES_ZOOM = 10;

function addPane(map, name, zIndex) {
  map.createPane(name).style.zIndex = String(zIndex);
  map.getPane(name).style.pointerEvents = "none";
  return name;
}

function areas(leaflet, features, pane, className) {
  return leaflet.geoJSON(features, { pane, interactive: false, style: { className, weight: 1 } });
}

function lines(leaflet, topojson, topology, name, pane) {
  const mesh = topojson.mesh(topology, topology.objects[name], (one, other) => one !== other);
  return leaflet.geoJSON(mesh, { pane, interactive: false, style: { className: `map-line map-line--${name}`, weight: 1 } });
}

function filiereAreas(leaflet, features, pane) {
  const layer = areas(leaflet, features, pane, "map-filiere");
  layer.eachLayer((area) =>
    area.on("add", () => area.getElement()?.setAttribute("data-filiere", identifierOf(area.feature, "slug"))),
  );
  return layer;
}

function townLabel(leaflet, feature, pane) {
  const [longitude, latitude] = feature.geometry.coordinates;
  const icon = leaflet.divIcon({ className: "map-town", html: node("span", "", feature.properties.name), iconSize: [0, 0] });
  return leaflet.marker([latitude, longitude], { icon, pane, interactive: false, keyboard: false });
}

/** Shows the layer from a zoom on; `make` is called the first time only. */
function showFromZoom(map, zoom, make) {
  let layer = null;
  const update = async () => {
    const isWanted = () => map.getZoom() >= zoom;
    if (isWanted()) layer ??= make();
    const made = await layer;
    if (!made) return;
    if (isWanted()) made.addTo(map);
    else made.remove();
  };
  map.on("zoomend", update);
  update();
}

function showTowns(leaflet, map, features, pane) {
  const group = leaflet.layerGroup().addTo(map);
  const update = () => {
    group.clearLayers();
    for (const feature of townsAt(features, map.getZoom())) group.addLayer(townLabel(leaflet, feature, pane));
  };
  map.on("zoomend", update);
  update();
}

/** Draws what the topology holds; an object that is missing is left out. */
export function drawBaseLayers({ leaflet, topojson, map, topology, loadCommunes }) {
  const ground = addPane(map, "ground", 210);
  const limits = addPane(map, "limits", 220);
  const labels = addPane(map, "labels", 450);
  const features = (name) => topojson.feature(topology, topology.objects[name]);
  const has = (name) => Boolean(topology.objects[name]);

  if (has("neighbours")) areas(leaflet, features("neighbours"), ground, "map-neighbour").addTo(map);
  if (has("region")) areas(leaflet, features("region"), ground, "map-land").addTo(map);
  if (has("filieres")) filiereAreas(leaflet, features("filieres"), ground).addTo(map);
  if (has("departements")) lines(leaflet, topojson, topology, "departements", limits).addTo(map);
  if (has("epci")) showFromZoom(map, EPCI_ZOOM, () => lines(leaflet, topojson, topology, "epci", limits));
  if (loadCommunes) {
    showFromZoom(map, COMMUNES_ZOOM, async () => {
      const communes = await loadCommunes();
      return communes && lines(leaflet, topojson, communes, "communes", limits);
    });
  }
  if (has("towns")) showTowns(leaflet, map, features("towns").features, labels);
}

/** The outline of one commune or one filière, over the ground. */
export function drawChosenArea(leaflet, map, feature) {
  const pane = addPane(map, "chosen", 230);
  return areas(leaflet, feature, pane, "map-chosen").addTo(map);
}
