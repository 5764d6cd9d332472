// What is typed in a form, as names with their values, and the copies of it on this device.
//
// Each page that shows a form has a key of its own: two tabs never write over one another.

const NEVER_KEPT = new Set(["csrf_token", "draft_key", "draft_taken_up", "version", "action"]);
const PREFIX = "brouillon:";
const NO_DEVICE = { length: 0, key: () => null, getItem: () => null, setItem() {}, removeItem() {} };

/** The device's storage; one that keeps nothing where the browser forbids it. */
export function openDevice() {
  try {
    return localStorage ?? NO_DEVICE;
  } catch {
    return NO_DEVICE;
  }
}

/** {name: [values]} of a form's FormData (or any list of pairs). */
export function fieldsOf(pairs) {
  const fields = {};
  for (const [name, value] of pairs) {
    if (NEVER_KEPT.has(name) || typeof value !== "string") continue;
    (fields[name] ??= []).push(value);
  }
  return fields;
}

/** Writes what was kept back into the elements of its form. */
export function putBack(elements, fields) {
  const left = structuredClone(fields);
  for (const element of elements) {
    if (!element.name || NEVER_KEPT.has(element.name)) continue;
    const isTicked = ["checkbox", "radio"].includes(element.type);
    if (isTicked) element.checked = Boolean(fields[element.name]?.includes(element.value));
    else if (left[element.name]?.length) element.value = left[element.name].shift();
  }
}

/** The name of a page's copy on this device: what one account typed is not offered to another. */
export const nameOf = (account, subject, key) => `${PREFIX}${account}:${subject}:${key}`;

function readCopy(device, name) {
  try {
    return JSON.parse(device.getItem(name));
  } catch {
    return null;
  }
}

const names = (device) =>
  Array.from({ length: device.length }, (_, rank) => device.key(rank)).filter((name) => name.startsWith(PREFIX));

/** The copies of a form {key, taken_up, based_on, fields, at, sent}, the newest first. */
export function copiesOf(device, account, subject) {
  const start = nameOf(account, subject, "");
  return names(device)
    .filter((name) => name.startsWith(start))
    .map((name) => ({ ...readCopy(device, name), key: name.slice(start.length) }))
    .filter((copy) => copy.fields)
    .sort((one, other) => other.at - one.at);
}

/** The copy that a page offers: a page that was just sent shows its own, unless one typed on after sending it. */
export const copyToOffer = (copies, ownKey, isSent) =>
  copies.find((copy) => (copy.key === ownKey ? !copy.sent : !isSent)) ?? null;

/** Whether a copy comes before the draft {key, at} of the server: of one page, the device has what is newer. */
export const comesFirst = (copy, draft) => copy.key === draft.key || copy.at > draft.at;

/** Forgets what was sent from these pages, once the server has it; not what was typed after the sending. */
export function forgetSaved(device, keys) {
  for (const name of names(device)) {
    if (keys.some((key) => name.endsWith(`:${key}`)) && readCopy(device, name)?.sent) device.removeItem(name);
  }
}

/** Forgets all copies that are older than a moment: nobody comes back to them. */
export function forgetOlder(device, moment) {
  for (const name of names(device)) {
    if (!(readCopy(device, name)?.at >= moment)) device.removeItem(name);
  }
}
