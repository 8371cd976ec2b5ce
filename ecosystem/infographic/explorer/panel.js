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

function fillForFound(ids) {
  title.textContent = ids.length ? count(ids.length, "entry fits", "entries fit") : "Nothing is called that";
  body.append(ids.length ? listOf(ids) : make("p", "Try one word of its name."));
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

/** Whether there is something to let go of. */
const isChosen = () => state.thing !== null || state.link !== null || state.finds;

/** Fills the panel anew, and nothing else. */
function write(fill, about) {
  body.replaceChildren();
  fill(about);
  state.finds = fill === fillForFound;
  at("clear").hidden = !isChosen();
}

/** The keyboard goes on in the panel, and where that begins above the window, so does the eye. */
function goToPanel() {
  panel.focus({ preventScroll: true });
  if (panel.getBoundingClientRect().top < 0) panel.scrollIntoView();
}

function show(fill, about) {
  const hadFocus = panel.contains(document.activeElement);
  write(fill, about);
  panel.scrollTop = 0;
  if (hadFocus) goToPanel(); // the button that was pressed has gone
  light();
  redraw();
  history.replaceState(null, "", "#" + (state.thing ?? ""));
}
