// The wheel: a click or Enter selects, a mouse that rests previews.
import { ARC } from "../wheel/geometry.js";
import { spokeCurve } from "../wheel/curves.js";
import { data, filter, isShown, label, of, selection as chosen, show as showSelection, tied as tiedBy } from "../page.js";
import { clear } from "./filter.js";
import { sayChosen, setOut, walk } from "./walking.js";

const wheel = document.getElementById("wheel");
const marks = [...wheel.querySelectorAll("[data-n]")];
const curves = new Map([...wheel.querySelectorAll(".curves [data-l]")].map((path) => [Number(path.dataset.l), path]));
const answerLines = document.getElementById("answer-lines");
const byId = new Map(marks.map((mark) => [mark.dataset.n, mark]));

/** Where a mark stands, read from the drawing itself: its angle clockwise from the top, and its distance from the
    centre. @returns {[number, number]} */
function place(mark) {
  const circle = mark.querySelector("circle");
  if (circle) return polar(circle.cx.baseVal.value, circle.cy.baseVal.value);
  const turn = mark.transform.baseVal.getItem(0).matrix;
  const { e } = mark.querySelector("use").transform.baseVal.getItem(0).matrix;
  return polar(turn.a * e, turn.b * e);
}

/** @returns {[number, number]} */
const polar = (x, y) => [Math.atan2(x, -y), Math.hypot(x, y)];

/** A dotted line to an organisation whose tie is not itself a curve of the wheel, because it runs through an action. */
function drawAnswerLine(from, to) {
  const [[mark], [end, ring]] = [from, to].map(place);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", spokeCurve(mark, end, ring - ARC));
  answerLines.append(path);
}

function drawAnswer(selection) {
  const mark = byId.get(selection.id);
  if (!mark || selection.sort !== "answer") return;
  for (const { organisation, links } of data.answers.get(selection.id)) {
    const isDrawn = links.some((number) => curves.has(number));
    if (!isDrawn && byId.has(organisation)) drawAnswerLine(mark, byId.get(organisation));
  }
}

/** Light what is shown: a selection, a filter, or one within the other. */
function light(selection) {
  const isLighting = Boolean(selection || filter);
  wheel.classList.toggle("lighting", isLighting);
  wheel.classList.toggle("asking", Boolean(selection && selection.asked));
  for (const mark of marks) mark.classList.toggle("lit", isLighting && isShown("nodes", mark.dataset.n, selection));
  for (const [number, path] of curves) path.classList.toggle("lit", isLighting && isShown("links", number, selection));
  answerLines.replaceChildren();
  if (selection && selection.asked) drawAnswer(selection);
}

export function show(selection) {
  light(selection);
  sayChosen(selection);
}

// A mouse that rests on a mark previews what a click would hold.
const markOf = (event) => event.target.closest("[data-n]");
wheel.addEventListener("pointerover", (event) => {
  const mark = markOf(event);
  if (mark && event.pointerType === "mouse" && !chosen) light(of(mark.dataset.n));
});
wheel.addEventListener("pointerout", (event) => {
  if (event.pointerType === "mouse" && !chosen) light(null);
});

const select = (mark) => showSelection(of(mark.dataset.n));

wheel.addEventListener("click", (event) => {
  const mark = markOf(event);
  if (!mark) {
    clear();
    return;
  }
  setOut(mark);
  select(mark);
});

/** The marks that a link joins with one. */
function tied({ dataset: { n: id } }) {
  const { nodes } = tiedBy(({ tail, head }) => tail === id || head === id);
  return marks.filter((mark) => nodes.has(mark.dataset.n));
}

walk({ marks: () => marks, tied, label: (mark) => label(mark.dataset.n), press: select }, marks[0]);
