// What this browser keeps of every file that was changed here: its versions, to go back to, and what it was at first.

/** @typedef {{id?: number, name: string, title: string, saved: string, handle: any, at: number}} KeptFile */
/** @typedef {{id: number, file: number, at: number, label: string}} Version */

const NAME = "ecosystem-studio";
const STORES = ["files", "versions", "texts"];
const MOST = 60; // versions of one file
const FEW = 5; // where there is no room for more

/** @returns {Promise<IDBDatabase>} */
function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("files", { keyPath: "id", autoIncrement: true });
    request.result.createObjectStore("versions", { keyPath: "id", autoIncrement: true }).createIndex("file", "file");
    request.result.createObjectStore("texts");
  };
  return answered(request);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @param {IDBTransaction} transaction */
const done = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve(undefined));
    transaction.addEventListener("abort", () => reject(transaction.error));
  });

/** @param {ReadableStream} stream @param {GenericTransformStream} through */
const whole = (stream, through) => new Response(stream.pipeThrough(/** @type {any} */ (through))).arrayBuffer();
const packed = (text) => whole(new Blob([text]).stream(), new CompressionStream("gzip"));
const unpacked = async (bytes) => asText(await whole(new Blob([bytes]).stream(), new DecompressionStream("gzip")));

/** The text of a file, with the mark that it may begin with. @param {AllowSharedBufferSource} bytes */
export const asText = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

export class KeptTexts {
  constructor() {
    /** @type {Promise<IDBDatabase> | null} */
    this.database = null;
  }

  /** @param {IDBTransactionMode} mode */
  async begin(mode) {
    this.database ??= opened();
    const database = await this.database.catch((error) => this.closed(error));
    database.onclose = () => void this.closed(); // somebody cleared what this browser keeps
    return database.transaction(STORES, mode, { durability: "strict" });
  }

  /** Open it anew the next time. @param {any} [error] @returns {any} */
  closed(error) {
    this.database = null;
    if (error) throw error;
  }

  /** Every file, the last that was changed first. @returns {Promise<KeptFile[]>} */
  async files() {
    const files = await answered((await this.begin("readonly")).objectStore("files").getAll());
    return files.sort((one, other) => other.at - one.at);
  }

  /** The versions of a file, the newest first. @param {number} file @returns {Promise<Version[]>} */
  async versions(file) {
    const versions = (await this.begin("readonly")).objectStore("versions");
    return (await answered(versions.index("file").getAll(file))).reverse();
  }

  /** @param {number} version */
  async text(version) {
    return unpacked(await answered((await this.begin("readonly")).objectStore("texts").get(version)));
  }

  /** The file that was saved or opened with a content of this name. @param {string} saved @param {any} handle */
  async known(saved, handle) {
    for (const file of await this.files()) {
      if (file.saved === saved || (handle && (await file.handle?.isSameEntry?.(handle)))) return file;
    }
    return null;
  }

  /** Write what is known of a file, unless it was forgotten meanwhile. @param {KeptFile} file */
  async put(file) {
    const transaction = await this.begin("readwrite");
    const ended = done(transaction);
    const files = transaction.objectStore("files");
    if (await answered(files.getKey(file.id))) files.put(file);
    await ended;
  }

  /** Keep a version: as a new one, or in place of another. Where there is no room, older ones make room.
   * @param {KeptFile} file which gets its id with its first version
   * @param {string} text @param {string} label @param {number} [instead] @returns {Promise<number>} */
  async add(file, text, label, instead) {
    const bytes = await packed(text);
    try {
      return await this.write(file, bytes, label, instead, MOST);
    } catch (error) {
      if (error?.name !== "QuotaExceededError" || !file.id) throw error;
      await this.thin(await this.begin("readwrite"), file.id, FEW);
      return this.write(file, bytes, label, instead, FEW);
    }
  }

  /** @param {KeptFile} file @param {ArrayBuffer} bytes @param {string} label @param {number | undefined} instead @param {number} most */
  async write(file, bytes, label, instead, most) {
    const transaction = await this.begin("readwrite");
    const ended = done(transaction);
    ended.catch(() => {}); // it is waited for below, unless a request has failed before
    const id = /** @type {number} */ (await answered(transaction.objectStore("files").put(file)));
    const version = { file: id, label, at: file.at, ...(instead ? { id: instead } : {}) };
    const place = /** @type {number} */ (await answered(transaction.objectStore("versions").put(version)));
    transaction.objectStore("texts").put(bytes, place);
    await this.thin(transaction, id, most);
    await ended;
    file.id = id;
    return place;
  }

  /** Delete the oldest versions but the first. @param {IDBTransaction} transaction @param {number} file @param {number} most */
  async thin(transaction, file, most) {
    const ended = done(transaction);
    const ids = await answered(transaction.objectStore("versions").index("file").getAllKeys(file));
    for (const id of ids.slice(1, Math.max(1, ids.length - most))) {
      transaction.objectStore("versions").delete(id);
      transaction.objectStore("texts").delete(id);
    }
    await ended;
  }

  /** Forget a file with all its versions. @param {number} file */
  async forget(file) {
    const transaction = await this.begin("readwrite");
    const ended = done(transaction);
    transaction.objectStore("files").delete(file);
    const ids = await answered(transaction.objectStore("versions").index("file").getAllKeys(file));
    for (const id of ids) {
      transaction.objectStore("versions").delete(id);
      transaction.objectStore("texts").delete(id);
    }
    await ended;
  }
}
