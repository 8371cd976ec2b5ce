// One mark and one bundle as elements, wherever they stand.

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
  const isAmong = opened && one.id === null && other.id === null && !one.isRest && !other.isRest;
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
  const ends = [one, other].filter(({ kind }) => kind !== opened?.kind);
  return (ends.length === 1 ? ends : [one, other]).reduce((a, b) => (b.entries.length < a.entries.length ? b : a)).hue;
}

const widthOf = (count) => tenth((narrow.matches ? 0.4 : 1) * (THIN + (THICK - THIN) * Math.sqrt((count - 1) / most)));
