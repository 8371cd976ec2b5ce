// Who works on what: the tables and lists show what the filter lets through, and mark what is selected.
import { data } from "../page.js";

const tables = [...document.querySelectorAll(".matrix")].map((frame) => ({
  frame,
  lists: frame.nextElementSibling,
  none: frame.parentElement.querySelector("[data-none]"),
  columns: [...frame.querySelectorAll("col[data-n]")],
  rows: [...frame.querySelectorAll("[scope=row]")].map((heading) => heading.parentElement),
}));

/** The organisation or priority that a row, a column or a name in a list is about. */
const idOf = (element) => element.dataset.n ?? element.querySelector("a").hash.slice(3);

/** Whether the filter lets a connection through: it stood in that year, by links of which one is of that sort. */
function passes({ links }, { family, basis, year }) {
  const some = links.map((number) => data.links[number - 1]);
  const isOf = (set, name) => !set.size || some.some((link) => set.has(link[name]));
  return isOf(family, "family") && isOf(basis, "basis") && some.every(({ from, to }) => year === null || (from <= year && year <= to));
}

/** The organisations whose connection to a priority the filter lets through. @returns {Set<string>} */
function shownFor(priority, filter) {
  const some = data.answers.get(priority).filter((each) => filter.nodes.has(each.organisation) && passes(each, filter));
  return new Set(some.map((each) => each.organisation));
}

/** Hide what the filter does not let through; what it leaves without a name goes too. */
function narrow({ frame, lists, none, columns, rows }, filter) {
  const shown = columns.map((column) => filter && shownFor(idOf(column), filter));
  for (const row of rows) {
    const isHidden = shown.map((ids) => Boolean(ids) && !ids.has(idOf(row)));
    isHidden.forEach((hides, place) => row.cells[place + 1].classList.toggle("out", hides));
    row.hidden = isHidden.every(Boolean);
  }
  for (const body of frame.querySelectorAll("tbody")) body.hidden = !body.querySelector("tr:not([hidden]) > td");
  [...lists.querySelectorAll("dl")].forEach((list, place) => {
    for (const name of list.querySelectorAll("dd")) name.hidden = Boolean(shown[place]) && !shown[place].has(idOf(name));
    for (const group of list.children) group.hidden = !group.querySelector("dd:not([hidden])");
  });
  none.hidden = Boolean(frame.querySelector("tbody:not([hidden])"));
}

export function show(selection, filter) {
  for (const table of tables) {
    narrow(table, filter);
    for (const line of [...table.columns, ...table.rows]) {
      line.classList.toggle("lit", Boolean(selection && selection.id === idOf(line)));
    }
  }
}
