// How much is shown, in words that are also heard.
import * as say from "../strings.js";
import { stepWords } from "./gathering.js";
import { edges } from "./network.js";
import { at, data, edgeOf, nodeOf } from "./page.js";
import { everyEdge, everyNode, state } from "./state.js";

export const status = at("status");

export function sayWhatIsShown() {
  if (data.gathers) return sayWhatIsGathered();
  const drawn = edges.get({ filter: (edge) => edge.hidden !== true }).length;
  const isAll = state.shown.size === nodeOf.size && drawn === edgeOf.size;
  const words = say.drawn(state.shown.size, drawn);
  status.textContent = isAll ? say.all(words) : say.some(words, nodeOf.size, edgeOf.size);
}

function sayWhatIsGathered() {
  const { nodes, links } = state.passing;
  const isAll = nodes.size === everyNode.length && links.size === everyEdge.length;
  const passing = say.passing(nodes.size, links.size);
  const words = isAll ? passing : say.passingOf(passing, everyNode.length, everyEdge.length);
  status.textContent = state.open ? say.openedStep(words, stepWords()) : say.eachGathered(words);
}
