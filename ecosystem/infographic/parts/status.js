// What is said aloud of a change: once, when the change is drawn and no other followed. A screen reader that is told of
// much at once may drop all of it, the message too; and while one types or the years pass, only the last message counts.
import { tell } from "../strings.js";

const PAUSE = 300; // ms; longer than from key to key, and than a screen reader takes for the changes of the drawing

const status = document.getElementById("status");
let timer = 0;

/** The last message, said already or not yet. */
export let said = "";

/** @param {string} words */
export function sayAloud(words) {
  said = words;
  clearTimeout(timer);
  timer = setTimeout(() => { tell(status, said); }, PAUSE);
}
