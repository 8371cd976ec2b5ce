// The lines of an answer, drawn to be followed: as nearly straight as the marks allow. A line bends only where it would
// pass near a mark that it does not join, and no more than it takes.

/** A place in units of the picture. @typedef {[number, number]} Point */
/** A line to draw: its ends, and what it must keep away from. @typedef {{from: Point, to: Point, key: any}} Wanted */
/** A mark: its place, and its radius. @typedef {{at: Point, radius: number}} Mark */

const SAMPLES = 24;
const BENDS = [0, 0.02, 0.04, 0.06, 0.08, 0.11, 0.14, 0.18, 0.23, 0.29, 0.36, 0.44, 0.54]; // of the length of the line, sideways at its middle
const CROSSING = 1000; // a crossing that straight lines would not make weighs more than any bend

const distance = ([x1, y1], [x2, y2]) => Math.hypot(x1 - x2, y1 - y2);

/** The points of a quadratic Bézier curve, evenly by its parameter. */
function sampled(from, over, to) {
  return Array.from({ length: SAMPLES + 1 }, (_, index) => {
    const t = index / SAMPLES;
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
function depthIn(points, { from, to }, marks, room, own) {
  let depth = 0;
  const inside = points.filter((point) => distance(point, from) > own && distance(point, to) > own);
  for (const { at, radius } of marks) {
    if (distance(at, from) < 1 || distance(at, to) < 1) continue;
    for (const point of inside) depth = Math.max(depth, radius + room - distance(at, point));
  }
  return depth;
}

const turn = ([ax, ay], [bx, by], [px, py]) => (bx - ax) * (py - ay) - (by - ay) * (px - ax);
const isBetween = (a, b, c, d) => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

/** How often two chains of points cross. */
function crossings(one, other) {
  let count = 0;
  for (let i = 1; i < one.length; i += 1) {
    for (let j = 1; j < other.length; j += 1) if (isBetween(one[i - 1], one[i], other[j - 1], other[j])) count += 1;
  }
  return count;
}

/** Lines that share an end do not cross; two others at most where their straight lines do. */
function surplus(points, wanted, drawn) {
  const isShared = (other) => [wanted.from, wanted.to].some((end) => distance(end, other.from) < 1 || distance(end, other.to) < 1);
  let count = 0;
  for (const other of drawn) {
    const allowed = !isShared(other) && isBetween(wanted.from, wanted.to, other.from, other.to) ? 1 : 0;
    count += Math.max(0, crossings(points, other.points) - allowed);
  }
  return count;
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
  const drawn = [];
  const byLength = [...lines].sort((one, other) => distance(one.from, one.to) - distance(other.from, other.to));
  for (const wanted of byLength) {
    let best = null;
    const sides = sidesOf(wanted);
    for (const bend of BENDS.flatMap((size) => (size ? sides.map((side) => side * size) : [0]))) {
      const over = controlOf(wanted, bend);
      const points = sampled(wanted.from, over, wanted.to);
      const cost = depthIn(points, wanted, marks, room, own) * 10 + surplus(points, wanted, drawn) * CROSSING + Math.abs(bend);
      if (!best || cost < best.cost) best = { ...wanted, cost, over, points };
      if (best.cost < Math.abs(bend) + 1e-9) break; // free of marks and of crossings: no wider bend is better
    }
    drawn.push(best);
  }
  const round = (point) => point.map((value) => Math.round(value * 10) / 10).join(" ");
  return drawn.map(({ key, from, over, to, points }) => ({ key, points, path: `M${round(from)}Q${round(over)} ${round(to)}` }));
}
