// Ask the map: choose, and see and hear the answer. A question that is chosen in full is the one that is lit.
{
  const priority = document.getElementById("ask-priority");
  const [from, to, stops] = ["ask-from", "ask-to", "ask-stops"].map((id) => document.getElementById(id));

  /** The bodies by name. */
  function fillWithBodies(select) {
    const named = page.data.bodies.map((id) => [page.label(id), id]);
    named.sort(([one], [other]) => one.localeCompare(other, document.documentElement.lang));
    for (const [name, id] of named) select.add(new Option(name, id));
  }

  function askForPath() {
    if (from.value && to.value) page.show(page.pathOf(from.value, to.value));
    else if (page.selection?.sort === "path") page.show(null);
  }

  for (const select of [from, to, stops]) fillWithBodies(select);
  from.addEventListener("change", askForPath);
  to.addEventListener("change", askForPath);
  priority?.addEventListener("change", () => (priority.value ? page.show(page.of(priority.value)) : page.clear()));
  stops.addEventListener("change", () => (stops.value ? page.show(page.stopsOf(stops.value)) : page.clear()));

  page.showers.push((selection) => {
    const sort = selection ? selection.sort : "";
    if (priority) priority.value = sort === "answer" ? selection.id : "";
    stops.value = sort === "stops" ? selection.id : "";
    if (sort === "path") [from.value, to.value] = selection.pair;
    else if (from.value && to.value) from.value = to.value = "";
  });
}
