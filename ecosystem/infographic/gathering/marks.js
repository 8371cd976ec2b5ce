// What stands on the wheel: marks, each for one entry, a kind or the rest of one.

let marks = [];
let markOf = new Map();
const markAt = (element) => marks.find((mark) => mark.element === element);

const single = (id) => ({ key: id, label: page.label(id), entries: [id], id, ...look(nodes.get(id).kind) });
const look = (kind) => ({ kind, hue: kinds.get(kind)?.hue, shape: kinds.get(kind)?.shape });
const knot = ({ id, words, entries }) => {
  const label = `${words} (${entries.length.toLocaleString("en")})`;
  return { key: `kind ${id}`, label, words, entries, id: null, ...look(id) };
};

function restOf({ id, words, entries }, shown) {
  const rest = entries.filter((entry) => !shown.has(entry));
  const label = `${rest.length.toLocaleString("en")} more`;
  return { key: `rest ${id}`, label, words: `${label} of ${words}`, entries: rest, id: null, isRest: true, ...look(id) };
}

/** The marks of a kind: its gathered one, or when it is open those of this step and one for the rest. */
function marksOf(kind) {
  if (opened?.kind !== kind.id) return [knot(kind)];
  const shown = kind.entries.slice(opened.step * size(), (opened.step + 1) * size());
  const rest = shown.length < kind.entries.length ? [restOf(kind, new Set(shown))] : [];
  return [...shown.map(single), ...rest];
}

function gatherMarks() {
  marks = [...kinds.values()].flatMap(marksOf);
  for (const element of priorities) {
    const id = element.dataset.n;
    marks.push({ key: id, label: page.label(id), entries: [id], id, kind: null, hue: "h-accent", priority: element });
  }
  markOf = new Map(marks.flatMap((mark) => mark.entries.map((id) => [id, mark])));
}

function nameOf(mark) {
  if (mark.priority) return mark.priority.getAttribute("aria-label");
  if (mark.id === null) {
    const touching = ties.filter(({ one, other }) => one === mark || other === mark);
    const count = touching.reduce((sum, { numbers }) => sum + numbers.length, 0);
    const entries = mark.entries.length === 1 ? "1 entry" : `${mark.entries.length.toLocaleString("en")} entries`;
    return `${mark.words}, ${mark.isRest ? "" : `${entries}, `}${plural(count, "link")}`;
  }
  return `${mark.label}, ${nodes.get(mark.id).title}, ${plural(countOf.get(mark.id), "link")}`;
}
