// The file itself: whether it is saved, a second file whose changes it takes, and the versions that this browser keeps.
import { useEffect, useRef, useState } from "preact/hooks";
import { language, say } from "../../infographic/strings.js";
import { useDesk } from "./desk_state.js";
import { Dialog } from "./dialog.jsx";
import { FileChoice } from "./file_choice.jsx";
import { canSaveInPlace } from "./file_link.js";
import { LanguageChoice } from "./language_choice.jsx";
import { go } from "./routes.js";

/** @param {number} at */
export const timeOf = (at) => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" }).format(at);

export function FilesView() {
  const desk = useDesk();
  const { keeper, state } = desk;
  const heading = useRef(/** @type {any} */ (null));
  const [leaves, setLeaves] = useState(false);
  useEffect(() => heading.current?.focus(), []);
  const leave = async () => {
    await desk.leave();
    go("");
  };
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>{say("theFile")}</h2>
      <p>{keeper.isUnsaved ? say("notInFile", { name: state.name }) : say("allInFile", { name: state.name })}</p>
      <div class="actions">
        <button type="button" class="main" onClick={() => keeper.save()}>{say("saveFile")}</button>
        {canSaveInPlace && <button type="button" onClick={() => keeper.download()}>{say("download")}</button>}
      </div>
      <section>
        <h3><label for="second">{say("secondFile")}</label></h3>
        <p class="help" id="second-help">{say("secondFileHelp")}</p>
        <FileChoice id="second" take={({ name, bytes }) => desk.merge(name, bytes)} />
      </section>
      <Versions />
      <LanguageChoice />
      <section>
        <h3>{say("openAnother")}</h3>
        <button type="button" onClick={() => (keeper.isUnsaved ? setLeaves(true) : leave())}>{say("closeFile")}</button>
      </section>
      {leaves && (
        <Dialog title={say("closeFile")} close={() => setLeaves(false)}>
          <p>{say("leaveUnsaved")}</p>
          <div class="actions">
            <button type="button" class="careful main" onClick={leave}>{say("leaveAnyway")}</button>
            <button type="button" onClick={() => setLeaves(false)}>{say("cancel")}</button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Versions() {
  const desk = useDesk();
  const { keeper, version } = desk;
  const [versions, setVersions] = useState(/** @type {import("./kept_texts.js").Version[]} */ ([]));
  useEffect(() => {
    if (keeper.file?.id) keeper.texts.versions(keeper.file.id).then(setVersions, () => setVersions([]));
  }, [version, keeper.file]);
  const back = async ({ id, at }) => {
    const text = await keeper.texts.text(id);
    await desk.act("restore", text, say("versionOf", { time: timeOf(at) }));
  };
  return (
    <section>
      <h3>{say("versions")}</h3>
      <p class="help">{versions.length ? say("versionsHelp") : say("noVersions")}</p>
      <ul class="list">
        {versions.map((one, place) => (
          <li key={one.id} class="version">
            <span>{timeOf(one.at)}<span class="note">{one.label}</span></span>
            {place > 0 && <button type="button" class="small" aria-label={say("backTo", { time: timeOf(one.at) })} onClick={() => back(one)}>{say("goBack")}</button>}
          </li>
        ))}
      </ul>
    </section>
  );
}
