// The contents: the section in view is marked, and a choice closes the sheet that a phone has.
const nav = document.getElementById("contents");
const links = [...nav.querySelectorAll("a")];
const LINE = 0.35; // of the height of the window: what reaches above it is being read

function mark() {
  const isEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const line = isEnd ? Infinity : innerHeight * LINE;
  const reached = links.filter((link) => document.querySelector(link.hash).getBoundingClientRect().top <= line);
  for (const link of links) {
    if (link === reached.at(-1)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

let isWaiting = false;
document.addEventListener("scroll", () => {
  if (!isWaiting) requestAnimationFrame(() => { isWaiting = false; mark(); });
  isWaiting = true;
}, { passive: true });

nav.addEventListener("click", (event) => {
  if (event.target.closest("a") && nav.matches(":popover-open")) nav.hidePopover();
});
