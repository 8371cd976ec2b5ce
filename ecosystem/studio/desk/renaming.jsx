// Another id for an entry, with all that follows it shown before.
import { useState } from "preact/hooks";
import { counted, say } from "../../infographic/strings.js";
import { useAnswer, useDesk } from "./desk_state.js";
import { Dialog } from "./dialog.jsx";
import { isAt, rename } from "./routes.js";

/** @param {{form: FormOf, id: string, name: string, close: () => void}} props */
export function Renaming({ form, id, name, close }) {
  const desk = useDesk();
  const naming = useAnswer("naming", form.name, id);
  const [typed, setTyped] = useState(id);
  const [wrong, setWrong] = useState(/** @type {string[]} */ ([]));
  const [isSaving, setSaving] = useState(false);
  const save = async (event) => {
    event.preventDefault();
    if (isSaving) return;
    setSaving(true);
    const state = await desk.act("rename", form.name, id, typed.trim());
    setSaving(false);
    if (state.refused) return setWrong(state.refused.map(({ text }) => text));
    close();
    if (isAt(form.name, id)) rename(form.name, state.saved.id);
  };
  return (
    <Dialog title={say("idOf", { name })} close={close}>
      <form onSubmit={save} noValidate>
        <div class="field">
          <label for="new-id">{say("newId")}</label>
          <p class="help" id="new-id-help">{say("newIdHelp")}</p>
          <div id="new-id-wrong" role="alert">{wrong.map((line) => <p class="wrong" key={line}>{line}</p>)}</div>
          <input
            id="new-id"
            type="text"
            autocomplete="off"
            spellcheck={false}
            aria-describedby="new-id-help new-id-wrong"
            aria-invalid={wrong.length > 0}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        {naming?.length > 0 && (
          <>
            <p>{counted("willFollow", naming.length)}</p>
            <ul class="hanging">{naming.map((line) => <li key={line}>{line}</li>)}</ul>
          </>
        )}
        <p>{say("canUndo")}</p>
        <div class="actions">
          <button type="submit" class="main" disabled={!naming || typed.trim() === id}>{say("changeId")}</button>
          <button type="button" onClick={close}>{say("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}
