// Find anything: what is typed narrows the map, and its results are a list to choose from. The keys are those of the
// combobox in the ARIA Authoring Practices: arrows walk the list, Enter chooses, Escape closes. The list hangs below
// the field in the bar, over what it does not narrow where there is room, and closes when the field is left.
import { of, select, show as showSelection } from "../page.js";
import { counted, say, tell } from "../strings.js";
import { criteria, narrow } from "./filter.js";
import { found } from "./results.js";
import { goToPanel } from "./works-on.js";

const MOST = 6; // of a group: more would hide the next
const find = document.getElementById("find");
const list = document.getElementById("find-list");
const none = document.getElementById("find-none");
const HEADINGS = {
  priorities: (count) => counted("foundPriorities", count),
  organisations: (count) => counted("foundOrganisations", count),
  plans: (count) => counted("foundPlans", count),
  actions: (count) => counted("foundActions", count),
  events: (count) => counted("foundEvents", count),
  outputs: (count) => counted("foundOutputs", count),
  sources: (count) => counted("foundSources", count),
};
let chosen = []; // what the options stand for, in their order
let at = -1;

function make(role, words, id) {
  const element = document.createElement("div");
  element.setAttribute("role", role);
  element.id = id;
  tell(element, words);
  return element;
}

function optionOf(thing) {
  const option = make("option", thing.label, `find-${chosen.length}`);
  option.setAttribute("aria-selected", "false");
  chosen.push(thing);
  return option;
}

function groupOf({ section, things }) {
  const group = make("group", "", `find-${section}`);
  const heading = make("presentation", HEADINGS[section](things.length), `find-${section}-title`);
  group.setAttribute("aria-labelledby", heading.id);
  group.append(heading, ...things.slice(0, MOST).map(optionOf));
  return group;
}

function mark(place) {
  at = place;
  [...list.querySelectorAll("[role=option]")].forEach((option, index) => {
    option.setAttribute("aria-selected", String(index === at));
    if (index === at) option.scrollIntoView({ block: "nearest" });
  });
  if (at < 0) find.removeAttribute("aria-activedescendant");
  else find.setAttribute("aria-activedescendant", `find-${at}`);
}

function setOpen(isOpen) {
  list.hidden = !isOpen;
  find.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) mark(-1);
}

/** Fill the list with what fits the words, and say where nothing does. */
function fill() {
  const words = find.value.trim();
  const { groups, isGuess } = found(words);
  chosen = [];
  list.replaceChildren(...groups.map(groupOf));
  mark(-1);
  tell(none, words && isGuess ? (groups.length ? say("foundNear", { words }) : say("foundNothing", { words })) : "");
}

function choose({ id, place }) {
  narrow({ words: "" });
  fill();
  setOpen(false);
  if (place) location.hash = place;
  else {
    showSelection(of(id));
    goToPanel();
  }
}

find.addEventListener("input", () => {
  if (find.value.trim()) select(null); // or what is found would be hidden behind it
  narrow({ words: find.value });
  fill();
  setOpen(chosen.length > 0);
});

const keys = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => !list.hidden && choose(chosen[Math.max(at, 0)]),
  Escape: () => setOpen(false),
};

function step(by) {
  if (list.hidden) fill();
  setOpen(chosen.length > 0);
  if (!chosen.length) return;
  const start = at < 0 && by < 0 ? chosen.length : at;
  mark((start + by + chosen.length) % chosen.length);
}

find.addEventListener("blur", () => setOpen(false));
find.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  keys[event.key]?.();
  if (["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) event.preventDefault();
});
list.addEventListener("mousedown", (event) => event.preventDefault()); // the keyboard stays in the field
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) choose(chosen[Number(option.id.slice("find-".length))]);
});

export function show(selection) {
  if (selection) setOpen(false);
  if (find.value === criteria.words) return;
  find.value = criteria.words;
  none.textContent = "";
  setOpen(false);
}
