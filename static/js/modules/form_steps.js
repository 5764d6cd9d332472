// Lets the buttons that change a form only (add a row, remove it…) do so without leaving the page.
//
// The server writes the rows either way: the answer's parts replace those of the page. What is typed in them while the
// answer is on its way is asked about again: a row may have moved, so nothing can be copied by its name.
import { steadyAnswer } from "../steady_answer.js";

// Not `form.action`: the buttons of the form are called « action » too.
async function askServer(form, button) {
  const sent = new FormData(form);
  sent.set(button.name, button.value);
  const answer = await fetch(form.getAttribute("action") ?? location.href, { method: "POST", body: sent });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** What the fields of these parts hold, as one text. */
function heldBy(form, ids) {
  const isInside = (field) => ids.some((id) => field.closest(`#${CSS.escape(id)}`));
  const names = new Set([...form.elements].filter(isInside).map((field) => field.name));
  return JSON.stringify([...new FormData(form)].filter(([name]) => names.has(name)));
}

/** Something must be said that the replaced parts do not hold: the whole page must come. */
function hasErrorsElsewhere(page, ids) {
  const invalid = [...page.querySelectorAll('[aria-invalid="true"]')];
  return invalid.some((field) => !ids.some((id) => field.closest(`#${CSS.escape(id)}`)));
}

function replaceParts(page, ids) {
  for (const id of ids) {
    const [here, there] = [document.getElementById(id), page.getElementById(id)];
    if (here && there) here.replaceWith(document.adoptNode(there));
  }
}

function copyValues(page, ids) {
  for (const id of ids) {
    const [here, there] = [document.getElementById(id), page.getElementById(id)];
    if (!here || !there || here.value === there.value) continue;
    here.value = there.value;
    // A field with suggestions remembers what was typed, and would write it again.
    here.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Where the server would put the focus, else the button that took this one's place. */
function focusOn(id, button) {
  const wanted = document.getElementById(id || button.dataset.focus || button.id);
  wanted?.focus();
}

const listed = (text) => (text ?? "").split(" ").filter(Boolean);

export default function formSteps(box) {
  const form = box.closest("form");
  box.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-replaces]");
    if (!button || button.dataset.fallback) return;
    event.preventDefault();
    const [parts, values] = [listed(button.dataset.replaces), listed(button.dataset.values)];
    try {
      const read = () => heldBy(form, [...parts, ...values]);
      const page = await steadyAnswer(read, () => askServer(form, button));
      if (hasErrorsElsewhere(page, parts)) throw new Error("errors to show");
      const wanted = page.querySelector("[autofocus]")?.id;
      const typesIn = document.activeElement?.matches("input, textarea, select") ? document.activeElement : null;
      replaceParts(page, parts);
      copyValues(page, values);
      if (!typesIn) focusOn(wanted, button);
      else if (!typesIn.isConnected) document.getElementById(typesIn.id)?.focus();
      form.dispatchEvent(new Event("input", { bubbles: true }));
      form.dispatchEvent(new Event("change", { bubbles: true }));
    } catch {
      button.dataset.fallback = "yes";
      form.requestSubmit(button);
    }
  });
}
