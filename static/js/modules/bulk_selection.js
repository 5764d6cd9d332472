// Boxes to tick in a list: all of the page at once; ticking one chooses those ticked.
export default function bulkSelection(form) {
  const boxes = [...form.querySelectorAll('input[name="id"]')];
  const all = form.querySelector("[data-all]");
  const target = form.querySelector('select[name="cible"]');
  if (!all || boxes.length === 0) return;
  const ticked = () => boxes.filter((box) => box.checked).length;
  const tell = () => {
    all.textContent = ticked() === boxes.length ? all.dataset.none : all.dataset.every;
    if (ticked() > 0) target.value = "choisies";
  };
  all.hidden = false;
  all.addEventListener("click", () => {
    const checked = ticked() < boxes.length;
    for (const box of boxes) box.checked = checked;
    tell();
  });
  form.addEventListener("change", (event) => {
    if (boxes.includes(event.target)) tell();
  });
}
