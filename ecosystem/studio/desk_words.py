"""What the interface of the studio says: patterns with named placeholders, as those of the page's scripts."""

from ecosystem.infographic.view import script_words
from ecosystem.infographic.view.script_words import Pattern
from ecosystem.language import N_, NP_

DESK: dict[str, Pattern] = {
    # Opening
    "studio": N_("Studio for the map of a city"),
    "firstSentence": N_(
        "Here you edit a map of who works together in a city, and see it as it will be published."
    ),
    "secondSentence": N_("Open the file you have, or start a new map."),
    "thirdSentence": N_("Everything stays on this computer: nothing is sent anywhere."),
    "openFile": N_("Open a file"),
    "openFileHelp": N_("A data file, a workbook, or a table from another program."),
    "startNew": N_("Start a new map"),
    "placeName": N_("City or area"),
    "start": N_("Start"),
    "lookAround": N_("Look around"),
    "exampleHelp": N_("An invented city, to try everything on."),
    "openExample": N_("Open the example"),
    "language": N_("Language of the studio"),
    "languageOfFile": N_("The language of the file"),
    # Around
    "sectionsOpen": N_("Sections: {name}"),
    "skip": N_("Skip to the form"),
    "sections": N_("Sections"),
    "undo": N_("Undo"),
    "redo": N_("Redo"),
    "download": N_("Download"),
    "map": N_("Map"),
    "saveFile": N_("Save the file"),
    "preview": N_("The map as it will be published"),
    "asPublished": N_("The map as it will be published"),
    "drawing": N_("Drawing the map …"),
    "olderMap": N_("This map is older: correct the mistakes to see the new one."),
    "working": N_("Working …"),
    "startedAgain": N_("The program had to start again. Your file is as it was. Please try again."),
    "endedTwice": N_("This cannot be shown: it stopped the program twice. Your file is as it was."),
    "hasMistakes": NP_("The file has {count} mistake.", "The file has {count} mistakes."),
    "unsavedForms": NP_("{count} form is not saved", "{count} forms are not saved"),
    # Lists
    "newOne": N_("New {one}"),
    "filter": N_("Find by name"),
    "empty": N_("There is nothing here yet."),
    "showMore": NP_("Show {count} more", "Show {count} more"),
    "unsavedMark": N_("not saved"),
    "found": NP_("{count} found", "{count} found"),
    "noneFound": N_("Nothing has that name."),
    "moreFound": NP_("And {count} more: go on typing.", "And {count} more: go on typing."),
    "choices": N_("Choices"),
    # Forms
    "optional": N_("(optional)"),
    "noChoice": N_("Choose one"),
    "dateHelp": N_("Such as 2015, 2015-08, 2019~ (about) or 2020/2021."),
    "linkFrom": N_("Who or what"),
    "linkHelp": N_("A link is a sentence: … is a member of …"),
    "linkType": N_("How they are linked"),
    "linkTo": N_("To whom or what"),
    "noteInText": N_("This note has several parts. Change it in the text of the file."),
    "mistake": N_("Mistake:"),
    "notSaved": NP_("Not saved: {count} mistake", "Not saved: {count} mistakes"),
    "mistakesHere": NP_("{count} mistake here", "{count} mistakes here"),
    "moreFields": NP_("{count} more field", "{count} more fields"),
    "save": N_("Save"),
    "discard": N_("Discard changes"),
    "copy": N_("Make a copy"),
    "delete": N_("Delete"),
    "unsaved": N_("Not saved yet"),
    "gone": N_("There is no such entry any more."),
    "numbered": N_("{name} {number}"),
    "leaveOut": N_("Remove"),
    "addTo": N_("Add: {field}"),
    "addAnother": N_("Add another"),
    "where": N_("Place in it"),
    "newSource": N_("New source"),
    "addSource": N_("Add the source"),
    "cancel": N_("Cancel"),
    "notBetween": N_("Not between these two"),
    "linksOf": NP_("{count} link", "{count} links"),
    "linkFromHere": N_("New link from here"),
    # Deleting
    "deleteOne": N_("Delete: {name}"),
    "hanging": NP_("This goes too, or loses a field:", "These go too, or lose a field:"),
    "canUndo": N_("You can undo this."),
    # Side views
    "myChanges": N_("My changes"),
    "sinceOpened": N_("What is different from the file as you opened it."),
    "noChanges": N_("You have changed nothing yet."),
    "toCorrect": N_("To correct"),
    "nothingWrong": N_("No mistakes and no warnings."),
    "mistakes": NP_("{count} mistake", "{count} mistakes"),
    "warnings": NP_("{count} warning", "{count} warnings"),
    "aboutWarnings": N_("The map can be published with warnings. Look at each once more."),
    "line": N_("line {number}"),
    # Another id
    "changeId": N_("Change the id"),
    "idOf": N_("Change the id: {name}"),
    "newId": N_("New id"),
    "newIdHelp": N_(
        "Lower-case letters and digits, joined by hyphens. Addresses on other websites that end in the "
        "old id no longer lead here."
    ),
    "willFollow": NP_("{count} place names it, and follows:", "{count} places name it, and follow:"),
    # Handing over
    "handOver": N_("Hand over"),
    "handOverHelp": N_("Each is made from the file as it is now, exactly as the command line makes it."),
    "mapAddress": N_("Web address of the map"),
    "mapAddressHelp": N_(
        "Where the map is, or will be, published. "
        "The files for other websites and the links in letters need it."
    ),
    "handOverNot": N_("The file has mistakes. Correct them first."),
    "making": N_("Making: {output} …"),
    "made": N_("Made: {file}"),
    "notMade": N_("Not made: {output}"),
    "workbook": N_("Workbook"),
    "pages": N_("The map for a website"),
    "posters": N_("Posters"),
    "annualReport": N_("Annual report (PDF)"),
    "progressReport": N_("Progress report (PDF)"),
    "annualReportText": N_("Annual report (Markdown)"),
    "progressReportText": N_("Progress report (Markdown)"),
    "letters": N_("Letters that ask what is still true"),
    "calendar": N_("Calendar of the actions"),
    "month": N_("Everything for this month"),
    "edition": N_("The whole edition, with posters"),
    "ask": N_("Ask a question"),
    "question": N_("Your question"),
    "questionHelp": N_("A name, or a command such as “connections recruitment” or “path council forum”."),
    "askNow": N_("Ask"),
    "gaps": N_("What is missing?"),
    "actions": N_("What progress has been made?"),
    "diff": N_("What has changed?"),
    "noAnswer": N_("There is no answer."),
    # The file
    "theFile": N_("The file"),
    "allInFile": N_("{name} has every change."),
    "notInFile": N_("Some changes are not in {name} yet."),
    "fileSaved": N_("Saved: {name}"),
    "mayNotWrite": N_("The browser may not write this file. Press “Save the file” again and allow it."),
    "notWritten": N_("The file was not saved. {reason}"),
    "notRead": N_("The file could not be read. {reason}"),
    "secondFile": N_("Add the changes from a second file"),
    "secondFileHelp": N_(
        "A workbook that came back, or a colleague’s copy of this file. "
        "Where you both changed the same thing, you decide."
    ),
    "versions": N_("Versions that this browser keeps"),
    "versionsHelp": N_("Go back to one at any time. You can undo this."),
    "noVersions": N_("There are none yet. Every change is kept here as soon as you save it in a form."),
    "versionOf": N_("the version of {time}"),
    "asOpened": N_("As it was opened"),
    "typedText": N_("Typed in the text"),
    "goBack": N_("Go back"),
    "backTo": N_("Go back to the version of {time}"),
    "openAnother": N_("Another file"),
    "closeFile": N_("Close this file"),
    "leaveUnsaved": N_(
        "Some changes are not saved in the file. This browser keeps what you saved in forms or typed "
        "in the text. Forms that are not saved are lost."
    ),
    "leaveAnyway": N_("Close it anyway"),
    "keptFiles": N_("Go on where you were"),
    "keptFilesHelp": N_(
        "This browser keeps these files with their older versions. "
        "On a shared computer, choose Forget when you finish."
    ),
    "goOn": N_("Open"),
    "goOnWith": N_("Open: {name}"),
    "forget": N_("Forget"),
    "forgetOne": N_("Forget: {name}"),
    "forgetHelp": N_("This deletes what this browser keeps of the file. The file on your computer stays."),
    "storageFull": N_("This browser has no room left for your changes, so save the file now."),
    "notKept": N_("This browser does not keep your changes, so save the file before you close the tab."),
    "openElsewhere": N_("This file is also open in another tab, and each tab keeps its own changes."),
    "keptNewer": N_("This browser keeps a newer version of this file, which you can go back to."),
    "account": N_("Check what was imported"),
    "close": N_("Close"),
    # A second file
    "mergeTitle": N_("Second file: {name}"),
    "toDecide": NP_("{count} thing is for you to decide.", "{count} things are for you to decide."),
    "leftToDecide": NP_("{count} left", "{count} left"),
    "itWas": N_("It was: {text}"),
    "yourFile": N_("Your file"),
    "otherFile": N_("The second file"),
    "removeToo": N_("Remove these too"),
    "takesPlace": N_("Or choose what takes its place"),
    "mergeNow": N_("Merge"),
    "nothingNew": N_("It has nothing that your file does not have."),
    "offeredHelp": N_("Add its changes to the open file, or open it instead?"),
    "takeChanges": N_("Add its changes"),
    "openInstead": N_("Open it instead"),
    "changedElsewhere": N_("{name} was changed elsewhere"),
    "changedElsewhereHelp": N_(
        "Somebody saved the file since you opened it. Add these changes to yours, or replace them with yours."
    ),
    "replaceTheirs": N_("Replace them with mine"),
    "decideLater": N_("Decide later"),
    # The text
    "theText": N_("The text of the file"),
    "theTextHelp": N_(
        "The file as it is saved. Press Ctrl and Space for suggestions, or Ctrl and F to search. "
        "Press Tab to leave the text."
    ),
    "find": N_("Find"),
    "replaceWith": N_("Replace with"),
    "next": N_("Next"),
    "previous": N_("Previous"),
    "all": N_("All"),
    "matchCase": N_("Match capitals"),
    "pattern": N_("Regular expression"),
    "wholeWords": N_("Whole words"),
    "replace": N_("Replace"),
    "replaceAll": N_("Replace all"),
    "currentMatch": N_("Current match"),
    "onLine": N_("on line"),
    "replaced": N_("Replaced: $"),
    "goToLine": N_("Go to line"),
    "goLine": N_("Go"),
    "fold": N_("Fold the line"),
    "unfold": N_("Unfold"),
    "folded": N_("Folded lines"),
    "controlCharacter": N_("Control character"),
}


def block() -> dict[str, object]:
    """Return what the interface needs to speak, for a block of the page."""
    return script_words.block(DESK)
