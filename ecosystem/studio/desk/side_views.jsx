// What is not an entry: the questions, the changes, what is to be corrected.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { counted, say } from "../../infographic/strings.js";
import { useAnswer, useDesk } from "./desk_state.js";
import { fieldLabel } from "./fields.jsx";
import { address } from "./routes.js";

/** @param {{title: string, children: any}} props */
function View({ title, children }) {
  const heading = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>{title}</h2>
      {children}
    </>
  );
}

export function MyChanges() {
  const changes = useAnswer("changes");
  return (
    <View title={say("myChanges")}>
      <p class="help">{say("sinceOpened")}</p>
      {changes && !changes.length && <p>{say("noChanges")}</p>}
      {changes?.map((change, place) => (
        <section class="change" key={place}>
          <h3>{change.form ? <a href={address(change.form, change.id)}>{change.about}</a> : change.about}</h3>
          <ul>{change.lines.map((line) => <li key={line}>{line}</li>)}</ul>
        </section>
      ))}
    </View>
  );
}

export function ToCorrect() {
  const { state } = useDesk();
  const { mistakes, warnings } = state;
  return (
    <View title={say("toCorrect")}>
      {!mistakes.length && !warnings.length && <p>{say("nothingWrong")}</p>}
      {mistakes.length > 0 && <h3>{counted("mistakes", mistakes.length)}</h3>}
      <Findings findings={mistakes} />
      {warnings.length > 0 && <h3>{counted("warnings", warnings.length)}</h3>}
      {warnings.length > 0 && <p class="help">{say("aboutWarnings")}</p>}
      <Findings findings={warnings} />
    </View>
  );
}

/** @param {{findings: any[]}} props */
function Findings({ findings }) {
  const desk = useDesk();
  return (
    <ul class="findings">
      {findings.map((one, place) => (
        <li key={place}>
          <p>
            {one.form ? <a href={address(one.form, one.id, one.field)}>{[one.name, fieldLabel(desk.form(one.form), one.field)].filter(Boolean).join(" › ")}</a> : <span>{one.path}</span>}
            {one.line > 0 && <a class="note" href={address("text", String(one.line))}>{say("line", { number: String(one.line) })}</a>}
          </p>
          <p>{one.text} {one.remedy}</p>
        </li>
      ))}
    </ul>
  );
}

const READY = ["gaps", "actions", "diff"];

export function Question() {
  const desk = useDesk();
  const [words, setWords] = useState("");
  const [asked, setAsked] = useState("");
  const [answer, setAnswer] = useState(/** @type {{output: string, exit: number} | null} */ (null));
  const output = useRef(/** @type {any} */ (null));
  const ask = async (question) => {
    if (!question.trim()) return;
    setWords(question);
    desk.set({ working: desk.working + 1 });
    try {
      await desk.settle();
      setAnswer(await desk.call("ask", question));
      setAsked(question);
      requestAnimationFrame(() => output.current?.focus());
    } catch (error) {
      desk.set({ said: error.message });
    } finally {
      desk.set({ working: desk.working - 1 });
    }
  };
  return (
    <View title={say("ask")}>
      <form onSubmit={(event) => { event.preventDefault(); ask(words); }} class="question">
        <div class="field">
          <label for="question">{say("question")}</label>
          <p class="help" id="question-help">{say("questionHelp")}</p>
          <input id="question" type="text" autocomplete="off" spellcheck={false} aria-describedby="question-help" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
        </div>
        <div class="actions">
          <button type="submit" class="main">{say("askNow")}</button>
          {READY.map((one) => (
            <button type="button" key={one} onClick={() => ask(one)}>{say(one)}</button>
          ))}
        </div>
      </form>
      {answer && (
        <section class="answer" ref={output} tabIndex={-1} aria-labelledby="asked">
          <h3 id="asked">{asked}</h3>
          <pre tabIndex={0} aria-labelledby="asked" role="region">{answer.output || say("noAnswer")}</pre>
        </section>
      )}
    </View>
  );
}
