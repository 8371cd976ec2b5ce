// Where one entry and what it has links with stand, below each other.
import { countOf, data, edgeOf, things } from "./page.js";

const ASIDE = 130; // from the entry to the row of the others, in units of the network

/** The places of an entry and its neighbours, by kind and the best connected first. @returns {{id: string, x: number, y: number}[]} */
export function placesAround(id) {
  const near = new Set(data.order[id].flatMap((link) => [edgeOf.get(link).from, edgeOf.get(link).to]));
  near.delete(id);
  const row = [...near].sort(
    (one, other) => things[one].kind - things[other].kind || orderOf(one) - orderOf(other) || countOf(other) - countOf(one),
  );
  const middle = ((row.length - 1) * data.row) / 2;
  return [{ id, x: 0, y: middle }, ...row.map((other, index) => ({ id: other, x: ASIDE, y: index * data.row }))];
}

const orderOf = (id) => things[id].number ?? 0;
