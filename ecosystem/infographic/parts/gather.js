// A large city: the wheel shows its kinds, each gathered into one mark, and opens one at a time, in steps by name.
// This script goes only into a page that gathers. It takes the wheel over from the script of the map.
{
  const SVG = "http://www.w3.org/2000/svg";
  const MOST = 80; // names that a circle holds in reading size
  const MOST_ROWS = 24; // and a column on a narrow screen
  const [LINE, GAP, RIM, ARC, HUB, PRIORITY] = [15.6, 0.7, 18, 15, 136, 11]; // as in wheel/drawing.py and rim.py
  const [THIN, THICK] = [1.2, 15]; // as in wheel/gathering.py
  const narrow = window.matchMedia("(max-width: 640px)");
  const stage = document.getElementById("stage");
  const wheel = document.getElementById("wheel");
  const spokes = document.getElementById("spokes");
  const bundles = document.getElementById("bundles");
  const arcs = wheel.querySelector(".arcs");
  const status = document.getElementById("status");
  const title = document.getElementById("gather-title");
  const buttons = [...document.querySelectorAll("[data-step]")];
  const { nodes, links } = page.data;
  const hint = title.textContent;
  const gathered = {
    box: wheel.getAttribute("viewBox"),
    spokes: [...spokes.children],
    bundles: [...bundles.children],
    arcs: [...arcs.children],
  };
  const priorities = [...wheel.querySelectorAll(".priority")];
  const byName = new Intl.Collator("en", { numeric: true }).compare;
  const plural = (count, word) => `${count.toLocaleString("en")} ${count === 1 ? word : `${word}s`}`;

  /** The kinds in the order of the wheel, with their entries by name. */
  const kinds = new Map(
    gathered.spokes.map((element) => {
      const { kind: id, words } = element.dataset;
      const hue = [...element.classList].find((name) => name.startsWith("h-"));
      return [id, { id, words, hue, shape: element.querySelector("use").getAttribute("href"), entries: [] }];
    }),
  );
  for (const [id, { kind }] of nodes) if (kind) kinds.get(kind).entries.push(id);
  for (const { entries } of kinds.values()) entries.sort((one, other) => byName(page.label(one), page.label(other)));

  const countOf = new Map([...nodes.keys()].map((id) => [id, 0]));
  for (const { tail, head } of links) for (const end of [tail, head]) countOf.set(end, countOf.get(end) + 1);

  // --- what stands on the wheel: marks, each for one entry, a kind or the rest of one, and bundles of links

  let open = null; // {kind, step}
  let marks = [];
  let ties = [];
  let most = 1; // links in one bundle
  let markOf = new Map();
  let current = null;

  const size = () => (narrow.matches ? MOST_ROWS : MOST);
  const stepsOf = (kind) => Math.ceil(kinds.get(kind).entries.length / size());
  const stepOf = (id) => Math.floor(kinds.get(nodes.get(id).kind).entries.indexOf(id) / size());

  const single = (id) => ({ key: id, label: page.label(id), entries: [id], id, ...look(nodes.get(id).kind) });
  const look = (kind) => ({ kind, hue: kinds.get(kind)?.hue, shape: kinds.get(kind)?.shape });
  const knot = ({ id, words, entries }) => {
    const label = `${words} (${entries.length.toLocaleString("en")})`;
    return { key: `kind ${id}`, label, words, entries, id: null, ...look(id) };
  };

  function restOf({ id, words, entries }, shown) {
    const rest = entries.filter((entry) => !shown.has(entry));
    const label = `${rest.length.toLocaleString("en")} more`;
    return { key: `rest ${id}`, label, words: `${label} of ${words}`, entries: rest, id: null, isRest: true, ...look(id) };
  }

  /** The marks of a kind: its gathered one, or when it is open those of this step and one for the rest. */
  function marksOf(kind) {
    if (open?.kind !== kind.id) return [knot(kind)];
    const shown = kind.entries.slice(open.step * size(), (open.step + 1) * size());
    const rest = shown.length < kind.entries.length ? [restOf(kind, new Set(shown))] : [];
    return [...shown.map(single), ...rest];
  }

  function gatherMarks() {
    marks = [...kinds.values()].flatMap(marksOf);
    for (const element of priorities) {
      const id = element.dataset.n;
      marks.push({ key: id, label: page.label(id), entries: [id], id, kind: null, hue: "h-accent", priority: element });
    }
    markOf = new Map(marks.flatMap((mark) => mark.entries.map((id) => [id, mark])));
  }

  /** Every link between what is drawn, in the one bundle of its two marks. */
  function gatherTies() {
    const place = new Map(marks.map((mark, index) => [mark, index]));
    const found = new Map();
    links.forEach((link, index) => {
      const pair = [markOf.get(link.tail), markOf.get(link.head)];
      if (!pair[0] || !pair[1]) return;
      pair.sort((one, other) => place.get(one) - place.get(other));
      const key = pair.map((mark) => mark.key).join("|");
      if (!found.has(key)) found.set(key, { key, one: pair[0], other: pair[1], numbers: [] });
      found.get(key).numbers.push(index + 1);
    });
    ties = [...found.values()];
    most = Math.max(1, ...ties.map(({ numbers }) => numbers.length));
  }

  function nameOf(mark) {
    if (mark.priority) return mark.priority.getAttribute("aria-label");
    if (mark.id === null) {
      const touching = ties.filter(({ one, other }) => one === mark || other === mark);
      const count = touching.reduce((sum, { numbers }) => sum + numbers.length, 0);
      const entries = mark.entries.length === 1 ? "1 entry" : `${mark.entries.length.toLocaleString("en")} entries`;
      return `${mark.words}, ${mark.isRest ? "" : `${entries}, `}${plural(count, "link")}`;
    }
    return `${mark.label}, ${nodes.get(mark.id).title}, ${plural(countOf.get(mark.id), "link")}`;
  }

  const wordsOf = (mark) => mark.words ?? mark.label;
  function tieName({ one, other, numbers }) {
    const ends = one === other ? `Among ${wordsOf(one)}` : `${wordsOf(one)} and ${wordsOf(other)}`;
    return `${ends}: ${plural(numbers.length, "link")}`;
  }

  // --- drawing

  function make(name, attributes, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  const degrees = (angle) => (angle * 180) / Math.PI;
  const isFlipped = (angle) => Math.sin(angle) < 0;
  const upright = (angle) => ((degrees(angle) - (isFlipped(angle) ? 270 : 90) + 180) % 360) - 180;
  const tenth = (number) => Math.round(number * 10) / 10;

  function radiusOf(mark) {
    if (mark.id === null) return Math.min(11, 5.5 + Math.sqrt(mark.entries.length) / 7);
    return Math.min(3.4 + 0.85 * Math.sqrt(countOf.get(mark.id)), 7);
  }

  /** The group of a mark, its text and turn set by where it stands. */
  function drawMark(mark, turn, use, text) {
    const names = ["spoke", mark.hue, ...(mark.id === null ? ["knot"] : []), ...(mark.isRest ? ["rest"] : [])];
    const said = { class: names.join(" "), role: "graphics-symbol", tabindex: -1, "aria-label": nameOf(mark), transform: turn };
    mark.element = make("g", { ...said, "data-n": mark.id ?? undefined, "data-kind": mark.id === null ? mark.kind : undefined });
    mark.element.append(use, text);
    mark.text = text;
    return mark.element;
  }

  function drawTie(tie, path) {
    const { one, other, numbers } = tie;
    const isBundle = numbers.length > 1 || one.id === null || other.id === null;
    const isAmong = open && one.id === null && other.id === null && !one.isRest && !other.isRest;
    const hue = hueOf(one, other);
    const { standing } = links[numbers[0] - 1];
    const said = isBundle ? { role: "graphics-symbol" } : { "aria-hidden": "true", "data-s": standing };
    tie.path = make("path", { ...said, class: `${hue}${isAmong ? " among" : ""}`, "stroke-width": widthOf(numbers.length), d: path });
    tie.path.append(make("title", {}, tieName(tie)));
    return tie.path;
  }

  /** A priority's; else that of the end outside the open kind, to tell where the links lead; else the smaller one's. */
  function hueOf(one, other) {
    if (one.priority || other.priority) return "h-accent";
    const ends = [one, other].filter(({ kind }) => kind !== open?.kind);
    return (ends.length === 1 ? ends : [one, other]).reduce((a, b) => (b.entries.length < a.entries.length ? b : a)).hue;
  }

  const widthOf = (count) => tenth((narrow.matches ? 0.4 : 1) * (THIN + (THICK - THIN) * Math.sqrt((count - 1) / most)));

  // --- as a wheel

  const shortest = (angle) => ((((angle + Math.PI) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)) - Math.PI;
  const reach = (start, end, width, depth) =>
    (8 * depth - (start + end) * Math.cos(width / 2)) / (6 * Math.cos(width / 6));
  const point = (angle, radius) => `${Math.round(radius * Math.sin(angle))} ${Math.round(-radius * Math.cos(angle))}`;
  const cubic = (...points) => {
    const [start, ...rest] = points.map(([angle, radius]) => point(angle, radius));
    return `M${start}C${rest.join(" ")}`;
  };

  /** As `rim_curve` in wheel/curves.py: round the hub, the deeper the farther apart. A mark's own links leave in a loop. */
  function rimCurve(start, end, rim) {
    if (start === end) {
      const [far, half] = [rim - 34, 22 / rim];
      return cubic([start - half / 3, rim], [start - half, far], [start + half, far], [start + half / 3, rim]);
    }
    const width = shortest(end - start);
    const near = Math.min(1, Math.abs(width) / 1.9) ** 0.75;
    const depth = rim + (HUB + 2.2 * PRIORITY - rim) * near - 6;
    const far = reach(rim, rim, width, depth);
    return cubic([start, rim], [start + width / 3, far], [end - width / 3, far], [end, rim]);
  }

  /** As `spoke_curve` there: from a priority's mark to the rim, or to another priority. */
  function spokeCurve(mark, end, rim) {
    const width = shortest(end - mark);
    const near = Math.min(1, Math.abs(width) / 2.2);
    const start = HUB + PRIORITY;
    const depth = ((start + rim) / 2) * (1 - near) + (HUB + 2 * PRIORITY) * near;
    const far = Math.max(reach(start, rim, width, depth), start);
    return cubic([mark, start], [mark + width * 0.3, far], [end - width * 0.3, far], [end, rim]);
  }

  const ruler = document.createElement("canvas").getContext("2d");
  function widthOfText(words, pixels, weight) {
    ruler.font = `${weight} ${pixels}px ${getComputedStyle(wheel).fontFamily}`;
    return ruler.measureText(words).width;
  }

  /** The room of a label, and of that of a kind when only a part of it is lit. */
  function roomOf(mark, pixels) {
    if (mark.id !== null) return widthOfText(mark.label, pixels, 400);
    return Math.max(...[mark.label, partOf(mark, mark.entries.length)].map((words) => widthOfText(words, pixels, 700)));
  }

  /** Angles on the rim, the open kind's middle at the right, and the radius at which all names have room. */
  function places() {
    const onRim = marks.filter((mark) => !mark.priority);
    let total = 0;
    let last = null;
    for (const mark of onRim) {
      if (last !== null && mark.kind !== last.kind) total += GAP;
      const room = mark.id === null ? Math.max(1.4, (2.5 * radiusOf(mark) + 4) / 14.4) : 1;
      mark.stand = total + room / 2;
      total += room;
      last = mark;
    }
    total += GAP;
    const opened = onRim.filter((mark) => mark.kind === open.kind);
    const middle = (opened[0].stand + opened[opened.length - 1].stand) / 2;
    for (const mark of onRim) mark.angle = (2 * Math.PI * (mark.stand - middle)) / total + Math.PI / 2;
    for (const mark of marks) {
      if (!mark.priority) continue;
      const { cx, cy } = mark.priority.querySelector("circle");
      mark.angle = Math.atan2(cx.baseVal.value, -cy.baseVal.value);
    }
    return Math.max((total * LINE) / (2 * Math.PI) - RIM, HUB + 90);
  }

  function drawWheel() {
    const ring = places();
    const rim = ring - ARC;
    const onRim = marks.filter((mark) => !mark.priority);
    const edge = { left: -ring, right: ring, top: -ring, bottom: ring };
    for (const mark of onRim) {
      const far = ring + RIM + roomOf(mark, 13) * 1.04;
      const [x, y] = [far * Math.sin(mark.angle), -far * Math.cos(mark.angle)];
      edge.left = Math.min(edge.left, x - 10);
      edge.right = Math.max(edge.right, x + 10);
      edge.top = Math.min(edge.top, y - 10);
      edge.bottom = Math.max(edge.bottom, y + 10);
    }
    const box = [edge.left, edge.top, edge.right - edge.left, edge.bottom - edge.top].map(Math.round);
    wheel.setAttribute("viewBox", box.join(" "));
    spokes.replaceChildren(...onRim.map((mark) => drawSpoke(mark, ring)));
    bundles.replaceChildren(...ties.map((tie) => drawTie(tie, pathOf(tie, rim))));
    arcs.replaceChildren(...[...kinds.keys()].map((kind) => drawArc(onRim.filter((mark) => mark.kind === kind), rim)));
  }

  function drawSpoke(mark, ring) {
    const turn = tenth(upright(mark.angle));
    const side = isFlipped(mark.angle) ? -1 : 1;
    const scale = tenth(radiusOf(mark)) / 10;
    const use = make("use", { href: mark.shape, transform: `translate(${tenth(side * ring)})rotate(${-turn})scale(${scale})` });
    const text = make("text", { x: tenth(side * (ring + RIM)), class: side < 0 ? "end" : undefined }, mark.label);
    return drawMark(mark, `rotate(${turn})`, use, text);
  }

  function drawArc(row, radius) {
    const half = (0.36 * LINE) / radius;
    const [from, to] = [row[0].angle - half, row[row.length - 1].angle + half];
    const isFar = to - from > Math.PI ? 1 : 0;
    return make("path", { class: row[0].hue, d: `M${point(from, radius)}A${radius} ${radius} 0 ${isFar} 1 ${point(to, radius)}` });
  }

  function pathOf({ one, other }, rim) {
    if (one.priority) return spokeCurve(one.angle, other.angle, HUB + PRIORITY);
    return other.priority ? spokeCurve(other.angle, one.angle, rim) : rimCurve(one.angle, other.angle, rim);
  }

  // --- as a column, on a narrow screen

  function drawColumn() {
    const width = Math.max(stage.clientWidth, 240); // a frame may have none yet
    const longest = Math.max(...marks.map((mark) => roomOf(mark, 15)));
    const beside = Math.max(44, Math.min(0.32 * width, width - (13 / 15) * longest - 44));
    const letters = Math.max(10.4, Math.min(15, (15 * (width - beside - 40)) / longest));
    wheel.style.setProperty("--name", `${letters}px`);
    let y = 4;
    for (const mark of marks) {
      const tall = mark.id === null ? 44 : 32;
      mark.y = y + tall / 2;
      mark.x = beside;
      y += tall;
    }
    wheel.setAttribute("viewBox", `0 0 ${width} ${y + 4}`);
    spokes.replaceChildren(...marks.map((mark) => drawRow(mark, width, mark.id === null ? 44 : 32)));
    bundles.replaceChildren(...ties.map((tie) => drawTie(tie, bowOf(tie))));
  }

  function drawRow(mark, width, tall) {
    const touch = make("rect", { x: mark.x - 12, y: -tall / 2, width: width - mark.x + 12, height: tall, fill: "transparent" });
    const text = make("text", { x: mark.x + 20, class: mark.priority ? "line" : undefined }, mark.label);
    const turn = `translate(0 ${mark.y})`;
    if (!mark.priority) {
      const scale = Math.min(1.1, tenth(radiusOf(mark)) / 10);
      const use = make("use", { href: mark.shape, transform: `translate(${mark.x})scale(${scale})` });
      const group = drawMark(mark, turn, use, text);
      group.prepend(touch);
      return group;
    }
    const number = make("text", { class: "number", x: mark.x, dy: ".36em" }, mark.priority.querySelector(".number").textContent);
    text.setAttribute("dy", ".35em");
    const said = { class: "priority row", role: "graphics-symbol", tabindex: -1, "aria-label": nameOf(mark), transform: turn };
    mark.element = make("g", { ...said, "data-n": mark.id }, touch, make("circle", { cx: mark.x, r: 11 }), number, text);
    mark.text = text;
    return mark.element;
  }

  function bowOf({ one, other }) {
    const from = one.x - 15;
    if (one === other) return `M${from} ${one.y - 5}C${from - 26} ${one.y - 16} ${from - 26} ${one.y + 16} ${from} ${one.y + 5}`;
    const out = 1.3 * (from - 3) * (Math.abs(other.y - one.y) / wheel.viewBox.baseVal.height) ** 0.6;
    return `M${from} ${one.y}C${from - out} ${one.y} ${from - out} ${other.y} ${from} ${other.y}`;
  }

  // --- drawing the state that is asked for

  /** The gathered wheel as it came with the page: every mark and bundle finds its element there. */
  function restore() {
    wheel.setAttribute("viewBox", gathered.box);
    spokes.replaceChildren(...gathered.spokes);
    bundles.replaceChildren(...gathered.bundles);
    arcs.replaceChildren(...gathered.arcs);
    const knots = new Map(gathered.spokes.map((element) => [element.dataset.kind, element]));
    const paths = new Map(gathered.bundles.map((path) => [path.dataset.ends, path]));
    for (const mark of marks) {
      if (!mark.priority) mark.element = knots.get(mark.kind);
      mark.text = mark.element?.querySelector("text");
    }
    for (const tie of ties) tie.path = paths.get(tie.key);
  }

  function draw(wanted) {
    const hadKeyboard = wheel.contains(document.activeElement);
    const before = current?.key;
    page.whole();
    gatherMarks();
    gatherTies();
    for (const mark of marks) mark.element = mark.priority;
    stage.classList.toggle("column", narrow.matches);
    stage.classList.toggle("open-kind", open !== null);
    if (narrow.matches) drawColumn();
    else if (open) drawWheel();
    else restore();
    for (const mark of marks) mark.element.setAttribute("tabindex", "-1");
    current = marks.find((mark) => mark.key === (wanted ?? before)) ?? marks[0];
    current?.element.setAttribute("tabindex", "0");
    if (hadKeyboard) setOut(current);
    sayWhatIsOpen();
    light(page.selection);
  }

  function sayWhatIsOpen() {
    for (const button of buttons) button.hidden = !open || (button.dataset.step !== "0" && stepsOf(open.kind) < 2);
    if (!open) {
      title.textContent = hint;
      return;
    }
    const { words, entries } = kinds.get(open.kind);
    const first = open.step * size();
    const shown = entries.slice(first, first + size());
    const all = entries.length.toLocaleString("en");
    title.textContent =
      shown.length === entries.length
        ? `${words}: all ${all}`
        : `${words} ${first + 1} to ${first + shown.length} of ${all}, by name: ${page.label(shown[0])} to ${page.label(shown[shown.length - 1])}`;
  }

  function openAt(kind, step, wanted) {
    const steps = stepsOf(kind);
    open = { kind, step: ((step % steps) + steps) % steps };
    draw(wanted ?? kinds.get(kind).entries[open.step * size()]);
  }

  function gather() {
    const { kind } = open;
    open = null;
    draw(`kind ${kind}`);
    status.textContent = "Every kind is gathered.";
  }

  function press(mark) {
    if (mark.id !== null) {
      page.show(page.of(mark.id));
      return;
    }
    openAt(mark.kind, mark.isRest ? open.step + 1 : 0);
    status.textContent = `Open: ${title.textContent}`;
  }

  // --- light: a mark is lit with any of its entries, a bundle with any of its links

  function partOf({ isRest, words, entries }, count) {
    const [part, all] = [count, entries.length].map((number) => number.toLocaleString("en"));
    return `${isRest ? "more" : words} (${part}${narrow.matches ? "/" : " of "}${all})`;
  }

  function light(selection) {
    const isLighting = Boolean(selection || page.filter);
    wheel.classList.toggle("lighting", isLighting);
    const found = new Map();
    if (isLighting) {
      for (const [id, mark] of markOf) if (page.isShown("nodes", id, selection)) found.set(mark, (found.get(mark) ?? 0) + 1);
    }
    for (const mark of marks) {
      const count = found.get(mark) ?? 0;
      mark.element.classList.toggle("lit", count > 0);
      if (mark.id !== null) continue;
      const isPart = count > 0 && count < mark.entries.length;
      mark.text.textContent = isPart ? partOf(mark, count) : mark.label;
    }
    for (const tie of ties) {
      const lit = isLighting ? tie.numbers.filter((number) => page.isShown("links", number, selection)).length : 0;
      tie.path.classList.toggle("lit", lit > 0);
      tie.path.setAttribute("stroke-width", widthOf(lit || tie.numbers.length));
    }
  }

  /** What the reader asked for by name: an entry, or those found when all are of one kind. */
  function asked(selection, filter) {
    if (selection) return nodes.get(selection.id)?.kind ? selection.id : null;
    if (!filter || !(filter.words.trim() || filter.kind.size)) return null;
    const found = [...filter.nodes].filter((id) => nodes.get(id).kind);
    const isOne = found.length > 0 && found.every((id) => nodes.get(id).kind === nodes.get(found[0]).kind);
    return isOne ? found.reduce((one, other) => (byName(page.label(other), page.label(one)) < 0 ? other : one)) : null;
  }

  let lastAsked = null;
  function follow(selection, filter) {
    const id = asked(selection, filter);
    const isNew = id !== null && id !== lastAsked;
    lastAsked = id;
    if (isNew && markOf.get(id)?.id !== id) openAt(nodes.get(id).kind, stepOf(id), id);
    else light(selection);
  }

  // --- pointing and walking, as on a wheel that shows everything

  const markAt = (event) => marks.find(({ element }) => element === event.target.closest?.(".spoke, .priority"));
  const tieAt = (event) => ties.find(({ path }) => path === event.target);
  const preview = (mark) => (mark.id === null ? page.ofKind(mark.kind, mark.label) : page.of(mark.id));

  function setOut(mark) {
    moveTo(mark);
    origin = mark;
    passed = -1;
  }

  function moveTo(mark) {
    current?.element.setAttribute("tabindex", "-1");
    current = mark;
    mark.element.setAttribute("tabindex", "0");
    mark.element.focus({ preventScroll: true });
  }

  const moveRound = (by) => setOut(marks[(marks.indexOf(current) + by + marks.length) % marks.length]);

  /** To the next mark that a bundle joins with the one set out from, and back to it after the last. */
  let origin = null;
  let passed = -1;
  function moveAlong(by) {
    const near = new Set(ties.filter(({ one, other }) => one === origin || other === origin).flatMap(({ one, other }) => [one, other]));
    near.delete(origin);
    const order = marks.filter((mark) => near.has(mark));
    if (!order.length) return;
    passed = ((passed + by + 1 + order.length + 1) % (order.length + 1)) - 1;
    moveTo(passed < 0 ? origin : order[passed]);
  }

  function moveToLetter(letter) {
    const index = marks.indexOf(current);
    const after = [...marks.slice(index + 1), ...marks.slice(0, index + 1)];
    const found = after.find(({ label }) => label.toLowerCase().startsWith(letter.toLowerCase()));
    if (found) setOut(found);
  }

  const keys = {
    ArrowRight: () => moveRound(1),
    ArrowLeft: () => moveRound(-1),
    ArrowDown: () => moveAlong(1),
    ArrowUp: () => moveAlong(-1),
    Home: () => setOut(marks[0]),
    End: () => setOut(marks[marks.length - 1]),
    Enter: () => press(current),
    " ": () => press(current),
  };

  stage.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !wheel.contains(event.target)) return;
      const isLetter = /^[\p{L}\p{N}]$/u.test(event.key);
      if (!isLetter && !Object.hasOwn(keys, event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      if (isLetter) moveToLetter(event.key);
      else keys[event.key]();
    },
    { capture: true },
  );

  stage.addEventListener(
    "click",
    (event) => {
      event.stopPropagation();
      const [mark, tie] = [markAt(event), tieAt(event)];
      if (mark) {
        setOut(mark);
        press(mark);
      } else if (tie) page.show(ofTie(tie));
      else page.clear();
    },
    { capture: true },
  );

  /** @returns {Chosen} */
  function ofTie(tie) {
    const numbers = new Set(tie.numbers);
    const ends = new Set(tie.numbers.flatMap((number) => [links[number - 1].tail, links[number - 1].head]));
    return { sort: "group", nodes: ends, links: numbers, asked: false, title: tieName(tie), address: {} };
  }

  wheel.addEventListener("pointerover", (event) => {
    const mark = markAt(event);
    if (mark && event.pointerType === "mouse" && !page.selection) light(preview(mark));
  });
  wheel.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && !page.selection) light(null);
  });

  for (const button of buttons) {
    button.addEventListener("click", () => {
      const by = Number(button.dataset.step);
      if (by) openAt(open.kind, open.step + by);
      else gather();
      if (by) status.textContent = title.textContent;
      if (button.hidden) setOut(current);
    });
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !open || page.selection || page.filter) return;
      event.stopPropagation();
      gather();
    },
    { capture: true },
  );

  narrow.addEventListener("change", () => {
    if (open) open.step = 0;
    draw();
  });
  page.showers.push(follow);
  draw();
  follow(page.selection, page.filter);
}
