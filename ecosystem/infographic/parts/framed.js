// In a frame: the compact form, whose links leave the frame. It tells its height in the messages of open-iframe-resizer
// (MIT), and where the frame has a secret in those of WordPress as well, which also opens the links of a sandbox.
import { isCompact } from "../page.js";
import { say, told } from "../strings.js";
import { current } from "./address.js";

const whole = document.createElement("a");

function start() {
  const root = document.documentElement;
  const [, secret] = /#\?secret=(\w+)$/.exec(location.hash) ?? [];
  const tell = (message) => parent.postMessage({ ...message, secret }, "*");
  const base = document.createElement("base");

  function report() {
    root.style.overflow = "hidden"; // beside a scroll bar the wheel is lower, and a frame of that height keeps the bar
    const height = Math.ceil(root.getBoundingClientRect().height);
    const width = root.scrollWidth;
    root.style.overflow = "";
    tell({ type: "iframe-resized", width, height, message: "height", value: height });
  }

  document.body.classList.add("framed");
  base.target = "_blank";
  document.head.append(base);
  whole.replaceChildren(...told(say("fullMap")));
  document.querySelector("header").append(document.querySelector("h1"), whole);
  document.querySelector("main").prepend(document.getElementById("ask")); // what is read first stands first
  new ResizeObserver(report).observe(root);
  window.addEventListener("load", report); // a frame that is hidden until then observes nothing
  window.addEventListener("resize", report); // a frame that has grown keeps its bar until it is laid out without

  window.addEventListener("message", ({ source, data }) => {
    const isAsked = ["iframe-child-init", "iframe-get-child-dimensions"].includes(data?.type) || data?.message === "ready";
    if (source === parent && isAsked) report();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!secret || !link) return;
    event.preventDefault();
    // WordPress opens no link to another site: the same one on the full map will.
    tell({ message: "link", value: link.host === location.host ? link.href : current() });
  });
}

export function show() {
  whole.href = current();
}

if (isCompact) start();
