// Keeps the table of the week and the text of the hours in step, and says what the page would say.
import { askAbout, whenQuiet } from "../form_asking.js";
import { node } from "../map/drawing.js";

const DAYS = ["mo", "tu", "we", "th", "fr", "sa", "su", "ph"];
const NAMES = ["hours_by", "opening_hours", "tested_at", ...DAYS.map((day) => `hours_${day}`)];

function showPreview(box, { refused, now, state, week }, unknown) {
  if (refused) return box.replaceChildren(node("p", "field__error", refused));
  if (!now) return box.replaceChildren(node("p", "", unknown));
  const list = node("ul", "hours", ...week.map((line) => node("li", "", line)));
  box.replaceChildren(node("p", `open-state open-state--${state}`, now), list);
}

export default function hoursTable(box) {
  const { form } = box.querySelector("input");
  const field = (name) => form.elements[name];
  const preview = box.querySelector("[data-preview]");
  const tooRich = box.querySelector("[data-too-rich]");

  const choose = (side) => {
    for (const radio of form.elements.hours_by) radio.checked = radio.value === side;
  };

  const ask = whenQuiet(async (signal) => {
    const answer = await askAbout(form, box.dataset.url, NAMES, signal);
    if (!answer || signal.aborted) return;
    showPreview(preview, answer, box.dataset.unknown);
    const isText = form.elements.hours_by.value === "text";
    tooRich.hidden = Boolean(answer.table || answer.refused);
    if (answer.refused) return;
    if (!isText) field("opening_hours").value = answer.text ?? "";
    else for (const day of DAYS) field(`hours_${day}`).value = answer.table?.[day] ?? "";
  });

  // What these buttons do is done while one types.
  for (const button of box.querySelectorAll('button[value^="hours_to_"], button[value="preview_hours"]')) button.hidden = true;

  box.addEventListener("input", ({ target }) => {
    if (target.name === "opening_hours") choose("text");
    else if (target.name?.startsWith("hours_") && target.type !== "radio") choose("table");
    ask();
  });
}
