// The fields of a form, each as what it holds asks for: a text, a choice, a name to pick, or entries of its own.
import { useContext } from "preact/hooks";
import { createContext } from "preact";
import { say } from "../../infographic/strings.js";
import { useAnswers } from "./desk_state.js";
import { Picker } from "./picker.jsx";

/** What the fields of a form share: its mistakes, the entries that they name, and how a new source is begun.
 * @typedef {{mistakes: Mistake[], choices: Record<string, any[]>, newSource: ((path: Path) => void) | null}} Shared
 * @type {import("preact").Context<Shared>} */
export const FormContext = createContext({ mistakes: [], choices: {}, newSource: null });

/** What fields refer to, those within them included. @param {FieldOf[]} fields @returns {string[]} */
const kindsIn = (fields) => fields.flatMap(({ refers, fields: inner }) => [...(refers ? [refers] : []), ...kindsIn(inner ?? [])]);

/** The entries that the fields of a form can name, by what they refer to. A form is drawn once they are there: what is typed
 * into a box that has no choices yet would be lost. @param {FieldOf[]} fields @returns {Record<string, any[]> | undefined} */
export function useChoices(fields) {
  const kinds = [...new Set(kindsIn(fields))];
  // A link says how it joins its ends, so it needs more of its types than their names.
  const answers = useAnswers(kinds.map((kind) => (kind === "link_types" ? ["link_types"] : ["entries", kind])));
  return answers && Object.fromEntries(kinds.map((kind, place) => [kind, answers[place]]));
}

export const WAS = "#";

/** @param {Path} path */
export const idOf = (path) => `f-${path.join("-")}`;

/** @param {Path} path @param {Path} start */
const startsWith = (path, start) => start.every((step, place) => path[place] === step);

/** The mistakes of a field, with those that stand within it where it has no fields of its own. @param {Path} path @param {boolean} within */
function useMistakes(path, within) {
  const { mistakes } = useContext(FormContext);
  return mistakes.filter((one) => one.field && startsWith(one.field, path) && (within || one.field.length === path.length));
}

/** @param {{field: FieldOf, path: Path, value: any, change: (value: any) => void}} props */
export function Field({ field, path, value, change }) {
  const isGroup = field.type === "entry" || (field.many && field.type === "choice");
  const mistakes = useMistakes(path, !isGroup || field.type === "choice");
  const id = idOf(path);
  const described = [field.help && `${id}-help`, mistakes.length && `${id}-wrong`].filter(Boolean).join(" ") || undefined;
  const help = field.help && <p class="help" id={`${id}-help`}>{field.help}{field.type === "date" && ` ${say("dateHelp")}`}</p>;
  const wrong = mistakes.length > 0 && (
    <p class="wrong" id={`${id}-wrong`}>
      {mistakes.map((one) => <span key={one.text}><span class="unseen">{say("mistake")} </span>{one.text} </span>)}
    </p>
  );
  const props = { field, path, id, value, change, described, invalid: mistakes.length > 0 };
  if (isGroup)
    return (
      <fieldset class="field" id={id} aria-describedby={described} tabIndex={-1}>
        <legend>{field.label}{!field.required && <Optional />}</legend>
        {help}
        {wrong}
        {field.type === "choice" ? <Choices {...props} /> : <Entries {...props} />}
      </fieldset>
    );
  if (field.type === "truth")
    return (
      <div class="field">
        <label class="tick">
          <input type="checkbox" id={id} checked={value === true} aria-describedby={described} onChange={(event) => change(event.currentTarget.checked || undefined)} />
          <span>{field.label}</span>
        </label>
        {help}
        {wrong}
      </div>
    );
  if (field.many)
    return (
      <div class="field" role="group" id={id} tabIndex={-1} aria-labelledby={`${id}-label`} aria-describedby={described}>
        <span class="label" id={`${id}-label`}>{field.label}{!field.required && <Optional />}</span>
        {help}
        {wrong}
        {field.type === "reference" ? <References {...props} /> : <Texts {...props} />}
      </div>
    );
  return (
    <div class="field">
      <label for={id}>{field.label}{!field.required && !field.default && <Optional />}</label>
      {help}
      {wrong}
      <One {...props} />
    </div>
  );
}

const Optional = () => <span class="optional"> {say("optional")}</span>;

/** @param {any} props */
function One({ field, id, value, change, described, invalid }) {
  const shared = { id, "aria-describedby": described, "aria-invalid": invalid || undefined, "aria-required": field.required || undefined };
  if (field.type === "reference") return <Reference {...{ field, id, value, change, described, invalid }} />;
  if (field.type === "choice")
    return (
      <select {...shared} value={value ?? field.default ?? ""} onChange={(event) => change(event.currentTarget.value || undefined)}>
        {!field.default && <option value="">{say("noChoice")}</option>}
        {field.choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </select>
    );
  if (field.private && value !== undefined && typeof value !== "string") return <p class="none" id={id} tabIndex={-1}>{say("noteInText")}</p>;
  const typed = (event) => change(read(field, event.currentTarget.value));
  if (field.long) return <textarea {...shared} rows={rowsOf(value)} value={value ?? ""} onInput={typed} />;
  const isShort = ["date", "whole number", "number"].includes(field.type);
  return (
    <input
      {...shared}
      class={isShort ? "short" : undefined}
      type="text"
      inputMode={field.type === "number" ? "decimal" : field.type === "whole number" ? "numeric" : undefined}
      autocomplete="off"
      value={value ?? ""}
      onInput={typed}
    />
  );
}

const rowsOf = (value) => Math.min(8, Math.max(2, Math.ceil(String(value ?? "").length / 60)));

/** A number as such, as far as it is one: what is wrong with any other text is for the program to say. @param {FieldOf} field @param {string} text */
function read(field, text) {
  if (text === "") return undefined;
  const isNumber = field.type === "whole number" ? /^(0|[1-9]\d{0,14})$/ : /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;
  return ["whole number", "number"].includes(field.type) && isNumber.test(text.trim()) ? Number(text) : text;
}

/** @param {any} props */
function Reference({ field, id, value, change, described, invalid }) {
  const { choices } = useContext(FormContext);
  const items = choices[field.refers].filter((item) => !field.of || field.of.includes(item.of) || item.id === value);
  return <Picker {...{ id, items, describedBy: described, invalid, required: field.required }} value={value ?? ""} choose={(chosen) => change(chosen || undefined)} />;
}

/** @param {any} props */
function References({ field, path, id, value, change, described, invalid }) {
  const { choices, newSource } = useContext(FormContext);
  const items = choices[field.refers];
  const chosen = value ?? [];
  const idIn = (part) => (typeof part === "string" ? part : part.id);
  const left = items.filter((item) => field.placed || !chosen.some((part) => idIn(part) === item.id));
  const put = (place, part) => change(chosen.map((other, number) => (number === place ? part : other)));
  return (
    <>
      {chosen.length > 0 && (
        <ul class="chosen">
          {chosen.map((part, place) => {
            const name = items.find((item) => item.id === idIn(part))?.name ?? idIn(part);
            return (
              <li key={`${idIn(part)}-${place}`}>
                <span>{name}</span>
                {field.placed && (
                  <label>
                    <span>{say("where")}<span class="unseen"> {name}</span></span>
                    <input
                      type="text"
                      value={part.where ?? ""}
                      onInput={({ currentTarget: { value: where } }) => put(place, where ? { id: idIn(part), where } : idIn(part))}
                    />
                  </label>
                )}
                <button type="button" class="small" onClick={(event) => { focusNear(event.currentTarget, id); change(chosen.filter((_, number) => number !== place)); }}>
                  {say("leaveOut")}<span class="unseen"> {name}</span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <div class="add">
        {chosen.length > 0 && <label for={`${id}-add`}>{say("addTo", { field: field.label })}</label>}
        <Picker
          id={`${id}-add`}
          label={chosen.length ? undefined : say("addTo", { field: field.label })}
          items={left}
          value=""
          describedBy={described}
          invalid={invalid}
          choose={(added) => added && change([...chosen, added])}
        />
        {field.refers === "sources" && newSource && (
          <button type="button" onClick={() => newSource(path)}>{say("newSource")}</button>
        )}
      </div>
    </>
  );
}

/** Moves the focus before what holds it goes. @param {HTMLElement} element @param {string} id */
function focusNear(element, id) {
  const next = element.closest("li, .part")?.nextElementSibling?.querySelector("button, input");
  (next ?? document.getElementById(`${id}-add`) ?? document.getElementById(id))?.focus();
}

/** @param {any} props */
function Texts({ field, id, value, change, described, invalid }) {
  const texts = value ?? [];
  const put = (place, text) => change(texts.map((other, number) => (number === place ? text : other)));
  return (
    <>
      {texts.map((text, place) => (
        <div class="row" key={place}>
          <input
            type="text"
            id={`${id}-${place}`}
            aria-label={say("numbered", { name: field.label, number: place + 1 })}
            aria-describedby={described}
            aria-invalid={invalid || undefined}
            value={text}
            onInput={(event) => put(place, event.currentTarget.value)}
          />
          <button type="button" class="small" onClick={(event) => { focusNear(event.currentTarget, id); change(texts.filter((_, number) => number !== place)); }}>
            {say("leaveOut")}<span class="unseen"> {text}</span>
          </button>
        </div>
      ))}
      <button type="button" id={`${id}-add`} onClick={() => { change([...texts, ""]); focusSoon(`${id}-${texts.length}`); }}>{say("addAnother")}</button>
    </>
  );
}

/** @param {any} props */
function Choices({ field, id, value, change }) {
  const chosen = value ?? [];
  return (
    <div class="ticks">
      {field.choices.map((choice) => (
        <label class="tick" key={choice.value}>
          <input
            type="checkbox"
            id={`${id}-${choice.value}`}
            checked={chosen.includes(choice.value)}
            onChange={({ currentTarget: { checked } }) =>
              change(field.choices.map((other) => other.value).filter((other) => (other === choice.value ? checked : chosen.includes(other))))
            }
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </div>
  );
}

/** @param {any} props */
function Entries({ field, path, id, value, change }) {
  const parts = field.many ? (value ?? []) : value ? [value] : [];
  const set = (next) => change(field.many ? next : next[0]);
  const put = (place, part) => set(parts.map((other, number) => (number === place ? part : other)));
  const at = (place) => (field.many ? [...path, place] : path);
  return (
    <>
      {parts.map((part, place) => (
        <div class="part" key={part[WAS] ?? `new-${place}`} role="group" aria-label={field.many ? say("numbered", { name: field.label, number: place + 1 }) : undefined}>
          {field.fields.map((inner) => (
            <Field
              key={inner.name}
              field={inner}
              path={[...at(place), inner.name]}
              value={part[inner.name]}
              change={(text) => put(place, { ...part, [inner.name]: text })}
            />
          ))}
          <button type="button" class="small" onClick={(event) => { focusNear(event.currentTarget, id); set(parts.filter((_, number) => number !== place)); }}>
            {say("leaveOut")}<span class="unseen"> {say("numbered", { name: field.label, number: place + 1 })}</span>
          </button>
        </div>
      ))}
      {(field.many || !parts.length) && (
        <button type="button" id={`${id}-add`} onClick={() => { set([...parts, {}]); focusSoon(idOf([...at(parts.length), field.fields[0].name])); }}>
          {say("addTo", { field: field.label })}
        </button>
      )}
    </>
  );
}

/** @param {string} id */
export const focusSoon = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));

/** Put the keyboard into a field, or into the nearest that holds it, and open what it is folded into. @param {Path} path */
export function focusField(path) {
  for (let length = path.length; length > 0; length -= 1) {
    const element = document.getElementById(idOf(path.slice(0, length)));
    if (!element) continue;
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const box = element.matches("input, select, textarea") ? element : (element.querySelector("input, select, textarea, button") ?? element);
    box.focus();
    box.scrollIntoView({ block: "center" });
    return true;
  }
  return false;
}

/** What the fields on a path are called. @param {{fields?: FieldOf[]}} form @param {Path} path */
export function fieldLabel(form, path) {
  const [name, ...rest] = path.filter((step) => typeof step === "string");
  const field = form.fields?.find((one) => one.name === name);
  if (!field) return String(name ?? "");
  return field.fields && rest.length ? `${field.label} › ${fieldLabel(field, rest)}` : field.label;
}
