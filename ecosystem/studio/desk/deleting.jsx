// What hangs on an entry, before it is deleted.
import { counted, say } from "../../infographic/strings.js";
import { useAnswer, useDesk } from "./desk_state.js";
import { Dialog } from "./dialog.jsx";
import { go } from "./routes.js";

/** @param {{form: FormOf, id: string, name: string, close: () => void}} props */
export function Deleting({ form, id, name, close }) {
  const desk = useDesk();
  const hanging = useAnswer("hanging", form.name, id);
  const remove = async () => {
    const state = await desk.act("remove", form.name, id);
    close();
    if (state.refused) {
      const { values } = await desk.ask("entry", form.name, id);
      desk.keep(form.name, id, { values, mistakes: state.refused, name });
      return;
    }
    desk.keep(form.name, id, null);
    go(form.name);
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
