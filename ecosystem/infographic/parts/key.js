// The key lights a kind or a standing; a second press lets go.
{
  const buttons = [...document.querySelectorAll("[data-kind], [data-standing]")];

  function isShown(button, selection) {
    if (!selection) return false;
    const { kind, standing } = button.dataset;
    if (kind) return selection.kind === kind;
    return selection.standing === standing;
  }

  function choose(button) {
    const { kind, standing } = button.dataset;
    const words = button.firstElementChild.nextSibling.textContent.trim();
    if (isShown(button, page.selection)) page.clear();
    else page.show(kind ? page.ofKind(kind, words) : page.ofStanding(standing, "Links: " + words));
  }

  for (const button of buttons) button.addEventListener("click", () => choose(button));
  page.showers.push((selection) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(isShown(button, selection)));
  });
}
