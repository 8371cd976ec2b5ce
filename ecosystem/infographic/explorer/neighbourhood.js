// One entry and what it has links with, below each other: what a small screen holds.
import { filter } from "./filters.js";
import { nodes } from "./network.js";
import { at, countOf, data, edgeOf, things } from "./page.js";
import { redraw } from "./sizes.js";
import { state } from "./state.js";
import { fit } from "./view.js";

const ASIDE = 130; // from the entry to the row of the others, in units of the network

/** Show an entry and its neighbours, by kind and the best connected first. */
export function surround(id) {
  state.around = id;
  state.arrangement = at("arrange").value = "around";
  const near = new Set(data.order[id].flatMap((link) => [edgeOf.get(link).from, edgeOf.get(link).to]));
  near.delete(id);
  const row = [...near].sort(
    (one, other) => things[one].kind - things[other].kind || orderOf(one) - orderOf(other) || countOf(other) - countOf(one),
  );
  const middle = ((row.length - 1) * data.row) / 2;
  nodes.update([{ id, x: 0, y: middle }, ...row.map((other, index) => ({ id: other, x: ASIDE, y: index * data.row }))]);
  filter();
  fit();
  redraw();
}

const orderOf = (id) => things[id].number ?? 0;
