// Finding by name.
import { folded } from "../folding.js";
import { sayAloud } from "../parts/status.js";
import { byName, say, textOf } from "../strings.js";
import { rank } from "./names.js";
import { at, make, things } from "./page.js";
import { show, title } from "./panel.js";
import { selectThing } from "./selection.js";
import { state } from "./state.js";

let calledOf = null; // names as they are compared, once somebody asks

const namesOf = () => new Map(rank.map((id) => [id, [id, things[id].label, things[id].name, ...things[id].also].map(folded)]));

/** What is called so, else what has such a word, else what has it anywhere: not every script parts its words. */
function found(asked) {
  calledOf ??= namesOf();
  const fits = [
    (name) => name === asked,
    (name) => ` ${name}`.includes(` ${asked}`),
    (name) => name.includes(asked),
  ];
  return fits.map((fit) => rank.filter((id) => calledOf.get(id).some(fit))).find((ids) => ids.length) ?? [];
}

at("search").addEventListener("submit", (event) => {
  event.preventDefault();
  find();
});

// WebKit would take the first Enter to close its list of suggestions.
at("find").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  find();
});

function find() {
  if (!at("find").value.trim()) {
    sayAloud(say("writeName"));
    return;
  }
  const asked = folded(at("find").value);
  const ids = asked ? found(asked) : [];
  if (ids.length === 1) {
    selectThing(ids[0], true);
    return;
  }
  [state.thing, state.link] = [null, null];
  show("found", ids);
  sayAloud(ids.length ? say("chooseInPanel", { found: textOf(title) }) : say("sentence", { words: textOf(title) }));
}

/** The names to choose from, when somebody comes to the field: there may be hundreds. */
at("find").addEventListener("focus", () => {
  for (const words of [...new Set(rank.map((id) => things[id].label))].sort((one, other) => byName(one, other))) {
    const option = make("option");
    option.value = words;
    at("names").append(option);
  }
}, { once: true });
