// The first screen: what the studio is, and what can be opened.
import { useState } from "preact/hooks";
import { say } from "../../infographic/strings.js";
import { useDesk } from "./desk_state.js";
import { FileChoice } from "./file_choice.jsx";
import { KeptFiles } from "./kept_files.jsx";
import { LanguageChoice } from "./language_choice.jsx";
import { goTo } from "./routes.js";

export function Opening() {
  const desk = useDesk();
  const { refused } = desk;
  const [name, setName] = useState("");
  const take = async (opening) => {
    const state = await opening;
    if (!state.refused) goTo(state);
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
          <FileChoice id="file" take={(chosen) => take(desk.open(chosen))} inPlace />
        </section>
        <section>
          <h2>{say("startNew")}</h2>
          <form class="field" onSubmit={(event) => { event.preventDefault(); take(desk.begin("new", [name])); }}>
            <label for="place">{say("placeName")}</label>
            <input id="place" type="text" autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
            <button type="submit">{say("start")}</button>
          </form>
        </section>
        <section>
          <h2>{say("lookAround")}</h2>
          <p class="help">{say("exampleHelp")}</p>
          <button type="button" onClick={() => take(desk.begin("example", []))}>{say("openExample")}</button>
        </section>
      </div>
      <KeptFiles take={take} />
      <LanguageChoice />
    </main>
  );
}
