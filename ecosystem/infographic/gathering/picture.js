// The picture of what is open: as it came with the page, as a wheel or as a column.

/** The gathered wheel as it came with the page: every mark and bundle finds its element there. */
function restore() {
  wheel.setAttribute("viewBox", gathered.box);
  spokes.replaceChildren(...gathered.spokes);
  bundles.replaceChildren(...gathered.bundles);
  arcs.replaceChildren(...gathered.arcs);
  const knots = new Map(gathered.spokes.map((element) => [element.dataset.kind, element]));
  const paths = new Map(gathered.bundles.map((path) => [path.dataset.ends, path]));
  for (const mark of marks) {
    if (!mark.priority) mark.element = knots.get(mark.kind);
    mark.text = mark.element?.querySelector("text");
  }
  for (const tie of ties) tie.path = paths.get(tie.key);
}

/** How this wheel is walked: see parts/walking.js. */
const way = {
  marks: () => marks.map(({ element }) => element),
  tied(element) {
    const mark = markAt(element);
    const found = ties.filter(({ one, other }) => one === mark || other === mark);
    return found.flatMap(({ one, other }) => [one.element, other.element]);
  },
  label: (element) => markAt(element).label,
  press: (element) => press(markAt(element)),
};

function draw(wanted) {
  const hadKeyboard = wheel.contains(document.activeElement);
  const before = markAt(page.stop())?.key;
  page.whole();
  gatherMarks();
  gatherTies();
  for (const mark of marks) mark.element = mark.priority;
  stage.classList.toggle("column", narrow.matches);
  stage.classList.toggle("open-kind", opened !== null);
  if (narrow.matches) drawColumn();
  else if (opened) drawWheel();
  else restore();
  const stop = (marks.find((mark) => mark.key === (wanted ?? before)) ?? marks[0]).element;
  page.walk(way, stop);
  if (hadKeyboard) page.setOut(stop);
  showButtons();
  sayWhatIsOpen();
  light(page.selection);
}
