// Pointing: at a mark, a name, a line.
import { names, touch } from "./names.js";
import { canvas, edges, network } from "./network.js";
import { clear, selectLink, selectThing } from "./selection.js";
import { radiusOf } from "./sizes.js";
import { state } from "./state.js";

const THUMB = 12; // a mark can be hit this far from its middle, in pixels

function thingAt({ x, y }) {
  let nearest = null;
  let least = Infinity;
  for (const id of state.shown) {
    if (state.aside.has(id)) continue;
    const place = network.canvasToDOM(network.body.nodes[id]);
    const far = Math.hypot(place.x - x, place.y - y);
    if (far < least && far <= Math.max(THUMB, radiusOf(id, network.getScale()))) [nearest, least] = [id, far];
  }
  if (nearest !== null) return nearest;
  const point = { x, y, angle: 0, half: 1, tall: 1, across: 2 };
  const name = names.find((box) => touch({ ...box, tall: box.tall + 2 }, point));
  return name ? name.id : null;
}

function linkAt(pointer) {
  const id = network.getEdgeAt(pointer);
  return id !== undefined && edges.get(id).hidden !== true ? id : null;
}

network.on("click", ({ pointer }) => {
  const thing = thingAt(pointer.DOM);
  const link = thing === null ? linkAt(pointer.DOM) : null;
  if (thing !== null) selectThing(thing);
  else if (link !== null) selectLink(link);
  else clear();
});

canvas.addEventListener("pointermove", (event) => {
  if (event.buttons) return;
  const { left, top } = canvas.getBoundingClientRect();
  const pointer = { x: event.clientX - left, y: event.clientY - top };
  canvas.classList.toggle("over", thingAt(pointer) !== null);
});
