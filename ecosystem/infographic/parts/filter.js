// The filter narrows what is shown, by kind, family, standing, year and words; the selection lights within it.
{
  const { nodes, links } = page.data;
  const entries = [...nodes].filter(([, node]) => node.kind).map(([id]) => id);
  const empty = () => ({ kind: new Set(), family: new Set(), standing: new Set(), year: null, words: "" });
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map();

  /** What an entry is found by: its names, aliases and purpose. */
  function textOf(id) {
    if (!texts.has(id)) {
      const entry = page.byId("n-", id);
      const said = [...entry.querySelectorAll("h5, .text > p")].map((each) => each.textContent);
      texts.set(id, plain([page.label(id), ...said].join(" ")));
    }
    return texts.get(id);
  }

  const isIn = (set, value) => !set.size || set.has(value);
  const isAlive = ({ from, to }, year) => year === null || (from <= year && year <= to);

  function narrowed({ kind, family, standing, year, words }) {
    const wanted = plain(words).split(/\s+/).filter(Boolean);
    const isNamed = (id) => wanted.every((word) => textOf(id).includes(word));
    const byName = kind.size || wanted.length;
    const fits = (id) => {
      const node = nodes.get(id);
      if (!isAlive(node, year)) return false;
      return !byName || (node.kind !== null && isIn(kind, node.kind) && isNamed(id));
    };
    const found = new Set([...nodes.keys()].filter(fits));
    const there = (link) => isAlive(link, year) && isAlive(nodes.get(link.tail), year) && isAlive(nodes.get(link.head), year);
    const tied = page.tied((link) => {
      const isWanted = isIn(family, link.family) && isIn(standing, link.standing) && there(link);
      return isWanted && (found.has(link.tail) || found.has(link.head));
    });
    const byLink = family.size || standing.size;
    return { nodes: byLink ? new Set([...found].filter((id) => tied.nodes.has(id))) : found, links: tied.links };
  }

  const isEmpty = ({ kind, family, standing, year, words }) =>
    !kind.size && !family.size && !standing.size && year === null && !words.trim();

  Object.assign(page, {
    criteria: empty(),

    /** Set some criteria; the others stay. */
    narrow(some) {
      page.criteria = { ...page.criteria, ...some };
      page.filter = isEmpty(page.criteria) ? null : { ...page.criteria, ...narrowed(page.criteria) };
      page.refresh();
    },

    unfilter() {
      if (page.filter) page.narrow(empty());
    },

    showAll() {
      page.selection = null;
      page.narrow(empty());
    },

    toggled(name, value) {
      const set = new Set(page.criteria[name]);
      if (!set.delete(value)) set.add(value);
      return { [name]: set };
    },

    /** How much is shown, in words. */
    shown(filter) {
      const count = filter ? entries.filter((id) => filter.nodes.has(id)).length : entries.length;
      const linked = filter ? filter.links.size : links.length;
      const [some, all, ties, every] = [count, entries.length, linked, links.length].map((n) => n.toLocaleString("en"));
      return `${some} of ${all} entries and ${ties} of ${every} links shown.`;
    },

    /** Whether a node or link is among what a selection and the filter let through. */
    isShown: (sort, key, selection) =>
      (!selection || selection[sort].has(key)) && (!page.filter || page.filter[sort].has(key)),
  });
}
