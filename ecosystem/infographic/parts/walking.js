// Walking the wheel with the keyboard: one stop of the Tab key, arrows round it and along links, a letter to a name.
// It is a list to choose from, so that a screen reader leaves the keys to it, as the ARIA Authoring Practices have it:
// https://www.w3.org/WAI/ARIA/apg/patterns/listbox/. Without script nothing can be chosen, and the marks are symbols.

const wheel = document.getElementById("wheel");
const list = document.getElementById("marks");
let way = null; // what is walked
let current = null; // the mark that the Tab key leads to
let origin = null; // where the arrows along links set out from, and how many marks on they are
let passed = 0;
let chosen = null; // the mark that is selected

const hasFocus = () => list.contains(document.activeElement);

/** The marks that are drawn: a narrow screen has the priorities elsewhere. */
const shown = () => way.marks().filter((mark) => mark.getClientRects().length);

/** Lead the Tab key to a mark. */
function lead(mark) {
  current?.setAttribute("tabindex", "-1");
  current = mark;
  mark.setAttribute("tabindex", "0");
}

function moveTo(mark) {
  lead(mark);
  mark.focus({ preventScroll: true }); // some browsers would scroll to the top of the wheel: see zoom.js
}

export const stop = () => current;

export function stopAt(mark) {
  lead(mark);
  origin = mark;
  passed = 0;
}

export function setOut(mark) {
  stopAt(mark);
  moveTo(mark);
}

/** @param {Way} by */
export function walk(by, first) {
  way = by;
  wheel.setAttribute("role", "group"); // in a document of its own Orca would fall silent
  list.setAttribute("role", "listbox");
  for (const mark of way.marks()) {
    mark.setAttribute("tabindex", "-1");
    mark.setAttribute("role", "option");
  }
  if (first) stopAt(first);
}

/** Take the mark that is selected, to which the Tab key then leads. @param {Chosen | null} selection */
export function sayChosen(selection) {
  const id = selection?.id ?? null; // what has no id is no mark's, and a mark without one stands for many
  chosen = way.marks().find((mark) => id !== null && mark.dataset.n === id) ?? null;
  if (chosen?.getClientRects().length && !hasFocus()) stopAt(chosen);
  sayWhich();
}

/** Say of every mark whether it is selected. Where something else has the focus none is said to be until the list is
    entered: a screen reader would leave the question that has just been answered, and read the list instead. */
function sayWhich() {
  const isHere = hasFocus();
  for (const mark of way.marks()) mark.setAttribute("aria-selected", String(isHere && mark === chosen));
}

function moveRound(by) {
  const round = shown();
  setOut(round.at((round.indexOf(current) + by) % round.length));
}

/** To the next mark that a link joins with the one set out from, and back to it after the last. */
function moveAlong(by) {
  const tied = way.tied(origin);
  const near = [origin, ...shown().filter((mark) => mark !== origin && tied.includes(mark))];
  passed = (passed + by) % near.length;
  moveTo(near.at(passed));
}

function moveToLetter(letter) {
  const round = shown();
  const index = round.indexOf(current);
  const after = [...round.slice(index + 1), ...round.slice(0, index + 1)];
  const found = after.find((mark) => way.label(mark).toLowerCase().startsWith(letter.toLowerCase()));
  if (found) setOut(found);
}

const ahead = document.documentElement.dir === "rtl" ? -1 : 1; // the way that the page reads
const keys = {
  ArrowRight: () => moveRound(ahead),
  ArrowLeft: () => moveRound(-ahead),
  ArrowDown: () => moveAlong(1),
  ArrowUp: () => moveAlong(-1),
  Home: () => setOut(shown()[0]),
  End: () => setOut(shown().at(-1)),
  Enter: () => way.press(current),
  " ": () => way.press(current),
};

wheel.parentElement.addEventListener("focusin", sayWhich); // a listener would make the list itself a stop of the Tab key
wheel.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const isLetter = /^[\p{L}\p{N}]$/u.test(event.key);
  if (!isLetter && !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  if (isLetter) moveToLetter(event.key);
  else keys[event.key]();
});
