// What is selected: it lights up, and the panel says what it is.
import { sayAloud } from "../parts/status.js";
import { counted } from "../strings.js";
import { filter, unfilter } from "./filters.js";
import { canvas, edges, network, nodes } from "./network.js";
import { surround } from "./neighbourhood.js";
import { gather, openFor, openGroup } from "./opening.js";
import { at, countOf, data, edgeOf, links, things } from "./page.js";
import { goToPanel, isChosen, show } from "./panel.js";
import { groups, state } from "./state.js";
import { sayWhatIsShown } from "./status.js";
import { glide, look } from "./view.js";

/** Selects an entry; `find` also brings it into view, and out of hiding. */
export function selectThing(id, find = false) {
  if (groups.has(id)) return openGroup(id);
  if (data.gathers && nodes.get(id) === null) bringOut(id);
  [state.thing, state.link] = [id, null];
  if (state.around !== null) surround(id);
  if (!state.shown.has(id)) unfilter();
  show("thing", id);
  sayAloud(counted("linksInPanel", countOf(id), { entry: things[id].name }));
  if (find) bringIntoView(id);
}

/** Open the kind and the step in which an entry stands, whatever the filters hide. */
function bringOut(id) {
  if (!state.passing.nodes.has(id)) unfilter();
  if (nodes.get(id) === null) openFor(id);
}

function bringIntoView(id) {
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  const edge = 60;
  const isSeen = x > edge && y > edge && x < canvas.clientWidth - edge && y < canvas.clientHeight - edge;
  if (!isSeen) look(network.getScale(), network.getPosition(id), glide());
}

export function selectLink(id) {
  [state.thing, state.link] = [null, id];
  show(edgeOf.get(id).bundle ? "bundle" : "link", id);
  sayAloud(links[id].sentence);
}

export function clear() {
  if (!isChosen()) {
    if (state.open) gather();
    return;
  }
  [state.thing, state.link] = [null, null];
  show("nothing");
  sayWhatIsShown();
}

function isHidden() {
  if (state.thing !== null) return !(data.gathers ? state.passing.nodes : state.shown).has(state.thing);
  if (state.link === null) return false;
  const edge = edges.get(state.link);
  return !edge || edge.hidden === true;
}

/** Filter by hand, and clear a selection that is then hidden. */
function narrow() {
  filter();
  if (isHidden()) clear();
}

at("kind").addEventListener("change", narrow);
at("family").addEventListener("change", narrow);
at("clear").addEventListener("click", () => {
  clear();
  goToPanel();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  clear();
  document.activeElement.scrollIntoView({ block: "nearest" });
});
