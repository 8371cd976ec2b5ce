// The curves of the links on the wheel, in the numbers of wheel/curves.py.

const shortest = (angle) => ((((angle + Math.PI) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)) - Math.PI;
const reach = (start, end, width, depth) =>
  (8 * depth - (start + end) * Math.cos(width / 2)) / (6 * Math.cos(width / 6));
const point = (angle, radius) => `${Math.round(radius * Math.sin(angle))} ${Math.round(-radius * Math.cos(angle))}`;
const cubic = (...points) => {
  const [start, ...rest] = points.map(([angle, radius]) => point(angle, radius));
  return `M${start}C${rest.join(" ")}`;
};

/** As `rim_curve` in wheel/curves.py: round the hub, the deeper the farther apart. A mark's own links leave in a loop. */
function rimCurve(start, end, rim) {
  if (start === end) {
    const [far, half] = [rim - 34, 22 / rim];
    return cubic([start - half / 3, rim], [start - half, far], [start + half, far], [start + half / 3, rim]);
  }
  const width = shortest(end - start);
  const near = Math.min(1, Math.abs(width) / 1.9) ** 0.75;
  const depth = rim + (HUB + 2.2 * PRIORITY - rim) * near - 6;
  const far = reach(rim, rim, width, depth);
  return cubic([start, rim], [start + width / 3, far], [end - width / 3, far], [end, rim]);
}

/** As `spoke_curve` there: from a priority's mark to the rim, or to another priority. */
function spokeCurve(mark, end, rim) {
  const width = shortest(end - mark);
  const near = Math.min(1, Math.abs(width) / 2.2);
  const start = HUB + PRIORITY;
  const depth = ((start + rim) / 2) * (1 - near) + (HUB + 2 * PRIORITY) * near;
  const far = Math.max(reach(start, rim, width, depth), start);
  return cubic([mark, start], [mark + width * 0.3, far], [end - width * 0.3, far], [end, rim]);
}
