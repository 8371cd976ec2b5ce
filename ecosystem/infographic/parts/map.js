// The wheel: a click or Enter selects, a mouse that rests previews.
import { ARC, HUB, PRIORITY } from "../wheel/geometry.js";
import { data, filter, isShown, label, of, selection as chosen, show as showSelection, tied as tiedBy } from "../page.js";
import { clear, isUndated, narrow, toggled } from "./filter.js";
import { restoreHub, sayInHub } from "./hub.js";
import { clear as clearNames, pixelOf, place as placeNames } from "./names.js";
import { straightened } from "./straight.js";
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

const ROOM = 7; // px that a line keeps from marks it does not join
const OWN = 16; // px from its own ends where it need not
const MOST_LINES = 160; // of more than these none can be followed: the curves are lit instead

/** @returns {[number, number]} */
const cartesian = ([angle, radius]) => [radius * Math.sin(angle), -radius * Math.cos(angle)];

/** What a line must keep away from: the marks of the ring, and in the middle those of the answer.
    @param {Map<string, [number, number]>} middle */
function obstacles(middle) {
  const ring = marks.filter((mark) => mark.matches(".spoke")).map((mark) => {
    const scale = [...mark.querySelector("use").transform.baseVal].at(-1).matrix.a;
    return { at: cartesian(place(mark)), radius: 10 * scale };
  });
  return [...ring, ...[...middle.values()].map((at) => ({ at, radius: PRIORITY, isInside: true }))];
}

/** Where a line of the answer ends at a node: at the arc before its mark, or, for the priority that was asked for, at
    the hub. */
function endAt(id, other, selection) {
  const isAsked = selection.sort === "answer" && id === selection.id;
  if (isAsked) return cartesian([place(byId.get(other))[0], HUB + PRIORITY + 2]);
  const [angle, far] = place(byId.get(id));
  return cartesian([angle, byId.get(id).matches(".spoke") ? far - ARC : far]);
}

/** A line of the answer, from what was chosen if that is an end of it. */
function lineOf(key, { tail, head }, selection) {
  const [start, end] = head === selection.id ? [head, tail] : [tail, head];
  const ends = [start, end].map((id) => cartesian(place(byId.get(id))));
  return { key, from: endAt(start, end, selection), to: endAt(end, start, selection), ends };
}

function linesOf(selection) {
  const drawn = [...selection.links].filter((number) => curves.has(number));
  const lines = drawn.map((number) => lineOf(number, data.links[number - 1], selection));
  if (selection.sort !== "answer" || !byId.has(selection.id)) return lines;
  // Dotted to an organisation whose link is itself no line of the wheel, because it runs through an action.
  for (const { organisation, links } of data.answers.get(selection.id)) {
    if (links.some((number) => curves.has(number)) || !byId.has(organisation)) continue;
    lines.push(lineOf(null, { tail: organisation, head: selection.id }, selection));
  }
  return lines;
}

/** Draw an answer in front of the quiet curves: its lines as straight as can be. */
function drawLines(selection) {
  answerLines.replaceChildren();
  const lines = selection && byId.size ? linesOf(selection) : [];
  const isDrawn = lines.length > 0 && lines.length <= MOST_LINES;
  wheel.classList.toggle("drawn", isDrawn);
  if (!isDrawn) return;
  const pixel = pixelOf(wheel);
  const middle = new Map(marks.filter((mark) => mark.matches(".priority.lit") && mark.dataset.n !== selection.id).map((mark) => [mark.dataset.n, cartesian(place(mark))]));
  for (const { key, path } of straightened(lines, obstacles(middle), ROOM * pixel, OWN * pixel)) {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("d", path);
    line.setAttribute("class", key === null ? "through" : curves.get(key).getAttribute("class"));
    if (key !== null) line.dataset.line = key;
    answerLines.append(line);
  }
}

/** Light what is shown: a selection, a filter, or one within the other. */
function light(selection) {
  const isLighting = Boolean(selection || filter);
  wheel.classList.toggle("lighting", isLighting);
  wheel.classList.toggle("asking", Boolean(selection && selection.asked));
  const isOfYear = typeof filter?.year === "number"; // then what has no date looks different
  for (const mark of marks) {
    const id = mark.dataset.n;
    mark.classList.toggle("lit", isLighting && isShown("nodes", id, selection));
    mark.classList.toggle("undated", isOfYear && isUndated(data.nodes.get(id)));
  }
  for (const [number, path] of curves) {
    path.classList.toggle("lit", isLighting && isShown("links", number, selection));
    path.classList.toggle("undated", isOfYear && isUndated(data.links[number - 1]));
  }
}

/** The order in which an answer is read, by the id of what it names. @returns {Map<string, number>} */
function orderOf(selection) {
  if (selection.sort === "answer") return new Map(data.answers.get(selection.id).map(({ organisation }, index) => [organisation, index + 1]));
  if (selection.sort === "path") return selection.stops; // all routes are the shortest, so each has its place
  return new Map();
}

function nameMarks(selection) {
  if (!wheel.classList.contains("overview")) return;
  const order = selection ? orderOf(selection) : new Map();
  const lit = selection ? marks.filter((mark) => mark.matches(".spoke.lit")) : [];
  const named = lit.map((spoke) => {
    const id = spoke.dataset.n;
    const [angle] = place(spoke);
    const weight = id === selection.id ? Infinity : order.has(id) ? 1e6 - order.get(id) : tied(spoke).length;
    return { spoke, angle: (angle + 2 * Math.PI) % (2 * Math.PI), order: String(order.get(id) ?? ""), weight };
  });
  placeNames(wheel, named, named.length ? place(named[0].spoke)[1] : 0);
}

/** Put the priority that was asked for into the middle, where all its lines lead. */
function centre(selection) {
  for (const mark of marks) {
    if (!mark.matches(".priority")) continue;
    const isAsked = selection?.sort === "answer" && mark.dataset.n === selection.id;
    const { cx, cy } = mark.querySelector("circle");
    mark.style.transform = isAsked ? `scale(2.4) translate(${-cx.baseVal.value}px, ${-cy.baseVal.value - 12}px)` : "";
  }
}

/** Say in the middle what is chosen, or that nothing is. */
function sayAnswer(selection) {
  if (!selection) restoreHub();
  else if (selection.sort !== "answer") sayInHub("", null);
  else sayInHub("", document.querySelector(`[data-show="${selection.id}"] .words`), 1.6);
}

export function show(selection) {
  light(selection);
  sayChosen(selection);
  sayAnswer(selection);
  wheel.classList.toggle("chosen", Boolean(selection));
  wheel.classList.toggle("answering", selection?.sort === "answer");
  centre(selection);
  nameMarks(selection);
  drawLines(selection);
}

// A mouse that comes to a mark previews what a click would hold; not so where only the picture moved under it.
let previewed = null;

function preview(mark) {
  previewed = mark;
  light(of(mark.dataset.n));
  sayMark(mark);
}

function sayMark(mark) {
  const kind = data.nodes.get(mark.dataset.n).kind;
  const words = document.querySelector(`[data-filter="kind"][data-value="${kind}"] span`);
  sayInHub(label(mark.dataset.n), words);
}

function endPreview() {
  light(null);
  restoreHub();
}

const stage = wheel.parentElement; // not the wheel, which would become a stop of the Tab key: see zoom.js
stage.addEventListener("focusin", ({ target }) => {
  if (!chosen && target.matches("[data-n]:focus-visible")) sayMark(target);
});
stage.addEventListener("focusout", () => {
  if (!chosen) restoreHub();
});

const markOf = (event) => event.target.closest("[data-n]");
wheel.addEventListener("pointermove", (event) => {
  const mark = markOf(event);
  if (mark && mark !== previewed && event.pointerType === "mouse" && !chosen) preview(mark);
});
wheel.addEventListener("pointerout", (event) => {
  previewed = null;
  if (event.pointerType === "mouse" && !chosen) endPreview();
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

/** The names beside the ring choose what they name. */
for (const name of wheel.querySelectorAll("[data-entry]")) {
  name.addEventListener("click", (event) => {
    event.stopPropagation();
    select(byId.get(name.dataset.entry));
  });
}
for (const name of wheel.querySelectorAll("[data-kind]")) {
  name.addEventListener("click", (event) => {
    event.stopPropagation();
    narrow(toggled("kind", name.dataset.kind));
  });
}

// All names need a taller wheel than most screens show at once.
const allNames = document.getElementById("all-names");
allNames?.addEventListener("click", () => {
  const isOverview = wheel.classList.toggle("overview");
  document.body.classList.toggle("all-names", !isOverview);
  allNames.setAttribute("aria-pressed", String(!isOverview));
  clearNames(wheel);
  show(chosen);
});
