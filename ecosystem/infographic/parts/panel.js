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
    for (const source of lineOf(number).querySelectorAll('[href^="#s-"]')) element.append(" ", copyOf(source));
    return element;
  }

  Object.assign(page, { copyOf, paragraph, item, lineOf });

  page.fillers.answer = (selection) => {
    const entry = page.byId("n-", selection.id);
    const answer = entry.querySelector(".answer");
    const plan = page.label(entry.closest(".plan").id.slice(2));
    const question = `Which groups connect to ${page.data.nodes.get(selection.id).title} of ${plan}?`;
    const total = answer.querySelector(".total").textContent;
    return {
      title: question,
      content: [paragraph(total), copyOf(answer), entryLink(selection.id)],
      said: `${question} ${total}`,
    };
  };

  page.fillers.entry = (selection) => {
    const entry = page.byId("n-", selection.id);
    const name = entry.querySelector("h5").textContent;
    const text = [...(entry.querySelector(".text") ?? entry).children];
    const content = text.filter((each) => !each.matches("h5, button")).map(copyOf);
    const shown = [...selection.links].filter((number) => page.isShown("links", number, selection));
    const links = page.counted(shown.length, "link", "links");
    return { title: name, content: [...content, entryLink(selection.id)], said: `${name}: ${links} shown.` };
  };

  const MOST = 80;

  /** Links as sentences; too many to read are counted only. */
  function linkList(numbers) {
    if (numbers.size > MOST) return paragraph("Choose more, or one of the entries, to read its links here.");
    const list = document.createElement("ul");
    list.className = "links";
    list.append(...[...numbers].map((number) => item(page.sentence(number, true), number)));
    return list;
  }

  /** Entries by name, each a button that selects it. */
  function entryList(ids) {
    const list = document.createElement("ul");
    list.className = "found";
    for (const id of ids) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = page.label(id);
      button.addEventListener("click", () => {
        page.show(page.of(id));
        title.focus();
      });
      const line = document.createElement("li");
      line.append(button);
      list.append(line);
    }
    return list;
  }

  page.fillers.group = (selection) => {
    const links = page.counted(selection.links.size, "link", "links");
    const words = `${links} between ${page.counted(selection.nodes.size, "entry", "entries")}.`;
    return { title: selection.title, content: [paragraph(words), linkList(selection.links)], said: `${selection.title}: ${words}` };
  };

  function fillForFilter(filter) {
    const words = page.shown(filter);
    const found = [...filter.nodes].filter((id) => page.data.nodes.get(id).kind);
    const isNamed = filter.kind.size || filter.words.trim();
    const content = [paragraph(words), ...(isNamed ? [entryList(found)] : []), linkList(filter.links)];
    const when = filter.year === null ? "" : `In ${filter.year}: `;
    return { title: page.filterWords(filter), content, said: when + words };
  }

  function fill(selection, filter) {
    panel.hidden = !selection && !filter;
    body.replaceChildren();
    if (panel.hidden) {
      status.textContent = "Everything is shown.";
      return;
    }
    const filled = selection ? page.fillers[selection.sort](selection) : fillForFilter(filter);
    title.textContent = filled.title;
    body.append(...filled.content);
    status.textContent = selection && filter ? `${filled.said} Narrowed: ${page.filterWords(filter)}.` : filled.said;
    body.scrollTop = 0;
  }

  // What goes from the panel must not take the keyboard with it.
  page.showers.push((selection, filter) => {
    const hadKeyboard = panel.contains(document.activeElement);
    fill(selection, filter);
    const hasKeyboard = !panel.hidden && panel.contains(document.activeElement);
    if (hadKeyboard && !hasKeyboard) document.getElementById("map").focus({ preventScroll: true });
  });

  document.getElementById("panel-close").addEventListener("click", page.showAll);
}
