// One key for each act of the queue, told on the page and switched off there; never while typing.
const KEPT_AS = "queue-shortcuts";
const TYPING = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]';

export function actFor(event, { isOn }) {
  if (!isOn || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return null;
  if (event.target.matches?.(TYPING)) return null;
  return event.key.length === 1 ? event.key.toLowerCase() : null;
}

function remembered() {
  try {
    return localStorage.getItem(KEPT_AS) !== "off";
  } catch {
    return true;
  }
}

function remember(isOn) {
  try {
    localStorage.setItem(KEPT_AS, isOn ? "on" : "off");
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}

export default function queueKeys(element) {
  const told = element.querySelector("[data-shortcuts]");
  const choice = told.querySelector("[data-shortcuts-switch]");
  choice.checked = remembered();
  told.hidden = false;
  choice.addEventListener("change", () => remember(choice.checked));
  document.addEventListener("keydown", (event) => {
    const key = actFor(event, { isOn: choice.checked });
    const target = key && [...document.querySelectorAll("[data-shortcut]")].find((candidate) => candidate.dataset.shortcut === key);
    if (!target?.checkVisibility()) return;
    event.preventDefault();
    target.click();
  });
}
