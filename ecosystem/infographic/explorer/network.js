// The network, which vis-network draws and moves, and the marks, which we draw.
import { colours } from "./colours.js";
import { placesAround } from "./neighbours.js";
import { at, data, kindOf, things } from "./page.js";
import { isLit, state } from "./state.js";

const marks = new Map(
  Object.entries(data.marks).map(([name, [outline, inside]]) => [name, [new Path2D(outline), new Path2D(inside)]]),
);
export const arcs = data.arcs.map(([hue, path]) => [hue, new Path2D(path)]);

/** Draws a mark; vis-network asks for it whenever a node is drawn. Names follow in `drawNames`. */
function drawMark({ ctx, id, x, y, style }) {
  const { hue, mark } = kindOf(id);
  const [outline, inside] = marks.get(mark);
  const size = style.size;
  return {
    drawNode() {
      ctx.translate(x, y);
      ctx.scale(size / 10, size / 10);
      if (id === state.thing) {
        ctx.beginPath();
        ctx.arc(0, 0, 17, 0, 2 * Math.PI);
        ctx.strokeStyle = colours.focus;
        ctx.lineWidth = 3;
        ctx.stroke();
      }
      ctx.fillStyle = colours.card;
      ctx.fill(outline);
      if (!isLit(id)) ctx.globalAlpha = 0.35;
      ctx.strokeStyle = ctx.fillStyle = colours[hue];
      ctx.lineWidth = 2.2;
      ctx.fill(inside);
      ctx.stroke(outline);
      if (mark !== "priority") return; // the priorities of other plans have numbers of their own
      ctx.fillStyle = colours["accent-ink"];
      ctx.font = `700 13px ${colours.font}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.fillText(things[id].number, 0, 1);
    },
  };
}

const options = data.network.options;
options.nodes.ctxRenderer = drawMark;
options.nodes.font = { size: 0 }; // names are ours to draw
options.interaction.zoomView = matchMedia("(pointer: coarse)").matches; // two fingers zoom; the wheel is kept off below
export const canvas = at("canvas");
export const nodes = new vis.DataSet();
export const edges = new vis.DataSet();
export const network = new vis.Network(canvas, { nodes, edges }, options);
canvas.firstElementChild.removeAttribute("tabindex"); // the tools are the way by keyboard: no stop that does nothing

const TOGETHER = 20; // entries or links that are added in one step

/** The entry with whose neighbourhood a small screen opens, which has no room for everything at once. */
export const opening = !data.gathers && matchMedia("(max-width: 640px)").matches ? data.opening : null;

function* added(drawn, all) {
  for (let start = 0; start < all.length; start += TOGETHER) yield () => drawn.add(all.slice(start, start + TOGETHER));
}

/** The steps in which the network is filled, each short enough to answer in between, and nothing is drawn till the last. */
export function* draw() {
  if (data.gathers) return; // kinds come when they are opened
  network.body.emitter.emit("_blockRedraw");
  const near = opening !== null && new Map(placesAround(opening).map((place) => [place.id, place]));
  const placed = ({ label, ...node }) => (near ? { ...node, ...near.get(node.id), hidden: !near.has(node.id) } : node);
  yield* added(nodes, data.network.nodes.map(placed));
  yield* added(edges, data.network.edges.map((edge) => ({ ...edge, hidden: opening !== null && edge.from !== opening && edge.to !== opening })));
  yield () => network.body.emitter.emit("_allowRedraw");
}
