// The language of the interface: that of the file, unless somebody chooses one.
import { say } from "../../infographic/strings.js";
import { useDesk } from "./desk_state.js";

const codes = document.getElementById("desk").dataset.languages.split(" ");

/** What a language is called in itself. @param {string} code */
const nameOf = (code) => new Intl.DisplayNames([code], { type: "language" }).of(code);

export function LanguageChoice() {
  const desk = useDesk();
  return (
    <div class="field language">
      <label for="language">{say("language")}</label>
      <select id="language" value={desk.chosenLanguage} onChange={(event) => desk.chooseLanguage(event.currentTarget.value)}>
        <option value="">{say("languageOfFile")}</option>
        {codes.map((code) => <option key={code} value={code} lang={code}>{nameOf(code)}</option>)}
      </select>
    </div>
  );
}
