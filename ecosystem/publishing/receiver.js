/*! ecosystem-mapper: lets a frame of the map be as high as what it shows. It stands on the page that holds the frame.
    The messages are those of open-iframe-resizer (MIT): the frame sends {type: "iframe-resized", width, height}, this
    page asks for it by {type: "iframe-child-init"}. Only a frame marked data-ecosystem-map is heard, and only when
    the message comes from its window and its origin. */
import heights from "./heights.json" with { type: "json" };

/** For those who keep the page that holds the frame, whose console speaks English. */
const unheard = (address, origin) =>
  `The map at ${address} comes from ${origin}, so its messages are ignored. Use its address after any redirect.`;

/** Which origins are the frame's own: a sandbox has none, nor in most browsers has a file on the disk. */
function originsOf(frame) {
  const isAlone = frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
  if (isAlone) return ["null"];
  const { protocol, origin } = new URL(frame.src);
  return protocol === "file:" ? ["null", origin] : [origin];
}

function ask(frame) {
  // Whoever may hear this learns nothing by it: the origin is checked on the way back.
  if (frame instanceof HTMLIFrameElement && frame.matches("[data-ecosystem-map]")) {
    frame.contentWindow.postMessage({ type: "iframe-child-init" }, "*");
  }
}

/** What the frame's own border and padding take of a height that is to hold them too. */
function edgesOf(frame) {
  const { boxSizing, paddingTop, paddingBottom } = getComputedStyle(frame);
  if (boxSizing !== "border-box") return 0;
  return frame.offsetHeight - frame.clientHeight + parseFloat(paddingTop) + parseFloat(paddingBottom);
}

window.addEventListener("message", ({ source, origin, data }) => {
  if (!data || data.type !== "iframe-resized" || !Number.isFinite(data.height)) return;
  for (const frame of document.querySelectorAll("iframe[data-ecosystem-map]")) {
    if (frame.contentWindow !== source) continue;
    if (!originsOf(frame).includes(origin)) {
      console.warn(unheard(frame.src, origin));
      continue;
    }
    const height = Math.min(heights.most, Math.max(heights.least, Math.ceil(data.height)));
    frame.style.height = `${height + edgesOf(frame)}px`;
  }
});

// A frame may have spoken before this was here, or may be loaded later.
document.addEventListener("load", (event) => ask(event.target), true);
for (const frame of document.querySelectorAll("iframe")) ask(frame);
