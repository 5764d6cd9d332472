// What is typed in a form, as names with their values, kept on this device when there is no network.

const NEVER_KEPT = new Set(["csrf_token", "form_key", "version", "action"]);

const PREFIX = "brouillon:";

/** Where a tab remembers which copy it sent last: the next page says whether that arrived. */
export const SENT = "brouillon envoyé";

/** {name: [values]} of a form's FormData (or any list of pairs). */
export function fieldsOf(pairs) {
  const fields = {};
  for (const [name, value] of pairs) {
    if (NEVER_KEPT.has(name) || typeof value !== "string") continue;
    (fields[name] ??= []).push(value);
  }
  return fields;
}

/** The key of a form on this device: what one account typed is not offered to another. */
export const keyOf = (account, subject) => `${PREFIX}${account}:${subject}`;

function readJson(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

/** What was kept for a form: {fields, based_on, sent}, or null. */
export const readKept = (storage, account, subject) => readJson(storage, keyOf(account, subject));

/** The last of the copies {subject, …} of a form, and of the forms of its family: each new listing has its own. */
export function newestKept(storage, account, subject, family) {
  const subjects = [subject];
  for (let rank = 0; family && rank < storage.length; rank += 1) {
    const key = storage.key(rank);
    if (key.startsWith(keyOf(account, `${family} `))) subjects.push(key.slice(keyOf(account, "").length));
  }
  return subjects
    .map((each) => ({ subject: each, ...readKept(storage, account, each) }))
    .filter((kept) => kept.fields)
    .reduce((newest, kept) => (newest && newest.at >= kept.at ? newest : kept), null);
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

/** Forgets all copies that are older than a moment: nobody comes back to them. */
export function forgetOlder(storage, moment) {
  const keys = Array.from({ length: storage.length }, (_, rank) => storage.key(rank));
  for (const key of keys.filter((each) => each.startsWith(PREFIX))) {
    if (!(readJson(storage, key)?.at >= moment)) storage.removeItem(key);
  }
}

/** Forgets the copy that this tab sent, when the page that came says that it was taken. */
export function forgetSent(storage, tab, isTaken) {
  const key = tab.getItem(SENT);
  tab.removeItem(SENT);
  if (key && isTaken) storage.removeItem(key);
}

/** A copy that was sent has reached the server when the form has a newer version, or the page says so. */
export function hasArrived(kept, version, isSaid) {
  return Boolean(kept?.sent) && (isSaid || version !== kept.based_on);
}
