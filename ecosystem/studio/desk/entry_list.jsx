// The entries of a form, to choose one by its name.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { folded } from "../../infographic/folding.js";
import { counted, say } from "../../infographic/strings.js";
import { useAnswer, useDesk } from "./desk_state.js";
import { address, NEW } from "./routes.js";

const MOST = 200;

/** @param {{form: FormOf}} props */
export function EntryList({ form }) {
  const desk = useDesk();
  const items = useAnswer("entries", form.name);
  const [words, setWords] = useState("");
  const [shownMost, setMost] = useState(MOST);
  const heading = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => heading.current?.focus(), [form.name]);
  const asked = folded(words).split(" ").filter(Boolean);
  const fits = (item) => asked.every((word) => folded(`${item.name} ${item.note ?? ""} ${item.words ?? ""}`).includes(word));
  const found = items?.filter(fits) ?? [];
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>{form.label}</h2>
      <p class="help">{form.help}</p>
      <p><a class="button" href={address(form.name, NEW)}>{say("newOne", { one: form.one })}</a></p>
      {items?.length > 7 && (
        <div class="field">
          <label for="filter">{say("filter")}</label>
          <input id="filter" type="search" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
          <p class="help" role="status">{asked.length ? counted("found", found.length) : ""}</p>
        </div>
      )}
      {items && !items.length && <p>{say("empty")}</p>}
      <ul class="list">
        {found.slice(0, shownMost).map((item) => (
          <li key={item.id}>
            <a href={address(form.name, item.id)}>
              <span>{item.name}</span>
              {desk.drafts.has(`${form.name}/${item.id}`) && <span class="tag">{say("unsavedMark")}</span>}
              {item.note && <span class="note">{item.note}</span>}
            </a>
          </li>
        ))}
      </ul>
      {found.length > shownMost && (
        <button type="button" onClick={() => setMost(shownMost + 1000)}>{counted("showMore", found.length - shownMost)}</button>
      )}
    </>
  );
}
