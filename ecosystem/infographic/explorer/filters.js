// What the tools let through: a kind, and a family of links.
import { capital, plain, say } from "../strings.js";
import { edges, nodes } from "./network.js";
import { filterGroups } from "./opening.js";
import { at, data, links, make, things } from "./page.js";
import { redraw } from "./sizes.js";
import { everyEdge, everyNode, state } from "./state.js";
import { sayWhatIsShown } from "./status.js";

export function filter() {
  const kind = at("kind").value === "" ? null : Number(at("kind").value);
  const family = at("family").value;
  const isOf = (id) => kind === null || things[id].kind === kind;
  const shownLinks = new Set();
  const { around } = state;
  const shown = new Set(around !== null ? [around] : family ? [] : everyNode.filter(isOf));
  for (const edge of everyEdge) {
    if (around !== null && edge.from !== around && edge.to !== around) continue;
    if (family && links[edge.id].family !== family) continue;
    if (!isOf(edge.from) && !isOf(edge.to)) continue;
    shownLinks.add(edge.id);
    shown.add(edge.from).add(edge.to);
  }
  if (data.gathers) return filterGroups(kind, shown, shownLinks);
  state.shown = shown;
  hideOthers(nodes, state.shown);
  hideOthers(edges, shownLinks);
  redraw();
  sayWhatIsShown();
}

/** Hide all but these, and change nothing else: a change takes time. */
function hideOthers(drawn, shown) {
  const isHidden = new Map(drawn.map(({ id, hidden }) => [id, hidden === true]));
  drawn.update([...isHidden].filter(([id, hidden]) => hidden === shown.has(id)).map(([id, hidden]) => ({ id, hidden: !hidden })));
}

/** Let everything through. */
export function unfilter() {
  at("kind").value = at("family").value = "";
  filter();
}

const sections = new Map();
data.kinds.forEach((kind, index) => {
  if (!sections.has(kind.section)) {
    const group = make("optgroup");
    group.label = plain(kind.section);
    sections.set(kind.section, group);
    at("kind").append(group);
  }
  const option = make("option", say("grouped", { kind: kind.plural, count: kind.count }));
  option.value = String(index);
  sections.get(kind.section).append(option);
});
for (const [family, words] of Object.entries(data.families)) {
  const option = make("option", capital(words));
  option.value = family;
  at("family").append(option);
}
