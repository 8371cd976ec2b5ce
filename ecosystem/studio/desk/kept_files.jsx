// The files that this browser keeps, to go on with one.
import { useEffect, useState } from "preact/hooks";
import { say } from "../../infographic/strings.js";
import { useDesk } from "./desk_state.js";
import { Dialog } from "./dialog.jsx";
import { timeOf } from "./files_view.jsx";

/** @typedef {import("./kept_texts.js").KeptFile} KeptFile */

/** @param {{take: (task: Promise<any>) => void}} props */
export function KeptFiles({ take }) {
  const desk = useDesk();
  const { texts } = desk.keeper;
  const [files, setFiles] = useState(/** @type {KeptFile[]} */ ([]));
  const [forgets, setForgets] = useState(/** @type {KeptFile | null} */ (null));
  const look = () => texts.files().then(setFiles, () => setFiles([]));
  useEffect(() => void look(), []);
  const forget = async () => {
    await texts.forget(forgets.id);
    setForgets(null);
    await look();
  };
  if (!files.length) return null;
  return (
    <section class="kept">
      <h2>{say("keptFiles")}</h2>
      <p class="help">{say("keptFilesHelp")}</p>
      <ul class="list">
        {files.map((file) => (
          <li key={file.id} class="version">
            <span>{file.title}<span class="note">{file.name}, {timeOf(file.at)}</span></span>
            <button type="button" aria-label={say("goOnWith", { name: file.title })} onClick={() => take(desk.resume(file))}>{say("goOn")}</button>
            <button type="button" class="careful" aria-label={say("forgetOne", { name: file.title })} onClick={() => setForgets(file)}>{say("forget")}</button>
          </li>
        ))}
      </ul>
      {forgets && (
        <Dialog title={say("forgetOne", { name: forgets.title })} close={() => setForgets(null)}>
          <p>{say("forgetHelp")}</p>
          <div class="actions">
            <button type="button" class="careful main" onClick={forget}>{say("forget")}</button>
            <button type="button" onClick={() => setForgets(null)}>{say("cancel")}</button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
