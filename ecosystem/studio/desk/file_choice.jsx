// A box to choose a file. Where the browser can save a file in its place, it is asked for one that it may write.
import { useDesk } from "./desk_state.js";
import { choose, read } from "./file_link.js";

/** @param {{id: string, take: (chosen: import("./file_link.js").Chosen) => void, inPlace?: boolean}} props */
export function FileChoice({ id, take, inPlace = false }) {
  const desk = useDesk();
  /** @param {Promise<import("./file_link.js").Chosen | null>} choice */
  const offer = (choice) => choice.then((chosen) => chosen && take(chosen), (error) => desk.cannotRead(error));
  const press = (event) => {
    if (!inPlace || !("showOpenFilePicker" in window)) return;
    event.preventDefault();
    void offer(choose());
  };
  const open = async (event) => {
    const input = event.currentTarget;
    const [file] = input.files;
    if (!file) return;
    await offer(read(file));
    input.value = ""; // so that the same file can be chosen again
  };
  return <input id={id} type="file" aria-describedby={`${id}-help`} onClick={press} onChange={open} />;
}
