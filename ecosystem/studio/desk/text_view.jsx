// The text of the file itself, beside the forms: both change the same document.
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../../infographic/strings.js";
import { addressOf } from "../engine.js";
import { useDesk } from "./desk_state.js";
import { phrases } from "./editor_phrases.js";
import { usePlace } from "./routes.js";

export function TextView() {
  const desk = useDesk();
  const { id } = usePlace();
  const { state } = desk;
  const place = useRef(/** @type {HTMLDivElement} */ (null));
  const [editor, setEditor] = useState(/** @type {any} */ (null));
  const [failed, setFailed] = useState("");

  useEffect(() => {
    let made = null;
    let isWanted = true;
    import(addressOf("text.js")).then(
      ({ openTextEditor }) => {
        if (!isWanted) return;
        made = openTextEditor(place.current, {
          text: desk.typed ?? desk.state.text,
          label: say("theText"),
          phrases: phrases(),
          forms: desk.forms,
          entries: (kind) => desk.ask("entries", kind),
          typed: (text) => desk.type(text),
        });
        setEditor(made);
      },
      (error) => setFailed(error.message),
    );
    return () => {
      isWanted = false;
      made?.close();
    };
  }, []);

  useEffect(() => {
    if (!editor || desk.typed !== null) return;
    editor.take(state.text);
    editor.mark([
      ...state.mistakes.map(({ line, written }) => ({ line, text: written, isWarning: false })),
      ...state.warnings.map(({ line, written }) => ({ line, text: written, isWarning: true })),
    ]);
  }, [editor, state, desk.typed]);

  useEffect(() => {
    if (!editor) return;
    if (id) editor.goTo(Number(id) || 1);
    else editor.focus();
  }, [editor, id]);

  return (
    <>
      <h2>{say("theText")}</h2>
      <p class="help">{say("theTextHelp")}</p>
      {failed && <p class="wrong" role="alert">{failed}</p>}
      <div class="text" dir="ltr" ref={place} />
    </>
  );
}
