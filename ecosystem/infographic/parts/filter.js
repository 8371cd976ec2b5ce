// The filter narrows what is shown, by kind, family, basis, year and words; the selection lights within it.
import { byId, data, filter, label, select, selection, setFilter, show, tied } from "../page.js";
import { folded } from "../folding.js";
import { counted, say } from "../strings.js";

const { nodes, links } = data;
const entries = [...nodes].filter(([, node]) => node.kind).map(([id]) => id);
const empty = () => ({ kind: new Set(), family: new Set(), basis: new Set(), year: null, dated: false, words: "" });
const texts = new Map();

/** What an entry is found by: its names, aliases and purpose. */
function textOf(id) {
  if (!texts.has(id)) {
    const entry = byId("n-", id);
    const said = [...entry.querySelectorAll("h5, .text > p")].map((each) => each.textContent);
    texts.set(id, folded([label(id), ...said].join(" ")));
  }
  return texts.get(id);
}

const isIn = (set, value) => !set.size || set.has(value);
/** Whether nothing is known of when it began or ended: then it is shown in every year, unless it is left out. */
export const isUndated = ({ from, to }) => from === -Infinity && to === Infinity;
const isAlive = ({ from, to }, year) => year === null || (from <= year && year <= to);

function narrowed({ kind, family, basis, year, dated, words }) {
  const wanted = folded(words).split(" ").filter(Boolean);
  const isNamed = (id) => wanted.every((word) => textOf(id).includes(word));
  const byName = kind.size || wanted.length;
  const fits = (id) => {
    const node = nodes.get(id);
    if (!isAlive(node, year)) return false;
    return !byName || (node.kind !== null && isIn(kind, node.kind) && isNamed(id));
  };
  const found = new Set([...nodes.keys()].filter(fits));
  let undated = 0;
  const leavesOut = year !== null && dated;
  const there = (link) => isAlive(link, year) && isAlive(nodes.get(link.tail), year) && isAlive(nodes.get(link.head), year);
  const ties = tied((link) => {
    const isWanted = isIn(family, link.family) && isIn(basis, link.basis) && there(link);
    if (!isWanted || !(found.has(link.tail) || found.has(link.head))) return false;
    if (isUndated(link)) undated += 1;
    return !(leavesOut && isUndated(link));
  });
  // An entry without a date stays where a link of that year shows that it was there.
  const isShown = (id) => ties.nodes.has(id) || !(family.size || basis.size || (leavesOut && isUndated(nodes.get(id))));
  return { nodes: new Set([...found].filter(isShown)), links: ties.links, undated };
}

const isEmpty = ({ kind, family, basis, year, words }) =>
  !kind.size && !family.size && !basis.size && year === null && !words.trim();

/** @type {Criteria} */
export let criteria = empty();

/** Set some criteria; the others stay. @param {Partial<Criteria>} some */
export function narrow(some) {
  criteria = { ...criteria, ...some };
  setFilter(isEmpty(criteria) ? null : { ...criteria, ...narrowed(criteria) });
}

export function unfilter() {
  if (filter) narrow(empty());
}

/** Let go of the selection first, then of the filter. */
export function clear() {
  if (selection) show(null);
  else unfilter();
}

export function showAll() {
  select(null);
  narrow(empty());
}

/** The criteria with one value more, or one less. */
export function toggled(name, value) {
  const set = new Set(criteria[name]);
  if (!set.delete(value)) set.add(value);
  return { [name]: set };
}

/** How much is shown, in words. */
export function shown(filter) {
  const count = filter ? entries.filter((id) => filter.nodes.has(id)).length : entries.length;
  const linkCount = filter ? filter.links.size : links.length;
  return say("shown", {
    entries: counted("entriesOf", entries.length, { shown: count }),
    links: counted("linksOf", links.length, { shown: linkCount }),
  });
}
