// What if a body stops? The list says what would break; the wheel lights what the body ties.
{
  page.stopsOf = (id) => ({ ...page.of(id), sort: "stops", address: { stops: id } });

  /** @param {Chosen} selection */
  function unbroken({ id, links }) {
    const label = page.label(id);
    if (!links.size) return `Nothing would break without ${label}: it has no link.`;
    const tied = page.counted(links.size, "link", "links");
    return `Nothing would break without ${label}: it has ${tied}, and nothing hangs on it alone.`;
  }

  page.fillers.stops = (selection) => {
    const question = `What if ${page.label(selection.id)} stops?`;
    const found = document.querySelector(`[data-stops="${selection.id}"]`);
    const summary = found ? found.querySelector("summary").textContent : unbroken(selection);
    const list = found ? [page.copyOf(found.querySelector("ul"))] : [];
    return { title: question, content: [page.paragraph(summary), ...list], said: `${question} ${summary}` };
  };
}
