// How a large city is gathered, on the page as in the explorer: kinds into marks, and links into bundles. What is open
// is {kind, step}: the kind, and at which step of its names. Nothing is drawn here.

/** What stands for one entry, for all of a kind, or for the rest of an open one. `id` is that of the one entry.
    @typedef {{key: string, kind: any, entries: any[], id: any, isRest: boolean}} Mark */

/** @returns {Mark} */
export const single = (kind, id) => ({ key: id, kind, entries: [id], id, isRest: false });

/** @returns {Mark} */
const many = (sort, kind, entries) => ({ key: `${sort} ${kind}`, kind, entries, id: null, isRest: sort === "rest" });

/** The names of one step. */
export const namesAt = (entries, step, size) => entries.slice(step * size, (step + 1) * size);

export const stepsOf = (entries, size) => Math.ceil(entries.length / size);

/** The step at which an entry has its name. */
export const stepOf = (entries, id, size) => Math.floor(entries.indexOf(id) / size);

/** A kind opened at a step; after the last comes the first. */
export function openedAt(kind, step, entries, size) {
  const steps = stepsOf(entries, size);
  return { kind, step: ((step % steps) + steps) % steps };
}

/** The marks of a kind: its gathered one, or when it is open those of this step and one for the rest. @returns {Mark[]} */
export function marksOf(kind, entries, opened, size) {
  if (!entries.length) return [];
  if (opened?.kind !== kind) return [many("kind", kind, entries)];
  const shown = namesAt(entries, opened.step, size);
  const isShown = new Set(shown);
  const rest = entries.filter((id) => !isShown.has(id));
  return [...shown.map((id) => single(kind, id)), ...(rest.length ? [many("rest", kind, rest)] : [])];
}

/** Which mark stands for an entry. */
export const markOfEntry = (marks) => new Map(marks.flatMap((mark) => mark.entries.map((id) => [id, mark])));

/** Every link, as [key, end, end], in the one bundle of the two marks of its ends, or of the one that has both. A link
    to what no mark stands for is in none. */
export function bundlesOf(marks, links) {
  const markOf = markOfEntry(marks);
  const place = new Map(marks.map((mark, index) => [mark, index]));
  const found = new Map();
  for (const [link, ...ends] of links) {
    const [one, other] = ends.map((end) => markOf.get(end)).sort((a, b) => place.get(a) - place.get(b));
    if (!one || !other) continue;
    const key = `${one.key}|${other.key}`;
    if (!found.has(key)) found.set(key, { key, one, other, links: [] });
    found.get(key).links.push(link);
  }
  return [...found.values()];
}

/** How wide a bundle is, from 0 for one link to 1 for the most, by the root of its count. */
export const share = (count, most) => Math.sqrt((count - 1) / most);

/** The end that gives a bundle its colour: a priority; else the one outside the open kind, to tell where the links lead;
    else the smaller. */
export function leadOf({ one, other }, opened, isPriority) {
  const outside = [one, other].filter(({ kind }) => kind !== opened?.kind);
  const priority = outside.find(isPriority);
  if (priority) return priority;
  const ends = outside.length === 1 ? outside : [one, other];
  return ends.reduce((a, b) => (b.entries.length < a.entries.length ? b : a));
}
