// One mark and one bundle as elements, wherever they stand.
import { data } from "../page.js";
import { dataLanguage as language } from "../strings.js";
import { THICK, THIN } from "../wheel/geometry.js";
import * as engine from "./engine.js";
import { countOf, opened } from "./kinds.js";
import { most, nameOf, tieName } from "./marks.js";
import { narrow } from "./stage.js";

const SVG = "http://www.w3.org/2000/svg";

export function make(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const degrees = (angle) => (angle * 180) / Math.PI;
export const isFlipped = (angle) => Math.sin(angle) < 0;
export const upright = (angle) => ((degrees(angle) - (isFlipped(angle) ? 270 : 90) + 180) % 360) - 180;
export const tenth = (number) => Math.round(number * 10) / 10;

export function radiusOf(mark) {
  if (mark.id === null) return Math.min(11, 5.5 + Math.sqrt(mark.entries.length) / 7);
  return Math.min(3.4 + 0.85 * Math.sqrt(countOf.get(mark.id)), 7);
}

/** The group of a mark, its text and turn set by where it stands. */
export function drawMark(mark, turn, use, text) {
  const names = ["spoke", mark.hue, ...(mark.id === null ? ["group"] : []), ...(mark.isRest ? ["rest"] : [])];
  const said = { class: names.join(" "), role: "graphics-symbol", tabindex: -1, "aria-label": nameOf(mark), transform: turn };
  mark.element = make("g", { ...said, "data-n": mark.id ?? undefined, "data-kind": mark.id === null ? mark.kind : undefined });
  if (language && !mark.isRest) text.setAttribute("lang", language);
  mark.element.append(use, text);
  mark.text = text;
  return mark.element;
}

export function drawTie(tie, path) {
  const { one, other, links } = tie;
  const isBundle = links.length > 1 || one.id === null || other.id === null;
  const isAmong = opened && one.id === null && other.id === null && !one.isRest && !other.isRest;
  const { hue } = engine.leadOf(tie, opened, ({ priority }) => priority);
  const { basis } = data.links[links[0] - 1];
  const said = isBundle ? { role: "graphics-symbol" } : { "aria-hidden": "true", "data-s": basis };
  tie.path = make("path", { ...said, class: `${hue}${isAmong ? " among" : ""}`, "stroke-width": widthOf(links.length), d: path });
  tie.path.append(make("title", {}, tieName(tie)));
  return tie.path;
}

export const widthOf = (count) => tenth((narrow.matches ? 0.4 : 1) * (THIN + (THICK - THIN) * engine.share(count, most)));
