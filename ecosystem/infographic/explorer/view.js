// --- looking about

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const glide = () => (calm.matches ? false : { duration: 180, easingFunction: "easeOutQuad" });

function look(scale, position, animation = false) {
  network.moveTo({ scale: Math.min(4, Math.max(0.03, scale)), position, animation });
}

function fit() {
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  const places = Object.entries(network.getPositions([...state.shown]));
  if (!places.length) return;
  fitted = Infinity; // names count at their least size
  const ctx = canvas.querySelector("canvas").getContext("2d");
  const nameOf = (id) => widthOf(ctx, fontOf(id), things[id].label) + 24;
  if (state.arrangement === "wheel") {
    let scale = 4;
    let ring = 1;
    for (const [id, { x, y }] of places) {
      const far = Math.hypot(x, y) || 1;
      const name = nodeOf.get(id).rim ? nameOf(id) : 24;
      ring = Math.max(ring, far);
      scale = Math.min(scale, (wide / 2 / Math.abs(x / far) - name) / far, (high / 2 / Math.abs(y / far) - name) / far);
    }
    // No smaller than lets names stand beside each other, nor than a small screen can hold.
    const rim = data.gathers ? places.filter(([id]) => nodeOf.get(id).rim).length : data.rim.length;
    const roomy = (rim * 1.13 * (nameSize() + 1)) / (2 * Math.PI) - 14;
    look(Math.max(scale, Math.min(roomy, 0.4 * Math.min(wide, high)) / ring), { x: 0, y: 0 });
    fitted = network.getScale();
    return;
  }
  const xs = places.map(([, place]) => place.x);
  const ys = places.map(([, place]) => place.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const isColumns = state.arrangement === "columns";
  const [before, after] = isColumns ? [Math.min(56, wide / 8), Math.min(210, wide / 3)] : [70, 70];
  const above = isColumns ? 56 : 40;
  const scale = Math.min(
    (wide - before - after) / Math.max(right - left, 1),
    (high - above - 32) / Math.max(bottom - top, 1),
    isColumns ? 1 : 1.2,
  );
  look(scale, {
    x: (left - before / scale + right + after / scale) / 2,
    y: (top - above / scale + bottom + 32 / scale) / 2,
  });
  fitted = network.getScale();
}

function zoom(factor, pointer) {
  const scale = Math.min(4, Math.max(0.03, network.getScale() * factor));
  const middle = network.getViewPosition();
  if (!pointer) {
    look(scale, middle, glide());
    return;
  }
  const fixed = network.DOMtoCanvas(pointer);
  const share = network.getScale() / scale;
  look(scale, { x: fixed.x + (middle.x - fixed.x) * share, y: fixed.y + (middle.y - fixed.y) * share });
}

function pan(x, y) {
  const middle = network.getViewPosition();
  const step = 120 / network.getScale();
  look(network.getScale(), { x: middle.x + x * step, y: middle.y + y * step }, glide());
}

for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
}
for (const button of document.querySelectorAll("[data-pan]")) {
  button.addEventListener("click", () => pan(...button.dataset.pan.split(" ").map(Number)));
}
at("fit").addEventListener("click", fit);

// The wheel scrolls the page; with Ctrl, or as two fingers on a pad, it zooms.
canvas.addEventListener(
  "wheel",
  (event) => {
    event.stopPropagation();
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = canvas.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 300), { x: event.clientX - left, y: event.clientY - top });
  },
  { capture: true, passive: false },
);

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  readColours();
  redraw();
});
