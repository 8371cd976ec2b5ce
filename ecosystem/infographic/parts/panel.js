// The panel repeats what the lists say of the selection, and says it aloud.
{
  const panel = document.getElementById("panel");
  const title = document.getElementById("panel-title");
  const body = document.getElementById("panel-body");
  const status = document.getElementById("status");

  /** A copy that keeps no id, so that every id of the page stays the only one. */
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

  function count(number, word, words) {
    return `${number} ${number === 1 ? word : words}`;
  }

  function fillForAnswer(selection) {
    const answer = page.byId("n-", selection.id).querySelector(".answer");
    title.textContent = answer.dataset.question;
    body.append(paragraph(answer.querySelector(".total").textContent), copyOf(answer), entryLink(selection.id));
    return `${answer.dataset.question} ${answer.querySelector(".total").textContent}`;
  }

  function fillForEntry(selection) {
    const entry = page.byId("n-", selection.id);
    title.textContent = entry.querySelector("h5").textContent;
    for (const child of (entry.querySelector(".text") ?? entry).children) {
      if (child.tagName !== "H5" && child.tagName !== "BUTTON") body.append(copyOf(child));
    }
    body.append(entryLink(selection.id));
    return `${title.textContent}: ${count(selection.links.size, "link", "links")} shown.`;
  }

  function fillForGroup(selection) {
    title.textContent = selection.title;
    const words = `${count(selection.links.size, "link", "links")} between ${count(selection.nodes.size, "entry", "entries")}.`;
    body.append(paragraph(words));
    const list = document.createElement("ul");
    list.className = "links";
    for (const number of selection.links) {
      const [tail] = page.data.links[number - 1];
      const line = page.byId("n-", tail).querySelector(`[data-l="${number}"]`);
      const copy = copyOf(line);
      const subject = document.createElement("strong");
      subject.textContent = page.label(tail) + ": ";
      copy.prepend(subject);
      list.append(copy);
    }
    body.append(list);
    return `${selection.title}: ${words}`;
  }

  page.showers.push((selection) => {
    panel.hidden = selection === null;
    body.replaceChildren();
    if (selection === null) {
      status.textContent = "Everything is shown.";
      return;
    }
    const fill = selection.asked ? fillForAnswer : selection.id ? fillForEntry : fillForGroup;
    status.textContent = fill(selection);
    body.scrollTop = 0;
  });

  document.getElementById("panel-close").addEventListener("click", () => {
    page.clear();
    document.getElementById("map").focus({ preventScroll: true });
  });
}
