"use strict";
// The free network. vis-network moves and hits; marks, names and lines keep one size on the screen, so zooming makes room.
document.body.classList.add("has-script");

const data = JSON.parse(document.getElementById("data").textContent);
const { things, links } = data;
const at = (id) => document.getElementById(id);
const edgeOf = new Map(data.network.edges.map((edge) => [edge.id, edge]));
const nodeOf = new Map(data.network.nodes.map((node) => [node.id, node]));
const kindOf = (id) => data.kinds[things[id].kind];
const countOf = (id) => data.order[id].length;
const count = (number, word, words) => `${number} ${number === 1 ? word : words}`;

function make(tag, words, className) {
  const element = document.createElement(tag);
  if (words) element.textContent = words;
  if (className) element.className = className;
  return element;
}

function makeButton(words, press, className) {
  const button = make("button", words, className);
  button.type = "button";
  button.addEventListener("click", press);
  return button;
}

function drawing(className, box, ...paths) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("viewBox", box);
  svg.setAttribute("aria-hidden", "true");
  for (const [name, d] of paths) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    if (name) path.setAttribute("class", name);
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

function markOf(kind) {
  const [outline, inside] = data.marks[kind.mark];
  return drawing(`mark h-${kind.hue}`, "-14 -14 28 28", ["outline", outline], ["inside", inside]);
}

// --- colours: the theme's, read again when the scheme changes

const HUES = ["plum", "blue", "amber", "teal", "slate", "green", "rust", "accent"];
const colours = {};

function readColours() {
  const theme = getComputedStyle(document.documentElement);
  for (const name of [...HUES, "card", "ink", "quiet", "faded", "rule", "focus", "accent-ink", "font"]) {
    colours[name] = theme.getPropertyValue(`--${name}`).trim();
  }
}
readColours();

// --- what is shown and what is lit

const state = {
  arrangement: "wheel", // how names stand: round the wheel, beside the columns, or free
  moving: false,
  thing: null,
  link: null,
  shown: new Set(data.gathers ? [] : nodeOf.keys()), // nodes that are drawn and that no filter hides
  open: null, // in a large city: the kind that is open, and at which step of its names
  litNodes: null,
  litLinks: null,
};

const everyNode = [...nodeOf.keys()];
const everyEdge = [...edgeOf.values()];
const groups = new Map(); // in a large city: what each gathered mark stands for

const isLit = (id) => state.litNodes === null || state.litNodes.has(id);

// --- the network

const marks = new Map(
  Object.entries(data.marks).map(([name, [outline, inside]]) => [name, [new Path2D(outline), new Path2D(inside)]]),
);
const arcs = data.arcs.map(([hue, path]) => [hue, new Path2D(path)]);

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
      if (things[id].number === undefined) return;
      if (mark === "priority") ctx.fillStyle = colours["accent-ink"];
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
const canvas = at("canvas");
const nodes = new vis.DataSet(data.gathers ? [] : data.network.nodes.map(({ label, ...node }) => node));
const edges = new vis.DataSet(data.gathers ? [] : data.network.edges);
const network = new vis.Network(canvas, { nodes, edges }, options);
canvas.firstElementChild.removeAttribute("tabindex"); // the tools are the way by keyboard: no stop that does nothing

// --- sizes on the screen

let dressed = null;

/** The radius of a mark in pixels: it grows with the square root of the zoom, and keeps to its row in the columns. */
function radiusOf(id, scale) {
  const size = nodeOf.get(id).size;
  if (state.arrangement === "columns") return Math.min(size, 0.4 * data.row * scale);
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

function redraw() {
  dressed = null;
  network.redraw();
}

network.on("initRedraw", dress);

// --- names: as many as fit, the best connected first

let fitted = 1; // the zoom at which the whole was last shown

function nameSize() {
  const least = state.arrangement === "wheel" ? 11 : 12;
  return Math.min(14, Math.max(least, Math.round(least * Math.sqrt(network.getScale() / fitted))));
}

const widths = new Map();

function widthOf(ctx, font, words) {
  const key = font + words;
  if (!widths.has(key)) {
    ctx.font = font;
    widths.set(key, ctx.measureText(words).width);
  }
  return widths.get(key);
}

function fontOf(id) {
  const isBold = state.arrangement !== "columns" && (things[id].bold || id === state.thing);
  return `${isBold ? "700 " : ""}${nameSize()}px ${colours.font}`;
}

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
    if (isPlain && network.getScale() < 1.5 * fitted) return; // lying names would cross the others
  }
  const half = nameSize() / 2;
  const right = { x: x + reach + width / 2, y, angle: 0 };
  const below = { x, y: y + reach + half, angle: 0 };
  if (state.arrangement === "free") yield below;
  yield right;
  if (state.arrangement === "columns") return;
  yield { x: x - reach - width / 2, y, angle: 0 };
  yield below;
  yield { x, y: y - reach - half, angle: 0 };
}

/** Whether two turned boxes touch: there is no line between them along any of their sides. */
function touch(one, other) {
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

const rank = [...nodeOf.keys()].sort((one, other) => countOf(other) - countOf(one) || (one < other ? -1 : 1));
let names = [];

/** The names that fit, with their places on the canvas in pixels. */
function placeNames(ctx) {
  const scale = network.getScale();
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  const tall = nameSize() / 2;
  const boxes = [];
  const inView = [];
  for (const id of [...groups.keys(), ...rank]) {
    if (!state.shown.has(id)) continue;
    const { x, y } = network.canvasToDOM(network.body.nodes[id]);
    if (x < 0 || y < 0 || x > wide || y > high) continue;
    const size = radiusOf(id, scale);
    inView.push([id, x, y, size]);
    if (boxes.length < 1000) boxes.push({ id, x, y, angle: 0, half: size, tall: size, across: size * 1.42 });
  }
  const urgency = ([id]) => {
    if (id === state.thing) return 0;
    if (state.litNodes !== null && state.litNodes.has(id)) return 1;
    return state.arrangement === "wheel" && nodeOf.get(id).rim ? 2 : 3; // on the rim a name has but one place
  };
  inView.sort((one, other) => urgency(one) - urgency(other));
  names = [];
  for (const [id, x, y, size] of inView) {
    if (names.length === 400) break;
    const width = widthOf(ctx, fontOf(id), things[id].label);
    let spare = null;
    for (const stand of standsOf(id, x, y, 1.2 * size + 4, width)) {
      const box = { ...stand, id, half: width / 2, tall, across: width / 2 + tall };
      const sideways = Math.abs(Math.cos(box.angle)) * box.half + 2;
      const upright = Math.abs(Math.sin(box.angle)) * box.half + tall;
      if (box.x < sideways || box.x > wide - sideways || box.y < upright || box.y > high - upright) continue;
      if (boxes.some((other) => other.id !== id && touch(box, other))) {
        spare ??= box;
        continue;
      }
      spare = null;
      boxes.push(box);
      names.push(box);
      break;
    }
    if (id === state.thing && spare !== null) {
      boxes.push(spare); // what is selected is named, even over a mark
      names.push(spare);
    }
  }
}

function drawNames(ctx) {
  placeNames(ctx);
  const sharpness = ctx.canvas.width / canvas.clientWidth;
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const { id, x, y, angle } of names) {
    ctx.setTransform(sharpness, 0, 0, sharpness, x * sharpness, y * sharpness);
    ctx.rotate(angle);
    ctx.font = fontOf(id);
    ctx.strokeStyle = colours.card;
    ctx.lineWidth = 3;
    ctx.strokeText(things[id].label, 0, 0.5);
    ctx.fillStyle = isLit(id) ? colours.ink : colours.faded;
    ctx.fillText(things[id].label, 0, 0.5);
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
  if (state.arrangement === "columns") {
    ctx.fillStyle = colours.ink;
    ctx.textBaseline = "middle";
    ctx.font = `700 ${14 / scale}px ${colours.font}`;
    for (const [words, x, y] of data.headings) ctx.fillText(words, x - 8 / scale, y);
  }
  ctx.restore();
}

network.on("beforeDrawing", drawGround);
network.on("afterDrawing", drawNames);

// --- looking about

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const glide = () => (calm.matches ? false : { duration: 180, easingFunction: "easeOutQuad" });

function look(scale, position, animation = false) {
  network.moveTo({ scale: Math.min(4, Math.max(0.03, scale)), position, animation });
}

function fit() {
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  const places = Object.entries(network.getPositions([...state.shown]));
  if (!places.length) return;
  fitted = Infinity; // names count at their least size
  const ctx = canvas.querySelector("canvas").getContext("2d");
  const nameOf = (id) => widthOf(ctx, fontOf(id), things[id].label) + 24;
  if (state.arrangement === "wheel") {
    let scale = 4;
    let ring = 1;
    for (const [id, { x, y }] of places) {
      const far = Math.hypot(x, y) || 1;
      const name = nodeOf.get(id).rim ? nameOf(id) : 24;
      ring = Math.max(ring, far);
      scale = Math.min(scale, (wide / 2 / Math.abs(x / far) - name) / far, (high / 2 / Math.abs(y / far) - name) / far);
    }
    // No smaller than lets names stand beside each other, nor than a small screen can hold.
    const rim = data.gathers ? places.filter(([id]) => nodeOf.get(id).rim).length : data.rim.length;
    const roomy = (rim * 1.13 * (nameSize() + 1)) / (2 * Math.PI) - 14;
    look(Math.max(scale, Math.min(roomy, 0.4 * Math.min(wide, high)) / ring), { x: 0, y: 0 });
    fitted = network.getScale();
    return;
  }
  const xs = places.map(([, place]) => place.x);
  const ys = places.map(([, place]) => place.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const isColumns = state.arrangement === "columns";
  const [before, after] = isColumns ? [Math.min(56, wide / 8), Math.min(210, wide / 3)] : [70, 70];
  const above = isColumns ? 56 : 40;
  const scale = Math.min(
    (wide - before - after) / Math.max(right - left, 1),
    (high - above - 32) / Math.max(bottom - top, 1),
    isColumns ? 1 : 1.2,
  );
  look(scale, {
    x: (left - before / scale + right + after / scale) / 2,
    y: (top - above / scale + bottom + 32 / scale) / 2,
  });
  fitted = network.getScale();
}

function zoom(factor, pointer) {
  const scale = Math.min(4, Math.max(0.03, network.getScale() * factor));
  const middle = network.getViewPosition();
  if (!pointer) {
    look(scale, middle, glide());
    return;
  }
  const fixed = network.DOMtoCanvas(pointer);
  const share = network.getScale() / scale;
  look(scale, { x: fixed.x + (middle.x - fixed.x) * share, y: fixed.y + (middle.y - fixed.y) * share });
}

function pan(x, y) {
  const middle = network.getViewPosition();
  const step = 120 / network.getScale();
  look(network.getScale(), { x: middle.x + x * step, y: middle.y + y * step }, glide());
}

for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
}
for (const button of document.querySelectorAll("[data-pan]")) {
  button.addEventListener("click", () => pan(...button.dataset.pan.split(" ").map(Number)));
}
at("fit").addEventListener("click", fit);

// The wheel scrolls the page; with Ctrl, or as two fingers on a pad, it zooms.
canvas.addEventListener(
  "wheel",
  (event) => {
    event.stopPropagation();
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = canvas.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 300), { x: event.clientX - left, y: event.clientY - top });
  },
  { capture: true, passive: false },
);

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  readColours();
  redraw();
});

// --- the panel: what is selected, in the sentences of the map

const panel = at("panel");
const title = at("panel-title");
const body = at("panel-body");
const status = at("status");

function toThing(id) {
  const button = makeButton("", () => selectThing(id, true), "to");
  button.append(markOf(kindOf(id)), things[id].label);
  return button;
}

function kindLine(words, kind) {
  const line = make("p", "", "kind");
  if (kind) line.append(markOf(kind));
  line.append(words[0].toUpperCase() + words.slice(1));
  return line;
}

function shifters(id) {
  const row = make("div", "", "shift");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "Move it");
  row.append("Move it ");
  for (const [sign, words, x, y] of [["←", "left", -1, 0], ["↑", "up", 0, -1], ["↓", "down", 0, 1], ["→", "right", 1, 0]]) {
    const button = makeButton(sign, () => {
      const place = network.getPosition(id);
      const step = 40 / network.getScale();
      network.moveNode(id, place.x + x * step, place.y + y * step);
    });
    button.setAttribute("aria-label", `Move it ${words}`);
    row.append(button);
  }
  return row;
}

function entryLink(id) {
  const line = make("p");
  const link = make("a", "Its entry on the map’s page");
  link.href = "index.html#n-" + id;
  line.append(link);
  return line;
}

function fillForThing(id) {
  const { name, also, text } = things[id];
  title.textContent = name;
  const known = also.length ? `${kindOf(id).label}, also ${also.join(", ")}` : kindOf(id).label;
  body.append(kindLine(known, kindOf(id)));
  if (text) body.append(make("p", text));
  body.append(entryLink(id), shifters(id));
  let list = null;
  let family = null;
  for (const link of data.order[id]) {
    if (links[link].family !== family) {
      family = links[link].family;
      list = make("ul");
      body.append(make("h3", family), list);
    }
    const { from, to } = edgeOf.get(link);
    const line = make("li");
    line.append(make("p", links[link].sentence), toThing(from === id ? to : from));
    list.append(line);
  }
}

function fillForLink(id) {
  const { sentence, family, standing, evidence, sources } = links[id];
  const { from, to } = edgeOf.get(id);
  title.textContent = sentence;
  body.append(kindLine(`link of ${family}; ${standing}`));
  if (evidence) body.append(make("p", evidence));
  const ends = make("ul", "", "plain");
  for (const end of [from, to]) {
    const line = make("li");
    line.append(toThing(end));
    ends.append(line);
  }
  const cited = make("ul");
  for (const source of sources) cited.append(make("li", data.sources[source]));
  body.append(make("h3", "between"), ends, make("h3", sources.length === 1 ? "source" : "sources"), cited);
}

function fillForNothing() {
  title.textContent = "Nothing is selected";
  if (data.gathers) return fillForKinds();
  body.append(make("p", "Choose a mark, a name or a line, or find an entry by its name. These have the most links:"));
  body.append(listOf(rank.slice(0, 6)));
}

function listOf(ids) {
  const list = make("ul", "", "plain counted");
  for (const id of ids) {
    const line = make("li");
    const button = toThing(id);
    line.append(button, make("span", count(countOf(id), "link", "links"), "small quiet"));
    list.append(line);
  }
  return list;
}

function light() {
  if (state.thing !== null) {
    state.litLinks = new Set(data.order[state.thing]);
    state.litNodes = new Set([state.thing]);
    for (const link of state.litLinks) state.litNodes.add(edgeOf.get(link).from).add(edgeOf.get(link).to);
  } else if (state.link !== null) {
    state.litLinks = new Set([state.link]);
    state.litNodes = new Set([edgeOf.get(state.link).from, edgeOf.get(state.link).to]);
  } else {
    state.litLinks = state.litNodes = null;
  }
  if (data.gathers && state.litNodes) lightGroups();
}

function show(fill, id) {
  const hadFocus = body.contains(document.activeElement);
  body.replaceChildren();
  fill(id);
  at("clear").hidden = state.thing === null && state.link === null;
  panel.scrollTop = 0;
  if (hadFocus) panel.focus({ preventScroll: true }); // the button that was pressed has gone
  light();
  redraw();
  history.replaceState(null, "", "#" + (state.thing ?? ""));
}

/** Selects an entry; `find` also brings it into view, and out of hiding. */
function selectThing(id, find) {
  if (groups.has(id)) return openGroup(id);
  if (data.gathers && nodes.get(id) === null) openFor(id);
  [state.thing, state.link] = [id, null];
  if (!state.shown.has(id)) {
    at("kind").value = at("family").value = "";
    filter();
  }
  show(fillForThing, id);
  status.textContent = `${things[id].name}: ${count(countOf(id), "link", "links")}, in the panel.`;
  if (find) bringIntoView(id);
}

function bringIntoView(id) {
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  const edge = 60;
  const isSeen = x > edge && y > edge && x < canvas.clientWidth - edge && y < canvas.clientHeight - edge;
  if (!isSeen) look(network.getScale(), network.getPosition(id), glide());
}

function selectLink(id) {
  [state.thing, state.link] = [null, id];
  show(edgeOf.get(id).bundle ? fillForBundle : fillForLink, id);
  status.textContent = links[id].sentence;
}

function clear() {
  if (state.thing === null && state.link === null) {
    if (state.open) gather();
    return;
  }
  [state.thing, state.link] = [null, null];
  show(fillForNothing);
  sayWhatIsShown();
}

at("clear").addEventListener("click", () => {
  clear();
  panel.focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});

// --- pointing: a mark, a name, a line

const THUMB = 12; // a mark can be hit this far from its middle, in pixels

function thingAt({ x, y }) {
  let nearest = null;
  let least = Infinity;
  for (const id of state.shown) {
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

// --- finding by name

const simplified = (words) =>
  words
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’.]/g, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
const calledOf = new Map(
  rank.map((id) => [id, [id, things[id].label, things[id].name, ...things[id].also].map(simplified)]),
);

function found(asked) {
  const exact = rank.filter((id) => calledOf.get(id).includes(asked));
  if (exact.length) return exact;
  return rank.filter((id) => calledOf.get(id).some((name) => ` ${name}`.includes(` ${asked}`)));
}

at("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = simplified(at("find").value);
  const ids = asked ? found(asked) : [];
  if (ids.length === 1) {
    selectThing(ids[0], true);
    return;
  }
  [state.thing, state.link] = [null, null];
  show(() => {
    title.textContent = ids.length ? `${count(ids.length, "entry fits", "entries fit")}` : "Nothing is called that";
    body.append(ids.length ? listOf(ids) : make("p", "Try one word of its name."));
  });
  status.textContent = ids.length ? `${count(ids.length, "entry fits", "entries fit")}; choose in the panel.` : "Nothing is called that.";
});

for (const words of [...new Set(rank.map((id) => things[id].label))].sort((one, other) => one.localeCompare(other, "en"))) {
  const option = make("option");
  option.value = words;
  at("names").append(option);
}

// --- filters

function sayWhatIsShown() {
  if (data.gathers) return sayWhatIsGathered();
  const drawn = edges.get({ filter: (edge) => edge.hidden !== true }).length;
  const all = state.shown.size === nodeOf.size && drawn === edgeOf.size;
  const words = `${count(state.shown.size, "entry", "entries")} and ${count(drawn, "link", "links")}`;
  status.textContent = all ? `${words}.` : `${words} shown, of ${nodeOf.size} and ${edgeOf.size}.`;
}

function filter() {
  const kind = at("kind").value === "" ? null : Number(at("kind").value);
  const family = at("family").value;
  const isOf = (id) => kind === null || things[id].kind === kind;
  const shownLinks = new Set();
  const shown = new Set(family ? [] : everyNode.filter(isOf));
  for (const edge of everyEdge) {
    if (family && links[edge.id].family !== family) continue;
    if (!isOf(edge.from) && !isOf(edge.to)) continue;
    shownLinks.add(edge.id);
    shown.add(edge.from).add(edge.to);
  }
  if (data.gathers) return filterGroups(kind, shown, shownLinks);
  state.shown = shown;
  nodes.update([...nodeOf.keys()].map((id) => ({ id, hidden: !state.shown.has(id) })));
  edges.update([...edgeOf.keys()].map((id) => ({ id, hidden: !shownLinks.has(id) })));
  redraw();
  sayWhatIsShown();
}

const sections = new Map();
data.kinds.forEach((kind, index) => {
  if (!sections.has(kind.section)) {
    const group = make("optgroup");
    group.label = kind.section;
    sections.set(kind.section, group);
    at("kind").append(group);
  }
  const option = make("option", `${kind.plural} (${kind.count})`);
  option.value = index;
  sections.get(kind.section).append(option);
});
for (const family of data.families) {
  const option = make("option", family[0].toUpperCase() + family.slice(1));
  option.value = family;
  at("family").append(option);
}
at("kind").addEventListener("change", filter);
at("family").addEventListener("change", filter);

// --- grouping and moving

function hold(isMoving) {
  state.moving = isMoving;
  network.setOptions({ physics: { enabled: isMoving } });
  at("move").textContent = isMoving ? "Hold it still" : "Let it move";
  at("move").setAttribute("aria-pressed", String(isMoving));
  redraw();
}

function place(placeOf) {
  nodes.update(nodes.getIds().map((id) => ({ id, ...placeOf(nodeOf.get(id)) })));
}

function arrange(how) {
  hold(false);
  state.arrangement = how === "links" ? "free" : how;
  place(how === "columns" ? ({ id }) => ({ x: data.columns[id][0], y: data.columns[id][1] }) : ({ x, y }) => ({ x, y }));
  if (how === "links") {
    status.textContent = "Finding a place for each entry near what it is tied to …";
    network.setOptions({ physics: { enabled: true } });
    network.stabilize(300);
    return;
  }
  fit();
  redraw();
  sayWhatIsShown();
}

network.on("stabilizationIterationsDone", () => {
  hold(false);
  fit();
  sayWhatIsShown();
});

at("arrange").addEventListener("change", (event) => arrange(event.target.value));
at("move").addEventListener("click", () => {
  if (!state.moving) state.arrangement = "free";
  hold(!state.moving);
});

// --- a large city: each kind gathered into one mark, one kind open at a time, in steps by name

const STEP = 90; // names that stand on the circle together
const inWords = (number) => number.toLocaleString("en");
const byName = new Intl.Collator("en", { numeric: true }).compare;
const members = data.kinds.map(() => []);
if (data.gathers) {
  for (const id of everyNode) members[things[id].kind].push(id);
  for (const row of members) row.sort((one, other) => byName(things[one].label, things[other].label));
}
let passing = { nodes: new Set(), links: new Set() }; // what the filters let through
let groupOf = new Map();

/** The marks of a kind: its members where they are few, else one for all, or those of the step and one for the rest. */
function marksOf(kind) {
  const row = members[kind].filter((id) => passing.nodes.has(id));
  const isOnRim = row.length > 0 && nodeOf.get(row[0]).rim === true;
  if (!isOnRim && row.length <= STEP) return row;
  if (state.open?.kind !== kind) return row.length ? [group(`kind ${kind}`, kind, row, data.kinds[kind].plural)] : [];
  const from = state.open.step * STEP;
  const rest = [...row.slice(0, from), ...row.slice(from + STEP)];
  const shown = row.slice(from, from + STEP);
  return rest.length ? [...shown, group(`rest ${kind}`, kind, rest, `More ${data.kinds[kind].plural.toLowerCase()}`)] : shown;
}

function group(id, kind, ids, words) {
  groups.set(id, ids);
  const label = `${words} (${inWords(ids.length)})`;
  things[id] = { label, name: label, also: [], kind, text: "", bold: true, words };
  data.order[id] = [];
  const [least, most, slow] = state.open ? [6, 12, 4] : [8, 22, 2.5];
  const size = Math.min(most, least + Math.sqrt(ids.length) / slow);
  nodeOf.set(id, { id, size, rim: nodeOf.get(ids[0]).rim });
  return id;
}

/** Each mark's place on the circle, gathered ones with more room; what is not on the rim keeps its own. */
function placeGroups(marks) {
  const onRim = marks.filter((id) => nodeOf.get(id).rim);
  const rooms = onRim.map((id) => (groups.has(id) ? 3 : 1));
  const total = rooms.reduce((sum, room) => sum + room, 0);
  const ring = Math.max(data.ring, (total * 46) / (2 * Math.PI));
  let stand = 0;
  onRim.forEach((id, index) => {
    const angle = (2 * Math.PI * (stand + rooms[index] / 2)) / total - Math.PI / 2;
    stand += rooms[index];
    Object.assign(nodeOf.get(id), { x: ring * Math.cos(angle), y: ring * Math.sin(angle) });
  });
}

/** A curve towards the middle, as `_bend` in explorer.py. */
function bend(edge) {
  const [tail, head] = [nodeOf.get(edge.from), nodeOf.get(edge.to)];
  const across = (head.x - tail.x) * -tail.y - (head.y - tail.y) * -tail.x;
  const length = Math.hypot(head.x - tail.x, head.y - tail.y);
  const radius = Math.max(Math.hypot(tail.x, tail.y), Math.hypot(head.x, head.y), 1);
  const roundness = 0.05 + 0.3 * Math.max(0, 1 - length / (2 * radius));
  return { ...edge, smooth: { enabled: true, type: across < 0 ? "curvedCW" : "curvedCCW", roundness } };
}

/** Every link that passes, as itself between two entries, else in the one bundle of its two marks. */
function bundled(marks) {
  const place = new Map(marks.map((id, index) => [id, index]));
  const pairs = new Map();
  for (const edge of everyEdge) {
    if (!passing.links.has(edge.id)) continue;
    const ends = [groupOf.get(edge.from), groupOf.get(edge.to)].sort((one, other) => place.get(one) - place.get(other));
    const key = ends.join("|");
    if (!pairs.has(key)) pairs.set(key, { ends, ids: [] });
    pairs.get(key).ids.push(edge.id);
  }
  const most = Math.max(1, ...[...pairs.values()].map(({ ids }) => ids.length));
  return [...pairs].flatMap(([key, { ends, ids }]) =>
    ends.some((end) => groups.has(end)) ? [bundle(key, ends, ids, most)] : ids.map((id) => edgeOf.get(id)),
  );
}

function bundle(key, [from, to], ids, most) {
  const id = `bundle ${key}`;
  const words = [from, to].map((end) => things[end].words ?? things[end].label);
  const sentence = `${from === to ? `Among ${words[0]}` : `${words[0]} and ${words[1]}`}: ${inWords(ids.length)} ${ids.length === 1 ? "link" : "links"}`;
  links[id] = { sentence, ids };
  const width = Math.min(from === to ? 3 : 13, 1.2 + 12 * Math.sqrt((ids.length - 1) / most));
  edgeOf.set(id, { id, from, to, bundle: true, width, dashes: false, hue: hueOf(from, to) });
  return edgeOf.get(id);
}

/** A priority's; else that of the end outside the open kind, to tell where the links lead; else the smaller one's. */
function hueOf(from, to) {
  const sizeOf = (end) => groups.get(end)?.length ?? 1;
  const outside = [from, to].filter((end) => things[end].kind !== state.open?.kind);
  const accent = outside.find((end) => kindOf(end).hue === "accent");
  const ends = outside.length === 1 ? outside : [from, to];
  return kindOf(accent ?? ends.reduce((one, other) => (sizeOf(other) < sizeOf(one) ? other : one))).hue;
}

/** Draw the marks and bundles of what passes and is open. */
function drawGroups() {
  groups.clear();
  const marks = data.kinds.flatMap((_, kind) => marksOf(kind));
  groupOf = new Map(marks.flatMap((id) => (groups.get(id) ?? [id]).map((member) => [member, id])));
  placeGroups(marks);
  const drawn = bundled(marks).map(bend);
  state.shown = new Set();
  edges.clear();
  nodes.clear();
  nodes.add(marks.map((id) => nodeOf.get(id)));
  edges.add(drawn);
  state.shown = new Set(marks);
}

function lightGroups() {
  for (const id of [...state.litNodes]) if (groupOf.has(id)) state.litNodes.add(groupOf.get(id));
  for (const { id, from, to } of edges.get()) {
    if (!links[id].ids?.some((link) => state.litLinks.has(link)) && !state.litLinks.has(id)) continue;
    state.litLinks.add(id);
    state.litNodes.add(from).add(to);
  }
}

function filterGroups(kind, shownNodes, shownLinks) {
  passing = { nodes: shownNodes, links: shownLinks };
  if (kind !== null && members[kind].length > 1 && state.open?.kind !== kind) state.open = { kind, step: 0 };
  else if (state.open) state.open.step = 0;
  refreshGroups();
}

function refreshGroups() {
  drawGroups();
  light();
  fit();
  redraw();
  sayWhatIsShown();
  if (state.thing === null && state.link === null) {
    body.replaceChildren();
    fillForNothing();
  }
}

function sayWhatIsGathered() {
  const words = `${inWords(passing.nodes.size)} entries and ${inWords(passing.links.size)} links`;
  const isAll = passing.nodes.size === everyNode.length && passing.links.size === everyEdge.length;
  const all = isAll ? "" : ` shown, of ${inWords(everyNode.length)} and ${inWords(everyEdge.length)}`;
  const open = state.open ? ` Open: ${stepWords()}.` : " Each kind is gathered into one mark; choose one to open it.";
  status.textContent = `${words}${all}.${open}`;
}

const passingOf = (kind) => members[kind].filter((id) => passing.nodes.has(id));

function stepWords() {
  const { kind, step } = state.open;
  const count = passingOf(kind).length;
  const last = Math.min(count, (step + 1) * STEP);
  return `${data.kinds[kind].plural}, ${count <= STEP ? "all" : `${step * STEP + 1} to ${last} of`} ${inWords(count)}`;
}

function openAt(kind, step) {
  const steps = Math.ceil(passingOf(kind).length / STEP);
  state.open = { kind, step: ((step % steps) + steps) % steps };
  [state.thing, state.link] = [null, null];
  history.replaceState(null, "", "#");
  refreshGroups();
}

/** As `openAt`, by a press: the button that was pressed has gone, so the keyboard goes on in the panel. */
function press(kind, step) {
  openAt(kind, step);
  panel.focus({ preventScroll: true });
}

function openGroup(id) {
  const { kind } = things[id];
  press(kind, id.startsWith("rest") ? state.open.step + 1 : 0);
}

/** Open the kind and the step in which an entry stands, whatever the filters hide. */
function openFor(id) {
  if (!passing.nodes.has(id)) {
    at("kind").value = at("family").value = "";
    filter();
  }
  const { kind } = things[id];
  if (nodes.get(id) === null) openAt(kind, Math.floor(passingOf(kind).indexOf(id) / STEP));
}

function gather() {
  const { kind } = state.open;
  state.open = null;
  refreshGroups();
  body.querySelector(`[data-kind="${kind}"]`)?.focus();
}

/** The kinds, each to be opened; or the names of the open one, and the ways on and back. */
function fillForKinds() {
  if (!state.open) {
    body.append(make("p", "Choose a mark, or a kind to open, or find an entry by its name:"), kindList());
    return;
  }
  const { kind, step } = state.open;
  title.textContent = stepWords();
  const row = make("div", "", "shift");
  if (passingOf(kind).length > STEP) {
    row.append(makeButton("‹ Names before", () => press(kind, step - 1)), makeButton("Names after ›", () => press(kind, step + 1)));
  }
  row.append(makeButton("Gather again", gather));
  body.append(row, listOf(passingOf(kind).slice(step * STEP, (step + 1) * STEP)));
}

function kindList() {
  const list = make("ul", "", "plain counted");
  for (const id of groups.keys()) {
    const line = make("li");
    const button = makeButton("", () => openGroup(id), "to");
    button.dataset.kind = things[id].kind;
    button.append(markOf(kindOf(id)), things[id].words);
    line.append(button, make("span", inWords(groups.get(id).length), "small quiet"));
    list.append(line);
  }
  return list;
}

function fillForBundle(id) {
  const { sentence, ids } = links[id];
  title.textContent = sentence;
  const list = make("ul");
  for (const link of ids.slice(0, STEP)) list.append(make("li", links[link].sentence));
  const more = ids.length - STEP;
  body.append(list, ...(more > 0 ? [make("p", `And ${inWords(more)} more: open a kind to read them one by one.`)] : []));
}

// --- the key

for (const kind of data.kinds) {
  const line = make("li");
  line.append(markOf(kind), kind.plural);
  at("key-list").append(line);
}
for (const [standing, words, dashes] of data.standings) {
  const line = make("li");
  const dash = drawing(`dash ${standing}`, "0 0 34 8", ["", "M1 4H33"]);
  if (dashes.length) dash.firstChild.setAttribute("stroke-dasharray", dashes.join(" "));
  line.append(dash, words[0].toUpperCase() + words.slice(1));
  at("key-list").append(line);
}
at("key").open = matchMedia("(min-width: 1000px)").matches;

// --- start: what the address names, else the whole

for (const id of data.rim) nodeOf.get(id).rim = true;
if (data.gathers) {
  at("arrange").querySelector('[value="columns"]').remove(); // a list of thousands is on the map's page
  filter();
}
fit();
if (!data.gathers) fillForNothing();
redraw();
sayWhatIsShown();

function followAddress() {
  const asked = location.hash.slice(1);
  if (nodeOf.has(asked)) selectThing(asked, true);
  else clear();
}
addEventListener("hashchange", followAddress);
followAddress();
