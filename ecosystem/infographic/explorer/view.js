// Looking about.
import { readColours } from "./colours.js";
import { fontOf, nameSize, reachOf, widthOf } from "./names.js";
import { canvas, network } from "./network.js";
import { scaleOf } from "./neighbours.js";
import { at, data, nodeOf, things } from "./page.js";
import { redraw } from "./sizes.js";
import { state } from "./state.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
export const glide = () => (calm.matches ? false : { duration: 180, easingFunction: "easeOutQuad" });

const LEAST_NAME = 120; // room of the names of the outermost columns beside an entry, in pixels
const HEADING = 96; // room of a column's heading, in pixels

/** @param {any} animation */
export function look(scale, position, animation = false) {
  network.moveTo({ scale: Math.min(4, Math.max(0.03, scale)), position, animation });
}

/** A neighbourhood: rows no lower than a name, from the first on where they are many, with room for the middle name. */
function fitNeighbourhood(wide, high, places) {
  const [xs, ys] = [places.map(([, { x }]) => x), places.map(([, { y }]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const isBetween = left < 0; // columns on both sides
  const scale = Math.min(scaleOf((bottom - top) / data.row + 1), isBetween ? (wide - 2 * LEAST_NAME) / (right - left) : 1);
  const ctx = canvas.querySelector("canvas").getContext("2d");
  const name = reachOf(state.around, scale) + widthOf(ctx, fontOf(state.around), things[state.around].label);
  const before = Math.min(Math.max(84, name + 8), wide / 4);
  const middle = isBetween ? (left + right) / 2 : (wide / 2 - before) / scale;
  look(scale, { x: middle, y: Math.min((top + bottom) / 2, top + (high / 2 - 16) / scale) });
  state.fitted = network.getScale();
}

export function fit() {
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  const places = Object.entries(network.getPositions([...state.shown]));
  if (!places.length) return;
  if (state.arrangement === "around") return fitNeighbourhood(wide, high, places);
  state.fitted = Infinity; // names count at their least size
  const ctx = canvas.querySelector("canvas").getContext("2d");
  if (state.arrangement === "wheel") {
    const [across, upright] = [wide / 2 - 3, (high - nameSize()) / 2 - 1];
    const ring = Math.max(1, ...places.map(([, { x, y }]) => Math.hypot(x, y)));
    /** The largest scale that leaves every name its room, were the marks as large as at another scale. */
    const roomyAt = (other) =>
      places.reduce((least, [id, { x, y }]) => {
        const far = Math.hypot(x, y) || 1;
        const isOnRim = nodeOf.get(id).rim === true;
        const name = isOnRim ? reachOf(id, other) + widthOf(ctx, fontOf(id), things[id].label) : 24;
        const free = Math.min((across * far) / Math.abs(x), (upright * far) / Math.abs(y)) - name;
        return Math.min(least, Math.max(0, free) / far);
      }, 4);
    const scale = roomyAt(roomyAt(roomyAt(4))); // each time nearer, and in the end never too large
    // No smaller than lets names stand beside each other or marks be told apart, nor than a small screen can hold.
    const small = Math.min(wide, high);
    const rim = data.gathers ? places.filter(([id]) => nodeOf.get(id).rim).length : data.rim.length;
    const apart = (rim * 1.13 * (nameSize() + 1)) / (2 * Math.PI) - 14;
    look(Math.max(scale, Math.min(Math.max(apart, 0.25 * small), 0.4 * small) / ring), { x: 0, y: 0 });
    state.fitted = network.getScale();
    return;
  }
  const xs = places.map(([, place]) => place.x);
  const ys = places.map(([, place]) => place.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const isColumns = state.arrangement === "columns";
  const [before, after] = isColumns ? [Math.min(56, wide / 8), Math.min(210, wide / 3)] : [70, 70];
  const above = isColumns ? 56 : 40;
  const whole = Math.min(
    (wide - before - after) / Math.max(right - left, 1),
    (high - above - 32) / Math.max(bottom - top, 1),
    isColumns ? 1 : 1.2,
  );
  const scale = Math.max(whole, isColumns ? HEADING / data.column : 0);
  // In the middle; what is too large for that, from its beginning.
  look(scale, {
    x: Math.min((left + right + (after - before) / scale) / 2, left + (wide / 2 - before) / scale),
    y: Math.min((top + bottom + (32 - above) / scale) / 2, top + (high / 2 - above) / scale),
  });
  state.fitted = network.getScale();
}

function zoom(factor, pointer) {
  const scale = Math.min(4, Math.max(0.03, network.getScale() * factor));
  const middle = network.getViewPosition();
  if (!pointer) {
    look(scale, middle, glide());
    return;
  }
  const fixed = network.DOMtoCanvas(pointer);
  const share = network.getScale() / scale;
  look(scale, { x: fixed.x + (middle.x - fixed.x) * share, y: fixed.y + (middle.y - fixed.y) * share });
}

function pan(x, y) {
  const middle = network.getViewPosition();
  const step = 120 / network.getScale();
  look(network.getScale(), { x: middle.x + x * step, y: middle.y + y * step }, glide());
}

for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
}
for (const button of document.querySelectorAll("[data-pan]")) {
  button.addEventListener("click", () => pan(...button.dataset.pan.split(" ").map(Number)));
}
at("fit").addEventListener("click", () => {
  state.looksElsewhere = false;
  fit();
});

// Whoever zooms or moves the view looks elsewhere, and is left there.
for (const sort of ["zoom", "dragStart"]) network.on(sort, () => { state.looksElsewhere = true; });
for (const button of document.querySelectorAll("[data-zoom], [data-pan]")) {
  button.addEventListener("click", () => { state.looksElsewhere = true; });
}

// Another size of the window: what was wholly in view is so again.
let [seenWide, seenHigh] = [canvas.clientWidth, canvas.clientHeight];
new ResizeObserver(() => {
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  if (wide === seenWide && high === seenHigh) return;
  [seenWide, seenHigh] = [wide, high];
  network.setSize("100%", "100%");
  network.redraw();
  if (!state.looksElsewhere) fit();
}).observe(canvas);

// The wheel scrolls the page; with Ctrl, or as two fingers on a pad, it zooms.
canvas.addEventListener(
  "wheel",
  (event) => {
    event.stopPropagation();
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = canvas.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 300), { x: event.clientX - left, y: event.clientY - top });
  },
  { capture: true, passive: false },
);

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  readColours();
  redraw();
});
