// A large city: the wheel shows its kinds, each gathered into one mark, and opens one at a time, in steps by name.
// These scripts go only into a page that gathers. They take the wheel over from the script of the map.
import { textOf } from "../strings.js";

export const narrow = window.matchMedia("(max-width: 599px)");
export const stage = document.getElementById("stage");
export const wheel = document.getElementById("wheel");
export const spokes = document.getElementById("spokes");
export const bundles = document.getElementById("bundles");
export const arcs = wheel.querySelector(".arcs");
export const title = document.getElementById("gather-title");
export const hint = textOf(title);
export const buttons = [...document.querySelectorAll("[data-step]")];
export const priorities = [...wheel.querySelectorAll(".priority")];

/** The gathered wheel as it came with the page. */
export const gathered = {
  box: wheel.getAttribute("viewBox"),
  spokes: [...spokes.children],
  bundles: [...bundles.children],
  arcs: [...arcs.children],
};
