// What the middle of the wheel says: the plan as it opens, the mark that the mouse or the keyboard is at, or the answer.
import { dataLanguage } from "../strings.js";

const words = document.getElementById("hub-words");
const opening = [...(words?.childNodes ?? [])];
const LETTERS = 17; // of a line, as in first_screen.py
const LINES = 4;

/** Break words into lines, the last one cut where there are too many. */
function broken(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (!last || last.length + word.length < LETTERS) lines[lines.length - 1] = last ? `${last} ${word}` : word;
    else lines.push(word);
  }
  return lines.length > LINES ? [...lines.slice(0, LINES - 1), `${lines[LINES - 1]} …`] : lines;
}

/** @param {string} name @param {Element | null} quiet what says a line below it @param {number} down how far below the middle, in lines */
export function sayInHub(name, quiet, down = 0) {
  if (!words) return;
  const below = quiet?.textContent;
  const lines = [[name, ""], [below, "quiet"]].flatMap(([text, sort]) => (text ? broken(text).map((line) => [line, sort]) : []));
  const isOfData = quiet?.querySelector("[lang]") || quiet?.closest("[lang]").lang === dataLanguage;
  const first = down + 0.32 - 0.62 * (lines.length - 1);
  words.replaceChildren(
    ...lines.map(([line, sort], index) => {
      const span = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
      span.setAttribute("x", "0");
      span.setAttribute("dy", index ? "1.25em" : `${first}em`);
      span.setAttribute("class", sort);
      if (dataLanguage && (!sort || isOfData)) span.setAttribute("lang", dataLanguage);
      span.textContent = line;
      return span;
    }),
  );
}

export function restoreHub() {
  words?.replaceChildren(...opening);
}
