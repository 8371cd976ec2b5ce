// Pointing and pressing, as on a wheel that shows everything.
import { clear } from "../parts/filter.js";
import { setOut } from "../parts/walking.js";
import { data, of, ofKind, selection, show } from "../page.js";
import { light } from "./light.js";
import { markAt, tieName, ties } from "./marks.js";
import { press } from "./opening.js";
import { stage, wheel } from "./stage.js";

const markOfEvent = ({ target }) => markAt(target.closest?.(".spoke, .priority"));
const tieAt = (event) => ties.find(({ path }) => path === event.target);
const preview = (mark) => (mark.id === null ? ofKind(mark.kind, mark.label) : of(mark.id));

stage.addEventListener(
  "click",
  (event) => {
    event.stopPropagation();
    const [mark, tie] = [markOfEvent(event), tieAt(event)];
    if (mark) {
      setOut(mark.element);
      press(mark);
    } else if (tie) show(ofTie(tie));
    else clear();
  },
  { capture: true },
);

/** @returns {Chosen} */
function ofTie(tie) {
  const ends = tie.links.map((number) => data.links[number - 1]).flatMap(({ tail, head }) => [tail, head]);
  return { sort: "group", nodes: new Set(ends), links: new Set(tie.links), asked: false, title: tieName(tie), address: {} };
}

wheel.addEventListener("pointerover", (event) => {
  const mark = markOfEvent(event);
  if (mark && event.pointerType === "mouse" && !selection) light(preview(mark));
});
wheel.addEventListener("pointerout", (event) => {
  if (event.pointerType === "mouse" && !selection) light(null);
});
