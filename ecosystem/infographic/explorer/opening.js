// A large city: kinds open and close.
import * as engine from "../gathering/engine.js";
import { drawGroups, members, passingOf, STEP } from "./gathering.js";
import { hold } from "./moving.js";
import { at, links, things } from "./page.js";
import { body, goToPanel, light, panel, write } from "./panel.js";
import { redraw } from "./sizes.js";
import { state } from "./state.js";
import { sayWhatIsShown } from "./status.js";
import { fit } from "./view.js";

/** Let only some pass; a kind that is asked for opens. */
export function filterGroups(kind, nodes, ties) {
  state.passing = { nodes, links: ties };
  if (kind !== null && members[kind].length > 1 && state.open?.kind !== kind) state.open = { kind, step: 0 };
  else if (state.open) state.open.step = 0;
  refresh();
}

/** Kinds open and close on the wheel and standing still: their marks have no other place. */
function refresh() {
  hold(false);
  state.arrangement = at("arrange").value = "wheel";
  drawGroups();
  light();
  fit();
  redraw();
  sayWhatIsShown();
  if (state.thing === null && state.link === null) write("nothing");
  else if (links[state.link]?.ids) write("bundle", state.link); // of the links that still pass
}

function openAt(kind, step) {
  state.open = engine.openedAt(kind, step, passingOf(kind), STEP);
  [state.thing, state.link] = [null, null];
  history.replaceState(null, "", "#");
  refresh();
}

/** Open a kind by a press: the button that was pressed has gone, so the keyboard goes on in the panel. */
export function press(kind, step) {
  openAt(kind, step);
  goToPanel();
}

export function openGroup(id) {
  press(things[id].kind, id.startsWith("rest") ? state.open.step + 1 : 0);
}

/** Open the kind and the step in which an entry stands. */
export function openFor(id) {
  const { kind } = things[id];
  openAt(kind, engine.stepOf(passingOf(kind), id, STEP));
}

export function gather() {
  const { kind } = state.open;
  const hadFocus = panel.contains(document.activeElement);
  state.open = null;
  refresh();
  // A tap on the canvas ends in a click: nothing may move under the finger before it.
  if (hadFocus) body.querySelector(`[data-kind="${kind}"]`)?.focus({ preventScroll: true });
}
