// The script of the explorer. It starts in steps, so that the page answers between them, and shows what needs the
// script when all of it stands where it stays.

/** What the parts show, for the console and the tests. @type {any} */
export let parts = null;

const breathe = () => new Promise((resume) => { setTimeout(resume); });

const PARTS = [
  () => import("./names.js"),
  () => import("./sizes.js"),
  () => import("./gathering.js"),
  () => import("./panel.js"),
  () => import("./view.js"),
  () => import("./key.js"),
  () => import("./filters.js"),
  () => import("./selection.js"),
  () => import("./fillers.js"),
  () => import("./search.js"),
];

/** Take steps, and let the page answer after each. @param {Iterable<() => void>} steps */
async function through(steps) {
  for (const step of steps) {
    step();
    await breathe();
  }
}

/** Keep a search that somebody sends before there is who answers it; its form would load the page anew. */
function keepSearch() {
  let sent = null;
  const keep = (event) => {
    event.preventDefault();
    sent = event.target;
  };
  document.addEventListener("submit", keep);
  return () => {
    document.removeEventListener("submit", keep);
    sent?.requestSubmit();
  };
}

async function start() {
  const sendSearch = keepSearch();
  await breathe();
  const { data, nodeOf, at } = await import("./page.js");
  for (const id of data.rim) nodeOf.get(id).rim = true;
  if (data.gathers) {
    // A list of thousands is on the map's page.
    for (const how of ["columns", "around"]) at("arrange").querySelector(`[value="${how}"]`).remove();
  }
  await breathe();
  const { draw } = await import("./network.js");
  await breathe();
  await through(draw());
  for (const load of PARTS) {
    await load();
    await breathe();
  }
  const loaded = await import("./parts.js");
  await breathe();
  await through(loaded.open());
  parts = loaded;
  document.body.classList.remove("starting");
  sendSearch();
}

start();
