// Python in WebAssembly with the program in its file system: started from nothing, or woken with the memory of a Python
// that had started. The worker does either; `make studio` starts one and keeps its memory.

const SITE = "/lib/python3.14/site-packages/";
const LIBRARIES = "/lib/libraries.zip";
const CORE = "msgspec/_core.cpython-314-wasm32-emscripten.so";

/** The compiled library of the program. It has its place in the memory, so it is loaded before anything else. */
export const LIBRARY = SITE + CORE;

/** What both Pythons must agree on. A fixed seed for hashes makes the same memory each time. */
export const ENVIRONMENT = { HOME: "/map", LANG: "en_GB.UTF-8", COLUMNS: "80", PYTHONHASHSEED: "0" };

/** @typedef {{loadPyodide: (options: object) => Promise<any>, createPyodideModule: (settings: object) => Promise<any>}} Pyodide */
/** @typedef {{libraries: Uint8Array, program: Uint8Array}} Archives */

/** Starts Python, and lets it import the program.
 * @param {Pyodide} pyodide
 * @param {object} options of `loadPyodide`
 * @param {Promise<Archives>} archives */
export async function started({ loadPyodide, createPyodideModule }, options, archives) {
  const create = (/** @type {object} */ settings) => createPyodideModule({ ...settings, dynamicLibraries: [LIBRARY] });
  const loading = loadPyodide({ ...options, env: ENVIRONMENT, createPyodideModule: create });
  const [python, given] = await Promise.all([loading, archives]); // without its library Python waits for ever
  unpacked(python, given);
  python.runPython(`import importlib, sys\nimportlib.invalidate_caches()\nsys.path.append("${LIBRARIES}")`);
  return python;
}

/** Wakes Python with a memory that `started` led to, from the same archives. What is random is random again.
 * @param {Pyodide} pyodide
 * @param {object} options of `loadPyodide`
 * @param {Promise<Archives>} archives
 * @param {Uint8Array} memory */
export async function woken({ loadPyodide, createPyodideModule }, options, archives, memory) {
  const create = async (/** @type {object} */ settings) => {
    const made = await createPyodideModule({ ...settings, dynamicLibraries: [LIBRARY] });
    made.growMemory(memory.length); // Pyodide copies it in, and makes no room for it
    return made;
  };
  const loading = loadPyodide({ ...options, env: ENVIRONMENT, createPyodideModule: create, _loadSnapshot: memory });
  const [python, given] = await Promise.all([loading, archives]);
  unpacked(python, given);
  python.runPython("import importlib, random\nimportlib.invalidate_caches()\nrandom.seed()");
  return python;
}

/** @param {any} python
 * @param {Archives} archives */
function unpacked({ FS }, { libraries, program }) {
  FS.writeFile(LIBRARIES, libraries);
  unzip(FS, program);
}

/** Writes the files of an archive where Python imports from.
 * @param {any} FS
 * @param {Uint8Array} archive */
export function unzip(FS, archive) {
  for (const [name, content] of files(archive)) {
    FS.mkdirTree(SITE + name.slice(0, name.lastIndexOf("/") + 1));
    FS.writeFile(SITE + name, content, { canOwn: true });
  }
}

/** The compiled library in the archive of the program. @param {Uint8Array} program */
export function library(program) {
  return new Map(files(program)).get(CORE);
}

/** The files of a zip that compresses none of them, as `make studio` writes it.
 * @param {Uint8Array} archive
 * @returns {Generator<[string, Uint8Array]>} */
function* files(archive) {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = archive.length - 22; // the end record, which has no comment
  const text = new TextDecoder();
  let entry = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left; left -= 1) {
    const size = view.getUint32(entry + 24, true);
    const length = view.getUint16(entry + 28, true);
    const start = view.getUint32(entry + 42, true);
    const content = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    yield [text.decode(archive.subarray(entry + 46, entry + 46 + length)), archive.subarray(content, content + size)];
    entry += 46 + length + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
  }
}
