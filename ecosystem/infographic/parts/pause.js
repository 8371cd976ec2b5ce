// Stands between parts that take a while to start.
import { pause } from "../painting.js";

await pause();
