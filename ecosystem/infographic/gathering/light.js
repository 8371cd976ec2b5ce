// A mark is lit with any of its entries, a bundle with any of its links. Who is asked for by name comes into view.

function partOf({ isRest, words, entries }, count) {
  const [part, all] = [count, entries.length].map((number) => number.toLocaleString("en"));
  return `${isRest ? "more" : words} (${part}${narrow.matches ? "/" : " of "}${all})`;
}

function light(selection) {
  const isLighting = Boolean(selection || page.filter);
  wheel.classList.toggle("lighting", isLighting);
  const found = new Map();
  if (isLighting) {
    for (const [id, mark] of markOf) if (page.isShown("nodes", id, selection)) found.set(mark, (found.get(mark) ?? 0) + 1);
  }
  for (const mark of marks) {
    const count = found.get(mark) ?? 0;
    mark.element.classList.toggle("lit", count > 0);
    if (mark.id !== null) continue;
    const isPart = count > 0 && count < mark.entries.length;
    mark.text.textContent = isPart ? partOf(mark, count) : mark.label;
  }
  for (const tie of ties) {
    const lit = isLighting ? tie.numbers.filter((number) => page.isShown("links", number, selection)).length : 0;
    tie.path.classList.toggle("lit", lit > 0);
    tie.path.setAttribute("stroke-width", widthOf(lit || tie.numbers.length));
  }
}

/** What the reader asked for by name: an entry, or those found when all are of one kind. */
function asked(selection, filter) {
  if (selection) return nodes.get(selection.id)?.kind ? selection.id : null;
  if (!filter || !(filter.words.trim() || filter.kind.size)) return null;
  const found = [...filter.nodes].filter((id) => nodes.get(id).kind);
  const isOne = found.length > 0 && found.every((id) => nodes.get(id).kind === nodes.get(found[0]).kind);
  return isOne ? found.reduce((one, other) => (byName(page.label(other), page.label(one)) < 0 ? other : one)) : null;
}

let lastAsked = null;
function follow(selection, filter) {
  const id = asked(selection, filter);
  const isNew = id !== null && id !== lastAsked;
  lastAsked = id;
  if (isNew && markOf.get(id)?.id !== id) openAt(nodes.get(id).kind, stepOf(id), id);
  else light(selection);
}
