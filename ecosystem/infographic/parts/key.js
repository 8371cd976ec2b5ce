// The key is also the filter: a press narrows to a kind, a basis or a family, a second press widens again.
import { listed, say, tell, textOf } from "../strings.js";
import { criteria, narrow, shown as shownWords, toggled } from "./filter.js";

const buttons = [...document.querySelectorAll("[data-filter]")].map(buttonOf);
const shown = document.getElementById("shown");

/** A line of the key, made into a button that keeps what it shows. */
function buttonOf(line) {
  const button = document.createElement("button");
  button.type = "button";
  Object.assign(button.dataset, line.dataset);
  button.append(...line.childNodes);
  line.append(button);
  for (const name of ["data-filter", "data-value"]) line.removeAttribute(name);
  return button;
}

for (const button of buttons) {
  const { filter, value } = button.dataset;
  button.addEventListener("click", () => narrow(toggled(filter, value)));
}

/** The words of the criteria, for the panel: "Networks, planned, in 2019". */
export function filterWords(filter) {
  const pressed = buttons.filter(({ dataset }) => filter[dataset.filter].has(dataset.value));
  const words = pressed.map((button) => textOf(button.querySelector("span")));
  if (filter.words.trim()) words.unshift(say("quoted", { words: filter.words.trim() }));
  if (filter.year !== null) words.push(say("inYear", { year: String(filter.year) }));
  return listed(words);
}

export function show(_, filter) {
  for (const button of buttons) {
    const { filter: name, value } = button.dataset;
    button.setAttribute("aria-pressed", String(criteria[name].has(value)));
  }
  tell(shown, shownWords(filter));
}
