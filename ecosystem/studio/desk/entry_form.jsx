// The form of an entry: made of the fields that the model describes, saved as a whole, kept while it is not.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { counted, say } from "../../infographic/strings.js";
import { Deleting } from "./deleting.jsx";
import { useAnswer, useDesk } from "./desk_state.js";
import { EntryList } from "./entry_list.jsx";
import { Field, fieldLabel, FormContext, focusField, focusSoon, useChoices } from "./fields.jsx";
import { LinkSentence } from "./link_sentence.jsx";
import { Renaming } from "./renaming.jsx";
import { address, go, isAt, NEW, rename } from "./routes.js";
import { SourceDialog } from "./source_dialog.jsx";

/** @param {{form: FormOf, id: string, field: Path}} props */
export function EntryForm({ form, id, field }) {
  const desk = useDesk();
  const isNew = id === NEW;
  const isWhole = form.name === "ecosystem";
  const answer = useAnswer("entry", form.name, isNew ? "" : id);
  const choices = useChoices(form.fields);
  const entry = isNew ? { name: "", values: {} } : answer;
  const draft = desk.drafts.get(`${form.name}/${id}`);
  const [deletes, setDeletes] = useState(false);
  const [renames, setRenames] = useState(false);
  const [sourceFor, setSourceFor] = useState(/** @type {Path | null} */ (null));
  const summary = useRef(/** @type {any} */ (null));
  const heading = useRef(/** @type {any} */ (null));
  const isReady = entry != null && choices !== undefined;

  useLayoutEffect(() => {
    if (!isReady) return;
    if (field.length) focusSoonField(field);
    else heading.current?.focus();
  }, [field.join("/"), isReady]);

  if (answer === null && !isNew)
    return (
      <>
        <p class="notice" role="status">{say("gone")}</p>
        {draft && <p><button type="button" onClick={() => { desk.keep(form.name, id, null); go(form.name); }}>{say("discard")}</button></p>}
        <EntryList form={form} />
      </>
    );
  if (!isReady) return <p role="status">{say("working")}</p>;

  const values = { ...entry.values, ...draft?.changed };
  const inFile = desk.state.mistakes.filter((one) => one.form === form.name && one.id === id && !isNew);
  const mistakes = draft?.mistakes ?? inFile;
  const put = (changed) => desk.keep(form.name, id, { changed: { ...draft?.changed, ...changed }, mistakes });
  const change = (name, value) => put({ [name]: value });
  const save = async (event) => {
    event.preventDefault();
    if (draft?.isSaving) return;
    const state = await desk.saveForm(form.name, id);
    if (!isAt(form.name, id)) return; // whoever went on to something else stays there
    if (state.refused) return void requestAnimationFrame(() => summary.current?.focus());
    if (state.saved && state.saved.id !== id) rename(form.name, state.saved.id);
  };
  const copy = () => {
    const { "#": _was, internal: _note, ...copied } = values;
    desk.keep(form.name, NEW, { changed: withoutPlaces(copied), mistakes: [] });
    go(form.name, NEW);
  };
  const addSource = (source) => {
    const [name, ...rest] = sourceFor;
    change(name, added(values[name], rest, source));
    setSourceFor(null);
    focusSoon(`f-${sourceFor.join("-")}-add`);
  };

  const inSentence = form.name === "links" ? ["from", "type", "to"] : [];
  const fields = form.fields.filter((one) => !inSentence.includes(one.name));
  const isMain = (one) => one.required || one.main || (!isNew && isFilled(entry.values[one.name]));
  const [main, more] = [fields.filter(isMain), fields.filter((one) => !isMain(one))];
  const drawn = (one) => <Field key={one.name} field={one} path={[one.name]} value={values[one.name]} change={(value) => change(one.name, value)} />;
  const title = isNew ? say("newOne", { one: form.one }) : entry.name;

  return (
    <FormContext.Provider value={{ mistakes, choices, newSource: setSourceFor }}>
      {!isWhole && <p class="back"><a href={address(form.name)}>{form.label}</a></p>}
      <h2 ref={heading} tabIndex={-1}>{title}</h2>
      {isNew && <p class="help">{form.help}</p>}
      <form onSubmit={save} noValidate>
        {mistakes.length > 0 && (
          <section class="summary" ref={summary} tabIndex={-1} role="alert" aria-labelledby="summary">
            <h3 id="summary">{draft?.mistakes?.length ? counted("notSaved", mistakes.length) : counted("mistakesHere", mistakes.length)}</h3>
            <ul>
              {mistakes.map((one) => (
                <li key={one.text}>
                  {one.field?.length ? (
                    <button type="button" class="link" onClick={() => focusField(one.field)}>{fieldLabel(form, one.field)}: {one.text}</button>
                  ) : (
                    one.text
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        {inSentence.length > 0 && <LinkSentence values={values} change={put} />}
        {main.map(drawn)}
        {more.length > 0 && (
          <details class="more" open={mistakes.some((one) => more.some((other) => other.name === one.field?.[0])) || undefined}>
            <summary>{counted("moreFields", more.length)}</summary>
            {more.map(drawn)}
          </details>
        )}
        <div class="actions">
          <button type="submit" class="main">{say("save")}</button>
          {draft && <button type="button" onClick={() => { desk.keep(form.name, id, null); if (isNew) go(form.name); else heading.current?.focus(); }}>{say("discard")}</button>}
          {!isNew && !isWhole && <button type="button" onClick={copy}>{say("copy")}</button>}
          {!isNew && !draft && !WITHOUT_ID.includes(form.name) && <button type="button" onClick={() => setRenames(true)}>{say("changeId")}</button>}
          {!isNew && !isWhole && <button type="button" class="careful" onClick={() => setDeletes(true)}>{say("delete")}</button>}
          {draft && <span class="quiet">{say("unsaved")}</span>}
        </div>
      </form>
      {!isNew && <Links form={form} id={id} />}
      {renames && <Renaming form={form} id={id} name={title} close={() => setRenames(false)} />}
      {deletes && <Deleting form={form} id={id} name={title} close={() => setDeletes(false)} />}
      {sourceFor && <SourceDialog add={addSource} close={() => { setSourceFor(null); focusSoon(`f-${sourceFor.join("-")}-add`); }} />}
    </FormContext.Provider>
  );
}

const WITHOUT_ID = ["ecosystem", "links", "disputes", "accepted_gaps"];
const ENTITIES = ["organisations", "events", "outputs", "plans", "priorities", "actions"];

/** @param {{form: FormOf, id: string}} props */
function Links({ form, id }) {
  const desk = useDesk();
  const links = useAnswer("linked", id) ?? [];
  if (!ENTITIES.includes(form.name)) return null;
  const start = () => {
    desk.keep("links", NEW, { changed: { from: id }, mistakes: [] });
    go("links", NEW);
  };
  return (
    <section class="links">
      <h3>{counted("linksOf", links.length)}</h3>
      <ul class="list">
        {links.map((item) => (
          <li key={`${item.form}/${item.id}/${item.name}`}><a href={address(item.form, item.id)}>{item.name}</a></li>
        ))}
      </ul>
      <button type="button" onClick={start}>{say("linkFromHere")}</button>
    </section>
  );
}

const isFilled = (value) => value !== undefined && value !== "" && !(Array.isArray(value) && !value.length);

/** A copy is new, and so are its parts. */
function withoutPlaces(value) {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== "#").map(([name, part]) => [name, withoutPlaces(part)]));
}

/** A value with a source at the end of the list at a path within it. @param {any} value @param {Path} path @param {string} source */
function added(value, path, source) {
  if (!path.length) return [...(value ?? []), source];
  const [step, ...rest] = path;
  if (typeof step === "number") return (value ?? []).map((part, place) => (place === step ? added(part, rest, source) : part));
  return { ...value, [step]: added(value?.[step], rest, source) };
}

/** The form may not be drawn yet, and its lists not filled. @param {Path} path */
function focusSoonField(path, tries = 10) {
  requestAnimationFrame(() => {
    if (!focusField(path) && tries) focusSoonField(path, tries - 1);
  });
}
