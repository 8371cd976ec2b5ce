// The service worker: it keeps every file of one version of the studio, so that it opens without a network. A newer
// version is kept beside it, and takes its place when no tab has the old one open. `kept` stands on the line before.

export {}; // a module, whose names are its own

/** @type {{version: string, files: string[], later: string[]}} */
const { version, files, later } = /** @type {any} */ (self).kept;
const worker = /** @type {any} */ (self);
const PREFIX = "studio ";
const addresses = new Set([...files, ...later].map((name) => new URL(name, location.href).href));
const page = new URL("index.html", location.href).href;

const keep = async () => (await caches.open(PREFIX + version)).addAll(files);

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
