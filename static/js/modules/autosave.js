// Keeps what is typed in a long form: on the server every few seconds, on this device without network.
import { fieldsOf, hasArrived, keyOf, readKept } from "../kept_fields.js";
import { node } from "../map/drawing.js";
import { fill, readSettings } from "../page_words.js";

const EVERY_MILLISECONDS = 4000;

const versionOf = (form) => Number(form.elements.version?.value) || null;

function keepHere(form, { sent = false } = {}) {
  const kept = { fields: fieldsOf(new FormData(form)), based_on: versionOf(form), sent };
  try {
    localStorage.setItem(keyOf(form.dataset.subject), JSON.stringify(kept));
  } catch {
    // A device without room keeps nothing: the server still does.
  }
}

const forgetHere = (form) => {
  try {
    localStorage.removeItem(keyOf(form.dataset.subject));
  } catch {
    // Nothing could be kept either.
  }
};

async function keepThere(form, signal) {
  const body = JSON.stringify({
    subject: form.dataset.subject,
    based_on: versionOf(form),
    fields: fieldsOf(new FormData(form)),
  });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value };
  const answer = await fetch(form.dataset.url, { method: "POST", headers, body, signal });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).hour;
}

function button(className, words, act) {
  const made = node("button", className, words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** Sends what this device kept as the draft, then opens the form with it. */
async function takeUp(form, kept) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value };
  const body = JSON.stringify({ subject: form.dataset.subject, based_on: kept.based_on, fields: kept.fields });
  const answer = await fetch(form.dataset.url, { method: "POST", headers, body }).catch(() => null);
  if (!answer?.ok) return;
  forgetHere(form);
  location.assign("?reprendre=1");
}

function offer(form, kept, words) {
  const notice = node("div", "notice", node("p", "", words.found));
  notice.setAttribute("role", "status");
  const forget = () => {
    forgetHere(form);
    notice.remove();
  };
  notice.append(
    node(
      "div",
      "cluster",
      button("button button--primary", words.resume, () => takeUp(form, kept)),
      button("button button--quiet", words.discard, forget),
    ),
  );
  form.before(notice);
}

export default function autosave(form) {
  const { words = {} } = readSettings(form);
  const place = form.querySelector("[data-autosave-words]");
  const kept = readKept(localStorage, form.dataset.subject);
  const isSaid = Boolean(document.querySelector(".notice--done")) || form.dataset.typed === "yes";
  if (hasArrived(kept, versionOf(form), isSaid)) forgetHere(form);
  else if (kept) offer(form, kept, words);

  let timer = 0;
  let controller = new AbortController();

  async function keep() {
    controller = new AbortController();
    try {
      place.textContent = fill(words.kept, { hour: await keepThere(form, controller.signal) });
      timer = 0;
      if (readKept(localStorage, form.dataset.subject)) forgetHere(form);
    } catch (error) {
      if (error.name === "AbortError") return;
      keepHere(form);
      place.textContent = words.kept_here;
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, EVERY_MILLISECONDS);
  });
  addEventListener("pagehide", () => {
    if (timer) keepHere(form);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    timer = 0;
    controller.abort();
    keepHere(form, { sent: true });
  });
}
