// The script of a large city's page: its parts and what gathers its kinds, once the wheel is drawn.
import { whenDrawn } from "./painting.js";

whenDrawn(async () => {
  globalThis.page = await import("./gathering/start.js"); // for the console and the tests: no module reads it
});
