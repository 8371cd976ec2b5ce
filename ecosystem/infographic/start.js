// The first script of the page. What needs the script has its room from the first paint on, so that nothing moves
// later. The first paint goes without the wheel, which takes as long as all the words, and without what is further
// down. Not so where an address or an earlier visit leads into the page, which finds its way only in all of it, nor
// in a frame, whose page around it speaks as soon as it is there.
import { afterPaint, isRecent, leadsToWords, visit } from "./painting.js";

const opensAtItsTop = visit?.type === "navigate" && !location.hash && !leadsToWords && self === top;

if (isRecent) document.body.classList.add("has-script");
if (isRecent && opensAtItsTop) {
  document.body.classList.add("first", "opening");
  afterPaint(() => document.body.classList.remove("first"));
}
