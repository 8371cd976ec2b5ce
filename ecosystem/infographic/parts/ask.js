// Ask the map: choose, and see and hear the answer. A question that is chosen in full is the one that is lit.
import { clear } from "./filter.js";
import { data, label, of, selection, show as showSelection } from "../page.js";
import { pathOf } from "./paths.js";
import { stopsOf } from "./stops.js";
import { dataLanguage, plain, say } from "../strings.js";

const priority = document.getElementById("ask-priority");
const [from, to, stops] = ["ask-from", "ask-to", "ask-stops"].map((id) => document.getElementById(id));

let named; // each organisation with the name that tells it from the others, by name

function nameAll() {
  const [once, twice] = [new Set(), new Set()];
  for (const name of data.organisations.map(label)) (once.has(name) ? twice : once).add(name);
  const nameOf = (id) => (twice.has(label(id)) ? plain(say("toldApart", { entry: label(id), id })) : label(id));
  const { compare } = new Intl.Collator(document.documentElement.lang);
  return data.organisations.map((id) => [nameOf(id), id]).sort(([one], [other]) => compare(one, other));
}

/** The organisations by name. */
export function fillWithOrganisations(select) {
  named ??= nameAll();
  for (const [name, id] of named) {
    const option = new Option(name, id);
    if (dataLanguage) option.lang = dataLanguage;
    select.add(option);
  }
}

function askForPath() {
  if (from.value && to.value) showSelection(pathOf(from.value, to.value));
  else if (selection?.sort === "path") showSelection(null);
}

for (const select of [from, to, stops]) fillWithOrganisations(select);
from.addEventListener("change", askForPath);
to.addEventListener("change", askForPath);
priority?.addEventListener("change", () => (priority.value ? showSelection(of(priority.value)) : clear()));
stops.addEventListener("change", () => (stops.value ? showSelection(stopsOf(stops.value)) : clear()));

/** @param {Chosen | null} chosen */
export function show(chosen) {
  const sort = chosen ? chosen.sort : "";
  if (priority) priority.value = sort === "answer" ? chosen.id : "";
  stops.value = sort === "stops" ? chosen.id : "";
  if (sort === "path") [from.value, to.value] = chosen.pair;
  else if (from.value && to.value) from.value = to.value = "";
}
