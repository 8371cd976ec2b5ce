// The parts of the page, and then what gathers: the whole city gathered, or what is selected by now.
import "../parts/start.js";
import { filter, selection, showers } from "../page.js";
import { follow } from "./following.js";
import { redraw } from "./opening.js";
import "./pointing.js";

showers.push(follow);
redraw();
follow(selection, filter);
