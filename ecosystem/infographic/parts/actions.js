// The actions can be narrowed to a lead and a state; the one line that asks the reader's clock stands here too.
import { counted, tell } from "../strings.js";

const [lead, state] = ["by-lead", "by-state"].map((id) => document.getElementById(id));
const cards = [...document.querySelectorAll("#actions article")];

function narrow() {
  for (const card of cards) {
    const { leads, state: states } = card.dataset;
    const isLed = !lead.value || leads.split(" ").includes(lead.value);
    card.hidden = !isLed || !states.includes(state.value);
  }
  for (const part of document.querySelectorAll("#actions .part, #actions .plan")) {
    part.hidden = !part.querySelector("article:not([hidden])");
  }
  const shown = cards.filter((card) => !card.hidden).length;
  tell(document.getElementById("actions-shown"), counted("actionsShown", cards.length, { shown }));
}

for (const select of [lead, state]) select?.addEventListener("change", narrow);

/** What a link leads to, or the wheel shows, must be there to be read. */
function reveal(place) {
  if (!cards.some((card) => card.hidden && card.id === place)) return;
  lead.value = state.value = "";
  narrow();
}

export const show = (selection) => reveal("n-" + selection?.id);
document.addEventListener("click", (event) => reveal(event.target.closest("a")?.hash.slice(1)));

const age = document.getElementById("age");
const months = Math.floor((Date.now() - Date.parse(age.dataset.day)) / 2_629_800_000);
if (months > 0) tell(age, counted("age", months));
