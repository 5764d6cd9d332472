// What is typed in a form, as names with their values, kept on this device when there is no network.

const NEVER_KEPT = new Set(["csrf_token", "version", "action"]);

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
export const keyOf = (account, subject) => `brouillon:${account}:${subject}`;

/** What was kept for a form: {fields, based_on, sent}, or null. */
export function readKept(storage, account, subject) {
  try {
    return JSON.parse(storage.getItem(keyOf(account, subject)));
  } catch {
    return null;
  }
}

/** A copy that was sent has reached the server when the form has a newer version, or the page says so. */
export function hasArrived(kept, version, isSaid) {
  return Boolean(kept?.sent) && (isSaid || version !== kept.based_on);
}
