// The file on this computer: chosen, saved in its place where the browser can, downloaded elsewhere.
import { asText } from "./kept_texts.js";

export const TYPE = "application/yaml";
const REPLACED = ["NotReadableError", "NotFoundError"];
const host = /** @type {any} */ (window);

export const canSaveInPlace = "showSaveFilePicker" in window;

/** @typedef {{name: string, bytes: Uint8Array, handle: any}} Chosen */

/** What the program reads of a file: a larger one is refused, so one byte more tells. @param {File} file @param {any} handle @returns {Promise<Chosen>} */
export async function read(file, handle = null) {
  const most = Number(document.getElementById("desk").dataset.most) + 1;
  return { name: file.name, bytes: new Uint8Array(await file.slice(0, most).arrayBuffer()), handle };
}

/** What was chosen in the window of the browser; null if nothing was. @template T @param {Promise<T>} choice @returns {Promise<T | null>} */
async function unlessCancelled(choice) {
  try {
    return await choice;
  } catch (error) {
    if (error.name === "AbortError") return null;
    throw error;
  }
}

/** Choose a file that can be saved in its place later. @returns {Promise<Chosen | null>} */
export async function choose() {
  const handles = await unlessCancelled(host.showOpenFilePicker());
  return handles && unlessReplaced(handles[0], (file) => read(file, handles[0]));
}

/** What was dropped. @param {DataTransfer} transfer @returns {Promise<Chosen | null>} */
export async function dropped(transfer) {
  const [item] = [...transfer.items].filter(({ kind }) => kind === "file");
  if (!item) return null;
  const file = item.getAsFile();
  const handle = await /** @type {any} */ (item).getAsFileSystemHandle?.();
  return handle?.kind === "directory" || !file ? null : read(file, handle ?? null);
}

/** Choose where to save. @param {string} name */
export const place = (name) =>
  unlessCancelled(host.showSaveFilePicker({ suggestedName: name, types: [{ accept: { [TYPE]: [".yaml", ".yml"] } }] }));

/** What the file holds now. @param {any} handle @returns {Promise<string>} */
export const held = async (handle) => asText(await unlessReplaced(handle, (file) => file.arrayBuffer()));

/** Read a file; once more if somebody replaced it just then, since what the browser had of it is gone with that.
 * @template T @param {any} handle @param {(file: File) => Promise<T>} reading @returns {Promise<T>} */
async function unlessReplaced(handle, reading, tries = 10) {
  const file = await handle.getFile();
  try {
    return await reading(file);
  } catch (error) {
    if (!REPLACED.includes(error.name) || tries === 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return unlessReplaced(handle, reading, tries - 1);
  }
}

/** Whether the file may be written, which the browser may ask. @param {any} handle */
export async function mayWrite(handle) {
  const mode = { mode: "readwrite" };
  if (!handle.queryPermission || (await handle.queryPermission(mode)) === "granted") return true;
  return (await handle.requestPermission(mode)) === "granted";
}

/** Write the file; it is replaced when all is written. @param {any} handle @param {string} text */
export async function write(handle, text) {
  const stream = await handle.createWritable();
  await stream.write(text);
  await stream.close();
}

/** @param {string} name @param {BlobPart} content @param {string} [type] */
export function download(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
