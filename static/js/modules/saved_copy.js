// Forgets the copy on this device of a form that was sent: this page says that the server has it.
import { forgetSaved, openDevice } from "../kept_fields.js";

export default function savedCopy(element) {
  forgetSaved(openDevice(), [element.dataset.savedKey]);
}
