// The kinds, which of them is open, and at which step of its names.

/** The kinds in the order of the wheel, with their entries by name. */
const kinds = new Map(
  gathered.spokes.map((element) => {
    const { kind: id, words } = element.dataset;
    const hue = [...element.classList].find((name) => name.startsWith("h-"));
    return [id, { id, words, hue, shape: element.querySelector("use").getAttribute("href"), entries: [] }];
  }),
);
for (const [id, { kind }] of nodes) if (kind) kinds.get(kind).entries.push(id);
for (const { entries } of kinds.values()) entries.sort((one, other) => byName(page.label(one), page.label(other)));

const countOf = new Map([...nodes.keys()].map((id) => [id, 0]));
for (const { tail, head } of links) for (const end of [tail, head]) countOf.set(end, countOf.get(end) + 1);

let opened = null; // {kind, step}
const size = () => (narrow.matches ? MOST_ROWS : MOST);
const stepsOf = (kind) => Math.ceil(kinds.get(kind).entries.length / size());
const stepOf = (id) => Math.floor(kinds.get(nodes.get(id).kind).entries.indexOf(id) / size());
