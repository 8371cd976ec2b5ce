// Closer and farther by buttons, Ctrl and the wheel, and two fingers; one finger and the plain wheel scroll the page.

const stage = document.getElementById("stage");
const wheel = document.getElementById("wheel");
const closer = document.querySelector('[data-move="in"]');
const STEP = 1.4;
const MOST = 6;
const SLIP = 4; // px that a hand may slip in a click
const ROOM = 2; // units between a mark or its name and the ring of the focus
const ring = document.createElementNS("http://www.w3.org/2000/svg", "rect");
ring.classList.add("ring");
ring.setAttribute("rx", "3");
ring.setAttribute("aria-hidden", "true");
let at = { x: 0, y: 0, scale: 1 };
const fingers = new Map();
let drag = null;
let start = [0, 0]; // where the mouse went down, and how far it has been from there
let far = 0;

/** Show the wheel moved and scaled, what the stage holds of it never inside the stage. */
function frame({ x, y, scale }) {
  const within = (value, size) => Math.min(0, Math.max(size * (1 - scale), value));
  at = { scale, x: within(x, stage.clientWidth), y: within(y, stage.clientHeight) };
  wheel.style.transform = scale === 1 ? "" : `translate(${at.x}px, ${at.y}px) scale(${scale})`;
  stage.classList.toggle("closer", scale > 1);
}

/** Scale about a point that stays where it is, counted from the wheel's corner. */
function scaleBy(factor, x, y) {
  const scale = Math.min(MOST, Math.max(1, at.scale * factor));
  const by = scale / at.scale;
  frame({ scale, x: x - (x - at.x) * by, y: y - (y - at.y) * by });
}

const middle = () => [stage.clientWidth / 2, stage.clientHeight / 2];
const moveBy = (x, y) => frame({ ...at, x: at.x + x, y: at.y + y });
const moves = {
  in: () => scaleBy(STEP, ...middle()),
  out: () => scaleBy(1 / STEP, ...middle()),
  left: () => moveBy(stage.clientWidth / 5, 0),
  right: () => moveBy(-stage.clientWidth / 5, 0),
  up: () => moveBy(0, stage.clientHeight / 5),
  down: () => moveBy(0, -stage.clientHeight / 5),
  whole: () => frame({ x: 0, y: 0, scale: 1 }),
};

export const whole = moves.whole;
for (const button of document.querySelectorAll("[data-move]")) {
  button.addEventListener("click", () => {
    moves[button.dataset.move]();
    if (at.scale === 1) closer.focus(); // the button that was pressed is gone
  });
}

// Another width needs another frame; on a narrow screen no button would lead back.
window.matchMedia("(max-width: 599px)").addEventListener("change", moves.whole);
window.addEventListener("resize", () => {
  if (at.scale > 1) frame(at);
});

/** How far to move what lies beyond an edge. */
const beyond = (from, to, low, high) => (from < low ? low - from : Math.min(0, high - to));

/** The box of a part of the wheel in the window. Not `getBoundingClientRect`: of what is turned twice, by its spoke
    and by the wheel, some browsers give the box of a box. */
export function boxOf(part) {
  const toWindow = part.getScreenCTM();
  const { p1, p2, p3, p4 } = DOMQuad.fromRect(part.getBBox());
  const [one, two, three, four] = [p1, p2, p3, p4].map((corner) => corner.matrixTransform(toWindow));
  return new DOMQuad(one, two, three, four).getBounds();
}

function bringIntoStage(part) {
  const box = boxOf(part);
  const room = stage.getBoundingClientRect();
  moveBy(beyond(box.left, box.right, room.left, room.right), beyond(box.top, box.bottom, room.top, room.bottom));
}

/** Move the picture and the page until a mark is in sight: its symbol, and of its name what fits.
    Not `scrollIntoView`: it does not find a group of a drawing in every browser. */
function bring(mark) {
  wheel.style.transition = "none"; // or the boxes would be those of the way there
  for (const part of [mark, mark.querySelector("use, circle")]) {
    if (at.scale > 1) bringIntoStage(part);
    const { top, bottom } = boxOf(part);
    window.scrollBy(0, -beyond(top, bottom, 0, window.innerHeight));
  }
  wheel.style.transition = "";
}

/** Draw a ring round a mark and its name, which some browsers do not do for a part of a drawing. */
function ringRound(mark) {
  ring.remove();
  const { x, y, width, height } = mark.getBBox();
  const room = mark.querySelector("rect") ? -ROOM : ROOM; // a row reaches to the edge of the stage
  const box = { x: x - room, y: y - room, width: width + 2 * room, height: height + 2 * room };
  for (const [name, value] of Object.entries(box)) ring.setAttribute(name, String(value));
  mark.append(ring);
}

// Not on the wheel: a drawing that listens for the focus becomes a stop of its own in some browsers.
stage.addEventListener("focusin", ({ target }) => {
  if (!target.matches("#wheel :focus-visible")) return; // a mouse is where it is
  ringRound(target);
  bring(target);
});

function inStage(event) {
  const box = stage.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

stage.addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    scaleBy(Math.exp(-event.deltaY / 300), ...inStage(event));
  },
  { passive: false },
);

// Two fingers scale and move; a mouse moves when the wheel is closer.
/** @param {any[]} two */
const spread = ([[x1, y1], [x2, y2]]) => ({ x: (x1 + x2) / 2, y: (y1 + y2) / 2, far: Math.hypot(x1 - x2, y1 - y2) });

stage.addEventListener("pointerdown", (event) => {
  fingers.set(event.pointerId, inStage(event));
  far = 0;
  if (event.pointerType === "mouse" && at.scale > 1 && event.button === 0) drag = start = inStage(event);
});
stage.addEventListener("pointermove", (event) => {
  if (drag && event.buttons) {
    const [x, y] = inStage(event);
    moveBy(x - drag[0], y - drag[1]);
    drag = [x, y];
    far = Math.max(far, Math.hypot(x - start[0], y - start[1]));
  }
  if (!fingers.has(event.pointerId) || fingers.size !== 2) return;
  const before = spread([...fingers.values()]);
  fingers.set(event.pointerId, inStage(event));
  const after = spread([...fingers.values()]);
  moveBy(after.x - before.x, after.y - before.y);
  scaleBy(after.far / before.far, after.x, after.y);
});
for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
  stage.addEventListener(end, (event) => {
    fingers.delete(event.pointerId);
    if (drag && end === "pointerleave") far = Infinity; // however near the edge it began
    drag = null;
  });
}

// The click that ends a drag is none, wherever the mouse has been on the way.
stage.addEventListener(
  "click",
  (event) => {
    if (far > SLIP) event.stopImmediatePropagation();
  },
  { capture: true },
);
window.addEventListener("pointerup", () => setTimeout(() => { far = 0; })); // after that click
