// How much is shown, in words that are also heard.
import { said, sayAloud } from "../parts/status.js";
import { counted, say, tell } from "../strings.js";
import { isLinkDrawn, leftOut } from "./aside.js";
import { stepWords } from "./gathering.js";
import { edges, network } from "./network.js";
import { at, data, edgeOf, nodeOf } from "./page.js";
import { goToPanel, panel, show } from "./panel.js";
import { everyEdge, everyNode, state } from "./state.js";

let counting = ""; // what was last said of the counts
let asideSaid = state.aside; // what was left out then

export function sayWhatIsShown() {
  counting = data.gathers ? groupedWords() : shownWords();
  sayAloud(counting);
}

function shownWords() {
  const drawn = edges.get({ filter: (edge) => edge.hidden !== true && isLinkDrawn(edge) }).length;
  return say("shown", counts(state.shown.size - state.aside.size, nodeOf.size, drawn, edgeOf.size));
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

function groupedWords() {
  const { nodes, links } = state.passing;
  const drawn = everyEdge.filter((edge) => links.has(edge.id) && isLinkDrawn(edge)).length;
  const words = counts(nodes.size - state.aside.size, everyNode.length, drawn, everyEdge.length);
  return state.open ? say("shownOpen", { ...words, names: stepWords() }) : say("shownGrouped", words);
}

// What has no room for the name it needs: how many, and by a press which.
network.on("afterDrawing", () => {
  if (state.aside === asideSaid || state.moving) return;
  asideSaid = state.aside;
  if (asideSaid.size === 0 && at("aside") === document.activeElement) goToPanel();
  at("aside").hidden = asideSaid.size === 0;
  tell(at("aside"), say("aside", { count: asideSaid.size }));
  if (said === counting) sayWhatIsShown();
});
at("aside").addEventListener("click", () => {
  [state.thing, state.link] = [null, null];
  show("aside", leftOut());
  goToPanel();
  panel.scrollIntoView({ block: "nearest" });
});
