// A mark is lit with any of its entries, a bundle with any of its links.
import { filter, isShown } from "../page.js";
import { widthOf } from "./drawing.js";
import { markOf, marks, partOf, ties } from "./marks.js";
import { wheel } from "./stage.js";

export function light(selection) {
  const isLighting = Boolean(selection || filter);
  wheel.classList.toggle("lighting", isLighting);
  const found = new Map();
  if (isLighting) {
    for (const [id, mark] of markOf) if (isShown("nodes", id, selection)) found.set(mark, (found.get(mark) ?? 0) + 1);
  }
  for (const mark of marks) {
    const count = found.get(mark) ?? 0;
    mark.element.classList.toggle("lit", count > 0);
    if (mark.id !== null) continue;
    const isPart = count > 0 && count < mark.entries.length;
    mark.text.textContent = isPart ? partOf(mark, count) : mark.label;
  }
  for (const tie of ties) {
    const lit = isLighting ? tie.links.filter((number) => isShown("links", number, selection)).length : 0;
    tie.path.classList.toggle("lit", lit > 0);
    tie.path.setAttribute("stroke-width", widthOf(lit || tie.links.length));
  }
}
