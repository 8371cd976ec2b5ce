// Bundles the scripts and the styles of every page into ecosystem/bundles/, which is committed: neither those who use
// the program nor `pip install` need Node. `npm run bundle` writes them; with --check it only says whether they are what
// the sources make. The manifest holds the hash of every source and bundle, so that a test can tell without Node.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, version } from "esbuild";
import { minify } from "terser";

const FOLDER = "ecosystem/bundles";
const ENTRIES = {
  "start.js": "ecosystem/infographic/start.js",
  "early.js": "ecosystem/infographic/early.js",
  "page.js": "ecosystem/infographic/parts/start.js",
  "page.css": "ecosystem/infographic/main.css",
  "large.js": "ecosystem/infographic/gathering/start.js",
  "large.css": "ecosystem/infographic/gathering/gather.css",
  "first.js": "ecosystem/infographic/explorer/first.js",
  "explorer.js": "ecosystem/infographic/explorer/start.js",
  "explorer.css": "ecosystem/infographic/explorer/page.css",
  "embed.js": "ecosystem/publishing/embed.js",
  "embed.css": "ecosystem/publishing/embed.css",
  "receiver.js": "ecosystem/publishing/receiver.js",
  "reload.js": "ecosystem/preview/reload.js",
  "mistakes.css": "ecosystem/preview/mistakes.css",
  "studio.js": "ecosystem/studio/main.js",
  "studio.css": "ecosystem/studio/main.css",
  "studio-keeper.js": "ecosystem/studio/keeper.js",
  "studio-worker.js": "ecosystem/studio/worker.js",
  "studio-text.js": "ecosystem/studio/text_editor.js",
};
const OTHERS = ["bundle.mjs", "package-lock.json"]; // which say how

/** What is loaded by `import` when it is needed. */
const isModule = (name) => name === "studio-text.js";

/** What runs once the wheel is drawn. `import` would do, if a bundler did not make a function of every module then. */
const waits = (name) => name === "page.js" || name === "large.js";

/** A script that waits: the first script of the page has `whenDrawn`. */
const waiting = (text) => `whenDrawn(async () => {\n${text}});\n`;

/** What a page carries, without what a browser does not need. Others host the receiver, who may want to read it. */
const options = (name) => ({
  bundle: true,
  format: isModule(name) || waits(name) ? "esm" : "iife",
  globalName: name === "explorer.js" ? "explorer" : undefined,
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  charset: "ascii", // see `in_ascii` in ecosystem/infographic/templates.py
  legalComments: "inline",
  minify: name !== "receiver.js",
});

/** Takes out of Preact the property that makes elements of a text: no script of ours may. */
const withoutMarkup = {
  name: "without-markup",
  setup({ onLoad }) {
    onLoad({ filter: /node_modules[\\/]preact[\\/]dist[\\/]preact\.module\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const property = /"dangerouslySetInnerHTML"==\w+\?\w+=\w+:/g; // once for what was there, once for what is to be
      if (text.match(property)?.length !== 2) throw new Error(`${path} sets markup in another way than this tool knows.`);
      return { contents: text.replace(property, ""), loader: "js" };
    });
  },
};

/** Every page carries its script, so a second tool takes out what the first left. No function of the page’s is a constructor. */
async function smaller(name, text) {
  if (!name.endsWith(".js") || !options(name).minify) return text;
  return (await minify(text, { ecma: 2020, module: isModule(name), compress: { passes: 3, unsafe_arrows: waits(name) }, mangle: true, format: { comments: "some", ascii_only: true } })).code;
}

const hash = (text) => createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
const sorted = (record) => Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));

const made = {};
const manifest = { esbuild: version, bundles: {}, sources: {} };
for (const [name, entry] of Object.entries(ENTRIES)) {
  const { outputFiles, metafile } = await build({
    ...options(name),
    plugins: [withoutMarkup],
    ...(name.endsWith(".css") ? { format: undefined, globalName: undefined, target: undefined } : {}),
    entryPoints: [entry],
    outfile: name,
    write: false,
    metafile: true,
  });
  const { text } = outputFiles[0];
  made[name] = `${(await smaller(name, waits(name) ? waiting(text) : text)).trim()}\n`;
  manifest.bundles[name] = hash(made[name]);
  // What npm brings is pinned by the lock, and is not there when nobody bundles.
  const own = Object.keys(metafile.inputs).filter((source) => !source.startsWith("node_modules/"));
  for (const source of [...own, ...OTHERS]) {
    manifest.sources[source] = hash(await readFile(source, "utf8"));
  }
}
manifest.bundles = sorted(manifest.bundles);
manifest.sources = sorted(manifest.sources);
made["manifest.json"] = `${JSON.stringify(manifest, null, 2)}\n`;

if (process.argv.includes("--check")) {
  const read = (name) => readFile(join(FOLDER, name), "utf8").catch(() => "");
  const isOld = await Promise.all(Object.entries(made).map(async ([name, text]) => (await read(name)).replaceAll("\r\n", "\n") !== text));
  const old = Object.keys(made).filter((_, index) => isOld[index]);
  if (old.length) {
    console.error(`Not what the sources make: ${old.join(", ")}. Write them anew with: make bundle`);
    process.exitCode = 1;
  }
} else {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(made)) await writeFile(join(FOLDER, name), text);
}
