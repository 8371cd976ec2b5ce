// What a second file brings: questions that only a person can answer, side by side, and then what has changed.
import { useState } from "preact/hooks";
import { counted, say } from "../../infographic/strings.js";
import { useAnswer, useDesk } from "./desk_state.js";
import { Dialog } from "./dialog.jsx";
import { Picker } from "./picker.jsx";

/** @typedef {{id: string, text: string, was?: string, ours?: string, theirs?: string, places?: string[], section?: string, gone?: string[]}} Question */

export function MergeDialog() {
  const desk = useDesk();
  const { name, questions, refused } = desk.merging;
  const close = () => desk.set({ merging: null });
  return (
    <Dialog title={say("mergeTitle", { name })} close={close} isWide>
      {refused ? (
        <div role="alert">{refused.map((one) => <p class="wrong" key={one.text}>{one.text}</p>)}</div>
      ) : questions ? (
        <Questions key={questions.map(({ id }) => id).join()} questions={questions} close={close} />
      ) : (
        <Merged />
      )}
      {!questions && <div class="actions"><button type="button" class="main" onClick={close}>{say("close")}</button></div>}
    </Dialog>
  );
}

/** @param {{questions: Question[], close: () => void}} props */
function Questions({ questions, close }) {
  const desk = useDesk();
  const { name, remarks } = desk.merging;
  const [answers, setAnswers] = useState(/** @type {Record<string, string>} */ ({}));
  const choose = (id, choice) => setAnswers((given) => ({ ...given, [id]: choice }));
  const left = questions.filter(({ id }) => answers[id] === undefined).length;
  const answer = async (event) => {
    event.preventDefault();
    const state = await desk.act("answer", answers);
    desk.set({ merging: { ...state, name } });
  };
  return (
    <form onSubmit={answer}>
      {remarks.map((line) => <p class="help" key={line}>{line}</p>)}
      <p>{counted("toDecide", questions.length)}</p>
      {questions.map((one) =>
        one.places ? <OfDeleted key={one.id} question={one} chosen={answers[one.id]} choose={choose} /> : <OfBoth key={one.id} question={one} chosen={answers[one.id]} choose={choose} />,
      )}
      <div class="actions">
        <button type="submit" class="main" disabled={left > 0}>{say("mergeNow")}</button>
        <button type="button" onClick={close}>{say("cancel")}</button>
        {left > 0 && <span class="quiet" role="status">{counted("leftToDecide", left)}</span>}
      </div>
    </form>
  );
}

/** What both changed: the two side by side. @param {{question: Question, chosen?: string, choose: (id: string, choice: string) => void}} props */
function OfBoth({ question, chosen, choose }) {
  const side = (choice, label, text) => (
    <label class="side">
      <span class="tick"><input type="radio" name={question.id} checked={chosen === choice} onChange={() => choose(question.id, choice)} />{label}</span>
      <span class="told">{text}</span>
    </label>
  );
  return (
    <fieldset class="field both">
      <legend>{question.text}</legend>
      <p class="help">{say("itWas", { text: question.was })}</p>
      <div class="sides">
        {side("ours", say("yourFile"), question.ours)}
        {side("theirs", say("otherFile"), question.theirs)}
      </div>
    </fieldset>
  );
}

/** What still names an entry that the other file deletes. @param {{question: Question, chosen?: string, choose: (id: string, choice: string) => void}} props */
function OfDeleted({ question, chosen, choose }) {
  const entries = useAnswer("entries", question.section);
  if (!entries) return <p role="status">{say("working")}</p>;
  const items = entries.filter(({ id }) => !question.gone.includes(id));
  return (
    <fieldset class="field">
      <legend>{question.text}</legend>
      <ul class="hanging">{question.places.map((line) => <li key={line}>{line}</li>)}</ul>
      <label class="tick"><input type="radio" name={question.id} checked={chosen === ""} onChange={() => choose(question.id, "")} />{say("removeToo")}</label>
      <Picker label={say("takesPlace")} items={items} value={chosen ?? ""} choose={(id) => id && choose(question.id, id)} />
    </fieldset>
  );
}

function Merged() {
  const { merging } = useDesk();
  const { merged = [], remarks = [] } = merging;
  return (
    <>
      {remarks.map((line) => <p class="help" key={line}>{line}</p>)}
      <p>{merged.length ? say("canUndo") : say("nothingNew")}</p>
      {merged.map((change, place) => (
        <section class="change" key={place}>
          <h3>{change.about}</h3>
          <ul>{change.lines.map((line) => <li key={line}>{line}</li>)}</ul>
        </section>
      ))}
    </>
  );
}
