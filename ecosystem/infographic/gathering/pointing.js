// Pointing and pressing, as on a wheel that shows everything.

const markOfEvent = ({ target }) => markAt(target.closest?.(".spoke, .priority"));
const tieAt = (event) => ties.find(({ path }) => path === event.target);
const preview = (mark) => (mark.id === null ? page.ofKind(mark.kind, mark.label) : page.of(mark.id));

stage.addEventListener(
  "click",
  (event) => {
    event.stopPropagation();
    const [mark, tie] = [markOfEvent(event), tieAt(event)];
    if (mark) {
      page.setOut(mark.element);
      press(mark);
    } else if (tie) page.show(ofTie(tie));
    else page.clear();
  },
  { capture: true },
);

/** @returns {Chosen} */
function ofTie(tie) {
  const numbers = new Set(tie.numbers);
  const ends = new Set(tie.numbers.flatMap((number) => [links[number - 1].tail, links[number - 1].head]));
  return { sort: "group", nodes: ends, links: numbers, asked: false, title: tieName(tie), address: {} };
}

wheel.addEventListener("pointerover", (event) => {
  const mark = markOfEvent(event);
  if (mark && event.pointerType === "mouse" && !page.selection) light(preview(mark));
});
wheel.addEventListener("pointerout", (event) => {
  if (event.pointerType === "mouse" && !page.selection) light(null);
});
