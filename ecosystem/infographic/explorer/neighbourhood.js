// One entry and what it has links with, below each other: what a small screen holds.
import { filter } from "./filters.js";
import { nodes } from "./network.js";
import { placesAround } from "./neighbours.js";
import { at } from "./page.js";
import { redraw } from "./sizes.js";
import { state } from "./state.js";
import { fit } from "./view.js";

/** Show an entry and its neighbours, by kind and the best connected first. */
export function surround(id) {
  state.around = id;
  state.arrangement = at("arrange").value = "around";
  nodes.update(placesAround(id).filter(({ id: each, x, y }) => { const place = nodes.get(each); return place.x !== x || place.y !== y; }));
  filter();
  fit();
  redraw();
}
