// A kind opens, goes on by a step and is gathered again: by its mark, by the buttons and by Escape.

function showButtons() {
  const pressed = buttons.find((button) => button === document.activeElement);
  for (const button of buttons) button.hidden = !opened || (button.dataset.step !== "0" && stepsOf(opened.kind) < 2);
  if (pressed?.hidden) page.setOut(page.stop()); // or the keyboard would be lost with it
}

function sayWhatIsOpen() {
  if (!opened) {
    title.textContent = hint;
    return;
  }
  const { words, entries } = kinds.get(opened.kind);
  const first = opened.step * size();
  const shown = entries.slice(first, first + size());
  const all = entries.length.toLocaleString("en");
  title.textContent =
    shown.length === entries.length
      ? `${words}: all ${all}`
      : `${words} ${first + 1} to ${first + shown.length} of ${all}, by name: ${page.label(shown[0])} to ${page.label(shown[shown.length - 1])}`;
}

function openAt(kind, step, wanted) {
  const steps = stepsOf(kind);
  opened = { kind, step: ((step % steps) + steps) % steps };
  draw(wanted ?? kinds.get(kind).entries[opened.step * size()]);
}

function gather() {
  const { kind } = opened;
  opened = null;
  draw(`kind ${kind}`);
  aloud.textContent = "Every kind is gathered.";
}

function press(mark) {
  if (mark.id !== null) {
    page.show(page.of(mark.id));
    return;
  }
  openAt(mark.kind, mark.isRest ? opened.step + 1 : 0);
  aloud.textContent = `Open: ${title.textContent}`;
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    const by = Number(button.dataset.step);
    if (by) openAt(opened.kind, opened.step + by);
    else gather();
    if (by) aloud.textContent = title.textContent;
  });
}

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !opened || page.selection || page.filter) return;
    event.stopPropagation();
    gather();
  },
  { capture: true },
);

narrow.addEventListener("change", () => {
  if (opened) opened.step = 0;
  draw();
});
