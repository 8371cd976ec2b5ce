// The panel repeats what the lists say of the selection, and says it aloud.
{
  const panel = document.getElementById("panel");
  const title = document.getElementById("panel-title");
  const body = document.getElementById("panel-body");
  const status = document.getElementById("status");

  /** A copy that keeps no id, so that every id of the page stays the only one, and lies open. */
  function copyOf(element) {
    const copy = element.cloneNode(true);
    for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
    for (const each of [copy, ...copy.querySelectorAll("details")]) if (each.tagName === "DETAILS") each.open = true;
    return copy;
  }

  function paragraph(words) {
    const element = document.createElement("p");
    element.textContent = words;
    return element;
  }

  function entryLink(id) {
    const line = document.createElement("p");
    const link = document.createElement("a");
    link.href = "#n-" + id;
    link.textContent = "Go to its entry";
    line.append(link);
    return line;
  }

  /** The line of a link where it stands with its evidence and sources: at the end it starts from. */
  function lineOf(number) {
    const { tail, head } = page.data.links[number - 1];
    const lists = [tail, head].map((id) => page.byId("n-", id)).filter(Boolean);
    return lists.map((list) => list.querySelector(`[data-l="${number}"]`)).find(Boolean);
  }

  /** A link's sentence with its sources, for a list in the panel. */
  function item(sentence, number) {
    const element = document.createElement("li");
    element.append(sentence);
    for (const source of lineOf(number).querySelectorAll(".ref")) element.append(" ", copyOf(source));
    return element;
  }

  Object.assign(page, { copyOf, paragraph, item });

  page.fillers.answer = (selection) => {
    const answer = page.byId("n-", selection.id).querySelector(".answer");
    const total = answer.querySelector(".total").textContent;
    return {
      title: answer.dataset.question,
      content: [paragraph(total), copyOf(answer), entryLink(selection.id)],
      said: `${answer.dataset.question} ${total}`,
    };
  };

  page.fillers.entry = (selection) => {
    const entry = page.byId("n-", selection.id);
    const name = entry.querySelector("h5").textContent;
    const text = [...(entry.querySelector(".text") ?? entry).children];
    const content = text.filter((each) => !each.matches("h5, button, .stops")).map(copyOf);
    const links = page.counted(selection.links.size, "link", "links");
    return { title: name, content: [...content, entryLink(selection.id)], said: `${name}: ${links} shown.` };
  };

  page.fillers.group = (selection) => {
    const links = page.counted(selection.links.size, "link", "links");
    const words = `${links} between ${page.counted(selection.nodes.size, "entry", "entries")}.`;
    const list = document.createElement("ul");
    list.className = "links";
    list.append(...[...selection.links].map((number) => item(page.sentence(number, true), number)));
    return { title: selection.title, content: [paragraph(words), list], said: `${selection.title}: ${words}` };
  };

  page.showers.push((selection) => {
    // What is about to go must not take the keyboard with it.
    if (panel.contains(document.activeElement)) document.getElementById("map").focus({ preventScroll: true });
    panel.hidden = selection === null;
    body.replaceChildren();
    if (selection === null) {
      status.textContent = "Everything is shown.";
      return;
    }
    const filled = page.fillers[selection.sort](selection);
    title.textContent = filled.title;
    body.append(...filled.content);
    status.textContent = filled.said;
    body.scrollTop = 0;
  });

  document.getElementById("panel-close").addEventListener("click", page.clear);
}
