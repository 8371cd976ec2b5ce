// The panel repeats what the lists say of the selection, and says it aloud.
import { byId, data, isShown, label, of, show as showSelection } from "../page.js";
import { counted, say, tell, textOf, told } from "../strings.js";
import { showAll, shown as shownWords } from "./filter.js";
import { filterWords } from "./key.js";
import { sentenceOf } from "./sentences.js";
import { sayAloud } from "./status.js";

const panel = document.getElementById("panel");
const title = document.getElementById("panel-title");
const body = document.getElementById("panel-body");

/** A copy that keeps no id, so that every id of the page stays the only one, and lies open. */
export function copyOf(element) {
  const copy = element.cloneNode(true);
  for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
  for (const each of [copy, ...copy.querySelectorAll("details")]) if (each.tagName === "DETAILS") each.open = true;
  return copy;
}

export function paragraph(words) {
  const element = document.createElement("p");
  tell(element, words);
  return element;
}

function entryLink(id) {
  const line = document.createElement("p");
  const link = document.createElement("a");
  link.href = "#n-" + id;
  tell(link, say("toEntry"));
  line.append(link);
  return line;
}

/** The line of a link where it stands with its evidence and sources: at the end it starts from. */
function lineOf(number) {
  const { tail, head } = data.links[number - 1];
  const lists = [tail, head].map((id) => byId("n-", id)).filter(Boolean);
  return lists.map((list) => list.querySelector(`[data-l="${number}"]`)).find(Boolean);
}

/** A link's sentence with its sources, for a list in the panel. */
export function item(sentence, number) {
  const element = document.createElement("li");
  element.append(...told(sentence));
  for (const source of lineOf(number).querySelectorAll('[href^="#s-"]')) element.append("\u00a0", copyOf(source));
  return element;
}

/** What the panel says of a selection, by its sort. @type {Record<string, (selection: Chosen) => Filled>} */
export const fillers = {};

/** An answer whose sentences have the numbers that stand before the names on the wheel. */
function numbered(answer) {
  const copy = copyOf(answer);
  const lines = [...copy.querySelectorAll("ul:not(.carriers) li")].filter((line) => !line.querySelector("li"));
  for (const [index, line] of lines.entries()) {
    const number = document.createElement("span");
    number.className = "order";
    number.textContent = String(index + 1);
    line.prepend(number, " ");
  }
  return copy;
}

fillers.answer = (selection) => {
  const entry = byId("n-", selection.id);
  const answer = entry.querySelector(".answer");
  const plan = label(entry.closest(".plan").id.slice(2));
  const question = say("whichConnect", { priority: data.nodes.get(selection.id).title, plan });
  const total = textOf(answer.querySelector(".total"));
  return {
    title: question,
    content: [paragraph(total), numbered(answer), entryLink(selection.id)],
    said: `${question} ${total}`,
  };
};

fillers.entry = (selection) => {
  const entry = byId("n-", selection.id);
  const name = textOf(entry.querySelector("h5"));
  const text = [...(entry.querySelector(".text") ?? entry).children];
  const content = text.filter((each) => !each.matches("h5, button")).map(copyOf);
  const shown = [...selection.links].filter((number) => isShown("links", number, selection));
  return { title: name, content: [...content, entryLink(selection.id)], said: counted("linksShown", shown.length, { entry: name }) };
};

const MOST = 80;

/** Links as sentences; too many to read are counted only. */
function linkList(numbers) {
  if (numbers.size > MOST) return paragraph(say("tooMany"));
  const list = document.createElement("ul");
  list.className = "links";
  list.append(...[...numbers].map((number) => item(sentenceOf(number, true), number)));
  return list;
}

/** Entries by name, each a button that selects it. */
function entryList(ids) {
  const list = document.createElement("ul");
  list.className = "found";
  for (const id of ids) {
    const button = document.createElement("button");
    button.type = "button";
    tell(button, label(id));
    button.addEventListener("click", () => {
      showSelection(of(id));
      title.focus();
    });
    const line = document.createElement("li");
    line.append(button);
    list.append(line);
  }
  return list;
}

fillers.group = (selection) => {
  const words = say("between", { links: counted("links", selection.links.size), entries: counted("entries", selection.nodes.size) });
  return { title: selection.title, content: [paragraph(words), linkList(selection.links)], said: say("titled", { title: selection.title, text: words }) };
};

function fillForFilter(filter) {
  const words = shownWords(filter);
  const found = [...filter.nodes].filter((id) => data.nodes.get(id).kind);
  const isNamed = filter.kind.size || filter.words.trim();
  const content = [paragraph(words), ...(isNamed ? [entryList(found)] : []), linkList(filter.links)];
  const said = filter.year === null ? words : say("inYearFirst", { year: String(filter.year), text: words });
  return { title: filterWords(filter), content, said };
}

function fill(selection, filter) {
  const wasHidden = panel.hidden;
  panel.hidden = !selection && !filter;
  body.replaceChildren();
  if (panel.hidden) {
    if (!wasHidden) sayAloud(say("everything"));
    return;
  }
  const filled = selection ? fillers[selection.sort](selection) : fillForFilter(filter);
  tell(title, filled.title);
  body.append(...filled.content);
  sayAloud(selection && filter ? say("filtered", { text: filled.said, filters: filterWords(filter) }) : filled.said);
  body.scrollTop = 0;
}

// What goes from the panel must not take the keyboard with it.
export function show(selection, filter) {
  const hadKeyboard = panel.contains(document.activeElement);
  fill(selection, filter);
  const hasKeyboard = !panel.hidden && panel.contains(document.activeElement);
  if (hadKeyboard && !hasKeyboard) document.getElementById("map").focus({ preventScroll: true });
}

document.getElementById("panel-close").addEventListener("click", showAll);
