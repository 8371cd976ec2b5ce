// A box to choose a file. Where the browser can save a file in its place, it is asked for one that it may write.
import { choose, read } from "./file_link.js";

/** @param {{id: string, take: (chosen: import("./file_link.js").Chosen) => void, inPlace?: boolean}} props */
export function FileChoice({ id, take, inPlace = false }) {
  const press = async (event) => {
    if (!inPlace || !("showOpenFilePicker" in window)) return;
    event.preventDefault();
    const chosen = await choose();
    if (chosen) take(chosen);
  };
  const open = async (event) => {
    const input = event.currentTarget;
    const [file] = input.files;
    if (!file) return;
    const chosen = await read(file);
    input.value = ""; // so that the same file can be chosen again
    take(chosen);
  };
  return <input id={id} type="file" aria-describedby={`${id}-help`} onClick={press} onChange={open} />;
}
