// The kinds, which of them is open, and at which step of its names.
import { data, label } from "../page.js";
import { byName } from "../strings.js";
import * as engine from "./engine.js";
import { gathered, narrow } from "./stage.js";

const MOST = 80; // names that a circle holds in reading size
const MOST_ROWS = 24; // and a column on a narrow screen

/** The kinds in the order of the wheel, with their entries by name. */
export const kinds = new Map(
  gathered.spokes.map((element) => {
    const { kind: id, words } = element.dataset;
    const hue = [...element.classList].find((name) => name.startsWith("h-"));
    return [id, { id, words, hue, shape: element.querySelector("use").getAttribute("href"), entries: [] }];
  }),
);
for (const [id, { kind }] of data.nodes) if (kind) kinds.get(kind).entries.push(id);
for (const { entries } of kinds.values()) entries.sort((one, other) => byName(label(one), label(other)));

/** How many links an entry has. */
export const countOf = new Map([...data.nodes.keys()].map((id) => [id, 0]));
for (const { tail, head } of data.links) for (const end of [tail, head]) countOf.set(end, countOf.get(end) + 1);

/** @type {{kind: string, step: number} | null} */
export let opened = null;

export const size = () => (narrow.matches ? MOST_ROWS : MOST);
export const stepsOf = (kind) => engine.stepsOf(kinds.get(kind).entries, size());
export const stepOf = (id) => engine.stepOf(kinds.get(data.nodes.get(id).kind).entries, id, size());

/** The names of the open kind at its step. */
export const openNames = () => engine.namesAt(kinds.get(opened.kind).entries, opened.step, size());

export function open(kind, step) {
  opened = engine.openedAt(kind, step, kinds.get(kind).entries, size());
}

export function close() {
  opened = null;
}
