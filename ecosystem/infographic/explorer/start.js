// The script of the explorer. It starts in steps, so that the page answers between them, and shows what needs the
// script when all of it stands where it stays.

/** What the parts show, for the console and the tests. @type {any} */
export let parts = null;

const breathe = () => new Promise((resume) => { setTimeout(resume); });

async function start() {
  await breathe();
  const { data, nodeOf, at } = await import("./page.js");
  for (const id of data.rim) nodeOf.get(id).rim = true;
  if (data.gathers) {
    // A list of thousands is on the map's page.
    for (const how of ["columns", "around"]) at("arrange").querySelector(`[value="${how}"]`).remove();
  }
  await breathe();
  const { draw } = await import("./network.js");
  for (const step of draw()) {
    step();
    await breathe();
  }
  const loaded = await import("./parts.js");
  await breathe();
  loaded.open();
  parts = loaded;
  document.body.classList.remove("starting");
}

start();
