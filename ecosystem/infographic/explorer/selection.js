// What is selected: it lights up, and the panel says what it is.
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
  if (!isChosen()) {
    if (state.open) gather();
    return;
  }
  [state.thing, state.link] = [null, null];
  show(fillForNothing);
  sayWhatIsShown();
}

at("clear").addEventListener("click", () => {
  clear();
  goToPanel();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  clear();
  document.activeElement.scrollIntoView({ block: "nearest" });
});
