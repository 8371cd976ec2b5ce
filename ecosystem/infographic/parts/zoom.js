// Closer and farther by buttons, Ctrl and the wheel, and two fingers; one finger and the plain wheel scroll the page.
{
  const stage = document.getElementById("stage");
  const wheel = document.getElementById("wheel");
  const STEP = 1.4;
  const MOST = 6;
  let at = { x: 0, y: 0, scale: 1 };
  const fingers = new Map();
  let drag = null;

  /** Show the wheel moved and scaled, its edges never inside the stage. */
  function frame({ x, y, scale }) {
    const { clientWidth: width, clientHeight: height } = stage;
    const within = (value, size) => Math.min(0, Math.max(size * (1 - scale), value));
    at = { scale, x: within(x, width), y: within(y, height) };
    wheel.style.transform = scale === 1 ? "" : `translate(${at.x}px, ${at.y}px) scale(${scale})`;
    stage.classList.toggle("closer", scale > 1);
  }

  /** Scale about a point of the stage that stays where it is. */
  function scaleBy(factor, x, y) {
    const scale = Math.min(MOST, Math.max(1, at.scale * factor));
    const by = scale / at.scale;
    frame({ scale, x: x - (x - at.x) * by, y: y - (y - at.y) * by });
  }

  const middle = () => [stage.clientWidth / 2, stage.clientHeight / 2];
  const moveBy = (x, y) => frame({ ...at, x: at.x + x, y: at.y + y });
  const moves = {
    in: () => scaleBy(STEP, ...middle()),
    out: () => scaleBy(1 / STEP, ...middle()),
    left: () => moveBy(stage.clientWidth / 5, 0),
    right: () => moveBy(-stage.clientWidth / 5, 0),
    up: () => moveBy(0, stage.clientHeight / 5),
    down: () => moveBy(0, -stage.clientHeight / 5),
    whole: () => frame({ x: 0, y: 0, scale: 1 }),
  };

  page.whole = moves.whole;
  for (const button of document.querySelectorAll("[data-move]")) {
    button.addEventListener("click", moves[button.dataset.move]);
  }

  function inStage(event) {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  stage.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      scaleBy(Math.exp(-event.deltaY / 300), ...inStage(event));
    },
    { passive: false },
  );

  // Two fingers scale and move; a mouse moves when the wheel is closer.
  /** @param {any[]} two */
  const spread = ([[x1, y1], [x2, y2]]) => ({ x: (x1 + x2) / 2, y: (y1 + y2) / 2, far: Math.hypot(x1 - x2, y1 - y2) });

  stage.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, inStage(event));
    if (event.pointerType === "mouse" && at.scale > 1 && event.button === 0) drag = inStage(event);
  });
  stage.addEventListener("pointermove", (event) => {
    if (drag && event.buttons) {
      const [x, y] = inStage(event);
      moveBy(x - drag[0], y - drag[1]);
      drag = [x, y];
    }
    if (!fingers.has(event.pointerId) || fingers.size !== 2) return;
    const before = spread([...fingers.values()]);
    fingers.set(event.pointerId, inStage(event));
    const after = spread([...fingers.values()]);
    moveBy(after.x - before.x, after.y - before.y);
    scaleBy(after.far / before.far, after.x, after.y);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
    stage.addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      drag = null;
    });
  }
}
