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

function isHidden() {
  if (state.thing !== null) return !(data.gathers ? passing.nodes : state.shown).has(state.thing);
  if (state.link === null) return false;
  const edge = edges.get(state.link);
  return !edge || edge.hidden === true;
}

/** As `filter`, by hand: what is selected and hidden by now is let go. */
function narrow() {
  filter();
  if (isHidden()) clear();
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
at("kind").addEventListener("change", narrow);
at("family").addEventListener("change", narrow);
