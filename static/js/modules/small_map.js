// A small map on a page about one thing: a structure, a commune or a filière.
import { drawChosenArea } from "../map/base_layers.js";
import { createPointsLayer } from "../map/points_layer.js";
import { readPoints } from "../map/points.js";
import { featureNamed, fetchShapes } from "../map/shapes.js";
import { createSiteMap, whenVisible } from "../map/site_map.js";

async function chosenFeature({ topojson, topology }, { insee, filiere, communesUrl }) {
  if (filiere) return featureNamed(topojson, topology, "filieres", "slug", filiere);
  if (!insee) return null;
  return featureNamed(topojson, await fetchShapes(communesUrl), "communes", "insee", insee);
}

/** The points of the address given, and the one written in the page. */
async function pointsOf({ pointsUrl, latitude, longitude, type, name, structureId }) {
  const points = readPoints(await fetchShapes(pointsUrl));
  if (latitude && longitude) {
    const here = { latitude: Number(latitude), longitude: Number(longitude) };
    points.push({ id: structureId ?? "", type, name: name ?? "", url: null, phone: null, ...here });
  }
  return points;
}

export default async function smallMap(box) {
  await whenVisible(box);
  const points = pointsOf(box.dataset);
  const site = await createSiteMap(box);
  if (!site) return;
  const { leaflet, map } = site;
  const layer = createPointsLayer(leaflet, map, site);
  layer.show(await points);

  const feature = await chosenFeature(site, box.dataset);
  const area = feature && drawChosenArea(leaflet, map, feature);
  const bounds = area?.getBounds() ?? layer.bounds();
  const maxZoom = area ? 12 : 11;
  if (bounds) map.fitBounds(bounds, { padding: [24, 24], maxZoom, animate: false });
  box.dataset.ready = "true";
}
