// Grouping anew, and letting it move.
import { say } from "../strings.js";
import { hold } from "./moving.js";
import { network, nodes } from "./network.js";
import { at, data, nodeOf } from "./page.js";
import { redraw } from "./sizes.js";
import { state } from "./state.js";
import { sayWhatIsShown, status } from "./status.js";
import { fit } from "./view.js";

function place(placeOf) {
  nodes.update(nodes.getIds().map((id) => ({ id, ...placeOf(nodeOf.get(id)) })));
}

function arrange(how) {
  hold(false);
  state.arrangement = how === "links" ? "free" : how;
  place(how === "columns" ? ({ id }) => ({ x: data.columns[id][0], y: data.columns[id][1] }) : ({ x, y }) => ({ x, y }));
  if (how === "links") {
    status.textContent = say("arranging");
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
