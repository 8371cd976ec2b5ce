// The sections below the map, and the lists in them, lie folded: a link into one, the search of the browser and one
// button open them. Without script all lie open. Paper has what is open, and always who works on what.
import { isFramed } from "../page.js";
import { leadsToWords } from "../painting.js";
import { say, tell } from "../strings.js";

const folds = [...document.querySelectorAll("main details")];
const openAll = document.getElementById("open-all");
const onPaper = [...document.querySelectorAll("#who > details")];
let kept = null; // what was open before the page was printed

const open = (some) => folds.forEach((fold) => { fold.open = some.includes(fold); });
const opened = () => folds.filter((fold) => fold.open);
if (!leadsToWords) open([]); // or the words would be folded away again

/** Open what holds a place on the page: all around it, and what a section or an entry itself folds. */
export function reveal(place) {
  const target = document.getElementById(place);
  if (!target?.closest("main")) return;
  const isCard = target.matches("article.card");
  for (const fold of folds) {
    if (fold.contains(target) || fold.parentElement === target || (isCard && target.contains(fold))) fold.open = true;
  }
}

function arrive() {
  const place = location.hash.slice(1);
  if (!place || place.includes("=")) return;
  reveal(place);
  document.getElementById(place)?.scrollIntoView();
}

document.addEventListener("click", (event) => reveal(event.target.closest("a")?.hash.slice(1)), true);
window.addEventListener("hashchange", arrive);
arrive();

const isAllOpen = () => folds.every((fold) => fold.open);
const name = () => tell(openAll, isAllOpen() ? say("closeAll") : say("openAll"));
openAll.addEventListener("click", () => open(isAllOpen() ? [] : folds));
for (const fold of folds) fold.addEventListener("toggle", name);

document.getElementById("print-all").addEventListener("click", () => {
  kept = opened();
  open(folds);
  if (!isFramed) print(); // a frame may not, and would print itself alone
});
window.addEventListener("beforeprint", () => {
  kept ??= opened();
  for (const fold of onPaper) fold.open = true;
});
window.addEventListener("afterprint", () => {
  open(kept);
  kept = null;
});
