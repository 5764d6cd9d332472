// Choosing « take with a change » by itself as soon as somebody types in what it changes.
export default function chooseOnInput(element) {
  const choice = document.getElementById(element.dataset.chooses);
  if (choice === null) return;
  element.addEventListener("input", () => {
    choice.checked = true;
  });
}
