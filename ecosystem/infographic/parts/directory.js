// Each entry of the lists can be shown on the wheel, and is marked while the wheel shows it.
{
  const entries = [...document.querySelectorAll("article.card[id]")];
  const idOf = (entry) => entry.id.slice(2);

  function addButton(entry) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "show";
    button.textContent = "Show on the map";
    button.setAttribute("aria-label", `Show on the map: ${page.label(idOf(entry))}`);
    button.addEventListener("click", () => {
      page.show(page.of(idOf(entry)));
      const map = document.getElementById("map");
      map.focus({ preventScroll: true });
      map.scrollIntoView();
    });
    entry.append(button);
  }

  // With script there is a way to open them; without, everything lies open. Paper shows everything too,
  // and afterwards the reader finds open what was open before.
  const folds = [...document.querySelectorAll("main details")];
  let opened = [];
  const openOnly = (some) => folds.forEach((each) => { each.open = some.includes(each); });
  openOnly(opened);
  window.addEventListener("beforeprint", () => {
    opened = folds.filter((each) => each.open);
    openOnly(folds);
  });
  window.addEventListener("afterprint", () => openOnly(opened));

  for (const entry of entries) addButton(entry);
  page.showers.push((selection) => {
    for (const entry of entries) {
      entry.classList.toggle("lit", Boolean(selection && selection.id === idOf(entry)));
    }
  });
}
