// The lines of an answer, drawn to be followed: as nearly straight as the marks allow. A line bends only where it would
// pass near a mark that it does not join, and no more than it takes.

/** A place in units of the picture. @typedef {[number, number]} Point */
/** A line to draw: where it ends, and the places of the marks it joins. @typedef {{from: Point, to: Point, ends: Point[], key: any}} Wanted */
/** A mark: its place, and its radius. @typedef {{at: Point, radius: number}} Mark */

const SAMPLES = 32;
const BENDS = [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.12, 0.15, 0.18, 0.23, 0.29, 0.36, 0.44, 0.54]; // of the length of the line, sideways at its middle
const HIDING = 5; // as does one line upon another
const CROSSING = 1000; // a crossing that straight lines would not make weighs more than any bend

const distance = ([x1, y1], [x2, y2]) => Math.hypot(x1 - x2, y1 - y2);

/** The points of a quadratic Bézier curve, closer together towards its ends, where other marks are near. */
function sampled(from, over, to) {
  return Array.from({ length: SAMPLES + 1 }, (_, index) => {
    const t = (1 - Math.cos((Math.PI * index) / SAMPLES)) / 2;
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    return /** @type {Point} */ ([a * from[0] + b * over[0] + c * to[0], a * from[1] + b * over[1] + c * to[1]]);
  });
}

/** The sides to which a line may bend: inwards only, unless it passes the middle of the wheel nearly. */
function sidesOf({ from, to }) {
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const length = distance(from, to);
  const inwards = Math.sign(x * (to[1] - from[1]) - y * (to[0] - from[0])) || 1;
  return Math.hypot(x, y) > 0.2 * length ? [inwards] : [inwards, -inwards];
}

/** The control point of a curve whose middle lies `bend` of its length beside the straight line. */
function controlOf({ from, to }, bend) {
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  return /** @type {Point} */ ([(from[0] + to[0]) / 2 - 2 * bend * y, (from[1] + to[1]) / 2 + 2 * bend * x]);
}

/** How deep a curve comes into the room round marks that it does not join; 0 where it keeps away. */
function depthIn(points, { from, to, ends }, marks, room, own) {
  const rim = Math.max(...[from, to].map(([x, y]) => Math.hypot(x, y))) + 1;
  if (points.some(([x, y]) => Math.hypot(x, y) > rim)) return Infinity; // no line leaves the ring
  let depth = 0;
  const inside = points.filter((point) => distance(point, from) > own && distance(point, to) > own);
  for (const { at, radius } of marks) {
    if (ends.some((end) => distance(at, end) < 1)) continue;
    for (const point of inside) depth = Math.max(depth, radius + room - distance(at, point));
  }
  return depth;
}

const turn = ([ax, ay], [bx, by], [px, py]) => (bx - ax) * (py - ay) - (by - ay) * (px - ax);
const isBetween = (a, b, c, d) => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

const COARSE = 4; // points from one to the next where crossings are counted: a bend is gentle

/** How often two chains of points cross. */
function crossings(one, other) {
  let count = 0;
  for (let i = COARSE; i < one.length; i += COARSE) {
    for (let j = COARSE; j < other.length; j += COARSE) {
      if (isBetween(one[i - COARSE], one[i], other[j - COARSE], other[j])) count += 1;
    }
  }
  return count;
}

/** How far a place lies from a straight line. */
function offLine([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

const isOne = (place, other) => distance(place, other) < 1;

/** How many ends two lines share. */
const shared = (one, other) =>
  [one.from, one.to].filter((end) => isOne(end, other.from) || isOne(end, other.to)).length;

/** Lines that share an end do not cross; two others at most where their straight lines do. */
function surplus(points, wanted, drawn) {
  let count = 0;
  for (const other of drawn) {
    const ends = shared(wanted, other);
    if (ends === 2) continue; // they lie beside each other: see `solved`
    const allowed = !ends && isBetween(wanted.from, wanted.to, other.from, other.to) ? 1 : 0;
    count += Math.max(0, crossings(points, other.points) - allowed);
  }
  return count;
}

/** The straightest course of a line past marks and past other lines; where none is free, the least bad one. */
function solved(wanted, drawn, marks, room, own) {
  const length = distance(wanted.from, wanted.to);
  const sides = sidesOf(wanted);
  const around = marks.map((mark) => ({ ...mark, far: offLine(mark.at, wanted.from, wanted.to) }));
  const beside = drawn.filter((other) => shared(wanted, other) === 2); // several links of the same two
  let best = null;
  for (const bend of BENDS.flatMap((size) => (size ? sides.map((side) => side * size) : [0]))) {
    const over = controlOf(wanted, bend);
    const points = sampled(wanted.from, over, wanted.to);
    const near = around.filter(({ far, radius }) => far < Math.abs(bend) * length + radius + room);
    let cost = depthIn(points, wanted, near, room, own) * 10 + Math.abs(bend);
    if (beside.some((other) => distance(over, other.over) < 2 * room)) cost += HIDING;
    if (!best || cost < best.cost) cost += surplus(points, wanted, drawn) * CROSSING;
    if (!best || cost < best.cost) best = { ...wanted, bend, cost, over, points };
    if (best.cost < Math.abs(bend) + 1e-9) break; // free of marks and of crossings: no wider bend is better
  }
  return best;
}

/**
 * Draw lines as straight as can be, the shortest first.
 * @param {Wanted[]} lines
 * @param {Mark[]} marks those that no line may come near, but its own ends
 * @param {number} room how near is near, in units
 * @param {number} own how far from its ends a line may do as it likes
 * @returns {{key: any, path: string, points: Point[]}[]}
 */
export function straightened(lines, marks, room, own) {
  const byLength = [...lines].sort((one, other) => distance(one.from, one.to) - distance(other.from, other.to));
  const drawn = [];
  for (const wanted of byLength) drawn.push(solved(wanted, drawn, marks, room, own));
  // What stood in the way of the first may have moved since.
  for (const [index, line] of drawn.entries()) {
    if (line.cost > Math.abs(line.bend) + 1e-9) drawn[index] = solved(line, drawn.filter((other) => other !== line), marks, room, own);
  }
  const round = (point) => point.map((value) => Math.round(value * 10) / 10).join(" ");
  return drawn.map(({ key, from, over, to, points }) => ({ key, points, path: `M${round(from)}Q${round(over)} ${round(to)}` }));
}
