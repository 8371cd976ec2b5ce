// The picture of what is open: as it came with the page, as a wheel or as a column.
import { drawWheel } from "./circle.js";
import { drawColumn } from "./column.js";
import { opened } from "./kinds.js";
import { gatherMarks, marks, ties } from "./marks.js";
import { arcs, bundles, gathered, narrow, spokes, stage, wheel } from "./stage.js";

/** The gathered wheel as it came with the page: every mark and bundle finds its element there. */
function restore() {
  wheel.setAttribute("viewBox", gathered.box);
  spokes.replaceChildren(...gathered.spokes);
  bundles.replaceChildren(...gathered.bundles);
  arcs.replaceChildren(...gathered.arcs);
  const groups = new Map(gathered.spokes.map((element) => [element.dataset.kind, element]));
  const paths = new Map(gathered.bundles.map((path) => [path.dataset.ends, path]));
  for (const mark of marks) {
    if (!mark.priority) mark.element = groups.get(mark.kind);
    mark.text = mark.element?.querySelector("text");
  }
  for (const tie of ties) tie.path = paths.get(tie.key);
}

export function draw() {
  gatherMarks();
  for (const mark of marks) mark.element = mark.priority;
  stage.classList.toggle("column", narrow.matches);
  stage.classList.toggle("open-kind", opened !== null);
  if (narrow.matches) drawColumn();
  else if (opened) drawWheel();
  else restore();
}
