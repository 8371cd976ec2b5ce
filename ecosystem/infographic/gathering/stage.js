// A large city: the wheel shows its kinds, each gathered into one mark, and opens one at a time, in steps by name.
// This script goes only into a page that gathers. It takes the wheel over from the script of the map.
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
const aloud = document.getElementById("status");
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
