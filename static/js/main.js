// Finds every element that names a module and hands it over; a module that fails leaves the page as it was.

async function start(element) {
  const module = await import(`./modules/${element.dataset.module}.js`);
  await module.default(element);
}

for (const element of document.querySelectorAll("[data-module]")) {
  start(element).catch((error) => console.error(element.dataset.module, error));
}
