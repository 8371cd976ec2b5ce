// Every part of the explorer, and how it opens: with what the address names, else with the whole, and on a phone with
// one neighbourhood.
import "./arranging.js";
import "./fillers.js";
import { filter } from "./filters.js";
import "./key.js";
import { surround } from "./neighbourhood.js";
import { opening } from "./network.js";
import { data, nodeOf } from "./page.js";
import { write } from "./panel.js";
import "./pointing.js";
import "./search.js";
import { clear, selectThing } from "./selection.js";
import "./sizes.js";
import { sayWhatIsShown } from "./status.js";
import { fit } from "./view.js";

/** The steps in which the first picture is shown. */
export function* open() {
  if (data.gathers) yield filter;
  else if (opening !== null) yield () => surround(opening);
  else yield fit;
  if (!data.gathers) yield () => write("nothing");
  yield sayWhatIsShown;
  addEventListener("hashchange", followAddress);
  yield followAddress;
}

/** Another address leads within the page, and changes no selection. */
function followAddress() {
  const asked = location.hash.slice(1);
  if (nodeOf.has(asked)) selectThing(asked, true);
  else if (!asked) clear();
}

// For the console and the tests: no module reads it.
export { colours } from "./colours.js";
export { headings, names, touch, widthOf } from "./names.js";
export { edges, network, nodes } from "./network.js";
export { openGroup } from "./opening.js";
export { at, data, edgeOf, links, nodeOf, things } from "./page.js";
export { clear, selectLink, selectThing } from "./selection.js";
export { everyEdge, everyNode, groups, state } from "./state.js";
