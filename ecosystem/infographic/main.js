// The script of the page: its parts, once the wheel is drawn.
import { whenDrawn } from "./painting.js";

whenDrawn(async () => {
  globalThis.page = await import("./parts/start.js"); // for the console and the tests: no module reads it
});
