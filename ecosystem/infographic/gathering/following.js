// Who is asked for by name comes into view.
import { data, label } from "../page.js";
import { byName } from "../strings.js";
import { stepOf } from "./kinds.js";
import { light } from "./light.js";
import { markOf } from "./marks.js";
import { openAt } from "./opening.js";

const { nodes } = data;
let last = null;

/** What the reader asked for by name: an entry, or those found when all are of one kind. */
function asked(selection, filter) {
  if (selection) return nodes.get(selection.id)?.kind ? selection.id : null;
  if (!filter || !(filter.words.trim() || filter.kind.size)) return null;
  const found = [...filter.nodes].filter((id) => nodes.get(id).kind);
  const isOne = found.length > 0 && found.every((id) => nodes.get(id).kind === nodes.get(found[0]).kind);
  return isOne ? found.reduce((one, other) => (byName(label(other), label(one)) < 0 ? other : one)) : null;
}

export function follow(selection, filter) {
  const id = asked(selection, filter);
  const isNew = id !== null && id !== last;
  last = id;
  if (isNew && markOf.get(id)?.id !== id) openAt(nodes.get(id).kind, stepOf(id), id);
  else light(selection);
}
