// Grouping anew, and letting it move.
import { sayAloud } from "../parts/status.js";
import { say } from "../strings.js";
import { hold } from "./moving.js";
import { canvas, network, nodes } from "./network.js";
import { filter } from "./filters.js";
import { surround } from "./neighbourhood.js";
import { at, data, nodeOf } from "./page.js";
import { isChosen, write } from "./panel.js";
import { redraw } from "./sizes.js";
import { state } from "./state.js";
import { sayWhatIsShown } from "./status.js";
import { fit } from "./view.js";

function place(placeOf) {
  nodes.update(nodes.getIds().map((id) => ({ id, ...placeOf(nodeOf.get(id)) })));
}

function arrange(how) {
  hold(false);
  state.looksElsewhere = false;
  if (how === "around") {
    surround(state.thing ?? data.opening);
    if (!isChosen()) write("nothing");
    return;
  }
  if (state.around !== null) {
    state.around = null;
    filter();
    if (!isChosen()) write("nothing");
  }
  state.arrangement = how === "links" ? "free" : how;
  place(how === "columns" ? ({ id }) => ({ x: data.columns[id][0], y: data.columns[id][1] }) : ({ x, y }) => ({ x, y }));
  if (how === "links") {
    sayAloud(say("arranging"));
    network.setOptions({ physics: { enabled: true } });
    network.stabilize(300);
    return;
  }
  fit();
  redraw();
  sayWhatIsShown();
}

network.on("stabilizationIterationsDone", () => {
  if (!state.moving) hold(false); // unless somebody has let it move meanwhile
  fit();
  sayWhatIsShown();
});

at("arrange").addEventListener("change", (event) => arrange(event.target.value));
at("move").addEventListener("click", () => {
  if (!state.moving) {
    if (state.around !== null) arrange("wheel");
    state.arrangement = "free";
    at("arrange").value = "links"; // so that the wheel can be chosen again
  }
  state.looksElsewhere = false;
  hold(!state.moving);
  if (state.moving) fit();
});

/** While it moves, what drifts out of view is brought back with the next frame, until somebody looks elsewhere. */
network.on("afterDrawing", () => {
  if (state.moving && !state.looksElsewhere && isCut()) fit();
});

function isCut() {
  return [...state.shown].some((id) => {
    const { x, y } = network.canvasToDOM(network.body.nodes[id]);
    return x < 0 || y < 0 || x > canvas.clientWidth || y > canvas.clientHeight;
  });
}

/** For a button: everything again, as on the wheel. */
export function showEverything() {
  at("arrange").value = "wheel";
  arrange("wheel");
}
