"""What the scripts say: patterns with named placeholders, which they fill by `strings.js`.

A key stands for a pattern, or for the two patterns of a plural. Each page has those that its script uses,
in the language that is spoken, in a block of its own.
"""

from functools import cache

from ecosystem import language
from ecosystem.language import N_, NP_, _, said
from ecosystem.queries.sources import ALONE, NO_PLACE
from ecosystem.tracking.letters import ANSWER, FROM_PAGE

Pattern = str | tuple[str, str]

MAP: dict[str, Pattern] = {
    # Counts
    "links": NP_("{count} link", "{count} links"),
    "entries": NP_("{count} entry", "{count} entries"),
    "linksOf": NP_("{shown} of {count} link", "{shown} of {count} links"),
    "entriesOf": NP_("{shown} of {count} entry", "{shown} of {count} entries"),
    "shown": N_("Showing {entries} and {links}."),
    "actionsShown": NP_("Showing {shown} of {count} action.", "Showing {shown} of {count} actions."),
    "age": NP_("{count} month ago", "{count} months ago"),
    # Selections
    "between": N_("{links} between {entries}."),
    "titled": N_("{title}: {text}"),
    "linksShown": NP_("{entry}: {count} link shown.", "{entry}: {count} links shown."),
    "tooMany": N_("There are too many links to list here. Choose an entry, or narrow what is shown."),
    "toEntry": N_("Go to its entry"),
    "showOnMap": N_("Show on the map"),
    "showOnMapOf": N_("Show on the map: {entry}"),
    "everything": N_("Showing everything."),
    "linkCopied": N_("Link copied"),
    "fullMap": N_("Open the full map"),
    # Filters
    "filtered": N_("{text} Only: {filters}."),
    "quoted": N_("‘{words}’"),
    "inYear": N_("in {year}"),
    "inYearFirst": N_("In {year}: {text}"),
    "everyYear": N_("every year"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "undatedIn": NP_(
        "{count} connection has no date and is shown in every year.",
        "{count} connections have no date and are shown in every year.",
    ),
    "undatedOut": NP_(
        "{count} connection has no date and is left out.",
        "{count} connections have no date and are left out.",
    ),
    "sourceAt": N_("{source}, {place}"),
    # The sections below the map
    "openAll": N_("Open all"),
    "closeAll": N_("Close all"),
    # The search
    "foundPriorities": NP_("{count} priority", "{count} priorities"),
    "foundOrganisations": NP_("{count} organisation", "{count} organisations"),
    "foundPlans": NP_("{count} plan", "{count} plans"),
    "foundActions": NP_("{count} action", "{count} actions"),
    "foundEvents": NP_("{count} event", "{count} events"),
    "foundOutputs": NP_("{count} publication", "{count} publications"),
    "foundSources": NP_("{count} source", "{count} sources"),
    "foundNear": N_("Nothing on the map matches ‘{words}’. These are spelt in a similar way."),
    "foundNothing": N_("Nothing on the map matches ‘{words}’. Try one word of a name, or another spelling."),
    # Questions
    "whichConnect": N_("Which groups connect to {priority} of {plan}?"),
    "whatIfStops": N_("What if {organisation} stops?"),
    "nothingLost": N_("The map does not show what would be lost."),
    "toldApart": N_("{entry} ({id})"),
    "howConnected": N_("How are {start} and {end} connected?"),
    "same": N_("They are the same entry."),
    "steps": NP_("{count} step", "{count} steps"),
    "apart": N_("{steps} apart, by {routes}."),
    "apartCut": N_("{steps} apart. This shows the first {routes} of several."),
    "routes": NP_("one route", "{count} routes"),
    "noRoute": N_("No route joins them. {start} is in {startPart}, and {end} is in {endPart}."),
    "ownPart": N_("a separate part of its own"),
    "partAround": NP_(
        "the separate part around {centre}, with {count} entry",
        "the separate part around {centre}, with {count} entries",
    ),
    # The form
    "askedOf": FROM_PAGE,
    "answer": ANSWER,
    "answers": NP_("{count} answer", "{count} answers"),
    "elseMissing": N_("Is anything else missing?"),
    "copied": N_("Copied"),
    # Sources
    "alone": ALONE,
    "noPlace": NO_PLACE,
    # The wheel on a narrow screen
    "openKind": N_("{kind} ({place} of {count})"),
    # The story
    "back": N_("Back"),
    "next": N_("Next"),
    "leaveStory": N_("Close the story"),
    "step": N_("Step {step} of {count}"),
}
"""Of the map's page."""

GROUPED: dict[str, Pattern] = {
    "grouped": N_("{kind} ({count})"),
    "groupedPart": N_("{kind} ({part} of {count})"),
    "groupedPartShort": N_("{kind} ({part}/{count})"),
    "rest": N_("more"),
    "restOf": N_("{count} more"),
    "restOfKind": N_("{count} more of {kind}"),
    "groupName": N_("{kind}, {entries}, {links}"),
    "markName": N_("{name}, {links}"),
    "entryName": N_("{label}, {title}, {links}"),
    "bundle": N_("{one} and {other}: {links}"),
    "bundleWithin": N_("Within {kind}: {links}"),
    "allOfKind": N_("{kind}: all {count}"),
    "namesOfKind": N_("{kind} {first} to {last} of {count}, by name: {from} to {to}"),
    "opened": N_("Open: {kind}"),
    "allGrouped": N_("All types are grouped again."),
}
"""Of the page of a large city, beside those of every page."""

EXPLORER: dict[str, Pattern] = {
    "links": NP_("{count} link", "{count} links"),
    "entries": NP_("{count} entry", "{count} entries"),
    "linksOf": NP_("{shown} of {count} link", "{shown} of {count} links"),
    "entriesOf": NP_("{shown} of {count} entry", "{shown} of {count} entries"),
    "shown": N_("Showing {entries} and {links}."),
    "shownOpen": N_("Showing {entries} and {links}. Open: {names}."),
    "shownGrouped": N_("Showing {entries} and {links}. Each type is one mark. Choose a mark to open it."),
    "holdStill": N_("Hold it still"),
    "letMove": N_("Let it move"),
    "arranging": N_("Placing each entry near the ones it is linked to …"),
    "nothingSelected": N_("Nothing is selected"),
    "chooseMark": N_(
        "Choose a mark, a name or a line, or find an entry by its name. These have the most links:"
    ),
    "chooseKind": N_("Choose a mark, choose a type to open, or find an entry by its name:"),
    "around": N_("Showing {entry} and everything linked to it."),
    "everything": N_("Show everything"),
    "found": NP_("{count} entry found", "{count} entries found"),
    "aside": N_("Hidden for lack of room: {count}"),
    "whyAside": N_(
        "These look alike, so each is drawn only where there is room for its name. Choose one, or zoom in."
    ),
    "noneFound": N_("No entry has that name"),
    "tryOneWord": N_("Try one word of its name."),
    "writeName": N_("Enter a name, or part of one."),
    "chooseInPanel": N_("{found}. Choose one in the panel."),
    "sentence": N_("{words}."),
    "linksInPanel": NP_("{entry}: {count} link, in the panel.", "{entry}: {count} links, in the panel."),
    "alsoCalled": N_("{kind}, also called {names}"),
    "linkOf": N_("{family}; {basis}"),
    "ends": N_("Between"),
    "sources": NP_("Source", "Sources"),
    "toEntry": N_("Its entry on the map’s page"),
    "moveIt": N_("Move it"),
    "moveLeft": N_("Move it left"),
    "moveUp": N_("Move it up"),
    "moveDown": N_("Move it down"),
    "moveRight": N_("Move it right"),
    "grouped": N_("{kind} ({count})"),
    "restOfKind": N_("More: {kind}"),
    "bundle": N_("{one} and {other}: {links}"),
    "bundleWithin": N_("Within {kind}: {links}"),
    "allOfKind": N_("{kind}, all {count}"),
    "namesOfKind": N_("{kind}, {first} to {last} of {count}"),
    "namesBefore": N_("Earlier names"),
    "namesAfter": N_("Later names"),
    "groupAgain": N_("Group again"),
    "andMore": NP_(
        "And {count} more. Open a type to read them one by one.",
        "And {count} more. Open a type to read them one by one.",
    ),
}
"""Of the explorer."""

EMBED: dict[str, Pattern] = {
    "copy": N_("Copy"),
    "copied": N_("Copied"),
    "selected": N_("The text is selected. Press Ctrl and C to copy it."),
}
"""Of the page for web editors."""


def block(*patterns: dict[str, Pattern], data: str = "") -> dict[str, object]:
    """Return what a script needs to speak: the language, its patterns in it, and that of the data if another.

    A plural has a pattern for each plural category of the language, as `Intl.PluralRules` calls them.
    """
    merged = {key: pattern for group in patterns for key, pattern in group.items()}
    return {
        "language": language.code(),
        **({"data": data} if language.is_marking() else {}),
        "words": {key: _spoken(pattern) for key, pattern in merged.items()},
    }


def _spoken(pattern: Pattern) -> str | dict[str, str]:
    if isinstance(pattern, str):
        return _(pattern)
    spoken = language.current()
    one, many = pattern
    if spoken is None:
        return {"one": said(one), "other": said(many)}
    examples = plural_examples(spoken.code)
    return {category: said(spoken.translate_plural(one, many, count)) for category, count in examples.items()}


@cache
def plural_examples(code: str) -> dict[str, int]:
    """Return a count for each plural category of a language; pseudo-languages count as English does."""
    if code.startswith("qp"):
        return {"one": 1, "other": 2}
    from babel import Locale  # type: ignore[import-not-found, unused-ignore]  # English goes without

    category = Locale.parse(code, sep="-").plural_form
    examples: dict[str, int] = {}
    for count in (*range(1000), 1_000_000):
        examples.setdefault(category(count), count)
    return examples
