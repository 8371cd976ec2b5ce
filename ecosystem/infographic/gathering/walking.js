// Walking with the keyboard, as on a wheel that shows everything.

function setOut(mark) {
  moveTo(mark);
  outset = mark;
  passed = -1;
}

function moveTo(mark) {
  current?.element.setAttribute("tabindex", "-1");
  current = mark;
  mark.element.setAttribute("tabindex", "0");
  mark.element.focus({ preventScroll: true });
}

const moveRound = (by) => setOut(marks[(marks.indexOf(current) + by + marks.length) % marks.length]);

let outset = null; // the mark set out from
let passed = -1;

/** To the next mark that a bundle joins with the one set out from, and back to it after the last. */
function moveAlong(by) {
  const near = new Set(ties.filter(({ one, other }) => one === outset || other === outset).flatMap(({ one, other }) => [one, other]));
  near.delete(outset);
  const order = marks.filter((mark) => near.has(mark));
  if (!order.length) return;
  passed = ((passed + by + 1 + order.length + 1) % (order.length + 1)) - 1;
  moveTo(passed < 0 ? outset : order[passed]);
}

function moveToLetter(letter) {
  const index = marks.indexOf(current);
  const after = [...marks.slice(index + 1), ...marks.slice(0, index + 1)];
  const found = after.find(({ label }) => label.toLowerCase().startsWith(letter.toLowerCase()));
  if (found) setOut(found);
}

const keys = {
  ArrowRight: () => moveRound(1),
  ArrowLeft: () => moveRound(-1),
  ArrowDown: () => moveAlong(1),
  ArrowUp: () => moveAlong(-1),
  Home: () => setOut(marks[0]),
  End: () => setOut(marks[marks.length - 1]),
  Enter: () => press(current),
  " ": () => press(current),
};

stage.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !wheel.contains(event.target)) return;
    const isLetter = /^[\p{L}\p{N}]$/u.test(event.key);
    if (!isLetter && !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isLetter) moveToLetter(event.key);
    else keys[event.key]();
  },
  { capture: true },
);
