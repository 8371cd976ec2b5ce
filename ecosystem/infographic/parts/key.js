// The key is also the filter: a press narrows to a kind, a basis or a family, a second press widens again.
import { data } from "../page.js";
import { listed, say } from "../strings.js";
import { criteria, narrow, shown as shownWords, toggled } from "./filter.js";

const buttons = [...document.querySelectorAll("[data-filter]")].map(buttonOf);
const year = document.getElementById("year");
const said = document.getElementById("year-said");
const play = document.getElementById("year-play");
const shown = document.getElementById("shown");
const [first, last] = data.years;
let timer = 0;

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

const toYear = (value) => narrow({ year: value < first ? null : Math.min(value, last) });
const step = (by) => toYear(Math.max(first - 1, Number(year.value) + by));

function stop() {
  clearInterval(timer);
  timer = 0;
  play.textContent = say("play");
}

function playOn() {
  if (Number(year.value) >= last) stop();
  else step(1);
}

play.addEventListener("click", () => {
  if (timer) return stop();
  if (Number(year.value) >= last) toYear(first);
  play.textContent = say("pause");
  timer = setInterval(playOn, 900);
});
year.addEventListener("input", () => toYear(Number(year.value)));
document.getElementById("year-back").addEventListener("click", () => step(-1));
document.getElementById("year-on").addEventListener("click", () => step(1));

/** The words of the criteria, for the panel: "Networks, planned, in 2019". */
export function filterWords(filter) {
  const pressed = buttons.filter(({ dataset }) => filter[dataset.filter].has(dataset.value));
  const words = pressed.map((button) => button.querySelector("span").textContent);
  if (filter.words.trim()) words.unshift(say("quoted", { words: filter.words.trim() }));
  if (filter.year !== null) words.push(say("inYear", { year: String(filter.year) }));
  return listed(words);
}

export function show(_, filter) {
  for (const button of buttons) {
    const { filter: name, value } = button.dataset;
    button.setAttribute("aria-pressed", String(criteria[name].has(value)));
  }
  const at = criteria.year;
  year.value = at ?? first - 1;
  said.textContent = at ?? say("everyYear");
  year.setAttribute("aria-valuetext", said.textContent);
  if (at === null) stop();
  shown.textContent = shownWords(filter);
}
