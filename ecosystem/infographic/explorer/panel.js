// The panel: what is selected, in the sentences of the map.
import { lightGroups } from "./gathering.js";
import { at, data, edgeOf } from "./page.js";
import { redraw } from "./sizes.js";
import { state } from "./state.js";

export const panel = at("panel");
export const title = at("panel-title");
export const body = at("panel-body");

/** What fills the panel, by what is said: of a thing, a link, a bundle, what a search has found, or nothing. See fillers.js.
    @type {Record<string, (about?: any) => void>} */
export const fillers = {};

export function light() {
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

/** Whether there is a selection to clear. */
export const isChosen = () => state.thing !== null || state.link !== null || state.finds;

/** Fills the panel anew, and nothing else. */
export function write(sort, about = null) {
  body.replaceChildren();
  fillers[sort](about);
  state.finds = sort === "found" || sort === "aside";
  at("clear").hidden = !isChosen();
}

/** The keyboard goes on in the panel, and where that begins above the window, so does the eye. */
export function goToPanel() {
  panel.focus({ preventScroll: true });
  if (panel.getBoundingClientRect().top < 0) panel.scrollIntoView();
}

export function show(sort, about = null) {
  const hadFocus = panel.contains(document.activeElement);
  write(sort, about);
  panel.scrollTop = 0;
  if (hadFocus) goToPanel(); // the button that was pressed has gone
  light();
  redraw();
  history.replaceState(null, "", "#" + (state.thing ?? ""));
}
