// Where one entry and what it has links with stand: below each other, or in columns where one does not hold all.
import { at, countOf, data, edgeOf, things } from "./page.js";

const ASIDE = 130; // from the entry to the row of the others, in units of the network
const [GAP, COLUMN] = [120, 240]; // from the entry to the columns beside it, and the least width of one, in pixels

/** The scale at which so many rows stand: no lower than a name. */
export const scaleOf = (rows) => Math.min(0.75, Math.max(24, (at("canvas").clientHeight - 16) / rows) / data.row);

/** How many columns show so many names at once, as far as there is room for them. */
export function columnsFor(count) {
  const { clientWidth: wide, clientHeight: high } = at("canvas");
  const wanted = Math.ceil(count / Math.max(1, Math.floor((high - 16) / 24)));
  return Math.max(1, Math.min(wanted, Math.floor(wide / COLUMN)));
}

/** What an entry has links with, by kind and the best connected first. */
export function neighboursOf(id) {
  const near = new Set(data.order[id].flatMap((link) => [edgeOf.get(link).from, edgeOf.get(link).to]));
  near.delete(id);
  return [...near].sort(
    (one, other) => things[one].kind - things[other].kind || orderOf(one) - orderOf(other) || countOf(other) - countOf(one),
  );
}

/** The places of an entry and its neighbours: these in one column, or in several on both sides of it. @returns {{id: string, x: number, y: number}[]} */
export function placesAround(id) {
  const row = neighboursOf(id);
  const columns = columnsFor(row.length);
  const rows = Math.ceil(row.length / columns);
  const before = Math.floor(columns / 2);
  const scale = scaleOf(rows);
  const pitch = (at("canvas").clientWidth - 2 * GAP) / columns;
  const acrossOf = (column) => {
    if (columns === 1) return ASIDE;
    return (column < before ? (column + 1 - before) * pitch - GAP : (column - before) * pitch + GAP) / scale;
  };
  return [
    { id, x: 0, y: ((rows - 1) * data.row) / 2 },
    ...row.map((other, index) => ({ id: other, x: acrossOf(Math.floor(index / rows)), y: (index % rows) * data.row })),
  ];
}

const orderOf = (id) => things[id].number ?? 0;
