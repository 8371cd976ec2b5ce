// What CodeMirror says, in our words: it knows them by its own English.
import { say } from "../../infographic/strings.js";

export const phrases = () => ({
  Find: say("find"), Replace: say("replaceWith"), next: say("next"), previous: say("previous"), all: say("all"),
  "match case": say("matchCase"), regexp: say("pattern"), "by word": say("wholeWords"), replace: say("replace"),
  "replace all": say("replaceAll"), close: say("close"), "current match": say("currentMatch"), "on line": say("onLine"),
  "replaced $ matches": say("replaced"), "Go to line": say("goToLine"), go: say("goLine"), Diagnostics: say("toCorrect"),
  "No diagnostics": say("nothingWrong"), Completions: say("choices"), "Fold line": say("fold"), "Unfold line": say("unfold"),
  "folded code": say("folded"), unfold: say("unfold"), "Control character": say("controlCharacter"),
});
