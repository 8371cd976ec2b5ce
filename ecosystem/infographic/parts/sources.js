// A source opens to all that rests on it. The page holds every statement already, beside its sources: it is drawn from there.
import { label } from "../page.js";
import { byName, plain, say, tell, textOf } from "../strings.js";
import { paragraph } from "./panel.js";
import { sentenceOf } from "./sentences.js";

/** What each source is called, by its address on the page. */
const sources = new Map([...document.querySelectorAll(".sources > li")].map((line) => ["#" + line.id, line.querySelector("bdi").textContent]));

/** Give each number of a source its full meaning; the page holds only the place in it, to weigh less. */
for (const cited of document.querySelectorAll('main [href^="#s-"]')) {
  const source = sources.get(cited.getAttribute("href"));
  const place = cited.title;
  cited.dataset.place = place;
  cited.title = place ? plain(say("sourceAt", { source, place })) : source;
}

/** A statement in words, with the name of what it is about, as the entries around it give it there. */
function wordsOf(line, entry) {
  if (line.dataset.l) return sentenceOf(Number(line.dataset.l), true);
  const copy = line.cloneNode(true);
  for (const cited of copy.querySelectorAll('[href^="#s-"], small, .chart')) cited.remove();
  const title = textOf(entry);
  return copy.textContent.trim() ? say("titled", { title, text: textOf(copy).trim() }) : title;
}

/** The link to the entry, dispute or story in which a line stands. */
function entryOf(line) {
  const [card, dispute, story] = ["[id^='n-']", ".dispute", ".tour"].map((around) => line.closest(around));
  const link = document.createElement("a");
  link.href = card ? "#" + card.id : dispute ? dispute.querySelector("a").hash : "#" + story.getAttribute("aria-labelledby");
  tell(link, card ? label(card.id.slice(2)) : textOf((dispute ?? story).querySelector("h2, h4")));
  return link;
}

/** The lines that cite a source, given by its id, by the place in it. A link has its sources at the end that numbers it. */
function linesByPlace(source) {
  /** @type {Map<string, Set<Element>>} */
  const places = new Map();
  for (const cited of document.querySelectorAll(`main [href="#${source}"]`)) {
    const line = cited.closest("li, p, dd");
    if (cited.closest(".answer, #panel, .sources") || line.matches(".links li:not([data-l])")) continue;
    const place = cited.dataset.place ?? "";
    places.set(place, (places.get(place) ?? new Set()).add(line));
  }
  return [...places].sort(([one], [other]) => Number(!one) - Number(!other) || byName(one, other));
}

function item(line) {
  const element = document.createElement("li");
  const entry = entryOf(line);
  tell(entry, wordsOf(line, entry));
  element.append(entry);
  const cited = new Set([...line.querySelectorAll('[href^="#s-"]')].map((link) => link.hash));
  if (cited.size === 1) {
    const alone = document.createElement("small");
    tell(alone, say("alone"));
    element.append(" ", alone);
  }
  return element;
}

function draw(details) {
  const content = linesByPlace(details.parentElement.id).flatMap(([place, lines]) => {
    const list = document.createElement("ul");
    list.append(...[...lines].map(item));
    return [paragraph(place || say("noPlace")), list];
  });
  details.replaceChildren(details.querySelector("summary"), ...content);
}

for (const details of document.querySelectorAll(".sources details")) {
  details.addEventListener("toggle", () => details.open && draw(details), { once: true });
}
