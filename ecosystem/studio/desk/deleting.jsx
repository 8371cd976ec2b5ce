// What hangs on an entry, before it is deleted.
import { useState } from "preact/hooks";
import { counted, say } from "../../infographic/strings.js";
import { useAnswer, useDesk } from "./desk_state.js";
import { Dialog } from "./dialog.jsx";
import { go, isAt } from "./routes.js";

/** @param {{form: FormOf, id: string, name: string, close: () => void}} props */
export function Deleting({ form, id, name, close }) {
  const desk = useDesk();
  const hanging = useAnswer("hanging", form.name, id);
  const [isDeleting, setDeleting] = useState(false);
  const remove = async () => {
    if (isDeleting) return; // or the second press would delete a link that takes over the key of the first
    setDeleting(true);
    const state = await desk.act("remove", form.name, id);
    close();
    if (state.refused) {
      desk.keep(form.name, id, { changed: {}, mistakes: state.refused });
      return;
    }
    desk.keep(form.name, id, null);
    if (isAt(form.name, id)) go(form.name);
  };
  return (
    <Dialog title={say("deleteOne", { name })} close={close}>
      {hanging?.length > 0 && (
        <>
          <p>{counted("hanging", hanging.length)}</p>
          <ul class="hanging">{hanging.map((line) => <li key={line}>{line}</li>)}</ul>
        </>
      )}
      <p>{say("canUndo")}</p>
      <div class="actions">
        <button type="button" class="careful main" disabled={!hanging} onClick={remove}>{say("delete")}</button>
        <button type="button" onClick={close}>{say("cancel")}</button>
      </div>
    </Dialog>
  );
}
