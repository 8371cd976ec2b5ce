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

function draw(wanted) {
  const hadKeyboard = wheel.contains(document.activeElement);
  const before = current?.key;
  page.whole();
  gatherMarks();
  gatherTies();
  for (const mark of marks) mark.element = mark.priority;
  stage.classList.toggle("column", narrow.matches);
  stage.classList.toggle("open-kind", opened !== null);
  if (narrow.matches) drawColumn();
  else if (opened) drawWheel();
  else restore();
  for (const mark of marks) mark.element.setAttribute("tabindex", "-1");
  current = marks.find((mark) => mark.key === (wanted ?? before)) ?? marks[0];
  current?.element.setAttribute("tabindex", "0");
  if (hadKeyboard) setOut(current);
  showButtons();
  sayWhatIsOpen();
  light(page.selection);
}
