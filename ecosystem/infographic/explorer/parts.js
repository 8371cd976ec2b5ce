// Every part of the explorer, and how it opens: with what the address names, else with the whole, and on a phone with
// one neighbourhood.
import "./arranging.js";
import "./fillers.js";
import { filter } from "./filters.js";
import "./key.js";
import { surround } from "./neighbourhood.js";
import { data, nodeOf } from "./page.js";
import { write } from "./panel.js";
import "./pointing.js";
import "./search.js";
import { clear, selectThing } from "./selection.js";
import { redraw } from "./sizes.js";
import { sayWhatIsShown } from "./status.js";
import { fit } from "./view.js";

/** Show the first picture. */
export function open() {
  if (data.gathers) filter();
  else if (isSmall()) surround(data.opening);
  else fit();
  if (!data.gathers) write("nothing");
  redraw();
  sayWhatIsShown();
  addEventListener("hashchange", followAddress);
  followAddress();
}

/** Whether the screen is too small for everything at once. */
const isSmall = () => !data.gathers && matchMedia("(max-width: 640px)").matches;

/** Another address leads within the page, and lets go of nothing. */
function followAddress() {
  const asked = location.hash.slice(1);
  if (nodeOf.has(asked)) selectThing(asked, true);
  else if (!asked) clear();
}

// For the console and the tests: no module reads it.
export { colours } from "./colours.js";
export { names, touch, widthOf } from "./names.js";
export { edges, network, nodes } from "./network.js";
export { openGroup } from "./opening.js";
export { at, data, edgeOf, links, nodeOf, things } from "./page.js";
export { clear, selectLink, selectThing } from "./selection.js";
export { everyEdge, everyNode, groups, state } from "./state.js";
