// The key.
import { capital, told } from "../strings.js";
import { at, data, drawing, make, markOf } from "./page.js";

for (const kind of data.kinds) {
  const line = make("li");
  line.append(markOf(kind), ...told(kind.plural));
  at("key-list").append(line);
}
for (const [basis, words, dashes] of data.bases) {
  const line = make("li");
  const dash = drawing(`dash ${basis}`, "0 0 34 8", ["", "M1 4H33"]);
  if (dashes.length) dash.querySelector("path").setAttribute("stroke-dasharray", dashes.join(" "));
  line.append(dash, ...told(capital(words)));
  at("key-list").append(line);
}
at("key").open = matchMedia("(min-width: 1000px)").matches;
