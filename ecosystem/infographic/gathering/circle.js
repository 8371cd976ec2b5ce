// An open kind on the wheel: its names stand round it, at reading size.
import { point, rimCurve, spokeCurve } from "../wheel/curves.js";
import { ARC, GAP, HUB, LINE, PRIORITY, RIM } from "../wheel/geometry.js";
import { drawMark, drawTie, isFlipped, make, radiusOf, tenth, upright } from "./drawing.js";
import { kinds, opened } from "./kinds.js";
import { roomOf } from "./lettering.js";
import { marks, ties } from "./marks.js";
import { arcs, bundles, spokes, wheel } from "./stage.js";

/** Angles on the rim, the open kind's middle at the right, and the radius at which all names have room. */
function places() {
  const onRim = marks.filter((mark) => !mark.priority);
  let total = 0;
  let last = null;
  for (const mark of onRim) {
    if (last !== null && mark.kind !== last.kind) total += GAP;
    const room = mark.id === null ? Math.max(1.4, (2.5 * radiusOf(mark) + 4) / 14.4) : 1;
    mark.stand = total + room / 2;
    total += room;
    last = mark;
  }
  total += GAP;
  const names = onRim.filter((mark) => mark.kind === opened.kind);
  const middle = (names[0].stand + names[names.length - 1].stand) / 2;
  for (const mark of onRim) mark.angle = (2 * Math.PI * (mark.stand - middle)) / total + Math.PI / 2;
  for (const mark of marks) {
    if (!mark.priority) continue;
    const { cx, cy } = mark.priority.querySelector("circle");
    mark.angle = Math.atan2(cx.baseVal.value, -cy.baseVal.value);
  }
  return Math.max((total * LINE) / (2 * Math.PI) - RIM, HUB + 90);
}

export function drawWheel() {
  const ring = places();
  const rim = ring - ARC;
  const onRim = marks.filter((mark) => !mark.priority);
  const edge = { left: -ring, right: ring, top: -ring, bottom: ring };
  for (const mark of onRim) {
    const far = ring + RIM + roomOf(mark, 13) * 1.04;
    const [x, y] = [far * Math.sin(mark.angle), -far * Math.cos(mark.angle)];
    edge.left = Math.min(edge.left, x - 10);
    edge.right = Math.max(edge.right, x + 10);
    edge.top = Math.min(edge.top, y - 10);
    edge.bottom = Math.max(edge.bottom, y + 10);
  }
  const box = [edge.left, edge.top, edge.right - edge.left, edge.bottom - edge.top].map(Math.round);
  wheel.setAttribute("viewBox", box.join(" "));
  spokes.replaceChildren(...onRim.map((mark) => drawSpoke(mark, ring)));
  bundles.replaceChildren(...ties.map((tie) => drawTie(tie, pathOf(tie, rim))));
  arcs.replaceChildren(...[...kinds.keys()].map((kind) => drawArc(onRim.filter((mark) => mark.kind === kind), rim)));
}

function drawSpoke(mark, ring) {
  const turn = tenth(upright(mark.angle));
  const side = isFlipped(mark.angle) ? -1 : 1;
  const scale = tenth(radiusOf(mark)) / 10;
  const use = make("use", { href: mark.shape, transform: `translate(${tenth(side * ring)})rotate(${-turn})scale(${scale})` });
  const text = make("text", { x: tenth(side * (ring + RIM)), class: side < 0 ? "end" : undefined }, mark.label);
  return drawMark(mark, `rotate(${turn})`, use, text);
}

function drawArc(row, radius) {
  const half = (0.36 * LINE) / radius;
  const [from, to] = [row[0].angle - half, row[row.length - 1].angle + half];
  const isFar = to - from > Math.PI ? 1 : 0;
  return make("path", { class: row[0].hue, d: `M${point(from, radius)}A${radius} ${radius} 0 ${isFar} 1 ${point(to, radius)}` });
}

function pathOf({ one, other }, rim) {
  if (one.priority) return spokeCurve(one.angle, other.angle, HUB + PRIORITY);
  return other.priority ? spokeCurve(other.angle, one.angle, rim) : rimCurve(one.angle, other.angle, rim);
}
