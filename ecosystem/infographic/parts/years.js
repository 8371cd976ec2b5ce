// The years stand with the wheel. What has no date is shown in every year, and said to be; it can be left out.
import { data } from "../page.js";
import { counted, say, tell } from "../strings.js";
import { criteria, narrow } from "./filter.js";

const year = document.getElementById("year");
const said = document.getElementById("year-said");
const play = document.getElementById("year-play");
const undated = document.getElementById("undated");
const choice = document.getElementById("undated-choice");
const dated = document.getElementById("dated");
const [first, last] = data.years;
let timer = 0;

const toYear = (value) => narrow({ year: value < first ? null : Math.min(value, last) });
const step = (by) => toYear(Math.max(first - 1, Number(year.value) + by));

function stop() {
  clearInterval(timer);
  timer = 0;
  tell(play, say("play"));
}

function playOn() {
  if (Number(year.value) >= last) stop();
  else step(1);
}

play.addEventListener("click", () => {
  if (timer) return stop();
  if (Number(year.value) >= last) toYear(first);
  tell(play, say("pause"));
  timer = setInterval(playOn, 900);
});
year.addEventListener("input", () => toYear(Number(year.value)));
document.getElementById("year-back").addEventListener("click", () => step(-1));
document.getElementById("year-on").addEventListener("click", () => step(1));

dated.addEventListener("change", () => narrow({ dated: dated.checked }));

export function show(_, filter) {
  const at = criteria.year;
  year.value = at ?? first - 1;
  tell(said, at === null ? say("everyYear") : String(at));
  year.setAttribute("aria-valuetext", said.textContent);
  if (at === null) stop();
  const without = filter?.undated ?? 0;
  tell(undated, at !== null && without ? counted(criteria.dated ? "undatedOut" : "undatedIn", without) : "");
  choice.hidden = at === null || !without;
  dated.checked = criteria.dated;
}
