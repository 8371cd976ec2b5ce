// The network, which vis-network draws and moves, and the marks, which we draw.
import { colours } from "./colours.js";
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

const TOGETHER = 60; // links that are drawn in one step

/** The steps in which the network is filled, each short enough to answer in between. */
export function* draw() {
  if (data.gathers) return; // kinds come when they are opened
  yield () => nodes.add(data.network.nodes.map(({ label, ...node }) => node));
  for (let start = 0; start < data.network.edges.length; start += TOGETHER) {
    yield () => edges.add(data.network.edges.slice(start, start + TOGETHER));
  }
}
