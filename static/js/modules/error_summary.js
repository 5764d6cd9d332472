// The list of what is wrong in a form takes the focus when the page opens.

export default function errorSummary(element) {
  element.focus();
}
