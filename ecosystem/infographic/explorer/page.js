// The free network. vis-network moves and hits; marks, names and lines keep one size on the screen, so zooming makes room.
import { plain, tell } from "../strings.js";

export const data = JSON.parse(document.getElementById("data").textContent);
export const { things, links } = data;
export const at = (id) => document.getElementById(id);
export const edgeOf = new Map(data.network.edges.map((edge) => [edge.id, edge]));
export const nodeOf = new Map(data.network.nodes.map((node) => [node.id, node]));
export const kindOf = (id) => data.kinds[things[id].kind];
export const countOf = (id) => data.order[id].length;

export function make(tag, words, className) {
  const element = document.createElement(tag);
  if (words && tag === "option") element.textContent = plain(words);
  else if (words) tell(element, words);
  if (className) element.className = className;
  return element;
}

/** A text of the data: in its language, and in its direction. */
export function makeOfData(tag, words, className) {
  const element = make(tag, "", className);
  element.textContent = words;
  if (data.language !== document.documentElement.lang) element.lang = data.language;
  element.dir = "auto";
  return element;
}

export function makeButton(words, press, className) {
  const button = make("button", words, className);
  button.type = "button";
  button.addEventListener("click", press);
  return button;
}

export function drawing(className, box, ...paths) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("viewBox", box);
  svg.setAttribute("aria-hidden", "true");
  for (const [name, d] of paths) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    if (name) path.setAttribute("class", name);
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

export function markOf(kind) {
  const [outline, inside] = data.marks[kind.mark];
  return drawing(`mark h-${kind.hue}`, "-14 -14 28 28", ["outline", outline], ["inside", inside]);
}
