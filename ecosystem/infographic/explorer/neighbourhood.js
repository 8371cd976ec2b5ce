// One entry and what it has links with: what a small screen holds.
import { filter } from "./filters.js";
import { network, nodes } from "./network.js";
import { columnsFor, neighboursOf, placesAround } from "./neighbours.js";
import { at } from "./page.js";
import { redraw } from "./sizes.js";
import { state } from "./state.js";
import { fit } from "./view.js";

let columns = 1;

function place(id) {
  columns = columnsFor(neighboursOf(id).length);
  nodes.update(placesAround(id).filter(({ id: each, x, y }) => { const place = nodes.get(each); return place.x !== x || place.y !== y; }));
}

/** Show an entry and its neighbours, by kind and the best connected first. */
export function surround(id) {
  state.around = id;
  state.arrangement = at("arrange").value = "around";
  place(id);
  filter();
  fit();
  redraw();
}

// In a window of another size, as many columns as it holds.
network.on("resize", () => {
  if (state.around !== null && (columns > 1 || columnsFor(neighboursOf(state.around).length) > 1)) place(state.around);
});
