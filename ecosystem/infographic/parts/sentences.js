// Links as sentences, in the patterns of sentences.py.
import { data } from "../page.js";
import { sentence } from "../strings.js";

export const title = (id) => data.nodes.get(id).title;

/** A link as a sentence, read with or against its direction. */
export function sentenceOf(number, isForward) {
  const { tail, head, sentences, ending } = data.links[number - 1];
  return sentence(sentences[isForward ? 0 : 1] + ending, (isForward ? [tail, head] : [head, tail]).map(title));
}
