// Names: as many as fit, the best connected first.
import { needsName, setAside } from "./aside.js";
import { colours } from "./colours.js";
import { arcs, canvas, network } from "./network.js";
import { countOf, data, edgeOf, nodeOf, things } from "./page.js";
import { isListed, radiusOf } from "./sizes.js";
import { groups, isLit, state } from "./state.js";

export function nameSize() {
  const least = state.arrangement === "wheel" ? 11 : 12;
  return Math.min(14, Math.max(least, Math.round(least * Math.sqrt(network.getScale() / state.fitted))));
}

const widths = new Map();

export function widthOf(ctx, font, words) {
  const key = font + words;
  if (!widths.has(key)) {
    ctx.font = font;
    widths.set(key, ctx.measureText(words).width);
  }
  return widths.get(key);
}

export function fontOf(id) {
  const isBold = !isListed() && (things[id].bold || id === state.thing);
  return `${isBold ? "700 " : ""}${nameSize()}px ${colours.font}`;
}

const HEADING = 14; // the size of a heading, in pixels
const HEADING_TALL = 6; // half the height of its letters
const headingFont = () => `700 ${HEADING}px ${colours.font}`;

/** How far from the middle of its mark a name stands. */
export const reachOf = (id, scale) => 1.2 * radiusOf(id, scale) + (id === state.around ? 10 : 4);

/** Where a name may stand about its mark, best first, as the centre of its box and its turn. */
function* standsOf(id, x, y, reach, width) {
  const { x: left, y: top } = network.body.nodes[id];
  const far = Math.hypot(left, top);
  const isOnRim = state.arrangement === "wheel" && nodeOf.get(id).rim && far > 1;
  if (isOnRim) {
    const [cos, sin] = [left / far, top / far];
    const out = reach + width / 2;
    yield { x: x + cos * out, y: y + sin * out, angle: Math.atan(sin / (cos || 1e-9)) };
    const isPlain = state.litNodes === null || !isLit(id);
    if (isPlain && !isSparse && network.getScale() < 1.5 * state.fitted) return; // lying names would cross the others
  }
  const half = nameSize() / 2;
  const right = { x: x + reach + width / 2, y, angle: 0 };
  const below = { x, y: y + reach + half, angle: 0 };
  const before = { x: x - reach - width / 2, y, angle: 0 };
  if (state.arrangement === "free") yield below;
  if (isListed() && id !== state.around) {
    yield isBefore(id) ? before : right;
    if (state.arrangement === "columns" && needsName(id)) yield before;
    return;
  }
  if (id !== state.around) yield right;
  if (id === state.around && isBetween) yield below;
  yield before;
  yield below;
  yield { x, y: y - reach - half, angle: 0 };
  if (!needsName(id) && !isOverFaded(id)) return;
  const [aside, upright] = [0.7 * reach + width / 2, 0.7 * reach + half];
  for (const [across, down] of [[1, 1], [-1, 1], [1, -1], [-1, -1]]) yield { x: x + across * aside, y: y + down * upright, angle: 0 };
}

/** Whether its name may lie over faded marks: it is lit, and the others stand freely or it needs its name. */
const isOverFaded = (id) => state.litNodes?.has(id) === true && (state.arrangement === "free" || needsName(id));

/** Whether it stands in a column before the entry that is shown with its neighbours: its name is on its outer side. */
const isBefore = (id) => state.arrangement === "around" && state.around !== null && network.body.nodes[id].x < Math.min(0, network.body.nodes[state.around].x);

/** Whether two turned boxes touch: there is no line between them along any of their sides. */
export function touch(one, other) {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  if (Math.hypot(dx, dy) > one.across + other.across) return false;
  const turn = other.angle - one.angle;
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  const apart = (from, to) => {
    const [x, y] = [Math.cos(from.angle), Math.sin(from.angle)];
    return (
      Math.abs(dx * x + dy * y) > from.half + to.half * cos + to.tall * sin ||
      Math.abs(dy * x - dx * y) > from.tall + to.half * sin + to.tall * cos
    );
  };
  return !apart(one, other) && !apart(other, one);
}

export const rank = [...nodeOf.keys()].sort((one, other) => countOf(other) - countOf(one) || (one < other ? -1 : 1));
export let names = [];
export let headings = []; // of the columns
let isBetween = false; // whether columns stand on both sides of the entry that is shown with its neighbours
let isSparse = false; // so few marks on the rim that lying names find room between them

/** Words as far as there is room for them, in pixels. */
function cut(ctx, font, words, room) {
  let label = words;
  while (label.length > 4 && widthOf(ctx, font, label) > room) label = `${label.slice(0, -3).trimEnd()}…`;
  return label;
}

/** What an entry may be called, best first: its label; for the best connected also the label without its initials, then these. */
function labelsOf(id) {
  const { label, bold } = things[id];
  const [, ...shorter] = (bold && /^(.+) \((\p{L}*\p{Lu}\p{L}*\p{Lu}\p{L}*)\)$/u.exec(label)) || [];
  return [label, ...shorter];
}

/** A name as long as its row has room: of a neighbourhood each is named, and the panel has the whole name. */
function inItsRow(ctx, id, label, reach, marks) {
  if (state.arrangement !== "around" || id === state.around) return label;
  const mark = marks.find((each) => each.id === id);
  const side = isBefore(id) ? -1 : 1;
  const edge = side < 0 ? mark.x : canvas.clientWidth - mark.x;
  const beside = marks.filter((each) => (each.x - mark.x) * side > mark.half && Math.abs(each.y - mark.y) < each.tall + nameSize() / 2);
  const room = Math.min(edge, ...beside.map((each) => (each.x - mark.x) * side - each.half)) - reach - 4;
  return cut(ctx, fontOf(id), label, room);
}

/** The headings of the columns, each raised into the empty row above it where rows are lower than its letters, and
    cut where the next column would be under it. */
function placeHeadings(ctx, marks) {
  if (state.arrangement !== "columns") return [];
  const row = data.row * network.getScale();
  const raised = Math.max(0, Math.min(HEADING - row, row / 2));
  const places = data.headings.map(([words, x, y]) => {
    const at = network.canvasToDOM({ x, y });
    return { words, left: at.x - 8, y: at.y - raised };
  });
  const edges = [
    ...marks.map(({ x, y, half, tall }) => ({ left: x - half, y, tall })),
    ...places.map(({ left, y }) => ({ left, y, tall: HEADING_TALL })),
  ];
  return places.map(({ words, left, y }) => {
    const beside = edges.filter((edge) => edge.left > left + 16 && Math.abs(edge.y - y) <= edge.tall + HEADING_TALL);
    const label = cut(ctx, headingFont(), words, Math.min(...beside.map((edge) => edge.left)) - left - 4);
    const half = widthOf(ctx, headingFont(), label) / 2;
    return { label, x: left + half, y, angle: 0, half, tall: HEADING_TALL, across: half + HEADING_TALL };
  });
}

/** The marks in view, as boxes, and of those that need their names what is seen at the edge without its middle. */
function marksInView() {
  const scale = network.getScale();
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  const marks = [];
  const onEdge = [];
  for (const id of [...groups.keys(), ...rank]) {
    if (!state.shown.has(id)) continue;
    const { x, y } = network.canvasToDOM(network.body.nodes[id]);
    const half = radiusOf(id, scale);
    if (x < 0 || y < 0 || x > wide || y > high) {
      const isSeen = x > -half && y > -half && x < wide + half && y < high + half;
      if (isSeen && needsName(id) && !mustBeNamed(id)) onEdge.push(id);
    } else marks.push({ id, x, y, angle: 0, half, tall: half, across: half * 1.42 });
  }
  return { marks, onEdge };
}

/** Whether it is named whatever else has no room: it is selected, an end of the selected link, or in the middle. */
function mustBeNamed(id) {
  const link = edgeOf.get(state.link);
  return id === state.thing || id === state.around || id === link?.from || id === link?.to;
}

/** Who is named first. */
function urgencyOf(id) {
  if (mustBeNamed(id)) return 0;
  if (state.litNodes !== null && state.litNodes.has(id)) return needsName(id) ? 1 : 2;
  if (things[id].bold) return 3;
  if (needsName(id)) return 4; // no number tells it apart
  return state.arrangement === "wheel" && nodeOf.get(id).rim ? 4 : 5; // on the rim a name has but one place
}

/** A box with room about it. */
const roomy = (box) => ({ ...box, half: box.half + 4, tall: box.tall + 4, across: box.across + 8 });

/** Whether a name beside a mark could be taken for that mark’s: both need their names. */
const isAmbiguous = (name, mark) => mark.label === undefined && needsName(name.id) && needsName(mark.id);

/** The first place of a name where it lies in view and on none of some boxes; else one in view, where `isLeast`. */
function placed(ctx, id, x, y, marks, boxes, isLeast) {
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  const reach = reachOf(id, network.getScale());
  const tall = nameSize() / 2;
  let spare = null;
  for (const words of labelsOf(id)) {
    const label = inItsRow(ctx, id, words, reach, marks);
    const half = widthOf(ctx, fontOf(id), label) / 2;
    for (const stand of standsOf(id, x, y, reach, 2 * half)) {
      const box = { ...stand, id, label, half, tall, across: half + tall };
      const sideways = Math.abs(Math.cos(box.angle)) * half + 2;
      const upright = Math.abs(Math.sin(box.angle)) * half + tall;
      if (box.x < sideways || box.x > wide - sideways || box.y < upright || box.y > high - upright) continue;
      const far = needsName(id) ? roomy(box) : box;
      if (!boxes.some((other) => other.id !== id && touch(far !== box && isAmbiguous(box, other) ? far : box, other))) return box;
      spare ??= box;
    }
  }
  return isLeast ? spare : null;
}

/** The names that fit, with their places on the canvas in pixels. */
function placeNames() {
  const ctx = canvas.querySelector("canvas").getContext("2d");
  isBetween = [...state.shown].some(isBefore);
  isSparse = [...state.shown].filter((id) => nodeOf.get(id).rim).length <= 20;
  const { marks, onEdge } = marksInView();
  const aside = new Set(onEdge);
  names = [];
  headings = placeHeadings(ctx, marks);
  let boxes = [...marks.slice(0, 1000), ...headings];
  let litBoxes = marks.filter((mark) => isLit(mark.id));
  const urgency = new Map(marks.map(({ id }) => [id, urgencyOf(id)]));
  for (const { id, x, y } of [...marks].sort((one, other) => urgency.get(one.id) - urgency.get(other.id))) {
    const name = names.length < 400 ? placed(ctx, id, x, y, marks, isOverFaded(id) ? litBoxes : boxes, mustBeNamed(id)) : null;
    if (name !== null) {
      names.push(name);
      boxes.push(name);
      litBoxes.push(name);
    } else if (needsName(id) && !mustBeNamed(id)) {
      aside.add(id);
      [boxes, litBoxes] = [boxes, litBoxes].map((row) => row.filter((box) => box.id !== id));
    }
  }
  setAside(aside);
}

function drawNames(ctx) {
  const sharpness = ctx.canvas.width / canvas.clientWidth;
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const draw = ({ label, x, y, angle }, font, halo, colour) => {
    ctx.setTransform(sharpness, 0, 0, sharpness, x * sharpness, y * sharpness);
    ctx.rotate(angle);
    ctx.font = font;
    ctx.strokeStyle = colours.card;
    ctx.lineWidth = halo;
    ctx.strokeText(label, 0, 0.5);
    ctx.fillStyle = colour;
    ctx.fillText(label, 0, 0.5);
  };
  for (const heading of headings) draw(heading, headingFont(), 3, colours.ink);
  for (const name of names) {
    const halo = name.id === state.around ? 8 : isBetween ? 5 : 3; // lines meet under the first, and pass under others
    draw(name, fontOf(name.id), halo, isLit(name.id) ? colours.ink : colours.faded);
  }
  ctx.restore();
}

function drawGround(ctx) {
  const scale = network.getScale();
  ctx.save();
  if (state.arrangement === "wheel") {
    ctx.scale(data.scale, data.scale);
    ctx.lineWidth = 2 / scale / data.scale;
    ctx.globalAlpha = 0.5;
    for (const [hue, arc] of arcs) {
      ctx.strokeStyle = colours[hue];
      ctx.stroke(arc);
    }
  }
  ctx.restore();
}

network.on("initRedraw", placeNames);
network.on("beforeDrawing", drawGround);
network.on("afterDrawing", drawNames);
