"use strict";
// The page stands without this; what follows only adds. Parts meet in `page`: one selection, shown everywhere.
document.body.classList.add("has-script");

/** The data block with its places resolved: see view.py, which packs it. */
function unpacked({ kinds, nodes, types, standings, links, answers }) {
  const ids = nodes.map(([id]) => id);
  return {
    nodes: new Map(
      nodes.map(([id, label, kind]) => [
        id,
        typeof kind === "number" ? { label, title: label, kind: kinds[kind] } : { label, title: kind, kind: null },
      ]),
    ),
    links: links.map(([tail, head, rank, type, suffix]) => {
      const [standing, opening] = standings[rank];
      const [label, inverse] = types[type];
      return { tail: ids[tail], head: ids[head], rank, standing, opening, label, inverse, suffix };
    }),
    answers: new Map(
      Object.entries(answers).map(([place, answer]) => [
        ids[place],
        answer.map(([body, numbers, through]) => ({ body: ids[body], numbers, through: through.map((at) => ids[at]) })),
      ]),
    ),
    ranks: standings.map((_, rank) => rank),
  };
}

const page = {
  data: unpacked(JSON.parse(document.getElementById("data").textContent)),
  showers: [],
  fillers: {},

  /** A selection is {sort, nodes, links, asked, title} and what its sort adds: id, kind, standing, routes.
      What the panel says of it is up to `fillers[sort]`. Links go by their number in the data, from 1. */
  show(selection) {
    page.selection = selection;
    document.body.classList.toggle("selecting", selection !== null);
    for (const shower of page.showers) shower(selection);
  },

  clear() {
    if (page.selection) page.show(null);
  },

  byId(prefix, id) {
    return document.getElementById(prefix + id);
  },

  label(id) {
    return page.data.nodes.get(id).label;
  },

  /** The numbers of the links for which `test` holds, and all their ends. */
  tied(test) {
    const nodes = new Set();
    const links = new Set();
    page.data.links.forEach((link, index) => {
      if (!test(link)) return;
      nodes.add(link.tail).add(link.head);
      links.add(index + 1);
    });
    return { nodes, links };
  },

  /** What lights up for one thing: a priority's answer, or a node with all its links. */
  of(id) {
    if (page.data.answers.has(id)) return page.answerOf(id);
    const { nodes, links } = page.tied((link) => link.tail === id || link.head === id);
    return { sort: "entry", id, nodes: nodes.add(id), links, asked: false, title: page.label(id) };
  },

  answerOf(id) {
    const answer = page.data.answers.get(id);
    const nodes = new Set([id, ...answer.flatMap(({ body, through }) => [body, ...through])]);
    const links = new Set(answer.flatMap(({ numbers }) => numbers));
    return { sort: "answer", id, nodes, links, asked: true, title: page.label(id) };
  },

  ofKind(kind, title) {
    const nodes = new Set([...page.data.nodes].filter(([, node]) => node.kind === kind).map(([id]) => id));
    const { links } = page.tied((link) => nodes.has(link.tail) || nodes.has(link.head));
    return { sort: "group", kind, nodes, links, asked: false, title };
  },

  ofStanding(standing, title) {
    const { nodes, links } = page.tied((link) => link.standing === standing);
    return { sort: "group", standing, nodes, links, asked: false, title };
  },
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") page.clear();
});
