// Keeps what is typed in a form: on this device at once, on the server every few seconds, until it is saved.
import { draftKeeper } from "../draft_keeper.js";
import {
  comesFirst,
  copiesOf,
  copyToOffer,
  fieldsOf,
  forgetOlder,
  forgetSaved,
  nameOf,
  openDevice,
  putBack,
} from "../kept_fields.js";
import { node } from "../map/drawing.js";
import { fill, readSettings } from "../page_words.js";

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

// The token of a page (400) ends with its session (401, 403).
const SIGNED_OUT = new Set([400, 401, 403]);

class SignedOutError extends Error {}

/** What the form holds now, with the key of its page. */
const readText = (form) => ({
  key: form.elements.draft_key.value,
  taken_up: form.elements.draft_taken_up.value,
  based_on: Number(form.elements.version?.value) || null,
  fields: fieldsOf(new FormData(form)),
});

/** The copy of a page on this device. */
function copyOf(device, form, key) {
  const name = nameOf(form.dataset.account, form.dataset.subject, key);
  return {
    keep(text) {
      try {
        device.setItem(name, JSON.stringify({ ...text, at: Date.now() }));
      } catch {
        // A device without room keeps nothing: the server still does.
      }
    },
    forget: () => device.removeItem(name),
  };
}

/** Keeps a text as a draft; gives the hour at which it was kept. */
async function keepThere(form, text, signal) {
  const { key, taken_up, based_on, fields } = text;
  const page = { subject: form.dataset.subject, draft_key: key, draft_taken_up: taken_up };
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value };
  const body = JSON.stringify({ ...page, based_on, fields });
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

/** The day and the hour at which a text was kept, as people of this page write them. */
function whenOf(copy) {
  const at = new Date(copy.at);
  const day = at.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" });
  return { day, hour: `${at.getHours()} h ${String(at.getMinutes()).padStart(2, "0")}` };
}

/** Offers a copy of this device; the draft of the server waits behind it, unless it comes first. */
function offer(form, copy, words, { resume, discard }) {
  const draft = document.querySelector("[data-kept-draft]");
  if (draft && !comesFirst(copy, { key: draft.dataset.keptDraft, at: Date.parse(draft.dataset.at) })) return;
  if (draft) draft.hidden = true;
  const notice = node("div", "notice", node("p", "", fill(words.found, whenOf(copy))));
  notice.setAttribute("role", "status");
  const close = () => {
    notice.remove();
    if (draft) draft.hidden = false;
  };
  const buttons = [
    button("button button--primary", words.resume, () => resume(close)),
    button("button button--quiet", words.discard, () => discard(close)),
  ];
  notice.append(node("div", "cluster", ...buttons));
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
  const { account, subject, url, sent } = form.dataset;
  const place = form.querySelector("[data-autosave-words]");
  const device = openDevice();
  const ownKey = form.elements.draft_key.value;
  const own = copyOf(device, form, ownKey);

  const fail = (error) => {
    if (error instanceof SignedOutError) sayEnded(place, words, signIn);
    else place.textContent = words.kept_here;
  };
  const keeper = draftKeeper({
    keepHere: (state) => own.keep({ ...readText(form), ...state }),
    forgetHere: own.forget,
    keepThere: url ? (signal) => keepThere(form, readText(form), signal) : null,
    say: (hour) => (place.textContent = hour ? fill(words.kept, { hour }) : words.on_device),
    fail,
  });

  /** On the server, a page opens with the text; else it is written into this one. */
  async function resume(copy, close) {
    if (url) {
      await keepThere(form, copy);
      copyOf(device, form, copy.key).forget();
      location.assign(`${form.getAttribute("action") ?? location.pathname}?reprendre=${copy.key}`);
      return;
    }
    putBack(form.elements, copy.fields);
    if (form.elements.version && copy.based_on) form.elements.version.value = copy.based_on;
    own.keep({ ...readText(form), sent: false });
    if (copy.key !== ownKey) copyOf(device, form, copy.key).forget();
    close();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  forgetOlder(device, Date.now() - THIRTY_DAYS);
  const saved = [...document.querySelectorAll("[data-saved-key]")].map((element) => element.dataset.savedKey);
  forgetSaved(device, saved);
  const copy = copyToOffer(copiesOf(device, account, subject), ownKey, sent === "yes");
  if (copy) {
    offer(form, copy, words, {
      resume: (close) => resume(copy, close).catch(fail),
      discard: (close) => {
        copyOf(device, form, copy.key).forget();
        close();
      },
    });
  }

  form.addEventListener("input", keeper.note);
  form.addEventListener("submit", keeper.send);
  addEventListener("pagehide", keeper.leave);
  if (sent === "yes") keeper.note(); // what was refused is stored nowhere yet
}
