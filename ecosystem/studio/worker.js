/**
 * Runs the program in a worker: Python in WebAssembly, and `ecosystem.worker` in it. The first message says where the
 * parts are; each later one is a call `{id, method, args}` and is answered with `{id, result}` or `{id, error}`.
 */

const BYTES = "\0bytes";
const RENAMED = { "pyodide.asm.wasm": "python.wasm.gz", "python_stdlib.zip": "standard.zip.gz" };
const LIBRARIES = "/lib/libraries.zip";

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
  const body = answer.body.pipeThrough(counted).pipeThrough(new DecompressionStream("gzip"));
  const type = name === "python.wasm.gz" ? "application/wasm" : "application/octet-stream";
  return new Response(body, { headers: { "content-type": type } });
}

/** @param {Place} place
 * @param {string} name */
async function bytes(place, name) {
  return new Uint8Array(await (await load(place, name)).arrayBuffer());
}

/** @param {Place} place */
async function start(place) {
  // Python asks for its own parts by the names it gives them.
  self.fetch = (asked, options) => {
    const name = RENAMED[new URL(String(asked), place.home).pathname.split("/").pop() ?? ""];
    return name ? load(place, name) : fetched(asked, options);
  };
  const parts = Promise.all(["libraries.zip.gz", "program.zip.gz"].map((name) => bytes(place, name)));
  const [{ loadPyodide }, { default: createPyodideModule }, lock] = await Promise.all([
    import(address(place, "pyodide.mjs")),
    import(address(place, "pyodide.asm.mjs")),
    fetched(address(place, "pyodide-lock.json")),
  ]);
  const python = await loadPyodide({
    createPyodideModule,
    lockFileContents: await lock.json(),
    indexURL: place.home,
    packageBaseUrl: place.home,
    env: { HOME: "/work", LANG: "en_GB.UTF-8", COLUMNS: "80" },
  });
  const [libraries, program] = await parts;
  post({ step: "starting" });
  python.FS.writeFile(LIBRARIES, libraries);
  python.runPython(`import sys\nsys.path.append("${LIBRARIES}")`);
  python.unpackArchive(program, "zip");
  return { place, python, program: python.pyimport("ecosystem.worker").Program() };
}

/** @typedef {{place: Place, python: any, program: any}} Running */

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
    const made = (coming.get(name) ?? bytes(place, name)).then((content) => {
      python.unpackArchive(content, "zip");
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

/** Calls follow one another. @type {Promise<unknown>} */
let last = Promise.resolve();

self.onmessage = ({ data }) => {
  if (data.home) {
    running = start(data);
    running.then(
      () => {
        post({ step: "ready" });
        last = last.then(async () => call(await running, "warm", [])).catch(() => {});
        const later = bytes(data, "later.zip.gz");
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
      (error) => post({ id, error: String(error) }),
    );
};
