// A new source, written while another form is open.
import { useState } from "preact/hooks";
import { say } from "../../infographic/strings.js";
import { useDesk } from "./desk_state.js";
import { Dialog } from "./dialog.jsx";
import { Field, FormContext } from "./fields.jsx";

/** @param {{add: (id: string) => void, close: () => void}} props */
export function SourceDialog({ add, close }) {
  const desk = useDesk();
  const form = desk.form("sources");
  const [values, setValues] = useState(/** @type {any} */ ({}));
  const [mistakes, setMistakes] = useState(/** @type {Mistake[]} */ ([]));
  const [isSaving, setSaving] = useState(false);
  const save = async (event) => {
    event.preventDefault();
    if (isSaving) return;
    setSaving(true);
    setMistakes([]);
    const state = await desk.act("save", "sources", "", values);
    if (!state.refused) return add(state.saved.id);
    setSaving(false);
    setMistakes(state.refused);
  };
  const leave = () => isSaving || close(); // or the source would be in the file, and nothing would name it
  // Its fields are named apart from those of the form behind it.
  const named = mistakes.map((one) => ({ ...one, field: ["source-", ...(one.field ?? [])] }));
  return (
    <Dialog title={say("newSource")} close={leave}>
      <FormContext.Provider value={{ mistakes: named, choices: {}, newSource: null }}>
        <form onSubmit={save} noValidate>
          {mistakes.filter((one) => !one.field?.length).map((one) => <p class="wrong" role="alert" key={one.text}>{one.text}</p>)}
          {form.fields.filter((field) => field.required || field.main).map((field) => (
            <Field
              key={field.name}
              field={field}
              path={["source-", field.name]}
              value={values[field.name]}
              change={(value) => setValues({ ...values, [field.name]: value })}
            />
          ))}
          <div class="actions">
            <button type="submit" class="main">{say("addSource")}</button>
            <button type="button" onClick={leave}>{say("cancel")}</button>
          </div>
        </form>
      </FormContext.Provider>
    </Dialog>
  );
}
