"use strict";
// The page stands without this; what follows only adds. Parts meet in `page`: one selection, shown everywhere.
document.body.classList.add("has-script");

const page = {
  data: JSON.parse(document.getElementById("data").textContent),
  showers: [],

  /** Everything one can select: {nodes, links, asked, title, id}. */
  show(selection) {
    page.selection = selection;
    document.body.classList.toggle("selecting", selection !== null);
    for (const shower of page.showers) shower(selection);
  },

  clear() {
    if (page.selection) page.show(null);
  },

  byId(prefix, id) {
    return document.getElementById(prefix + id);
  },

  label(id) {
    return page.data.nodes[id][0];
  },

  isPriority(id) {
    return Object.hasOwn(page.data.answers, id);
  },

  /** What lights up for one thing: a priority's answer, or a node with all its links. */
  of(id) {
    if (page.isPriority(id)) return page.answerOf(id);
    const nodes = new Set([id]);
    const links = new Set();
    page.data.links.forEach(([tail, head], index) => {
      if (tail !== id && head !== id) return;
      nodes.add(tail).add(head);
      links.add(index + 1);
    });
    return { id, nodes, links, asked: false, title: page.label(id) };
  },

  answerOf(id) {
    const nodes = new Set([id]);
    const links = new Set();
    for (const [body, numbers, through] of page.data.answers[id]) {
      nodes.add(body);
      for (const node of through) nodes.add(node);
      for (const number of numbers) links.add(number);
    }
    return { id, nodes, links, asked: true, title: page.label(id) };
  },

  ofKind(kind, title) {
    const nodes = new Set(Object.keys(page.data.nodes).filter((id) => page.data.nodes[id][1] === kind));
    const links = new Set();
    page.data.links.forEach(([tail, head], index) => {
      if (nodes.has(tail) || nodes.has(head)) links.add(index + 1);
    });
    return { kind, nodes, links, asked: false, title };
  },

  ofStanding(standing, title) {
    const nodes = new Set();
    const links = new Set();
    page.data.links.forEach(([tail, head, how], index) => {
      if (how !== standing) return;
      nodes.add(tail).add(head);
      links.add(index + 1);
    });
    return { standing, nodes, links, asked: false, title };
  },
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") page.clear();
});
