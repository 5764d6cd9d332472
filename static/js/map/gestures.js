// Lets the page scroll over a map: Ctrl + wheel zooms, two fingers move, Escape leaves.
import { node } from "./drawing.js";

const HINT_MILLISECONDS = 1600;

function createHint(box) {
  const hint = node("p", "map-hint");
  hint.hidden = true;
  hint.setAttribute("aria-hidden", "true");
  box.append(hint);
  let hiding = 0;
  return (sentence) => {
    if (!sentence) return;
    hint.textContent = sentence;
    hint.hidden = false;
    clearTimeout(hiding);
    hiding = setTimeout(() => { hint.hidden = true; }, HINT_MILLISECONDS);
  };
}

function zoomWithCtrlOnly(container, showHint, words) {
  const keepForPage = (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopImmediatePropagation();
    showHint(words.wheel_hint);
  };
  container.addEventListener("wheel", keepForPage, { capture: true, passive: true });
}

/** A finger scrolls the page; two fingers move and zoom the map; a mouse drags it. */
function moveWithTwoFingers(map, container, showHint, words) {
  const dragOnlyWithMouse = (event) => {
    if (event.pointerType === "touch") map.dragging.disable();
    else map.dragging.enable();
  };
  if (matchMedia("(pointer: coarse)").matches) map.dragging.disable();
  container.addEventListener("pointerdown", dragOnlyWithMouse, { capture: true });
  container.addEventListener("touchmove", (event) => {
    if (event.touches.length === 1 && !event.target.closest(".leaflet-popup")) showHint(words.touch_hint);
  }, { passive: true });
}

/** Escape closes an open popup first, then leaves the map for what follows it. */
function leaveWithEscape(map, container, leaveTo) {
  let popup = null;
  map.on("popupopen", (event) => { popup = event.popup; });
  map.on("popupclose", () => { popup = null; });
  container.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    if (popup) return closePopup(map, popup);
    document.getElementById(leaveTo)?.focus();
  }, { capture: true });
}

function closePopup(map, popup) {
  const marker = popup._source;
  map.closePopup(popup);
  (marker?.getElement?.() ?? map.getContainer()).focus();
}

export function setGestures(map, box, { words, leaveTo }) {
  const container = map.getContainer();
  const showHint = createHint(box);
  zoomWithCtrlOnly(container, showHint, words);
  moveWithTwoFingers(map, container, showHint, words);
  leaveWithEscape(map, container, leaveTo);
}
