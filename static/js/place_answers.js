// What the communes API answers, made ready for the list of suggestions.

/** The address to ask: the page's own, with what was typed. */
export function suggestionsUrl(base, typed, pageUrl) {
  const url = new URL(base, pageUrl);
  url.searchParams.set("q", typed);
  url.searchParams.set("limit", "5");
  return url.href;
}

/** What the field holds once chosen: the name alone, so that the plain form understands it too. */
export function placeName(commune) {
  return commune?.name ?? "";
}

/** Of several places in a row, « Lannilis, Plouh », the one being typed. */
export function lastPlace(typed) {
  return typed.split(/[,;]/).at(-1).trim();
}

/** The row with the place chosen last, written as the form reads it without doubt. */
export function withLastPlace(typed, commune) {
  const before = typed.split(/[,;]/).slice(0, -1);
  return [...before.map((place) => place.trim()), `${commune.name} (${commune.insee})`].join(", ");
}

/** What tells homonyms apart: « 29600, Finistère », and the former name when that is what was typed. */
export function placeDetail(commune) {
  const departement = commune.departement?.name ?? commune.departement;
  return [commune.former_name, commune.postal_codes?.[0], departement].filter(Boolean).join(" · ");
}
