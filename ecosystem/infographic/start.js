// The first words of the page. What needs the script has its room from the first paint on, so that nothing moves
// when the script has run. The first paint goes without the wheel, which takes as long as all the words, and without
// what is further down; not where an address or an earlier visit leads, which is found only in a page that is whole.
// A browser too old for the script reads the page without.
if (Object.hasOwn) {
  const { classList } = document.body;
  const draw = () => classList.remove("first");
  const isAtItsTop = performance.getEntriesByType("navigation")[0]?.type === "navigate" && !location.hash;
  classList.add("has-script", isAtItsTop ? "first" : "painted");
  requestAnimationFrame(() => setTimeout(draw));
  setTimeout(draw, 500); // a frame out of sight is never painted, and is read all the same
}
