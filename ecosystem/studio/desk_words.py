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
    # Around
    "sectionsOpen": N_("Sections: {name}"),
    "skip": N_("Skip to the form"),
    "sections": N_("Sections"),
    "undo": N_("Undo"),
    "redo": N_("Redo"),
    "download": N_("Download"),
    "map": N_("Map"),
    "preview": N_("The map as it will be published"),
    "asPublished": N_("The map as it will be published"),
    "drawing": N_("Drawing the map …"),
    "olderMap": N_("This map is older: correct the mistakes to see the new one."),
    "working": N_("Working …"),
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
    "ask": N_("Ask a question"),
    "question": N_("Your question"),
    "questionHelp": N_("A name, or a command such as “connections recruitment” or “path council forum”."),
    "askNow": N_("Ask"),
    "gaps": N_("What is missing?"),
    "actions": N_("How do the actions stand?"),
    "diff": N_("What has changed?"),
    "noAnswer": N_("There is no answer."),
}


def block() -> dict[str, object]:
    """Return what the interface needs to speak, for a block of the page."""
    return script_words.block(DESK)
