// The script of the explorer: what the address names, else the whole.
import "./arranging.js";
import "./fillers.js";
import { filter } from "./filters.js";
import "./key.js";
import { at, data, nodeOf } from "./page.js";
import { write } from "./panel.js";
import "./pointing.js";
import "./search.js";
import { clear, selectThing } from "./selection.js";
import { redraw } from "./sizes.js";
import { sayWhatIsShown } from "./status.js";
import { fit } from "./view.js";

for (const id of data.rim) nodeOf.get(id).rim = true;
if (data.gathers) {
  at("arrange").querySelector('[value="columns"]').remove(); // a list of thousands is on the map's page
  filter();
}
fit();
if (!data.gathers) write("nothing");
redraw();
sayWhatIsShown();

/** Another address leads within the page, and lets go of nothing. */
function followAddress() {
  const asked = location.hash.slice(1);
  if (nodeOf.has(asked)) selectThing(asked, true);
  else if (!asked) clear();
}
addEventListener("hashchange", followAddress);
followAddress();

// For the console and the tests, as `explorer`: no module reads it.
export { colours } from "./colours.js";
export { names, touch, widthOf } from "./names.js";
export { edges, network, nodes } from "./network.js";
export { openGroup } from "./opening.js";
export { at, data, edgeOf, links, nodeOf, things } from "./page.js";
export { clear, selectLink, selectThing } from "./selection.js";
export { everyEdge, everyNode, groups, state } from "./state.js";
