// The program in its worker, for the interface: what it is doing while it starts, and a promise for every call.

/** @type {Record<string, {size: number, version: string}>} */
const parts = JSON.parse(document.getElementById("parts").textContent);
const FIRST = ["python.wasm.gz", "standard.zip.gz", "libraries.zip.gz", "program.zip.gz"];
const home = new URL(".", document.baseURI).href;
/** Where a part is, in its version. @param {string} name */
export const addressOf = (name) => new URL(`${name}?${parts[name].version}`, home).href;
const address = addressOf("worker.js");
const keeper = new URL("keeper.js", home).href;
const loader = URL.createObjectURL(new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" }));

/** The only scripts and markup that the studio makes: its two workers, and the map in its frame. */
const trusted = /** @type {any} */ (window).trustedTypes?.createPolicy("studio", {
  createScriptURL: (/** @type {string} */ url) => (url === loader || url === keeper ? url : null),
  createHTML: (/** @type {string} */ html) => html,
});

/** Keeps the studio for use without a network, where the browser and the address allow it. */
export function keep() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  serviceWorker.register(trusted?.createScriptURL(keeper) ?? keeper).catch(() => {});
  if (!serviceWorker.controller) serviceWorker.addEventListener("controllerchange", keepCode, { once: true });
}

/** Lets the browser keep the code of Python that it has compiled: it does so beside Python as it was kept just now. */
function keepCode() {
  const plain = addressOf("python.wasm.gz").replace(".gz?", "?");
  WebAssembly.compileStreaming(fetch(plain)).catch(() => {});
}

/** Markup for the sandboxed frame, whose content rules let nothing else run. @param {string} html */
export const forFrame = (html) => trusted?.createHTML(html) ?? html;

/** What a call says when the program has ended with a fault. */
export class ProgramEndedError extends Error {
  /** @param {string} message @param {boolean} isCause whether the program was at this call, not at one before it */
  constructor(message, isCause) {
    super(message);
    this.isCause = isCause;
  }
}

/** Tells of an `end`, when another program is being started that knows nothing of what the first was told. */
export const restarts = new EventTarget();

/** Starts the program, and again when it ends with a fault. A worker that is loaded from a blob has the content rules of
 * the page.
 * @param {{loading: (share: number) => void, starting: () => void}} told
 * @returns {Promise<(method: string, ...args: unknown[]) => Promise<any>>} what calls it */
export async function start(told) {
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  const total = FIRST.reduce((sum, name) => sum + parts[name].size, 0);
  let loaded = 0;
  let last = 0;
  let running = begin();
  await running;

  /** @returns {Promise<Worker>} */
  function begin() {
    const worker = new Worker(trusted?.createScriptURL(loader) ?? loader, { type: "module" });
    return new Promise((resolve, reject) => {
      let isReady = false;
      worker.onerror = (event) => (isReady ? restart(event.message) : reject(new Error(event.message || "worker")));
      worker.onmessage = ({ data }) => {
        if (data.loaded) {
          if (FIRST.includes(data.loaded.name)) told.loading(Math.min(1, (loaded += data.loaded.bytes) / total));
        } else if (data.step === "starting") told.starting();
        else if (data.step === "ready") {
          isReady = true;
          resolve(worker);
        } else if (data.failed) reject(new Error(data.failed));
        else if (data.isFatal) restart(data.error);
        else {
          const asked = waiting.get(data.id);
          waiting.delete(data.id);
          if ("error" in data) asked?.reject(new Error(data.error));
          else asked?.resolve(data.result);
        }
      };
      /** @param {string} message */
      function restart(message) {
        worker.onmessage = worker.onerror = null;
        worker.terminate();
        running = begin();
        restarts.dispatchEvent(new Event("end"));
        // Calls follow one another, so the program was at the first of them; the worker's own `warm` asks for no answer.
        [...waiting.values()].forEach(({ reject: refuse }, place) => refuse(new ProgramEndedError(message, place === 0)));
        waiting.clear();
      }
      worker.postMessage({ home, parts });
    });
  }

  return async (method, ...args) => {
    const worker = await running;
    return new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ id: last, method, args });
    });
  };
}
