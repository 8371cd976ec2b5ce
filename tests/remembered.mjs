// Starts the studio's Python, lets it draw a map, and keeps its memory, as `node remembered.mjs FOLDER`: a browser that
// has it need not do the same again. The folder has the parts of the studio by the names that Pyodide knows.
import crypto from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { LIBRARY, library, started } from "../ecosystem/studio/python.js";

// The same parts give the same memory: nothing in it is of this moment.
Date.now = () => 0;
performance.now = () => 0;
crypto.randomFillSync = (view) => view.fill(1);

const [folder] = process.argv.slice(2);
const file = (name) => join(folder, name);
const imported = (name) => import(pathToFileURL(file(name)).href);
const [libraries, program] = (await Promise.all(["libraries.zip", "program.zip"].map((name) => readFile(file(name))))).map(
  (content) => new Uint8Array(content),
);
await mkdir(dirname(file(LIBRARY)), { recursive: true });
await writeFile(file(LIBRARY), library(program));
const { loadPyodide } = await imported("pyodide.mjs");
const { default: createPyodideModule } = await imported("pyodide.asm.mjs");
const lockFileContents = JSON.parse(await readFile(file("pyodide-lock.json"), "utf8"));
const options = { indexURL: folder, packageBaseUrl: folder, lockFileContents, _makeSnapshot: true, _sysExecutable: "studio" };
const python = await started({ loadPyodide, createPyodideModule }, options, Promise.resolve({ libraries, program }));
python.runPython("import ecosystem.worker\necosystem.worker.rehearse()");
await writeFile(file("memory"), python.makeMemorySnapshot());
process.exit();
