// Reads what the server wrote for a module: words already translated, and small tables.

/** The JSON data block that is a child of the element; {} when there is none. */
export function readSettings(element) {
  const block = element.querySelector(':scope > script[type="application/json"]');
  return block ? JSON.parse(block.textContent) : {};
}

/** « {count} structures » with {count: 3} gives « 3 structures »; a name without value stays as written. */
export function fill(sentence, values) {
  return (sentence ?? "").replace(/\{(\w+)\}/g, (mark, name) => (name in values ? String(values[name]) : mark));
}
