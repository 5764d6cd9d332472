// Proposes communes under « Où ? » after one letter; the field stays a plain one until and unless this works.
import { latestAnswerOf } from "../latest_answer.js";
import { fill, readSettings } from "../page_words.js";
import { lastPlace, placeDetail, placeName, suggestionsUrl, withLastPlace } from "../place_answers.js";
import { loadAccessibleAutocomplete } from "../vendor_files.js";

async function fetchPlaces(base, typed, signal) {
  const answer = await fetch(suggestionsUrl(base, typed, location.href), { signal });
  if (!answer.ok) return null;
  return (await answer.json()).items;
}

function optionLine(commune) {
  const line = document.createElement("span");
  line.className = "place-suggestions__place";
  line.append(placeName(commune));
  const detail = document.createElement("small");
  detail.append(` ${placeDetail(commune)}`);
  line.append(detail);
  return line.outerHTML;
}

function sentences(words, asked) {
  return {
    tNoResults: () => words.no_results,
    tStatusNoResults: () => (asked() ? words.no_results : ""),
    tStatusQueryTooShort: () => words.too_short,
    tStatusSelectedOption: (name, count, index) => fill(words.selected, { name: lastPlace(name), position: index + 1, count }),
    tStatusResults: (count, chosen) =>
      `${fill(count === 1 ? words.results_one : words.results_many, { count })} ${chosen}`,
    tAssistiveHint: () => words.hint,
  };
}

function codeField(id) {
  const field = id ? document.getElementById(id) : null;
  return (commune) => {
    if (!field) return;
    field.value = commune?.insee ?? "";
    field.disabled = !commune;
  };
}

/** How the text of the field is read and written: one place, or several in a row (`data-many`). */
function textOf(element) {
  if (element.dataset.many === undefined) return { asked: (typed) => typed, chosen: (_typed, commune) => placeName(commune) };
  return { asked: lastPlace, chosen: (typed, commune) => (commune ? withLastPlace(typed, commune) : "") };
}

export default async function placeSuggestions(element) {
  const plain = element.querySelector("input:not([type=hidden])");
  const { words = {} } = readSettings(element);
  const rememberCode = codeField(element.dataset.codeField);
  const answerTo = latestAnswerOf((typed, signal) => fetchPlaces(element.dataset.url, typed, signal));
  const text = textOf(element);
  let lastTyped = "";
  const accessibleAutocomplete = await loadAccessibleAutocomplete();
  const container = document.createElement("div");
  container.className = "place-suggestions";
  const choose = (commune) => {
    rememberCode(commune);
    if (element.dataset.submits === undefined) return;
    const input = container.querySelector("input");
    input.value = placeName(commune);
    input.form.requestSubmit();
  };

  accessibleAutocomplete({
    element: container,
    id: plain.id,
    name: plain.name,
    defaultValue: plain.value,
    inputClasses: plain.className,
    minLength: 1,
    confirmOnBlur: false,
    showNoOptionsFound: false,
    displayMenu: "overlay",
    source: async (typed, show) => {
      lastTyped = typed;
      const asked = text.asked(typed);
      if (!asked) show([]);
      const places = asked ? await answerTo(asked) : null;
      if (places && container.contains(document.activeElement)) show(places);
    },
    templates: { inputValue: (commune) => text.chosen(lastTyped, commune), suggestion: optionLine },
    onConfirm: (commune) => commune && choose(commune),
    ...sentences(words, () => text.asked(lastTyped)),
  });
  keepPlainField(plain, container, rememberCode);
}

/** The new field carries on where the old one was: description, words typed meanwhile, focus. */
function keepPlainField(plain, container, rememberCode) {
  const wasFocused = document.activeElement === plain;
  const typed = plain.value;
  plain.replaceWith(container);
  const input = container.querySelector("input");
  const described = [plain.getAttribute("aria-describedby"), input.getAttribute("aria-describedby")];
  input.setAttribute("aria-describedby", described.filter(Boolean).join(" "));
  input.setAttribute("autocomplete", "off");
  input.addEventListener("input", () => rememberCode(null));
  container.addEventListener("keydown", (event) => leaveEnterToForm(event, input), true);
  if (wasFocused) {
    input.focus();
    input.setSelectionRange(typed.length, typed.length);
  }
}

/** With the list open the library swallows Enter even when nothing is chosen; the form must have it. */
function leaveEnterToForm(event, input) {
  if (event.key === "Enter" && event.target === input) event.stopPropagation();
}
