// How wide a label is.
import { partOf } from "./marks.js";
import { wheel } from "./stage.js";

const ruler = document.createElement("canvas").getContext("2d");
function widthOfText(words, pixels, weight) {
  ruler.font = `${weight} ${pixels}px ${getComputedStyle(wheel).fontFamily}`;
  return ruler.measureText(words).width;
}

/** The room of a label, and of that of a kind when only a part of it is lit. */
export function roomOf(mark, pixels) {
  if (mark.id !== null) return widthOfText(mark.label, pixels, 400);
  return Math.max(...[mark.label, partOf(mark, mark.entries.length)].map((words) => widthOfText(words, pixels, 700)));
}
