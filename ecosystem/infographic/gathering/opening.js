// A kind opens, goes on by a step and is gathered again: by its mark, by the buttons and by Escape.
import { filter, label, of, selection, show } from "../page.js";
import { sayAloud } from "../parts/status.js";
import { sayChosen, setOut, stop, walk } from "../parts/walking.js";
import { whole } from "../parts/zoom.js";
import { say, tell, textOf } from "../strings.js";
import { close, kinds, open, opened, openNames, size, stepsOf } from "./kinds.js";
import { light } from "./light.js";
import { markAt, marks, ties } from "./marks.js";
import { draw } from "./picture.js";
import { buttons, hint, narrow, title, wheel } from "./stage.js";

function showButtons() {
  const pressed = buttons.find((button) => button === document.activeElement);
  for (const button of buttons) button.hidden = !opened || (button.dataset.step !== "0" && stepsOf(opened.kind) < 2);
  if (pressed?.hidden) setOut(stop()); // or the keyboard would be lost with it
}

function openWords() {
  const { words, entries } = kinds.get(opened.kind);
  const shown = openNames();
  const first = opened.step * size();
  if (shown.length === entries.length) return say("allOfKind", { kind: words, count: entries.length });
  const [from, to] = [shown[0], shown[shown.length - 1]].map(label);
  return say("namesOfKind", { kind: words, first: first + 1, last: first + shown.length, count: entries.length, from, to });
}

/** How this wheel is walked: see parts/walking.js. @type {Way} */
const way = {
  marks: () => marks.map(({ element }) => element),
  tied(element) {
    const mark = markAt(element);
    const found = ties.filter(({ one, other }) => one === mark || other === mark);
    return found.flatMap(({ one, other }) => [one.element, other.element]);
  },
  label: (element) => markAt(element).label,
  press: (element) => press(markAt(element)),
};

/** Draw what is open. The Tab key leads to the mark that is wanted, else to the one it led to before. */
export function redraw(wanted = markAt(stop())?.key) {
  const hadKeyboard = wheel.contains(document.activeElement);
  whole();
  draw();
  const mark = (marks.find(({ key }) => key === wanted) ?? marks[0]).element;
  walk(way, mark);
  if (hadKeyboard) setOut(mark);
  showButtons();
  tell(title, opened ? openWords() : hint);
  light(selection);
  sayChosen(selection);
}

export function openAt(kind, step, wanted) {
  open(kind, step);
  redraw(wanted ?? openNames()[0]);
}

function gather() {
  const { kind } = opened;
  close();
  redraw(`kind ${kind}`);
  sayAloud(say("allGrouped"));
}

export function press(mark) {
  if (mark.id !== null) {
    show(of(mark.id));
    return;
  }
  openAt(mark.kind, mark.isRest ? opened.step + 1 : 0);
  sayAloud(say("opened", { kind: textOf(title) }));
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    const by = Number(button.dataset.step);
    if (by) openAt(opened.kind, opened.step + by);
    else gather();
    if (by) sayAloud(textOf(title));
  });
}

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !opened || selection || filter) return;
    event.stopPropagation();
    gather();
  },
  { capture: true },
);

narrow.addEventListener("change", () => {
  if (opened) open(opened.kind, 0);
  redraw();
});
