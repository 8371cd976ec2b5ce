// On a narrow screen a touch of the ring chooses the kind that stands there, as the arrows do: its names are listed below.
import { data, select } from "../page.js";
import { say, tell, textOf } from "../strings.js";
import { criteria, narrow } from "./filter.js";

const tools = document.querySelector(".ring-tools");
const stage = document.getElementById("stage");
const picture = document.getElementById("picture");
const title = document.getElementById("ring-title");
const isNarrow = window.matchMedia("(max-width: 599px)");
const hint = title && textOf(title);

const spokes = [...document.querySelectorAll("#wheel .spoke[data-n]")];
const kindOf = (spoke) => data.nodes.get(spoke.dataset.n).kind;
const order = [...new Set(spokes.map(kindOf))];

function choose(kind) {
  select(null); // or its names would be hidden behind what is chosen
  narrow({ kind: new Set([kind]) });
}

/** The kind that is chosen alone, if one is. */
const chosen = () => (criteria.kind.size === 1 ? [...criteria.kind][0] : null);

function step(by) {
  const place = chosen() === null ? (by > 0 ? -1 : 0) : order.indexOf(chosen());
  choose(order[(place + by + order.length) % order.length]);
}

for (const button of tools?.querySelectorAll("button") ?? []) {
  button.addEventListener("click", () => step(Number(button.dataset.ring)));
}

/** The marks are too small to hit one: the nearest gives the kind. */
function touched(event) {
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  const turn = Math.atan2(y, x);
  const near = (spoke) => {
    const { a, b } = spoke.transform.baseVal.getItem(0).matrix;
    const side = spoke.querySelector("text").classList.contains("end") ? -1 : 1;
    return Math.cos(Math.atan2(side * b, side * a) - turn);
  };
  return spokes.reduce((one, other) => (near(other) > near(one) ? other : one));
}

if (tools) {
  stage.addEventListener(
    "click",
    (event) => {
      if (!isNarrow.matches || event.target.closest(".priority")) return;
      event.stopPropagation();
      choose(kindOf(touched(event)));
    },
    { capture: true },
  );
}

export function show() {
  if (!tools) return;
  const kind = chosen();
  const words = document.querySelector(`[data-filter="kind"][data-value="${kind}"] span`);
  tell(title, words ? say("openKind", { kind: textOf(words), place: order.indexOf(kind) + 1, count: order.length }) : hint);
}
