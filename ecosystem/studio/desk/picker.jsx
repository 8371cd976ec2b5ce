// A box in which an entry is chosen by its name: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/.
import { useId, useMemo, useRef, useState } from "preact/hooks";
import { folded } from "../../infographic/folding.js";
import { counted, say } from "../../infographic/strings.js";

const MOST = 40;

/** The entries with all the words: first those whose name starts with them, then whose name has them, then the others.
 * @param {Item[]} items @param {string} words */
function matching(items, words) {
  const asked = folded(words).split(" ").filter(Boolean);
  const has = (text) => asked.every((word) => text.includes(word));
  const rank = (item) => {
    const name = folded(item.name);
    if (name.startsWith(asked.join(" "))) return 0;
    if (has(name)) return 1;
    return has(folded(`${item.name} ${item.words ?? ""} ${item.id}`)) ? 2 : 3;
  };
  const found = items.filter((item) => has(folded(`${item.name} ${item.words ?? ""} ${item.id} ${item.note ?? ""}`)));
  return asked.length ? found.map((item) => ({ item, rank: rank(item) })).sort((one, other) => one.rank - other.rank).map(({ item }) => item) : found;
}

/**
 * @param {{id?: string, label?: string, items: Item[], value: string, choose: (id: string) => void, describedBy?: string,
 *   invalid?: boolean, required?: boolean, unknown?: (text: string) => void}} props
 */
export function Picker({ id, label, items, value, choose, describedBy, invalid, required, unknown }) {
  const own = useId();
  const box = id ?? own;
  const [typed, setTyped] = useState(/** @type {string | null} */ (null));
  const [active, setActive] = useState(0);
  const input = useRef(/** @type {HTMLInputElement} */ (null));
  const chosen = items.find((item) => item.id === value);
  const isOpen = typed !== null;
  const found = useMemo(() => (isOpen ? matching(items, typed) : []), [items, typed]);
  const shown = found.slice(0, MOST);

  const take = (item) => {
    choose(item.id);
    setTyped(null);
    input.current.value = item.name;
  };
  const open = (text) => {
    setTyped(text);
    setActive(0);
  };
  const leave = () => {
    if (!isOpen) return;
    const text = typed.trim();
    setTyped(null);
    if (text === "" && input.current.value.trim() === "") choose("");
    else if (text !== "") {
      const same = found.find((item) => folded(item.name) === folded(text)) ?? (found.length === 1 ? found[0] : null);
      if (same) choose(same.id);
      else unknown?.(text);
    }
  };
  const press = (event) => {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) open("");
      else if (shown.length) setActive((active + (key === "ArrowDown" ? 1 : shown.length - 1)) % shown.length);
    } else if (key === "Enter" && isOpen) {
      event.preventDefault(); // or the form would be saved
      if (shown[active] && (typed.trim() || active)) take(shown[active]);
    } else if (key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setTyped(null);
      input.current.value = chosen?.name ?? "";
    }
  };
  const option = (place) => `${box}-${place}`;
  return (
    <div class="picker">
      <input
        id={box}
        ref={input}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={`${box}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && shown[active] ? option(active) : undefined}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        aria-required={required || undefined}
        value={isOpen ? typed : (chosen?.name ?? value)}
        onInput={(event) => open(event.currentTarget.value)}
        onClick={() => isOpen || open("")}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={leave}
        onKeyDown={press}
      />
      <ul id={`${box}-list`} role="listbox" aria-label={label ?? say("choices")} hidden={!isOpen || !shown.length}>
        {shown.map((item, place) => (
          <li
            id={option(place)}
            key={`${item.form}/${item.id}`}
            role="option"
            aria-selected={place === active}
            ref={(element) => place === active && isOpen && element?.scrollIntoView({ block: "nearest" })}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(item)}
          >
            {item.name}
            {item.note && <span class="note">{item.note}</span>}
          </li>
        ))}
      </ul>
      <span class="unseen" role="status">
        {isOpen && (found.length ? counted("found", found.length) : say("noneFound"))}
      </span>
      {isOpen && !found.length && <p class="none">{say("noneFound")}</p>}
      {isOpen && found.length > shown.length && <p class="none">{counted("moreFound", found.length - shown.length)}</p>}
    </div>
  );
}
