// The big button says how everything was found right: called, written, seen.
export default function checkMeans(form) {
  const button = form.querySelector('button[value="all"]');
  form.addEventListener("change", (event) => {
    const { words } = event.target.dataset;
    if (words) button.textContent = words;
  });
}
