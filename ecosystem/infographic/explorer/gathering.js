// A large city: each kind gathered into one mark, one kind open at a time, in steps by name.
import * as engine from "../gathering/engine.js";
import { byName, counted, plain, say } from "../strings.js";
import { edges, nodes } from "./network.js";
import { data, edgeOf, kindOf, links, nodeOf, things } from "./page.js";
import { everyEdge, everyNode, groups, state } from "./state.js";

export const STEP = 90; // names that stand on the circle together

/** The entries of each kind by name. */
export const members = data.kinds.map(() => []);
if (data.gathers) {
  for (const id of everyNode) members[things[id].kind].push(id);
  for (const row of members) row.sort((one, other) => byName(things[one].label, things[other].label));
}

/** The entries of a kind that the filters let through. */
export const passingOf = (kind) => members[kind].filter((id) => state.passing.nodes.has(id));

/** The names of the open kind at its step. */
export const openNames = () => engine.namesAt(passingOf(state.open.kind), state.open.step, STEP);

/** What is open, in words. */
export function stepWords() {
  const { kind, step } = state.open;
  const count = passingOf(kind).length;
  const { plural } = data.kinds[kind];
  if (count <= STEP) return say("allOfKind", { kind: plural, count });
  return say("namesOfKind", { kind: plural, first: step * STEP + 1, last: Math.min(count, (step + 1) * STEP), count });
}

/** The marks of a kind: its entries one by one where they are few and stand inside the wheel. */
function marksOf(kind) {
  const row = passingOf(kind);
  const isOnRim = row.length > 0 && nodeOf.get(row[0]).rim === true;
  if (!isOnRim && row.length <= STEP) return row.map((id) => engine.single(kind, id));
  return engine.marksOf(kind, row, state.open, STEP);
}

/** A mark for many entries, as the network and the panel know it. */
function addGroup({ key, kind, entries, isRest }) {
  groups.set(key, entries);
  const words = isRest ? say("restOfKind", { kind: data.kinds[kind].plural }) : data.kinds[kind].plural;
  const label = plain(say("grouped", { kind: words, count: entries.length }));
  things[key] = { label, name: label, also: [], kind, text: "", bold: true, words };
  data.order[key] = [];
  const [least, most, slow] = state.open ? [6, 12, 4] : [8, 22, 2.5];
  const size = Math.min(most, least + Math.sqrt(entries.length) / slow);
  nodeOf.set(key, { id: key, size, rim: nodeOf.get(entries[0]).rim });
}

/** Each mark's place on the circle, gathered ones with more room; what is not on the rim keeps its own. */
function place(marks) {
  const onRim = marks.filter(({ key }) => nodeOf.get(key).rim);
  const rooms = onRim.map(({ key }) => (groups.has(key) ? 3 : 1));
  const total = rooms.reduce((sum, room) => sum + room, 0);
  const ring = Math.max(data.ring, (total * 46) / (2 * Math.PI));
  let stand = 0;
  onRim.forEach(({ key }, index) => {
    const angle = (2 * Math.PI * (stand + rooms[index] / 2)) / total - Math.PI / 2;
    stand += rooms[index];
    Object.assign(nodeOf.get(key), { x: ring * Math.cos(angle), y: ring * Math.sin(angle) });
  });
}

/** A curve towards the middle, as `_bend` in network.py. */
function bend(edge) {
  const [tail, head] = [nodeOf.get(edge.from), nodeOf.get(edge.to)];
  const across = (head.x - tail.x) * -tail.y - (head.y - tail.y) * -tail.x;
  const length = Math.hypot(head.x - tail.x, head.y - tail.y);
  const radius = Math.max(Math.hypot(tail.x, tail.y), Math.hypot(head.x, head.y), 1);
  const { least, most } = data.bend;
  const roundness = least + most * Math.max(0, 1 - length / (2 * radius));
  return { ...edge, smooth: { enabled: true, type: across < 0 ? "curvedCW" : "curvedCCW", roundness } };
}

/** Every link that passes, as itself between two entries, else in the one bundle of its two marks. */
function lines(marks) {
  const passing = everyEdge.filter(({ id }) => state.passing.links.has(id));
  const found = engine.bundlesOf(marks, passing.map(({ id, from, to }) => [id, from, to]));
  const most = Math.max(1, ...found.map((each) => each.links.length));
  const isBundle = ({ one, other }) => one.id === null || other.id === null;
  return found.flatMap((each) => (isBundle(each) ? [bundle(each, most)] : each.links.map((id) => edgeOf.get(id))));
}

function bundle({ key, one, other, links: ids }, most) {
  const id = `bundle ${key}`;
  const [words, otherWords] = [one, other].map((end) => things[end.key].words ?? things[end.key].label);
  const count = counted("links", ids.length);
  const sentence = one === other ? say("bundleWithin", { kind: words, links: count }) : say("bundle", { one: words, other: otherWords, links: count });
  links[id] = { sentence, ids };
  const width = Math.min(one === other ? 3 : 13, 1.2 + 12 * engine.share(ids.length, most));
  const lead = engine.leadOf({ one, other }, state.open, (end) => kindOf(end.key).hue === "accent");
  edgeOf.set(id, { id, from: one.key, to: other.key, bundle: true, width, dashes: false, hue: kindOf(lead.key).hue });
  return edgeOf.get(id);
}

/** Draw the marks and bundles of what passes and is open. */
export function drawGroups() {
  groups.clear();
  const marks = data.kinds.flatMap((_, kind) => marksOf(kind));
  for (const mark of marks) if (mark.id === null) addGroup(mark);
  state.markOfEntry = engine.markOfEntry(marks);
  place(marks);
  const drawn = lines(marks).map(bend);
  state.shown = new Set();
  edges.clear();
  nodes.clear();
  nodes.add(marks.map(({ key }) => nodeOf.get(key)));
  edges.add(drawn);
  state.shown = new Set(marks.map(({ key }) => key));
}

/** Light the marks and bundles of the entries and links that are lit. */
export function lightGroups() {
  for (const id of [...state.litNodes]) if (state.markOfEntry.has(id)) state.litNodes.add(state.markOfEntry.get(id).key);
  for (const { id, from, to } of edges.get()) {
    if (!links[id].ids?.some((link) => state.litLinks.has(link)) && !state.litLinks.has(id)) continue;
    state.litLinks.add(id);
    state.litNodes.add(from).add(to);
  }
}
