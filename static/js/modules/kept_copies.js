// Forgets the copy on this device of a form that was sent, once a page says that it was taken.
import { forgetSent } from "../kept_fields.js";

export default function keptCopies() {
  forgetSent(localStorage, sessionStorage, Boolean(document.querySelector(".notice--done, .undo")));
}
