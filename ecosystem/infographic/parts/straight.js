// The lines of an answer, drawn to be followed: as nearly straight as the marks allow. A line bends only where it would
// pass near a mark that it does not join, and no more than it takes. The lines beside it make way.
//
// Straight lines from one place never cross. Neither do bent ones that pass whatever is in their way on the side where
// their straight lines pass it. A line is a parabola: at each part of its way, it lies to the left of its straight line by
// its bend times a factor that depends on the part alone. So each thing it must pass bounds its bend: from above if the
// thing lies on the left, else from below.

/** A place in units of the picture. @typedef {[number, number]} Point */
/** A line to draw: where it ends, and the places of the marks it joins. @typedef {{from: Point, to: Point, ends: Point[], key: any}} Wanted */
/** A mark: its place, its radius, and whether it stands in the middle of the ring. @typedef {{at: Point, radius: number, isInside?: boolean}} Mark */

const SAMPLES = 20;
const APART = 0.2; // of the distance of their straight lines: two lines keep so much of it
const BESIDE = 0.04; // of their length: several links of the same two need not lie farther apart at their middle

const distance = ([x1, y1], [x2, y2]) => Math.hypot(x1 - x2, y1 - y2);
const isOne = (place, other) => distance(place, other) < 1;
const isAmong = (places, place) => places.some((each) => isOne(each, place));
const turn = ([ax, ay], [bx, by], [px, py]) => (bx - ax) * (py - ay) - (by - ay) * (px - ax);
const isBetween = (a, b, c, d) => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

/** Parts of a way, closer together towards its ends, where other marks are near. */
const PARTS = Array.from({ length: SAMPLES + 1 }, (_, index) => (1 - Math.cos((Math.PI * index) / SAMPLES)) / 2);

/** How far a line that bends by 1 lies from its straight line at `u` of its way. */
function arch({ peak }, u) {
  const t = u / (peak + Math.sqrt(peak ** 2 + (1 - 2 * peak) * u));
  return 4 * t * Math.abs(1 - t); // rounding may take `t` past 1, and a factor below 0 would turn bounds round
}

/** The place at `u` of the way of a line, and `v` of its length to the left. @returns {Point} */
const placeOn = ({ from: [x, y], dx, dy }, u, v) => [x + u * dx - v * dy, y + u * dy + v * dx];

/** The reverse: the part of its way and of its length, to the left, at which a place lies. */
function seenFrom({ from, dx, dy, length }, [x, y]) {
  const [px, py] = [x - from[0], y - from[1]];
  return [(px * dx + py * dy) / length ** 2, (py * dx - px * dy) / length ** 2];
}

function bound(range, isLeft, bend) {
  if (isLeft) range.high = Math.min(range.high, bend);
  else range.low = Math.max(range.low, bend);
}

/** The bend within a range that is nearest to one. Where the range is empty, only what bounds it from below is heeded. */
const within = ({ low, high }, bend) => Math.max(low, Math.min(high, bend));

/** The bends with which a line stays in the ring. */
function inRing(line) {
  const range = { low: -1, high: 1 };
  const rim = Math.max(...[line.from, line.to].map(([x, y]) => Math.hypot(x, y))) + 1;
  for (const u of PARTS) {
    const [x, y] = placeOn(line, u, 0);
    const aside = (y * line.dx - x * line.dy) / line.length;
    const reach = Math.sqrt(aside ** 2 + rim ** 2 - x ** 2 - y ** 2);
    for (const side of [1, -1]) bound(range, side > 0, (side * reach - aside) / line.length / arch(line, u));
  }
  return range;
}

const isBeside = (u) => u > 0.01 && u < 0.99;

/** Bound the bend of a line so that it keeps away from a mark. */
function passMark(line, name, { u: middle, aside, far, isLeft }) {
  const start = (0.9 * line.own) / line.length;
  for (const part of PARTS) {
    const u = middle + (2 * part - 1) * far;
    const half = 2 * far * Math.sqrt(part * (1 - part));
    if (u > start && u < 1 - start) bound(line[name], isLeft, (aside - (isLeft ? half : -half)) / arch(line, u));
  }
}

/** Find `most`, the bends with which a line crosses nothing, `range`, those with which it keeps away from marks too, and
    `outside`, the marks that it passes on the other side than its straight line would. In the middle of the ring what is in
    its way may be one of a group between which no line has room: it goes round all of them, on the side where fewer are. */
function passMarks(line, marks) {
  const seen = marks.filter(({ at }) => !isAmong(line.ends, at)).map(({ at, radius, isInside }) => {
    const [u, aside] = seenFrom(line, at);
    return { at, u, aside, far: (radius + line.room) / line.length, isLeft: aside > 0, isInside: isInside && isBeside(u) };
  });
  const middle = seen.filter(({ isInside }) => isInside);
  const inWay = middle.filter(({ aside, far }) => Math.abs(aside) < far);
  line.peak = inWay[0] ? within({ low: 0.3, high: 0.8 }, inWay[0].u) : 0.5;
  line.most = inRing(line);
  for (const first of inWay) {
    const group = [first];
    for (const { at, far } of group) group.push(...middle.filter((mark) => !group.includes(mark) && distance(at, mark.at) < (far + mark.far) * line.length));
    const isLeft = group.reduce((sum, { aside }) => sum + aside, 0) > 0;
    for (const mark of group) passMark(line, "most", Object.assign(mark, { isLeft }));
  }
  line.outside = middle.filter(({ aside, isLeft }) => aside > 0 !== isLeft).map(({ at }) => at);
  line.range = { ...line.most };
  for (const mark of seen) passMark(line, "range", mark);
}

/** Whether a line passes an end of another on the other side than its straight line. */
const goesRound = (line, { ends }) => ends.some((end) => isAmong(line.outside, end));

/** Where another line lies as seen from one that must not cross it; nothing where it is not beside it. */
function seenBeside(line, other) {
  const { from, to } = line;
  if (other === line || isBetween(from, to, other.from, other.to)) return [];
  const ends = [from, to].filter((end) => isOne(end, other.from) || isOne(end, other.to));
  const isSame = ends.length > 1; // then the two lie beside each other
  const isAlong = ends[0] ? isOne(from, other.from) || isOne(to, other.to) : line.dx * other.dx + line.dy * other.dy > 0;
  const shared = ends[0] ? Number(isOne(to, ends[0])) : Infinity; // where on its way they meet
  const seen = PARTS.map((part) => [part, ...seenFrom(line, placeOn(other, part, 0))]);
  const parts = seen.filter(([, u]) => isBeside(u) && !isSame);
  if (!isSame && !parts[0]) return [];
  const isLeft = isSame ? !isAlong || other.key > line.key : parts[0][2] > 0 !== (goesRound(line, other) || goesRound(other, line));
  const left = seenFrom(line, [from[0] - other.dy, from[1] + other.dx]); // of the other, as seen from the line
  return [{ other, isAlong, isLeft, parts, shared, left, beside: isSame && Math.min(line.room / line.length, BESIDE) }];
}

/** Bound the bend of a line by another that bends so. */
function makeWay(line, name, { other, isAlong, isLeft, parts, shared, left, beside }, bend) {
  if (beside && name === "range") bound(line.range, isLeft, (isAlong ? bend : -bend) + (isLeft ? -beside : beside));
  for (const [part, straight, v] of parts) {
    const u = straight + bend * arch(other, part) * left[0];
    const now = v + bend * arch(other, part) * left[1];
    const isApart = Math.hypot(u - shared, now) * line.length > 0.9 * line.own;
    if (isBeside(u) && isApart) bound(line[name], isLeft, (now + (isLeft ? -APART : APART) * Math.abs(v)) / arch(line, u));
  }
}

/** The lines in the order in which they leave the place where they start. */
function ordered(lines, room, own) {
  const all = lines.map((line) => {
    const { from: [x, y], to } = line;
    const [dx, dy] = [to[0] - x, to[1] - y];
    return { ...line, room, own, dx, dy, length: Math.hypot(dx, dy), angle: Math.atan2(y * dx - x * dy, -x * dx - y * dy) };
  });
  return all.sort((one, other) => one.angle - other.angle);
}

/**
 * Draw lines as straight as can be.
 * @param {Wanted[]} lines those that share an end start from it
 * @param {Mark[]} marks those that no line may come near, but its own ends
 * @param {number} room how near is near, in units
 * @param {number} own how far from its ends a line may do as it likes
 * @returns {{key: any, path: string}[]}
 */
export function straightened(lines, marks, room, own) {
  const all = ordered(lines, room, own);
  // A line bends within `range`, where it has room. If that is empty, it bends within `most`, where it crosses none.
  for (const line of all) passMarks(line, marks);
  for (const line of all) line.others = all.flatMap((other) => seenBeside(line, other));
  // What the lines on one side need at least, then what those on the other do: first so that none cross, then for room.
  const handOn = (line, name, isLeft) => {
    for (const seen of line.others.filter((each) => each.isLeft === isLeft)) {
      const { low, high } = seen.other[name];
      makeWay(line, name, seen, within(seen.other.most, seen.isAlong === isLeft ? high : low));
    }
  };
  for (const name of ["most", "range", "range"]) {
    for (const line of all) handOn(line, name, false);
    for (const line of [...all].reverse()) handOn(line, name, true);
  }
  const round = (point) => point.map((value) => value.toFixed(1)).join(" ");
  return all.map((line) => {
    for (const seen of line.others.filter(({ other }) => other.bend !== undefined)) {
      for (const name of ["most", "range"]) makeWay(line, name, seen, seen.other.bend);
    }
    const middle = line.others.reduce((sum, { isLeft, beside }) => sum + (isLeft ? -beside : beside) / 2, 0); // of the links of the same two
    line.bend = within(line.most, within(line.range, middle));
    return { key: line.key, path: `M${round(line.from)}Q${round(placeOn(line, line.peak, 2 * line.bend))} ${round(line.to)}` };
  });
}
