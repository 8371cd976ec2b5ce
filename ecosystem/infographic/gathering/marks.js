// What stands on the wheel: marks, each for one entry, a kind or the rest of one; and between two marks, or among those
// of one, a bundle with all their links.
import { data, label } from "../page.js";
import * as say from "../strings.js";
import * as engine from "./engine.js";
import { kinds, countOf, opened, size } from "./kinds.js";
import { narrow, priorities } from "./stage.js";

/** @type {any[]} */
export let marks = [];
/** @type {any[]} */
export let ties = [];
export let markOf = new Map();
export let most = 1; // links in one bundle

export const markAt = (element) => marks.find((mark) => mark.element === element);

/** A mark with its words and looks. */
function dressed(mark) {
  const { words, hue, shape } = kinds.get(mark.kind);
  const looks = { ...mark, hue, shape };
  const count = mark.entries.length;
  if (mark.id !== null) return { ...looks, label: label(mark.id) };
  if (mark.isRest) return { ...looks, label: say.restOf(count), words: say.restOfKind(count, words), kindWords: say.rest };
  return { ...looks, label: say.gathered(words, count), words, kindWords: words };
}

function priorityMark(element) {
  const id = element.dataset.n;
  return { ...engine.single(null, id), label: label(id), hue: "h-accent", priority: element };
}

export function gatherMarks() {
  const ofKinds = [...kinds.values()].flatMap(({ id, entries }) => engine.marksOf(id, entries, opened, size()));
  marks = [...ofKinds.map(dressed), ...priorities.map(priorityMark)];
  markOf = engine.markOfEntry(marks);
  ties = engine.bundlesOf(marks, data.links.map(({ tail, head }, index) => [index + 1, tail, head]));
  most = Math.max(1, ...ties.map(({ links }) => links.length));
}

// What marks and bundles are called

export function nameOf(mark) {
  if (mark.priority) return mark.priority.getAttribute("aria-label");
  if (mark.id !== null) return say.entryName(mark.label, data.nodes.get(mark.id).title, countOf.get(mark.id));
  const touching = ties.filter(({ one, other }) => one === mark || other === mark);
  const count = touching.reduce((sum, { links }) => sum + links.length, 0);
  return mark.isRest ? say.markName(mark.words, count) : say.knotName(mark.words, mark.entries.length, count);
}

const wordsOf = (mark) => mark.words ?? mark.label;
export const tieName = ({ one, other, links }) => say.among(wordsOf(one), wordsOf(other), links.length);

/** The label of a gathered mark of which a part is lit. */
export const partOf = ({ kindWords, entries }, count) => say.partOf(kindWords, count, entries.length, narrow.matches);
