// On a narrow screen the wheel turns one kind towards the reader and opens it like a fan, its names in reading size.
import { data } from "../page.js";
import { say } from "../strings.js";
import { sayAloud } from "./status.js";
import { stopAt } from "./walking.js";
import { boxOf, whole } from "./zoom.js";

if (document.querySelector(".fan-tools")) {
  const narrow = window.matchMedia("(max-width: 599px)");
  const stage = document.getElementById("stage");
  const wheel = document.getElementById("wheel");
  const picture = document.getElementById("picture");
  const title = document.getElementById("fan-title");
  const next = document.querySelector('[data-fan="1"]');
  const back = document.querySelector('[data-fan="0"]');
  const TOUCH = 25.5; // px from name to name
  const SIZE = 15; // px of a name, and the least where long ones need the room
  const LEAST = 10.4;
  const ROOM = 6; // px round the fan
  const hint = title.textContent;

  /** The kinds of the wheel with their spokes, in its order. */
  const kinds = new Map();
  for (const spoke of wheel.querySelectorAll(".spoke")) {
    const { kind } = data.nodes.get(spoke.dataset.n);
    kinds.set(kind, [...(kinds.get(kind) ?? []), spoke]);
  }
  const order = [...kinds.keys()];
  let open = null;

  const isFlipped = (spoke) => spoke.querySelector("text").classList.contains("end");
  const turnOf = (spoke) => spoke.transform.baseVal.getItem(0).angle + (isFlipped(spoke) ? 180 : 0);

  /** Turn a mark upright and take away what the fan enlarges; without a turn, put it back as it was. */
  const drawn = new Map();
  function setMark(spoke, turn) {
    const use = spoke.querySelector("use");
    if (!drawn.has(use)) drawn.set(use, use.getAttribute("transform"));
    const upright = -(spoke.transform.baseVal.getItem(0).angle + turn);
    const set = drawn.get(use).replace(/rotate\([^)]*\)/, `rotate(${upright})scale(.55)`);
    use.setAttribute("transform", turn === null ? drawn.get(use) : set);
  }

  /** Names read outwards from the hub, whichever side of the wheel they come from. */
  function face(spoke, isOpen) {
    const text = spoke.querySelector("text");
    if (!isFlipped(spoke)) return;
    if (isOpen) text.setAttribute("transform", `rotate(180 ${text.getAttribute("x")} 0)`);
    else text.removeAttribute("transform");
  }

  function close() {
    if (open === null) return;
    for (const spoke of kinds.get(open)) {
      face(spoke, false);
      setMark(spoke, null);
    }
    for (const spoke of wheel.querySelectorAll(".spoke")) spoke.classList.remove("open");
    open = null;
    stage.classList.remove("fan");
    stage.style.height = "";
    wheel.style.transition = "none";
    wheel.style.transform = "";
    wheel.getBoundingClientRect();
    wheel.style.transition = "";
    title.textContent = hint;
    back.hidden = true;
  }

  /** Turn, scale and move the wheel until the names of the kind fill the stage. */
  function place(spokes) {
    wheel.style.transition = "none"; // or the boxes below would be those of the way there
    const turns = spokes.map(turnOf);
    const from = turns[0];
    const to = from + ((turns[turns.length - 1] - from + 360) % 360);
    const steps = turns.slice(1).map((turn, index) => (turn - turns[index] + 360) % 360); // wider between large marks
    const step = steps.length ? Math.min(...steps) : 3;
    const unit = picture.getScreenCTM().a;
    const radius = Math.abs(Number(spokes[0].querySelector("text").getAttribute("x")));
    const scale = TOUCH / (radius * unit * (Math.PI / 180) * step);
    const turn = -(from + to) / 2;
    for (const spoke of spokes) setMark(spoke, turn);
    wheel.style.setProperty("--thin", String(1 / scale)); // edges grow with the picture
    wheel.style.transform = `scale(${scale}) rotate(${turn}deg)`;

    const edges = (size) => {
      wheel.style.setProperty("--name", `${size / (unit * scale)}px`);
      const boxes = spokes.map(boxOf);
      const edge = (side, choose) => choose(...boxes.map((box) => box[side]));
      return { left: edge("left", Math.min), right: edge("right", Math.max), top: edge("top", Math.min), bottom: edge("bottom", Math.max) };
    };

    const now = stage.getBoundingClientRect();
    const room = now.width - 2 * ROOM;
    const [least, most] = [LEAST, SIZE].map((size) => edges(size)).map(({ left, right }) => right - left);
    const fitting = LEAST + ((room - least) / (most - least)) * (SIZE - LEAST); // widths grow evenly with the size
    const { left, top, bottom } = edges(Math.max(LEAST, Math.min(SIZE, fitting)));
    stage.style.height = `${bottom - top + 2 * ROOM}px`;
    const move = `translate(${ROOM - left + now.left}px, ${ROOM - top + now.top}px)`;
    wheel.style.transform = `${move} scale(${scale}) rotate(${turn}deg)`;
    wheel.getBoundingClientRect();
    wheel.style.transition = "";
  }

  function openKind(kind) {
    close();
    whole();
    open = kind;
    const spokes = kinds.get(kind);
    for (const spoke of spokes) {
      face(spoke, true);
      spoke.classList.add("open");
    }
    stage.classList.add("fan");
    place(spokes);
    const words = document.querySelector(`[data-value="${kind}"][data-filter="kind"] span`).textContent;
    title.textContent = say("openKind", { kind: words, place: order.indexOf(kind) + 1, count: order.length });
    sayAloud(title.textContent);
    back.hidden = false;
    stopAt(spokes[0]);
  }

  function fold() {
    close();
    sayAloud(say("wholeWheel"));
    next.focus(); // the button that was pressed is gone
  }

  function step(by) {
    if (by === 0) return fold();
    const index = open === null ? (by > 0 ? 0 : order.length - 1) : order.indexOf(open) + by;
    openKind(order[(index + order.length) % order.length]);
  }

  for (const button of document.querySelectorAll("[data-fan]")) {
    button.addEventListener("click", () => step(Number(button.dataset.fan)));
  }

  /** A touch of the ring opens the kind that stands at that angle: the marks are too small to hit one. */
  stage.addEventListener(
    "click",
    (event) => {
      if (!narrow.matches || open !== null || event.target.closest(".priority")) return;
      event.stopPropagation();
      const toDrawing = picture.getScreenCTM().inverse();
      const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(toDrawing);
      const turn = Math.atan2(y, x);
      const far = (spoke) => Math.cos((turnOf(spoke) * Math.PI) / 180 - turn);
      const nearest = [...kinds.values()].flat().reduce((one, other) => (far(other) > far(one) ? other : one));
      openKind(data.nodes.get(nearest.dataset.n).kind);
    },
    { capture: true },
  );

  narrow.addEventListener("change", close);
}
