// The priorities beside the wheel: a choice lights its answer. Without script each leads to its entry.
const choices = [...document.querySelectorAll("[data-show]")];
for (const choice of choices) choice.href = `#show=${choice.dataset.show}`;

/** Go to the panel once it is filled: on a narrow screen it opens out of sight of where one chooses. */
export function goToPanel() {
  if (matchMedia("(max-width: 1100px)").matches) setTimeout(() => document.getElementById("panel").scrollIntoView());
}

for (const choice of choices) choice.addEventListener("click", goToPanel);

/** @param {Chosen | null} chosen */
export function show(chosen) {
  for (const choice of choices) {
    if (chosen?.id === choice.dataset.show) choice.setAttribute("aria-current", "true");
    else choice.removeAttribute("aria-current");
  }
}
