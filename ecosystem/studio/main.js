// The studio as it opens: it starts the program, then hands over to the interface.
import { openDesk } from "./desk/desk.jsx";
import { forFrame, keep, start } from "./engine.js";

const { body } = document;
const bar = document.getElementById("progress");

async function open() {
  if (!allowsWebAssembly()) {
    body.dataset.state = "forbidden";
    return;
  }
  const call = await start({
    loading: (share) => (bar.value = share),
    starting: () => {
      body.dataset.state = "starting";
      bar.removeAttribute("value");
    },
  });
  body.dataset.state = "ready";
  keep();
  openDesk(call, forFrame);
}

/** Whether a module of nothing may be made: a browser can forbid it, and so can content rules. */
function allowsWebAssembly() {
  try {
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)));
  } catch {
    return false;
  }
}

open().catch((error) => {
  body.dataset.state = "failed";
  document.getElementById("reason").textContent = error.message;
});
