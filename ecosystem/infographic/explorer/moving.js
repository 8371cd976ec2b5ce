// Letting the network move, and holding it still.
import { say, tell } from "../strings.js";
import { network } from "./network.js";
import { at } from "./page.js";
import { redraw } from "./sizes.js";
import { state } from "./state.js";

export function hold(isMoving) {
  state.moving = isMoving;
  network.setOptions({ physics: { enabled: isMoving } });
  tell(at("move"), say(isMoving ? "holdStill" : "letMove"));
  redraw();
}
