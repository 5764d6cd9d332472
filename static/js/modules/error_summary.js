// Puts the focus on the summary of errors when a form comes back with some.
export default function errorSummary(element) {
  element.focus();
}
