// Builds what the map shows with DOM nodes only: marks, clusters, popups. Never from a string of HTML.
import { fill } from "../page_words.js";
import { readablePhone, safeUrl } from "./points.js";

export function node(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The letter is drawn by the style sheet: the words beside the mark, or its label, say it better. */
export function typeMark(type) {
  const mark = node("span", `type-mark type-mark--${type?.shape ?? "circle"}`);
  mark.dataset.letter = type?.letter ?? "";
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

/** One place: the mark of its first structure, and how many there are when several. */
export function placeIcon(leaflet, place, types) {
  const content = node("span", "", typeMark(types[place[0].type]));
  if (place.length > 1) content.append(countBadge(place.length));
  return leaflet.divIcon({ className: "map-marker", html: content, iconSize: [36, 36], popupAnchor: [0, -14] });
}

function countBadge(count) {
  const badge = node("span", "map-marker__count");
  badge.dataset.count = String(count);
  return badge;
}

export function clusterIcon(leaflet, count) {
  const size = count < 10 ? 44 : count < 100 ? 50 : 58;
  return leaflet.divIcon({
    className: "map-cluster",
    html: node("span", "", String(count)),
    iconSize: [size, size],
  });
}

/** What a screen reader says for a place. */
export function placeLabel(place, types, words) {
  const names = place.map((point) => `${point.name}, ${types[point.type]?.label ?? point.typeLabel ?? ""}`);
  const count = place.length > 1 ? `${fill(words.same_place, { count: place.length })} : ` : "";
  return count + names.join(" ; ");
}

function link(className, href, text) {
  return Object.assign(node("a", className, text), { href });
}

function popupEntry(point, types, words) {
  const type = types[point.type];
  const url = safeUrl(point.url, location.href);
  return node(
    "div",
    "map-popup",
    node("p", "map-popup__type", typeMark(type), type?.label ?? point.typeLabel ?? ""),
    node("p", "map-popup__name", point.name),
    point.phone && node("p", "", link("map-popup__phone", `tel:${point.phone}`, readablePhone(point.phone))),
    point.commune && node("p", "", point.commune),
    url && node("p", "", link("map-popup__link", url, words.open_listing ?? point.name)),
  );
}

export function popupContent(place, types, words) {
  const entries = place.map((point) => popupEntry(point, types, words));
  if (place.length === 1) return entries[0];
  return node("div", "", node("p", "map-popup__count", fill(words.same_place, { count: place.length })), ...entries);
}
