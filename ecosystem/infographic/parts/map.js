// The wheel: one tab stop, arrows walk it, Enter or a click selects.
{
  const wheel = document.getElementById("wheel");
  const marks = [...wheel.querySelectorAll("[data-n]")];
  const curves = numbered(wheel.querySelectorAll(".curves path"));
  const answerLines = document.getElementById("answer-lines");
  const byId = new Map(marks.map((mark) => [mark.dataset.n, mark]));
  let current = marks[0];

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

  /** Where the arrows along links set out from, and how many they have passed. */
  let origin = current;
  let passed = -1;

  /** The marks that are drawn: an open fan hides those of the other kinds. */
  const shown = () => marks.filter((mark) => mark.getClientRects().length);

  /** Let the Tab key lead to a mark. */
  function stopAt(mark) {
    current.setAttribute("tabindex", "-1");
    current = mark;
    current.setAttribute("tabindex", "0");
  }

  function moveTo(mark) {
    stopAt(mark);
    mark.focus({ preventScroll: true }); // some browsers would scroll to the top of the wheel: see zoom.js
  }

  function setOut(mark) {
    moveTo(mark);
    origin = mark;
    passed = -1;
  }

  page.stopAt = (mark) => {
    stopAt(mark);
    origin = mark;
    passed = -1;
  };

  function moveRound(by) {
    const round = shown();
    setOut(round[(round.indexOf(current) + by + round.length) % round.length]);
  }

  /** To the next mark that a link joins with the one set out from, and back to it after the last. */
  function moveAlong(by) {
    const { nodes } = page.tied(({ tail, head }) => tail === origin.dataset.n || head === origin.dataset.n);
    const near = shown().filter((mark) => mark !== origin && nodes.has(mark.dataset.n));
    if (!near.length) return;
    passed = (passed + by + 1 + near.length + 1) % (near.length + 1) - 1;
    moveTo(passed < 0 ? origin : near[passed]);
  }

  function moveToLetter(letter) {
    const round = shown();
    const index = round.indexOf(current);
    const after = [...round.slice(index + 1), ...round.slice(0, index + 1)];
    const found = after.find((mark) => page.label(mark.dataset.n).toLowerCase().startsWith(letter.toLowerCase()));
    if (found) setOut(found);
  }

  const keys = {
    ArrowRight: () => moveRound(1),
    ArrowLeft: () => moveRound(-1),
    ArrowDown: () => moveAlong(1),
    ArrowUp: () => moveAlong(-1),
    Home: () => setOut(shown()[0]),
    End: () => setOut(shown().at(-1)),
    Enter: () => page.show(page.of(current.dataset.n)),
    " ": () => page.show(page.of(current.dataset.n)),
  };

  wheel.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const isLetter = /^[\p{L}\p{N}]$/u.test(event.key);
    if (!isLetter && !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    if (isLetter) moveToLetter(event.key);
    else keys[event.key]();
  });

  wheel.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (!mark) {
      page.clear();
      return;
    }
    setOut(mark);
    page.show(page.of(mark.dataset.n));
  });

  for (const mark of marks) mark.setAttribute("tabindex", mark === current ? "0" : "-1");
}
