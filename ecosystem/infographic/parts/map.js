// The wheel: one tab stop, arrows walk it, Enter or a click selects.
{
  const wheel = document.getElementById("wheel");
  const marks = [...wheel.querySelectorAll("[data-n]")];
  const curves = new Map([...wheel.querySelectorAll("[data-l]")].map((path) => [Number(path.dataset.l), path]));
  const answerLines = document.getElementById("answer-lines");
  const byId = new Map(marks.map((mark) => [mark.dataset.n, mark]));
  let current = marks[0];

  /** Where a mark stands, read from the drawing itself. */
  function place(mark) {
    const circle = mark.querySelector("circle");
    if (circle) return [circle.cx.baseVal.value, circle.cy.baseVal.value];
    const turn = mark.transform.baseVal.getItem(0).matrix;
    const { e } = mark.querySelector("use").transform.baseVal.getItem(0).matrix;
    return [turn.a * e, turn.b * e];
  }

  /** A place as an angle clockwise from the top, and a distance from the centre. */
  const polar = ([x, y]) => [Math.atan2(x, -y), Math.hypot(x, y)];
  const at = (angle, radius) => `${Math.round(radius * Math.sin(angle))} ${Math.round(-radius * Math.cos(angle))}`;

  /** A dotted line to a body whose tie is not itself a curve of the wheel, because it runs through an action.
      It bends round the hub: B(½) = (P₀ + 3P₁ + 3P₂ + P₃) / 8 lies just outside. */
  function drawAnswerLine(from, to) {
    const [start, near] = polar(place(from));
    const [end, rim] = polar(place(to));
    const width = ((end - start + 3 * Math.PI) % (2 * Math.PI)) - Math.PI;
    const far = Math.min(1, Math.abs(width) / 2.2);
    const depth = ((near + rim) / 2) * (1 - far) + (near + 26) * far;
    const reach = Math.max(near, (8 * depth - (near + rim) * Math.cos(width / 2)) / (6 * Math.cos(width / 6)));
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute(
      "d",
      `M${at(start, near)}C${at(start + width * 0.3, reach)} ${at(end - width * 0.3, reach)} ${at(end, rim - 14)}`,
    );
    answerLines.append(path);
  }

  function drawAnswer(selection) {
    const mark = byId.get(selection.id);
    if (!mark || selection.sort !== "answer") return;
    for (const { body, numbers } of page.data.answers.get(selection.id)) {
      const isDrawn = numbers.some((number) => curves.has(number));
      if (!isDrawn && byId.has(body)) drawAnswerLine(mark, byId.get(body));
    }
  }

  page.showers.push((selection) => {
    wheel.classList.toggle("lighting", selection !== null);
    wheel.classList.toggle("asking", Boolean(selection && selection.asked));
    answerLines.replaceChildren();
    for (const mark of marks) mark.classList.toggle("lit", Boolean(selection && selection.nodes.has(mark.dataset.n)));
    for (const [number, path] of curves) path.classList.toggle("lit", Boolean(selection && selection.links.has(number)));
    if (selection && selection.asked) drawAnswer(selection);
  });

  function moveTo(mark) {
    current.setAttribute("tabindex", "-1");
    current = mark;
    current.setAttribute("tabindex", "0");
    current.focus({ preventScroll: true });
  }

  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  wheel.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const index = marks.indexOf(current);
    if (event.key in steps) moveTo(marks[(index + steps[event.key] + marks.length) % marks.length]);
    else if (event.key === "Home") moveTo(marks[0]);
    else if (event.key === "End") moveTo(marks[marks.length - 1]);
    else if (event.key === "Enter" || event.key === " ") page.show(page.of(current.dataset.n));
    else return;
    event.preventDefault();
  });

  wheel.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-n]");
    if (!mark) {
      page.clear();
      return;
    }
    moveTo(mark);
    page.show(page.of(mark.dataset.n));
  });

  if (current) current.setAttribute("tabindex", "0");
}
