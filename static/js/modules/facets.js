// Small comforts for the filters: Escape closes the panel, empty fields stay out of the address.

export default function facets(form) {
  const panel = form.querySelector("details");
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel?.open) return;
    panel.open = false;
    panel.querySelector("summary").focus();
  });
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) {
      if (value === "") event.formData.delete(name);
    }
  });
}
