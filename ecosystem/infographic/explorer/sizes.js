// Sizes on the screen.
import { colours } from "./colours.js";
import { network } from "./network.js";
import { data, edgeOf, nodeOf } from "./page.js";
import { state } from "./state.js";

let dressed = null;

/** Whether names stand in rows below each other. */
export const isListed = () => state.arrangement === "columns" || state.arrangement === "around";

/** The radius of a mark in pixels: it grows with the square root of the zoom, and keeps to its row in the columns. */
export function radiusOf(id, scale) {
  const size = nodeOf.get(id).size;
  if (isListed()) return Math.min(size, 0.4 * data.row * scale);
  return size * Math.min(2, Math.max(0.7, Math.sqrt(scale / 0.26)));
}

/** Gives every line and mark its width and colour, whenever the zoom or the selection changes. vis-network has no
    width that the zoom leaves alone, so this sets what it draws by; its version is fixed by that of pyvis. */
function dress() {
  const scale = network.getScale();
  if (dressed === scale) return;
  dressed = scale;
  for (const node of Object.values(network.body.nodes)) {
    node.options.size = radiusOf(node.id, scale) / scale;
    node.needsRefresh();
  }
  const quiet = state.arrangement === "columns" ? 0.24 : 0.38;
  for (const edge of Object.values(network.body.edges)) {
    const drawn = edgeOf.get(edge.id);
    const lit = state.litLinks !== null && state.litLinks.has(edge.id);
    const width = (lit ? drawn.width + 0.8 : drawn.width) / scale;
    edge.options.width = width;
    edge.options.dashes = drawn.dashes && drawn.dashes.map((length) => length / scale);
    edge.options.arrows.to.scaleFactor = drawn.bundle ? 0 : Math.max(0, ((lit ? 9 : 6) / scale - 3 * width) / 15);
    edge.options.color.color = colours[drawn.hue];
    edge.options.color.opacity = state.litLinks === null ? quiet : lit ? 0.95 : 0.08;
  }
}

export function redraw() {
  dressed = null;
  network.redraw();
}

network.on("initRedraw", dress);
