// Structures as points: read from GeoJSON, gathered by place.

/** One flat record per structure; features without a position are left out. */
export function readPoints(collection) {
  return (collection?.features ?? []).filter((feature) => feature.geometry?.type === "Point").map((feature) => {
    const [longitude, latitude] = feature.geometry.coordinates;
    const properties = feature.properties ?? {};
    return {
      id: String(properties.id ?? feature.id),
      latitude,
      longitude,
      type: properties.type,
      typeLabel: properties.type_label,
      name: properties.name ?? "",
      url: properties.url,
      commune: properties.commune ?? properties.address?.commune,
      phone: properties.phone ?? properties.phones?.[0]?.number ?? null,
    };
  });
}

/** Structures at the very same place share one marker: lists of points, in the order they came. */
export function groupByPlace(points) {
  const places = new Map();
  for (const point of points) {
    const key = `${point.latitude.toFixed(5)},${point.longitude.toFixed(5)}`;
    if (!places.has(key)) places.set(key, []);
    places.get(key).push(point);
  }
  return [...places.values()];
}

/** « +33298075483 » reads « 02 98 07 54 83 »; any other shape stays as it is. */
export function readablePhone(number) {
  const found = /^\+33(\d)(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(number ?? "");
  return found ? `0${found[1]} ${found.slice(2).join(" ")}` : number;
}

/** An address that a link may lead to: this site or the web, never a script. */
export function safeUrl(url, pageUrl) {
  if (!url || !URL.canParse(url, pageUrl)) return null;
  return ["http:", "https:"].includes(new URL(url, pageUrl).protocol) ? url : null;
}
