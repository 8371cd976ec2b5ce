// What the parts of the page share: the city, and one selection and one filter, which every part shows.
// The page stands without its script; the parts only add.

/** The data block, as view/page_data.py describes it. @returns {PageData} */
function read({ years, nodes, bases, sorts, links, answers, edition }) {
  const ranks = new Map(bases.map((id, rank) => [id, rank]));
  const life = ({ from = -Infinity, to = Infinity }) => ({ from, to });
  const idAt = (place) => nodes[place].id;
  return {
    years,
    organisations: nodes.filter(({ section }) => !section).map(({ id }) => id),
    nodes: new Map(nodes.map((node) => [node.id, { title: node.label, kind: null, ...node, ...life(node) }])),
    links: links.map(({ tail, head, sort, digest }) => (
      { ...sorts[sort], tail: idAt(tail), head: idAt(head), digest, rank: ranks.get(sorts[sort].basis), ...life(sorts[sort]) }
    )),
    answers: new Map(Object.entries(answers).map(([id, rows]) => [id, rows.map((row) => ({ ...row, organisation: idAt(row.organisation) }))])),
    ranks: [...ranks.values()],
    edition,
  };
}

export const data = read(JSON.parse(document.getElementById("data").textContent));

/** Whether the page stands in a frame. */
export const isFramed = parent !== window;
/** A frame shows the compact form, unless it is the one of the studio, which shows the page as it will be published. */
export const isCompact = isFramed && window.name !== "whole";

/** A selection is {sort, nodes, links, asked, title, address} and what its sort adds: id, pair, stops, routes.
    Links go by their number in the data, from 1. @type {Chosen | null} */
export let selection = null;

/** @type {Filter | null} */
export let filter = null;

/** What every part does to show a selection and a filter. @type {((selection: Chosen | null, filter: Filter | null) => void)[]} */
export const showers = [];

/** Take a selection, which is shown with the next change of the filter. */
export function select(chosen) {
  selection = chosen;
}

export function show(chosen) {
  selection = chosen;
  refresh();
}

export function setFilter(narrowed) {
  filter = narrowed;
  refresh();
}

export function refresh() {
  document.body.classList.toggle("selecting", Boolean(selection || filter));
  for (const shower of showers) shower(selection, filter);
}

const holds = (lit, sort, key) => !lit || lit[sort].has(key);

/** Whether a node or link is among what a selection and the filter let through. @param {"nodes" | "links"} sort */
export const isShown = (sort, key, chosen) => holds(chosen, sort, key) && holds(filter, sort, key);

export const byId = (prefix, id) => document.getElementById(prefix + id);
export const label = (id) => data.nodes.get(id).label;

/** The numbers of the links for which `test` holds, and all their ends. @returns {Lit} */
export function tied(test) {
  const nodes = new Set();
  const links = new Set();
  data.links.forEach((link, index) => {
    if (!test(link)) return;
    nodes.add(link.tail).add(link.head);
    links.add(index + 1);
  });
  return { nodes, links };
}

/** What lights up for one thing: a priority's answer, or a node with all its links. @returns {Chosen} */
export function of(id) {
  if (data.answers.has(id)) return answerOf(id);
  const { nodes, links } = tied((link) => link.tail === id || link.head === id);
  return { sort: "entry", id, nodes: nodes.add(id), links, asked: false, title: label(id), address: { show: id } };
}

/** @returns {Chosen} */
function answerOf(id) {
  const links = new Set(data.answers.get(id).flatMap((each) => each.links));
  const ends = [...links].map((number) => data.links[number - 1]).flatMap(({ tail, head }) => [tail, head]);
  return { sort: "answer", id, nodes: new Set([id, ...ends]), links, asked: true, title: label(id), address: { show: id } };
}

/** @returns {Chosen} */
export function ofKind(kind, title) {
  const nodes = new Set([...data.nodes].filter(([, node]) => node.kind === kind).map(([id]) => id));
  const { links } = tied((link) => nodes.has(link.tail) || nodes.has(link.head));
  return { sort: "group", nodes, links, asked: false, title, address: {} };
}
