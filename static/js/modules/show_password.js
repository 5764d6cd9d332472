// Shows what is typed in a password field, and hides it again before the form leaves.
export default function showPassword(button) {
  const field = document.getElementById(button.dataset.field);
  if (!field) return;
  const show = (isShown) => {
    field.type = isShown ? "text" : "password";
    button.textContent = isShown ? button.dataset.hide : button.dataset.show;
  };
  button.setAttribute("aria-controls", field.id);
  button.hidden = false;
  show(false);
  button.addEventListener("click", () => show(field.type === "password"));
  field.form?.addEventListener("submit", () => show(false));
}
