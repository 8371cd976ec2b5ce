// The wheel: a click or Enter selects, a mouse that rests previews.
{
  const wheel = document.getElementById("wheel");
  const marks = [...wheel.querySelectorAll("[data-n]")];
  const curves = numbered(wheel.querySelectorAll(".curves path"));
  const answerLines = document.getElementById("answer-lines");
  const byId = new Map(marks.map((mark) => [mark.dataset.n, mark]));

  /** The curves by the number of their link, which the drawing names only where it does not follow on. */
  function numbered(paths) {
    let number = 0;
    for (const path of paths) {
      number = Number(path.dataset.l ?? number + 1);
      path.dataset.l = String(number);
    }
    return new Map([...paths].map((path) => [Number(path.dataset.l), path]));
  }

  /** Where a mark stands, read from the drawing itself. @returns {[number, number]} */
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

  /** Light what is shown: a selection, a filter, or one within the other. */
  function light(selection) {
    const isLighting = Boolean(selection || page.filter);
    wheel.classList.toggle("lighting", isLighting);
    wheel.classList.toggle("asking", Boolean(selection && selection.asked));
    for (const mark of marks) mark.classList.toggle("lit", isLighting && page.isShown("nodes", mark.dataset.n, selection));
    for (const [number, path] of curves) path.classList.toggle("lit", isLighting && page.isShown("links", number, selection));
    answerLines.replaceChildren();
    if (selection && selection.asked) drawAnswer(selection);
  }

  page.showers.push(light);

  // A mouse that rests on a mark previews what a click would hold.
  const markOf = (event) => event.target.closest("[data-n]");
  wheel.addEventListener("pointerover", (event) => {
    const mark = markOf(event);
    if (mark && event.pointerType === "mouse" && !page.selection) light(page.of(mark.dataset.n));
  });
  wheel.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && !page.selection) light(null);
  });

  const select = (mark) => page.show(page.of(mark.dataset.n));

  wheel.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (!mark) {
      page.clear();
      return;
    }
    page.setOut(mark);
    select(mark);
  });

  /** The marks that a link joins with one. */
  function tied({ dataset: { n: id } }) {
    const { nodes } = page.tied(({ tail, head }) => tail === id || head === id);
    return marks.filter((mark) => nodes.has(mark.dataset.n));
  }

  page.walk({ marks: () => marks, tied, label: (mark) => page.label(mark.dataset.n), press: select }, marks[0]);
}
