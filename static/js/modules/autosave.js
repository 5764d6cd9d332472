// Keeps what is typed in a long form: on the server every few seconds, on this device until it is there.
import { SENT, fieldsOf, hasArrived, keyOf, newestKept, putBack } from "../kept_fields.js";
import { node } from "../map/drawing.js";
import { paced } from "../pacing.js";
import { fill, readSettings } from "../page_words.js";

const THERE_MILLISECONDS = 4000;
const HERE_MILLISECONDS = 1000;

// The token of a page (400) ends with its session (401, 403).
const SIGNED_OUT = new Set([400, 401, 403]);

class SignedOutError extends Error {}

const versionOf = (form) => Number(form.elements.version?.value) || null;

function keepHere(form, { sent = false } = {}) {
  const kept = { fields: fieldsOf(new FormData(form)), based_on: versionOf(form), at: Date.now(), sent };
  const key = keyOf(form.dataset.account, form.dataset.subject);
  try {
    localStorage.setItem(key, JSON.stringify(kept));
    if (sent) sessionStorage.setItem(SENT, key);
  } catch {
    // A device without room keeps nothing: the server still does.
  }
}

function forgetHere(form, subject = form.dataset.subject) {
  try {
    localStorage.removeItem(keyOf(form.dataset.account, subject));
  } catch {
    // Nothing could be kept either.
  }
}

async function keepThere(form, signal) {
  const body = JSON.stringify({
    subject: form.dataset.subject,
    based_on: versionOf(form),
    fields: fieldsOf(new FormData(form)),
  });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value };
  const answer = await fetch(form.dataset.url, { method: "POST", headers, body, signal });
  if (answer.redirected || SIGNED_OUT.has(answer.status)) throw new SignedOutError();
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).hour;
}

function button(className, words, act) {
  const made = node("button", className, words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** Writes what only this device kept back into the form. */
function takeUpHere(form, kept) {
  putBack(form.elements, kept.fields);
  if (kept.subject !== form.dataset.subject) forgetHere(form, kept.subject);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Sends what this device kept as the draft, then opens the form with it. */
async function takeUp(form, kept) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value };
  const { subject, based_on, fields } = kept;
  const body = JSON.stringify({ subject, based_on, fields });
  const answer = await fetch(form.dataset.url, { method: "POST", headers, body }).catch(() => null);
  if (!answer?.ok) return;
  forgetHere(form, subject);
  location.assign(`?reprendre=${subject.split(" ").at(-1)}`);
}

/** The day and the hour at which a text was kept, as people of this page write them. */
function whenOf(kept) {
  const at = new Date(kept.at);
  const day = at.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" });
  return { day, hour: `${at.getHours()} h ${String(at.getMinutes()).padStart(2, "0")}` };
}

/** Offers the newer of what this device and the server kept; the other one waits behind it. */
function offerNewest(form, kept, words) {
  const draft = document.querySelector("[data-kept-draft]");
  if (draft && !(kept.at > Date.parse(draft.dataset.keptDraft))) {
    if (draft.dataset.keptSubject === kept.subject) forgetHere(form, kept.subject);
    return;
  }
  if (draft) draft.hidden = true;
  offer(form, kept, words, draft);
}

function offer(form, kept, words, draft) {
  const notice = node("div", "notice", node("p", "", fill(words.found, whenOf(kept))));
  notice.setAttribute("role", "status");
  const forget = () => {
    forgetHere(form, kept.subject);
    notice.remove();
    if (draft) draft.hidden = false;
  };
  const resume = () => {
    if (form.dataset.url) return takeUp(form, kept);
    notice.remove();
    return takeUpHere(form, kept);
  };
  notice.append(
    node(
      "div",
      "cluster",
      button("button button--primary", words.resume, resume),
      button("button button--quiet", words.discard, forget),
    ),
  );
  form.before(notice);
}

/** Says that the session has ended, with a link that opens sign-in beside the form. */
function sayEnded(place, words, address) {
  const link = node("a", "", words.sign_in);
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener";
  place.replaceChildren(`${words.signed_out} `, link);
}

export default function autosave(form) {
  const { words = {}, sign_in: signIn = "" } = readSettings(form);
  const place = form.querySelector("[data-autosave-words]");
  const { account, subject, family } = form.dataset;
  const kept = newestKept(localStorage, account, subject, family);
  const isSaid = Boolean(document.querySelector(".notice--done")) || form.dataset.typed === "yes";
  if (kept?.subject === subject && hasArrived(kept, versionOf(form), isSaid)) forgetHere(form);
  else if (kept && form.dataset.typed !== "yes") offerNewest(form, kept, words);

  let typed = 0;
  let stored = 0;
  let controller = null;
  const here = paced(() => keepHere(form), HERE_MILLISECONDS);
  const there = paced(form.dataset.url ? keep : sayHere, THERE_MILLISECONDS);

  function sayHere() {
    place.textContent = words.on_device;
  }

  async function keep() {
    if (controller) {
      there.ask(); // one at a time: the older answer must not come last
      return;
    }
    const sent = typed;
    controller = new AbortController();
    try {
      place.textContent = fill(words.kept, { hour: await keepThere(form, controller.signal) });
      stored = sent;
      if (stored === typed) {
        here.stop();
        forgetHere(form);
      }
    } catch (error) {
      if (error.name === "AbortError") return;
      keepHere(form);
      if (error instanceof SignedOutError) sayEnded(place, words, signIn);
      else place.textContent = words.kept_here;
    } finally {
      controller = null;
    }
  }

  function note() {
    typed += 1;
    here.ask();
    there.ask();
  }

  form.addEventListener("input", note);
  if (form.dataset.typed === "yes") note(); // what was refused is nowhere else yet
  addEventListener("pagehide", () => {
    if (typed !== stored) keepHere(form);
  });
  form.addEventListener("submit", () => {
    here.stop();
    there.stop();
    stored = typed;
    controller?.abort();
    keepHere(form, { sent: true });
  });
}
