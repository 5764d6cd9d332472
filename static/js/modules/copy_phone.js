// A button that copies a phone number and says so.
import { announce } from "../announcer.js";

export default function copyPhone(button) {
  if (!navigator.clipboard) return;
  const label = [...button.childNodes];
  let restoring = 0;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await navigator.clipboard.writeText(button.dataset.number).then(() => true, () => false);
    const sentence = copied ? button.dataset.copied : button.dataset.failed;
    announce(sentence);
    button.replaceChildren(sentence);
    clearTimeout(restoring);
    restoring = setTimeout(() => button.replaceChildren(...label), 3000);
  });
}
