// Links as sentences, in the same words as sentences.py.
import { data } from "../page.js";
import { sentence } from "../strings.js";

export const title = (id) => data.nodes.get(id).title;

/** A link as a sentence, read with or against its direction. */
export function sentenceOf(number, isForward) {
  const { tail, head, label, inverse, suffix, opening } = data.links[number - 1];
  return sentence(isForward ? [title(tail), label, title(head)] : [title(head), inverse, title(tail)], suffix, opening);
}
