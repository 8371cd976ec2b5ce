// The first screen: what the studio is, and what can be opened.
import { useState } from "preact/hooks";
import { say } from "../../infographic/strings.js";
import { useDesk } from "./desk_state.js";
import { go } from "./routes.js";

export function Opening() {
  const desk = useDesk();
  const [refused, setRefused] = useState(/** @type {{text: string}[]} */ ([]));
  const [name, setName] = useState("");
  const take = async (method, ...args) => {
    const state = await desk.act(method, ...args);
    setRefused(state.refused ?? []);
    if (!state.refused) go("organisations");
  };
  const open = async (event) => {
    const [file] = event.currentTarget.files;
    if (file) await take("open", file.name, new Uint8Array(await file.arrayBuffer()));
  };
  return (
    <main class="opening" tabIndex={-1}>
      <h1>{say("studio")}</h1>
      <p class="lede">{say("firstSentence")} {say("secondSentence")} {say("thirdSentence")}</p>
      {refused.length > 0 && <div class="summary" role="alert">{refused.map((one) => <p key={one.text}>{one.text}</p>)}</div>}
      <div class="ways">
        <section>
          <h2><label for="file">{say("openFile")}</label></h2>
          <p class="help" id="file-help">{say("openFileHelp")}</p>
          <input id="file" type="file" aria-describedby="file-help" onChange={open} />
        </section>
        <section>
          <h2>{say("startNew")}</h2>
          <form class="field" onSubmit={(event) => { event.preventDefault(); take("new", name); }}>
            <label for="place">{say("placeName")}</label>
            <input id="place" type="text" autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
            <button type="submit">{say("start")}</button>
          </form>
        </section>
        <section>
          <h2>{say("lookAround")}</h2>
          <p class="help">{say("exampleHelp")}</p>
          <button type="button" onClick={() => take("example")}>{say("openExample")}</button>
        </section>
      </div>
    </main>
  );
}
