// The first script of the page. What needs the script has its room from the first paint on, so that nothing moves
// later. The first paint leaves out the wheel, which takes as long as all the words, and what is further down. The rest
// of the first part appears once all of it has arrived, as what follows half a part would move: the wheel, and then what
// stands beside and below it, so that neither takes long. All is painted at once where an address or an earlier visit
// leads into the page, which finds its place only in the whole, and in a frame, which tells the page around it as soon as
// it is there. The frame of the studio is an exception: nobody who types beside it should have to wait until the whole
// map is laid out.
import { afterPaint, isRecent, leadsToWords, visit, whenDrawn } from "./painting.js";

const opensAtItsTop = visit?.type === "navigate" && !location.hash && !leadsToWords && (self === top || location.href === "about:srcdoc");

if (isRecent) document.body.classList.add("has-script");
if (isRecent && opensAtItsTop) {
  document.body.classList.add("first", "opening");
  const showRest = () => {
    const isRead = document.readyState !== "loading" || document.querySelector("main > section"); // which follows the first part
    if (!isRead) return setTimeout(showRest, 10);
    document.body.classList.add("second");
    afterPaint(() => document.body.classList.remove("first"));
  };
  afterPaint(showRest);
}

globalThis.whenDrawn = whenDrawn; // for the script at the end of the page: see bundle.mjs
