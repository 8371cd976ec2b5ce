// A story, step by step: the panel has the words of the article, and the wheel highlights what they are about.
import { of, ofKind, selection as chosen, show as showSelection } from "../page.js";
import { say, tell } from "../strings.js";
import { clear } from "./filter.js";
import { fillers } from "./panel.js";
import { pathOf } from "./paths.js";

const stepsOf = (id) => [...document.querySelectorAll(`[data-tour="${CSS.escape(id)}"] li`)];
let left = null; // the tour that the panel shows

/** A kind, a thing, or the routes from each thing to the next: whatever in the lists the step links to. */
function lights(step) {
  const places = [...step.querySelectorAll("a")].map((link) => link.hash);
  const ids = (sort) => places.filter((place) => place.startsWith(sort)).map((place) => place.slice(3));
  const [first, ...rest] = ids("#n-");
  const parts = ids("#k-").map((kind) => ofKind(kind, ""));
  if (first && !rest.length) parts.push(of(first));
  rest.forEach((id, index) => parts.push(pathOf([first, ...rest][index], id)));
  const all = (sort) => new Set(parts.flatMap((part) => [...part[sort]]));
  return { nodes: all("nodes"), links: all("links") };
}

/** The selection of a step, counted from 1; null when there is no such tour or step. @returns {Chosen | null} */
export function tourAt(tour, step) {
  const steps = stepsOf(tour);
  const element = steps.find((_, index) => String(index + 1) === step);
  if (!element) return null;
  const title = element.querySelector("h3").textContent;
  return { sort: "tour", ...lights(element), asked: false, title, element, count: steps.length, address: { tour, step } };
}

const nav = document.createElement("p");
nav.className = "tour-nav";

function addButton(words, act) {
  const button = document.createElement("button");
  button.type = "button";
  tell(button, words);
  button.addEventListener("click", act);
  nav.append(button);
  return button;
}

/** Filling the panel takes the buttons out of the page for a moment; the keyboard stays where it was. */
function go({ currentTarget }, by) {
  const { tour, step } = chosen.address;
  const selection = tourAt(tour, String(Number(step) + by));
  if (selection) showSelection(selection);
  currentTarget.focus();
}

const back = addButton(say("back"), (event) => go(event, -1));
const next = addButton(say("next"), (event) => go(event, 1));
addButton(say("leaveStory"), clear);

fillers.tour = ({ title, element, count, address: { step } }) => {
  const place = document.createElement("p");
  place.className = "small quiet";
  const at = say("step", { step: Number(step), count });
  tell(place, at);
  const [, text, shown] = element.cloneNode(true).children;
  const body = document.createElement("div");
  body.className = "tour-step";
  body.append(place, text, shown);
  back.setAttribute("aria-disabled", String(step === "1"));
  next.setAttribute("aria-disabled", String(step === String(count)));
  const said = `${at}. ${title}. ${text.firstChild.textContent.trim()}`;
  return { title, content: [body, nav], said };
};

for (const start of document.querySelectorAll("button[data-tour]")) {
  start.addEventListener("click", () => {
    showSelection(tourAt(start.dataset.tour, "1"));
    next.focus();
  });
}

// Who leaves a story finds the keyboard where it began, unless it is elsewhere. The panel is not emptied yet.
export function show(selection) {
  const isHere = nav.closest("section")?.contains(document.activeElement);
  if (left && !selection && isHere) document.querySelector(`button[data-tour="${left}"]`).focus();
  left = selection?.sort === "tour" ? selection.address.tour : null;
}
