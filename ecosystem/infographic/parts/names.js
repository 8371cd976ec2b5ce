// The names of those who take part in an answer, round the ring in reading size: each at its mark, or as near to it as
// the other names allow, and cut where the picture ends.
import { OVERVIEW, RIM } from "../wheel/geometry.js";

const SIZE = 12.5; // px of a name
const LEADING = 1.12; // from name to name, of their size
const [LETTER, BOLD_LETTER] = [0.55, 0.62]; // width of a letter, of its size: what names are cut by
const FULL = 0.94; // of the circle that names may fill
const TURN = 2 * Math.PI;

/** Angles moved as little as it takes for all to stand `apart`: those that touch move together, about their mean.
    @param {number[]} wanted in order, within a full turn @param {number} apart */
export function spread(wanted, apart) {
  if (wanted.length < 2) return [...wanted];
  const gaps = wanted.map((angle, index) => (index + 1 < wanted.length ? wanted[index + 1] : wanted[0] + TURN) - angle);
  const cut = (gaps.indexOf(Math.max(...gaps)) + 1) % wanted.length; // the circle is opened where it is emptiest
  const order = wanted.map((_, index) => (cut + index) % wanted.length);
  const groups = [];
  for (const [place, index] of order.entries()) {
    const angle = wanted[index] + (index < cut ? TURN : 0) - place * apart;
    groups.push({ sum: angle, count: 1 });
    while (groups.length > 1) {
      const [before, last] = groups.slice(-2);
      if (before.sum / before.count <= last.sum / last.count) break;
      groups.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
    }
  }
  const moved = Array(wanted.length);
  const means = groups.flatMap(({ sum, count }) => Array(count).fill(sum / count));
  for (const [place, index] of order.entries()) moved[index] = means[place] + place * apart;
  return moved;
}

/** A pixel of the screen in units of the picture, once it stands as it does when something is chosen. */
export function pixelOf(wheel) {
  const { width, height } = wheel.viewBox.baseVal;
  const isOverview = wheel.classList.contains("overview") && getComputedStyle(wheel).getPropertyValue("--is-overview");
  const group = document.getElementById("frame");
  // Measured, since the computed style of WebKit knows nothing of the attribute.
  const isScaled = group.getScreenCTM().a > 1.001 * group.parentNode.getScreenCTM().a;
  const frame = isScaled ? group.transform.baseVal.getItem(1).matrix.a : 1;
  const scale = frame * (isOverview ? OVERVIEW.chosen : 1);
  const drawn = Math.min(wheel.clientWidth / width, wheel.clientHeight / height);
  return (isScaled ? Math.max(width, height) / Math.min(wheel.clientWidth, wheel.clientHeight) : 1 / drawn) / scale;
}

const words = new Map(); // of each name as the page has it

function nameOf(text) {
  if (!words.has(text)) words.set(text, text.textContent);
  return words.get(text);
}

/** As many letters as there is room for. */
function cut(name, room, letter) {
  const most = Math.floor(room / letter);
  return name.length <= most ? name : `${name.slice(0, Math.max(1, most - 1)).trimEnd()}…`;
}

/** Take away what `place` did. */
export function clear(wheel) {
  document.getElementById("pointers").replaceChildren();
  for (const spoke of wheel.querySelectorAll(".named")) {
    const text = spoke.querySelector("text");
    text.textContent = nameOf(text);
    text.removeAttribute("transform");
    spoke.classList.remove("named");
  }
}

/**
 * @param {any} wheel
 * @param {{spoke: any, angle: number, order: string, weight: number}[]} named the marks whose names are wanted
 * @param {number} ring radius of the ring
 */
export function place(wheel, named, ring) {
  clear(wheel);
  if (!named.length) return; // to measure would be to lay the whole page out, which is not yet as it opens
  const pixel = pixelOf(wheel);
  if (!Number.isFinite(pixel)) return;
  const size = SIZE * pixel;
  wheel.style.setProperty("--name", `${size}px`);
  const start = ring + RIM;
  const apart = (LEADING * size) / start;
  const most = Math.floor((FULL * TURN) / apart);
  const chosen = [...named].sort((one, other) => other.weight - one.weight).slice(0, most);
  chosen.sort((one, other) => one.angle - other.angle);
  const angles = spread(chosen.map(({ angle }) => angle), apart);
  const [across, down] = [wheel.clientWidth, wheel.clientHeight].map((pixels) => (pixels / 2) * pixel);
  const pointers = [];
  for (const [index, { spoke, angle, order }] of chosen.entries()) {
    const moved = angles[index];
    const text = spoke.querySelector("text");
    const room = Math.min(across / Math.abs(Math.sin(moved)), down / Math.abs(Math.cos(moved))) - start - size;
    const letter = size * (spoke.matches(".bold") ? BOLD_LETTER : LETTER);
    text.textContent = cut(order ? `${order} ${nameOf(text)}` : nameOf(text), room, letter);
    const aside = ((moved - angle) * 180) / Math.PI;
    if (Math.abs(aside) > 0.3) {
      text.setAttribute("transform", `rotate(${aside.toFixed(2)})`);
      pointers.push(pointer(angle, ring + RIM * 0.55, moved, start - RIM * 0.15));
    }
    spoke.classList.add("named");
  }
  document.getElementById("pointers").append(...pointers);
}

const point = (angle, radius) => `${(radius * Math.sin(angle)).toFixed(1)} ${(-radius * Math.cos(angle)).toFixed(1)}`;

function pointer(angle, from, moved, to) {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", `M${point(angle, from)}L${point(moved, to)}`);
  return path;
}
