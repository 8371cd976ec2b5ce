// When a script of the page runs: after the words, and after the wheel.

/** Whether the browser is recent enough for the scripts of the page; an older one reads the page without. */
export const isRecent = Boolean(Object.hasOwn);

/** How the reader came to the page. */
export const visit = /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType("navigation")[0]);

/** Whether by a link to words on the page, as search engines make them; the address itself does not tell. */
export const leadsToWords = Boolean(visit?.name.includes(":~:text="));

/** Do this when the next frame has been painted; soon, where none is: what is out of sight is read all the same. */
export function afterPaint(act) {
  let isDone = false;
  const once = () => {
    if (!isDone) act();
    isDone = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 500);
}

/** Let the browser do what else there is to do, such as what somebody types beside the map in the studio. A page that opens
    elsewhere than at its top does not wait: its script is done before it is painted. */
export const pause = () => document.body.classList.contains("opening") && new Promise((goOn) => setTimeout(goOn));

/** Run a script that is not needed for the first paint; start.js has marked a page that opens at its top. */
export function whenDrawn(run) {
  if (!isRecent) return;
  if (document.body.classList.contains("opening")) afterPaint(() => afterPaint(run));
  else run();
}
