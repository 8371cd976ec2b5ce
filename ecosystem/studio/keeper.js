// The service worker: it keeps every file of one version of the studio, so that it opens without a network. A newer
// version is kept beside it, and takes its place when no tab has the old one open. `kept` stands on the line before.

export {}; // a module, whose names are its own

/** @type {{version: string, files: string[], later: string[], python: string}} */
const { version, files, later, python } = /** @type {any} */ (self).kept;
const worker = /** @type {any} */ (self);
const PREFIX = "studio ";
/** Python as it runs: browsers keep compiled code only beside what they need not unpack. */
const plain = python.replace(".gz?", "?");
const addresses = new Set([...files, ...later, plain].map((name) => new URL(name, location.href).href));
const page = new URL("index.html", location.href).href;

async function keep() {
  const cache = await caches.open(PREFIX + version);
  await Promise.all([cache.addAll(files), keepPlain(cache)]);
}

/** @param {Cache} cache */
async function keepPlain(cache) {
  const { ok, body } = await fetch(python);
  if (!ok) throw new Error(python);
  const headers = { "content-type": "application/wasm" };
  await cache.put(plain, new Response(body.pipeThrough(new DecompressionStream("gzip")), { headers }));
}

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== PREFIX + version).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(PREFIX + version);
  const known = await cache.match(request.mode === "navigate" ? page : request);
  if (known) return known;
  const fetched = await fetch(request);
  if (fetched.ok && addresses.has(request.url)) await cache.put(request, fetched.clone());
  return fetched;
}

worker.addEventListener("install", (event) => event.waitUntil(keep()));
worker.addEventListener("activate", (event) => event.waitUntil(forget()));
worker.addEventListener("fetch", (event) => {
  const isOurs = event.request.mode === "navigate" || addresses.has(event.request.url);
  if (event.request.method === "GET" && isOurs) event.respondWith(answer(event.request));
});
