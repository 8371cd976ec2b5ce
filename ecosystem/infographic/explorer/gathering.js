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

/** A curve towards the middle, as `_bend` in network.py. */
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
