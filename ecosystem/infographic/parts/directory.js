// Each entry of the lists can be shown on the wheel, and is marked while the wheel shows it.
import { label, of, show as showSelection } from "../page.js";
import { plain, say, tell } from "../strings.js";

const entries = [...document.querySelectorAll("article.card[id]")];
const idOf = (entry) => entry.id.slice(2);

function addButton(entry) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show";
  tell(button, say("showOnMap"));
  button.setAttribute("aria-label", plain(say("showOnMapOf", { entry: label(idOf(entry)) })));
  button.addEventListener("click", () => {
    showSelection(of(idOf(entry)));
    const map = document.getElementById("map");
    map.focus({ preventScroll: true });
    map.scrollIntoView();
  });
  entry.append(button);
}

for (const entry of entries) addButton(entry);

export function show(selection) {
  for (const entry of entries) {
    entry.classList.toggle("lit", Boolean(selection && selection.id === idOf(entry)));
  }
}
