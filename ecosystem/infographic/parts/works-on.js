// The priorities beside the wheel: a choice lights its answer. Without script each leads to its entry.
const choices = [...document.querySelectorAll("[data-show]")];
for (const choice of choices) choice.href = `#show=${choice.dataset.show}`;

// On a narrow screen the answer opens above the list, out of sight.
const isNarrow = window.matchMedia("(max-width: 1100px)");
for (const choice of choices) {
  choice.addEventListener("click", () => {
    if (isNarrow.matches) setTimeout(() => document.getElementById("panel").scrollIntoView());
  });
}

/** @param {Chosen | null} chosen */
export function show(chosen) {
  for (const choice of choices) {
    if (chosen?.id === choice.dataset.show) choice.setAttribute("aria-current", "true");
    else choice.removeAttribute("aria-current");
  }
}
