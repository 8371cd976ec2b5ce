// What stands on the wheel: marks, each for one entry, a kind or the rest of one; and between two marks, or among those
// of one, a bundle with all their links.
import { data, label } from "../page.js";
import { counted, plain, say } from "../strings.js";
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
  if (mark.isRest) return { ...looks, label: plain(say("restOf", { count })), words: say("restOfKind", { count, kind: words }), kindWords: say("rest") };
  return { ...looks, label: plain(say("grouped", { kind: words, count })), words, kindWords: words };
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
  if (mark.id !== null) return plain(say("entryName", { label: mark.label, title: data.nodes.get(mark.id).title, links: counted("links", countOf.get(mark.id)) }));
  const touching = ties.filter(({ one, other }) => one === mark || other === mark);
  const count = touching.reduce((sum, { links }) => sum + links.length, 0);
  const links = counted("links", count);
  if (mark.isRest) return plain(say("markName", { name: mark.words, links }));
  return plain(say("groupName", { kind: mark.words, entries: counted("entries", mark.entries.length), links }));
}

const wordsOf = (mark) => mark.words ?? mark.label;
export function tieName({ one, other, links: { length } }) {
  const links = counted("links", length);
  if (one === other) return plain(say("bundleWithin", { kind: wordsOf(one), links }));
  return plain(say("bundle", { one: wordsOf(one), other: wordsOf(other), links }));
}

/** The label of a gathered mark of which a part is lit. */
export const partOf = ({ kindWords, entries }, part) =>
  plain(say(narrow.matches ? "groupedPartShort" : "groupedPart", { kind: kindWords, part, count: entries.length }));
