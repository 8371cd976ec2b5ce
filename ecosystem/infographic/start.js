// The first words of the page. What needs the script has its room from the first paint on, so that nothing moves
// later. The first paint goes without the wheel, which takes as long as all the words, and without what is further
// down. Not so where an address or an earlier visit leads into the page, which finds its way only in all of it, nor
// in a frame, whose page around it speaks as soon as it is there.
const opensAtItsTop =
  performance.getEntriesByType("navigation")[0]?.type === "navigate" && !location.hash && self === top;

/** Do this when the next frame has been painted; soon, where none is: what is out of sight is read all the same. */
function afterPaint(act) {
  let isDone = false;
  const once = () => {
    if (!isDone) act();
    isDone = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 500);
}

/** Run a script of the page: after the words, and after the wheel. A browser too old for it reads the page without. */
function whenDrawn(run) {
  if (!Object.hasOwn) return;
  if (opensAtItsTop) afterPaint(() => afterPaint(run));
  else run();
}

if (Object.hasOwn) document.body.classList.add("has-script");
if (Object.hasOwn && opensAtItsTop) {
  document.body.classList.add("first", "opening");
  afterPaint(() => document.body.classList.remove("first"));
}
