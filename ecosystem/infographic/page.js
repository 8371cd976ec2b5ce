// The page stands without this; what follows only adds. Parts meet in `page`: one selection, shown everywhere.

/** The data block with its places resolved: see view/data.py, which packs it. */
function unpacked({ bodies, kinds, nodes, types, families, standings, links, answers, years }) {
  const [ids] = nodes;
  const read = (columns, row) => columns.map((column) => column[row]);
  const spokes = [...document.querySelectorAll(".spoke")];
  const labels = new Map(spokes.map((spoke) => [spoke.dataset.n, spoke.querySelector("text").textContent]));
  const node = (row) => {
    const [id, said, kind, [from = -Infinity, to = Infinity]] = read(nodes, row);
    const isEntity = typeof kind === "number";
    const label = labels.get(id) ?? said;
    const title = isEntity ? label : kind.replace("\n", () => label);
    return { label, title, kind: isEntity ? kinds[kind] : null, from, to: to ?? Infinity };
  };
  return {
    years,
    bodies: ids.slice(0, bodies),
    nodes: new Map(ids.map((id, row) => [id, node(row)])),
    links: links[0].map((_, row) => {
      const [tail, head, rank, type, [from = -Infinity, to = Infinity]] = read(links, row);
      const [standing, opening] = standings[rank];
      const [label, inverse, family] = types[type];
      const said = { rank, standing, opening, label, inverse, family: families[family] };
      return { tail: ids[tail], head: ids[head], ...said, from: from ?? -Infinity, to: to ?? Infinity };
    }),
    answers: new Map(
      Object.entries(answers).map(([place, answer]) => [
        ids[place],
        answer.map(([body, ...numbers]) => ({ body: ids[body], numbers })),
      ]),
    ),
    ranks: standings.map((_, rank) => rank),
  };
}

globalThis.page = /** @type {Page} */ ({
  data: unpacked(JSON.parse(document.getElementById("data").textContent)),
  selection: null,
  filter: null,
  showers: [],
  fillers: {},

  /** A selection is {sort, nodes, links, asked, title, address} and what its sort adds: id, pair, routes.
      What the panel says of it is up to `fillers[sort]`. Links go by their number in the data, from 1. */
  show(selection) {
    page.selection = selection;
    page.refresh();
  },

  /** Let go of the selection first, then of the filter. */
  clear() {
    if (page.selection) page.show(null);
    else page.unfilter();
  },

  refresh() {
    document.body.classList.toggle("selecting", Boolean(page.selection || page.filter));
    for (const shower of page.showers) shower(page.selection, page.filter);
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
    const address = { show: id };
    return { sort: "entry", id, nodes: nodes.add(id), links, asked: false, title: page.label(id), address };
  },

  answerOf(id) {
    const answer = page.data.answers.get(id);
    const links = new Set(answer.flatMap(({ numbers }) => numbers));
    const ends = [...links].map((number) => page.data.links[number - 1]).flatMap(({ tail, head }) => [tail, head]);
    const nodes = new Set([id, ...ends]);
    return { sort: "answer", id, nodes, links, asked: true, title: page.label(id), address: { show: id } };
  },

  ofKind(kind, title) {
    const nodes = new Set([...page.data.nodes].filter(([, node]) => node.kind === kind).map(([id]) => id));
    const { links } = page.tied((link) => nodes.has(link.tail) || nodes.has(link.head));
    return { sort: "group", nodes, links, asked: false, title, address: {} };
  },
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") page.clear();
});

/** The wheel is drawn and all is said that the script says: lay out what is further down. */
afterPaint(() => document.body.classList.remove("opening"));
