/**
 * Runs the program in a worker: Python in WebAssembly, and `ecosystem.worker` in it. The first message says where the
 * parts are; each later one is a call `{id, method, args}` and is answered with `{id, result}` or `{id, error}`.
 */

const BYTES = "\0bytes";
const RENAMED = { "pyodide.asm.wasm": "python.wasm.gz", "python_stdlib.zip": "standard.zip.gz" };
const LIBRARIES = ["libraries.zip.gz", "later.zip.gz"];

/** @typedef {{home: string, parts: Record<string, {size: number, version: string}>}} Place */

const post = /** @type {(message: object, transfer?: Transferable[]) => void} */ (self.postMessage.bind(self));
const fetched = self.fetch.bind(self);

/** Loads a part, says how much of it has come, and unpacks it.
 * @param {Place} place
 * @param {string} name */
async function load(place, name) {
  const { version } = place.parts[name];
  const answer = await fetched(new URL(`${name}?${version}`, place.home));
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

/** @param {Place} place */
async function start(place) {
  const part = (/** @type {string} */ name) => load(place, name);
  const bytes = async (/** @type {string} */ name) => new Uint8Array(await (await part(name)).arrayBuffer());
  // Python asks for its own parts by the names it gives them.
  self.fetch = (address, options) => {
    const name = RENAMED[new URL(String(address), place.home).pathname.split("/").pop() ?? ""];
    return name ? part(name) : fetched(address, options);
  };
  const parts = Promise.all([...LIBRARIES, "program.zip.gz"].map(bytes));
  const { loadPyodide } = await import(new URL(`pyodide.mjs?${place.parts["pyodide.mjs"].version}`, place.home).href);
  const python = await loadPyodide({
    indexURL: place.home,
    packageBaseUrl: place.home,
    env: { HOME: "/work", LANG: "en_GB.UTF-8", COLUMNS: "80" },
  });
  post({ step: "starting" });
  const contents = await parts;
  const program = /** @type {Uint8Array} */ (contents.pop());
  LIBRARIES.forEach((name, index) => python.FS.writeFile(`/lib/${name}`, contents[index]));
  python.runPython(`import sys\nsys.path += ${JSON.stringify(LIBRARIES.map((name) => `/lib/${name}`))}`);
  python.unpackArchive(program, "zip");
  const { Program } = python.pyimport("ecosystem.worker");
  return { python, program: Program() };
}

/** @type {Promise<any>} */
let ready;

/** @param {{python: any, program: any}} running
 * @param {string} method
 * @param {unknown[]} args */
function call({ python, program }, method, args) {
  /** @type {Uint8Array[]} */
  const beside = [];
  const text = JSON.stringify(args, (_key, value) =>
    value instanceof Uint8Array ? { [BYTES]: beside.push(value) - 1 } : value,
  );
  const answer = program.call(method, text, python.toPy(beside));
  const [json, contents] = answer.toJs();
  answer.destroy();
  return JSON.parse(json, (_key, value) => (value && typeof value === "object" && BYTES in value ? contents[value[BYTES]] : value));
}

self.onmessage = async ({ data }) => {
  if (data.home) {
    ready = start(data);
    ready.then(
      () => post({ step: "ready" }),
      (error) => post({ failed: String(error) }),
    );
    return;
  }
  const { id, method, args } = data;
  try {
    post({ id, result: call(await ready, method, args) });
  } catch (error) {
    post({ id, error: String(error) });
  }
};
