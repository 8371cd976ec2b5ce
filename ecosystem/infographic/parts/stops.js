// What if an organisation stops? The list says what would break; the wheel lights what the organisation ties.
import { label, of } from "../page.js";
import { say, textOf } from "../strings.js";
import { copyOf, fillers, paragraph } from "./panel.js";

/** @returns {Chosen} */
export const stopsOf = (id) => ({ ...of(id), sort: "stops", address: { stops: id } });

fillers.stops = ({ id }) => {
  const question = say("whatIfStops", { organisation: label(id) });
  const found = document.querySelector(`.stops [href="#n-${id}"]`)?.closest("article");
  const summary = found ? textOf(found.querySelector("summary")) : say("nothingLost");
  const list = found ? [copyOf(found.querySelector("ul"))] : [];
  return { title: question, content: [paragraph(summary), ...list], said: `${question} ${summary}` };
};
