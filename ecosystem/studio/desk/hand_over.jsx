// What the studio hands over: each output as the command line makes it, to keep on this computer.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { say } from "../../infographic/strings.js";
import { useDesk } from "./desk_state.js";
import { download } from "./file_link.js";

const OUTPUTS = [
  ["workbook", "workbook"],
  ["pages", "pages"],
  ["posters", "posters"],
  ["annual report", "annualReport"],
  ["progress report", "progressReport"],
  ["annual-report.md", "annualReportText"],
  ["progress-report.md", "progressReportText"],
  ["letters", "letters"],
  ["calendar", "calendar"],
  ["desk", "month"],
  ["edition", "edition"],
];

export function HandOver() {
  const desk = useDesk();
  const heading = useRef(/** @type {any} */ (null));
  const [said, setSaid] = useState("");
  const [address, setAddress] = useState("");
  useLayoutEffect(() => heading.current?.focus(), []);
  const make = async (what, label) => {
    setSaid(say("making", { output: label }));
    desk.set({ working: desk.working + 1 });
    try {
      await desk.settle();
      const made = await desk.call("make", what, address.trim());
      if (made.data) download(made.name, made.data);
      setSaid([made.data ? say("made", { file: made.name }) : say("notMade", { output: label }), made.said].filter(Boolean).join("\n"));
    } catch (error) {
      setSaid(error.message);
    } finally {
      desk.set({ working: desk.working - 1 });
    }
  };
  const isReady = desk.state.valid && desk.working === 0;
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>{say("handOver")}</h2>
      <p class="help">{desk.state.valid ? say("handOverHelp") : say("handOverNot")}</p>
      <div class="field">
        <label for="hand-address">{say("mapAddress")}<span class="optional"> {say("optional")}</span></label>
        <p class="help" id="hand-address-help">{say("mapAddressHelp")}</p>
        <input id="hand-address" type="url" inputmode="url" autocomplete="url" aria-describedby="hand-address-help" value={address} onInput={(event) => setAddress(event.currentTarget.value)} />
      </div>
      <p class="made" role="status">{said}</p>
      <ul class="list outputs">
        {OUTPUTS.map(([what, key]) => {
          const label = say(key);
          return (
            <li key={what}>
              <button type="button" aria-disabled={!isReady || undefined} onClick={() => isReady && make(what, label)}>{label}</button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
