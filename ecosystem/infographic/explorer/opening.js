// A large city: kinds open and close, and what is told of it.
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

/** Kinds open and close on the wheel and standing still: their marks have no other place. */
function refreshGroups() {
  hold(false);
  state.arrangement = at("arrange").value = "wheel";
  drawGroups();
  light();
  fit();
  redraw();
  sayWhatIsShown();
  if (state.thing === null && state.link === null) write(fillForNothing);
  else if (links[state.link]?.ids) write(fillForBundle, state.link); // of the links that still pass
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
  goToPanel();
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
  const hadFocus = panel.contains(document.activeElement);
  state.open = null;
  refreshGroups();
  // A tap on the canvas ends in a click: nothing may move under the finger before it.
  if (hadFocus) body.querySelector(`[data-kind="${kind}"]`)?.focus({ preventScroll: true });
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
