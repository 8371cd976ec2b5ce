// How much is shown, in words that are also heard.
import { sayAloud } from "../parts/status.js";
import { counted, say } from "../strings.js";
import { stepWords } from "./gathering.js";
import { edges } from "./network.js";
import { data, edgeOf, nodeOf } from "./page.js";
import { everyEdge, everyNode, state } from "./state.js";

export function sayWhatIsShown() {
  if (data.gathers) return sayWhatIsGrouped();
  const drawn = edges.get({ filter: (edge) => edge.hidden !== true }).length;
  sayAloud(say("shown", counts(state.shown.size, nodeOf.size, drawn, edgeOf.size)));
}

/** How many entries and links are shown, in words: of how many, where not all are. */
function counts(entries, allEntries, links, allLinks) {
  if (entries === allEntries && links === allLinks) {
    return { entries: counted("entries", entries), links: counted("links", links) };
  }
  return {
    entries: counted("entriesOf", allEntries, { shown: entries }),
    links: counted("linksOf", allLinks, { shown: links }),
  };
}

function sayWhatIsGrouped() {
  const { nodes, links } = state.passing;
  const words = counts(nodes.size, everyNode.length, links.size, everyEdge.length);
  sayAloud(state.open ? say("shownOpen", { ...words, names: stepWords() }) : say("shownGrouped", words));
}
