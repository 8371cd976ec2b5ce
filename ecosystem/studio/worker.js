/**
 * Runs the program in a worker: Python in WebAssembly, and `ecosystem.worker` in it. The first message says where the
 * parts are; each later one is a call `{id, method, args}` and is answered with `{id, result}` or `{id, error}`.
 */
import { LIBRARY, library, started, unzip, woken } from "./python.js";

const BYTES = "\0bytes";
const PYTHON = "python.wasm.gz";
const RENAMED = { "pyodide.asm.wasm": PYTHON, "python_stdlib.zip": "standard.zip.gz" };
const MEMORY = "memory.gz";

/** @typedef {{home: string, parts: Record<string, {size: number, version: string}>}} Place */

const post = /** @type {(message: object, transfer?: Transferable[]) => void} */ (self.postMessage.bind(self));
const fetched = self.fetch.bind(self);

// No text may be run as a script here, but typst asks for the time zone by one, and would end with an error.
const ZONE = /^Intl\.DateTimeFormat\(\)\.resolvedOptions\(\)\.timeZone$/;
self.eval = (/** @type {string} */ text) => {
  if (!ZONE.test(text)) throw new EvalError(text);
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
};

/** The address of a part, which changes with it.
 * @param {Place} place
 * @param {string} name */
const address = ({ home, parts }, name) => new URL(`${name}?${parts[name].version}`, home).href;

/** Loads a part, says how much of it has come, and unpacks it.
 * @param {Place} place
 * @param {string} name */
async function load(place, name) {
  const answer = await fetched(address(place, name));
  if (!answer.ok || !answer.body) throw new Error(`${name}: ${answer.status}`);
  const counted = new TransformStream({
    transform(chunk, controller) {
      post({ loaded: { name, bytes: chunk.length } });
      controller.enqueue(chunk);
    },
  });
  return decompressed(answer.body.pipeThrough(counted), name);
}

/** @param {ReadableStream} body
 * @param {string} name */
function decompressed(body, name) {
  const type = name === PYTHON ? "application/wasm" : "application/octet-stream";
  return new Response(body.pipeThrough(new DecompressionStream("gzip")), { headers: { "content-type": type } });
}

/** @param {Response} answer */
const bytes = async (answer) => new Uint8Array(await answer.arrayBuffer());

/** @param {Place} place
 * @param {string} name */
const part = async (place, name) => bytes(await load(place, name));

/** The memory of a Python that has drawn a map, if an earlier visit kept it: it is too large for a first visit.
 * @param {Place} place
 * @returns {Promise<Uint8Array | undefined>} */
async function kept(place) {
  const answer = await self.caches?.match(address(place, MEMORY));
  return answer?.body ? bytes(decompressed(answer.body, MEMORY)) : undefined;
}

/** Python, as it was kept if it was: its compiled code is then kept with it.
 * @param {Place} place */
async function machine(place) {
  const plain = address(place, PYTHON).replace(".gz?", "?");
  const answer = (await self.caches?.match(plain)) && (await fetched(plain));
  if (!answer?.ok) return load(place, PYTHON);
  post({ loaded: { name: PYTHON, bytes: place.parts[PYTHON].size } });
  return answer;
}

/** @param {Place} place */
async function start(place) {
  const memory = kept(place);
  const archives = Promise.all(["libraries.zip.gz", "program.zip.gz"].map((name) => part(place, name))).then(
    ([libraries, program]) => ({ libraries, program }),
  );
  // Python asks for its own parts by the names it gives them.
  self.fetch = async (asked, options) => {
    const { pathname } = new URL(String(asked), place.home);
    if (pathname.endsWith(LIBRARY)) return new Response(/** @type {any} */ (library((await archives).program)));
    const name = RENAMED[pathname.split("/").pop() ?? ""];
    if (name === PYTHON) return machine(place);
    return name ? load(place, name) : fetched(asked, options);
  };
  const [{ loadPyodide }, { default: createPyodideModule }, lock] = await Promise.all([
    import(address(place, "pyodide.mjs")),
    import(address(place, "pyodide.asm.mjs")),
    fetched(address(place, "pyodide-lock.json")),
  ]);
  const pyodide = { loadPyodide, createPyodideModule };
  const options = { lockFileContents: await lock.json(), indexURL: place.home, packageBaseUrl: place.home };
  archives.then(() => post({ step: "starting" }));
  const awake = await memory.then((known) => known && woken(pyodide, options, archives, known)).catch(() => undefined);
  const python = awake ?? (await started(pyodide, options, archives));
  return { place, python, program: python.pyimport("ecosystem.worker").Program(), isWoken: Boolean(awake) };
}

/** @typedef {{place: Place, python: any, program: any, isWoken: boolean}} Running */

/** @type {Promise<Running>} */
let running;
/** What has been asked for and not been unpacked. @type {Map<string, Promise<Uint8Array>>} */
const coming = new Map();
/** @type {Map<string, Promise<void>>} */
const more = new Map();

/** Loads what only some calls need, once.
 * @param {Running} running
 * @param {string} name */
function unpacked({ place, python }, name) {
  if (!more.has(name)) {
    const made = (coming.get(name) ?? part(place, name)).then((content) => {
      unzip(python.FS, content);
      python.pyimport("importlib").invalidate_caches();
    });
    more.set(name, made);
    coming.delete(name);
    made.catch(() => more.delete(name));
  }
  return more.get(name);
}

/** @param {Running} running
 * @param {string} method
 * @param {unknown[]} args
 * @returns {Promise<any>} */
async function call(running, method, args) {
  /** @type {Uint8Array[]} */
  const beside = [];
  const text = JSON.stringify(args, (_key, value) =>
    value instanceof Uint8Array ? { [BYTES]: beside.push(value) - 1 } : value,
  );
  const answer = running.program.call(method, text, running.python.toPy(beside));
  const [json, contents, missing] = answer.toJs();
  answer.destroy();
  if (missing) {
    await unpacked(running, missing);
    return call(running, method, args);
  }
  return JSON.parse(json, (_key, value) => (value && typeof value === "object" && BYTES in value ? contents[value[BYTES]] : value));
}

/** Whether Python has ended: WebAssembly has failed, or the memory or the stack was full. @param {unknown} error */
const isFatal = (error) => error instanceof WebAssembly.RuntimeError || error instanceof RangeError || /fatally failed/.test(String(error));

/** Calls follow one another. @type {Promise<unknown>} */
let last = Promise.resolve();

self.onmessage = ({ data }) => {
  if (data.home) {
    running = start(data);
    running.then(
      ({ isWoken }) => {
        post({ step: "ready", isWoken });
        if (!isWoken) last = last.then(async () => call(await running, "warm", [])).catch(() => {});
        const later = part(data, "later.zip.gz");
        coming.set("later.zip.gz", later);
        later.catch(() => coming.delete("later.zip.gz")); // it is asked for again when it is needed
      },
      (error) => post({ failed: String(error) }),
    );
    return;
  }
  const { id, method, args } = data;
  last = last
    .then(async () => call(await running, method, args))
    .then(
      (result) => post({ id, result }),
      (error) => post({ id, error: String(error), isFatal: isFatal(error) }),
    );
};
