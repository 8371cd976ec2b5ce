// The language of the interface: that of the file, unless somebody chooses one.
import { say } from "../../infographic/strings.js";
import { useDesk } from "./desk_state.js";

/** What each language is called in itself, by its code. @type {Record<string, string>} */
const names = JSON.parse(document.getElementById("languages").textContent);

export function LanguageChoice() {
  const desk = useDesk();
  return (
    <div class="field language">
      <label for="language">{say("language")}</label>
      <select id="language" value={desk.chosenLanguage} onChange={(event) => desk.chooseLanguage(event.currentTarget.value)}>
        <option value="">{say("languageOfFile")}</option>
        {Object.entries(names).map(([code, name]) => <option key={code} value={code} lang={code}>{name}</option>)}
      </select>
    </div>
  );
}
