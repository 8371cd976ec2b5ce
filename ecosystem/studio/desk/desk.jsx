// The interface of the studio: a column of sections, one form, and the map beside it.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { counted, say } from "../../infographic/strings.js";
import { Desk, DeskContext, useDesk } from "./desk_state.js";
import { EntryForm } from "./entry_form.jsx";
import { EntryList } from "./entry_list.jsx";
import { FileDialogs, FileNotices, useDropping } from "./file_notices.jsx";
import { FilesView } from "./files_view.jsx";
import { HandOver } from "./hand_over.jsx";
import { MapFrame } from "./map_frame.jsx";
import { Opening } from "./opening.jsx";
import { address, usePlace } from "./routes.js";
import { MyChanges, Question, ToCorrect } from "./side_views.jsx";
import { TextView } from "./text_view.jsx";

const WIDE = "(min-width: 70em)";
const NARROW = "(max-width: 45em)";
const VIEW_NAMES = { changes: "myChanges", correct: "toCorrect", ask: "ask", text: "theText", file: "theFile", hand: "handOver" };
const VIEWS = { changes: MyChanges, correct: ToCorrect, ask: Question, text: TextView, file: FilesView, hand: HandOver };

/** Draw the interface. @param {import("./desk_state.js").Call} call @param {(html: string) => any} forFrame */
export function openDesk(call, forFrame) {
  const desk = new Desk(call);
  render(<DeskContext.Provider value={desk}><Whole forFrame={forFrame} /></DeskContext.Provider>, document.getElementById("desk"));
  return desk;
}

/** Whether the window is as a query says. @param {string} query */
function useMedia(query) {
  const [fits, setFits] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const listener = () => setFits(media.matches);
    media.addEventListener("change", listener);
    return () => media.removeEventListener("change", listener);
  }, [query]);
  return fits;
}

/** @param {{forFrame: (html: string) => any}} props */
function Whole({ forFrame }) {
  const desk = useDesk();
  const { part, id, field } = usePlace();
  const isWide = useMedia(WIDE);
  const [isMapShown, setMapShown] = useState(false);
  useEffect(() => setMapShown(false), [part, id]);
  useDropping();
  if (!desk.state) return <Opening />;
  const View = Object.hasOwn(VIEWS, part) ? VIEWS[part] : null;
  const form = desk.form(part) ?? desk.form("organisations");
  const isForm = form.name === "ecosystem" || id !== undefined;
  return (
    <div class={isMapShown && !isWide ? "desk only-map" : "desk"}>
      <a class="skip" href="#work" onClick={(event) => { event.preventDefault(); document.getElementById("work").focus(); }}>{say("skip")}</a>
      <Bar isWide={isWide} isMapShown={isMapShown} setMapShown={setMapShown} />
      <Sections part={View ? part : form.name} />
      <main id="work" tabIndex={-1} hidden={isMapShown && !isWide}>
        <FileNotices />
        {!desk.state.valid && part !== "correct" && (
          <p class="notice"><a href={address("correct")}>{counted("hasMistakes", desk.state.mistakes.length)}</a></p>
        )}
        {View ? <View /> : isForm ? <EntryForm key={`${form.name}/${id}`} form={form} id={form.name === "ecosystem" ? "" : id} field={field} /> : <EntryList key={form.name} form={form} />}
      </main>
      <MapFrame forFrame={forFrame} isShown={isWide || isMapShown} />
      <FileDialogs />
    </div>
  );
}

/** The form and the id of an entry that is not saved. @param {string} key @returns {[string, string]} */
const placeOf = (key) => [key.slice(0, key.indexOf("/")), key.slice(key.indexOf("/") + 1)];

/** @param {{isWide: boolean, isMapShown: boolean, setMapShown: (is: boolean) => void}} props */
function Bar({ isWide, isMapShown, setMapShown }) {
  const desk = useDesk();
  const { state } = desk;
  const unsaved = [...desk.drafts.keys()].map(placeOf);
  const next = unsaved.find(([part, id]) => address(part, id) !== location.hash) ?? unsaved[0];
  return (
    <header class="bar">
      <h1>{state.title || state.name}</h1>
      <p class="said" role="status">{desk.said}</p>
      {unsaved.length > 0 && <a class="tag" href={address(...next)}>{counted("unsavedForms", unsaved.length)}</a>}
      <div class="tools">
        <button type="button" disabled={!state.canUndo} onClick={() => desk.act("undo")}>{say("undo")}</button>
        <button type="button" disabled={!state.canRedo} onClick={() => desk.act("redo")}>{say("redo")}</button>
        <button type="button" onClick={() => desk.keeper.save()}>{say("saveFile")}</button>
        {!isWide && (
          <button type="button" aria-pressed={isMapShown} aria-controls="map" onClick={() => setMapShown(!isMapShown)}>{say("map")}</button>
        )}
      </div>
      <span class="working" aria-hidden="true">{desk.working > 0 ? say("working") : ""}</span>
    </header>
  );
}

/** @param {{part: string}} props */
function Sections({ part }) {
  const desk = useDesk();
  const isNarrow = useMedia(NARROW);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [part]);
  const { state } = desk;
  const wrong = state.mistakes.length + state.warnings.length;
  const entry = (name, label, count) => (
    <li key={name}>
      <a href={address(name)} aria-current={name === part ? "page" : undefined}>
        <span>{label}</span>
        {count !== undefined && <span class="count">{count}</span>}
      </a>
    </li>
  );
  return (
    <nav class="sections" aria-label={say("sections")}>
      {isNarrow && (
        <button type="button" aria-expanded={isOpen} aria-controls="sections" onClick={() => setOpen(!isOpen)}>
          {say("sectionsOpen", { name: desk.form(part)?.label ?? say(VIEW_NAMES[part]) })}
        </button>
      )}
      <div id="sections" hidden={isNarrow && !isOpen}>
        <ul>{desk.forms.map((form) => entry(form.name, form.label, state.counts[form.name]))}</ul>
        <ul>
          {entry("changes", say("myChanges"))}
          {entry("correct", say("toCorrect"), wrong || undefined)}
          {entry("hand", say("handOver"))}
          {entry("ask", say("ask"))}
          {entry("file", say("theFile"))}
          {entry("text", say("theText"))}
        </ul>
      </div>
    </nav>
  );
}
