// The curves of the links on the wheel, as curves.py draws them.
import { HUB, PRIORITY, RIM_CURVE, SPOKE_CURVE } from "./geometry.js";

const shortest = (angle) => ((((angle + Math.PI) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)) - Math.PI;

/** As `_reach` there: B(½) = (P₀ + 3P₁ + 3P₂ + P₃) / 8 has the radius `depth`. */
const reach = (start, end, width, depth) =>
  (8 * depth - (start + end) * Math.cos(width / 2)) / (6 * Math.cos(width / 6));

/** A place by its angle, clockwise from the top, and its distance from the centre. */
export const point = (angle, radius) => `${Math.round(radius * Math.sin(angle))} ${Math.round(-radius * Math.cos(angle))}`;

const cubic = (...points) => {
  const [start, ...rest] = points.map(([angle, radius]) => point(angle, radius));
  return `M${start}C${rest.join(" ")}`;
};

/** As `rim_curve` there: round the hub, the deeper the farther apart. A mark's own links leave in a loop. */
export function rimCurve(start, end, rim) {
  if (start === end) {
    const [far, half] = [rim - 34, 22 / rim];
    return cubic([start - half / 3, rim], [start - half, far], [start + half, far], [start + half / 3, rim]);
  }
  const width = shortest(end - start);
  const near = Math.min(1, Math.abs(width) / RIM_CURVE.wide) ** RIM_CURVE.power;
  const depth = rim + (HUB + RIM_CURVE.clear * PRIORITY - rim) * near - RIM_CURVE.inset;
  const far = reach(rim, rim, width, depth);
  return cubic([start, rim], [start + width / 3, far], [end - width / 3, far], [end, rim]);
}

/** As `spoke_curve` there: from a priority's mark to a place at radius `rim`, or to another priority. */
export function spokeCurve(mark, end, rim) {
  const width = shortest(end - mark);
  const near = Math.min(1, Math.abs(width) / SPOKE_CURVE.wide);
  const start = HUB + PRIORITY;
  const depth = ((start + rim) / 2) * (1 - near) + (HUB + SPOKE_CURVE.clear * PRIORITY) * near;
  const far = Math.max(reach(start, rim, width, depth), start);
  const turn = width * SPOKE_CURVE.control;
  return cubic([mark, start], [mark + turn, far], [end - turn, far], [end, rim]);
}
