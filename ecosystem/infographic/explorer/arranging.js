// --- grouping and moving

function hold(isMoving) {
  state.moving = isMoving;
  network.setOptions({ physics: { enabled: isMoving } });
  at("move").textContent = isMoving ? "Hold it still" : "Let it move";
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
  if (!state.moving) {
    state.arrangement = "free";
    at("arrange").value = "links"; // so that the wheel can be chosen again
  }
  hold(!state.moving);
});
