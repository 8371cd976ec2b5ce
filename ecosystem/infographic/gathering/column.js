// On a narrow screen: a column of names, their links as arcs beside it.
import { PRIORITY } from "../wheel/geometry.js";
import { drawMark, drawTie, make, radiusOf, tenth } from "./drawing.js";
import { roomOf } from "./lettering.js";
import { marks, nameOf, ties } from "./marks.js";
import { bundles, spokes, stage, wheel } from "./stage.js";

export function drawColumn() {
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
  mark.element = make("g", { ...said, "data-n": mark.id }, touch, make("circle", { cx: mark.x, r: PRIORITY }), number, text);
  mark.text = text;
  return mark.element;
}

function bowOf({ one, other }) {
  const from = one.x - 15;
  if (one === other) return `M${from} ${one.y - 5}C${from - 26} ${one.y - 16} ${from - 26} ${one.y + 16} ${from} ${one.y + 5}`;
  const out = 1.3 * (from - 3) * (Math.abs(other.y - one.y) / wheel.viewBox.baseVal.height) ** 0.6;
  return `M${from} ${one.y}C${from - out} ${one.y} ${from - out} ${other.y} ${from} ${other.y}`;
}
