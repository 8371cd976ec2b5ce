// Every part of the page, in the order in which they show a selection. A part that changes nothing then is only run.
import { afterPaint, pause } from "../painting.js";
import { filter, isCompact, refresh, selection, showers } from "../page.js";
import * as actions from "./actions.js";
import * as address from "./address.js";
import * as ask from "./ask.js";
import * as page from "./console.js";
import "./contents.js";
import * as directory from "./directory.js";
import "./folds.js";
import "./pause.js";
import { clear } from "./filter.js";
import * as find from "./find.js";
import * as framed from "./framed.js";
import * as key from "./key.js";
import * as map from "./map.js";
import * as matrix from "./matrix.js";
import * as panel from "./panel.js";
import * as reply from "./reply.js";
import "./sources.js";
import * as ring from "./ring.js";
import * as tour from "./tour.js";
import * as worksOn from "./works-on.js";
import * as years from "./years.js";

showers.push(map.show, key.show, years.show, ring.show, find.show, tour.show, panel.show, ask.show, worksOn.show, matrix.show, actions.show, directory.show);
if (isCompact) showers.push(framed.show);
showers.push(address.show);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});
await pause();
if (selection || filter) refresh(); // somebody was sooner
else address.start();
reply.start();

// The wheel is drawn and every text of the script is in place: lay out what is further down.
afterPaint(() => document.body.classList.remove("opening"));

globalThis.page = page; // for the console and the tests: no module reads it
