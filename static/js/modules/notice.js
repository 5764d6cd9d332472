// Puts the focus on what is said of the page before, unless the address or a summary of errors asks for it.
export default function notice(element) {
  if (!location.hash && !document.querySelector(".error-summary")) element.focus();
}
