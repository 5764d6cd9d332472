// Forgets the copy on this device of a form that was sent, once a page says that it was taken; and old ones.
import { forgetOlder, forgetSent } from "../kept_fields.js";

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

export default function keptCopies() {
  forgetSent(localStorage, sessionStorage, Boolean(document.querySelector(".notice--done, .undo")));
  forgetOlder(localStorage, Date.now() - THIRTY_DAYS);
}
