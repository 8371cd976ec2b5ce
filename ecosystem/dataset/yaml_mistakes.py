"""What the YAML reader says of a mistake → where it is, in plain words."""

import yaml

from ecosystem.dataset.unseen import quoted
from ecosystem.language import N_, _

_TAB_INDENTS = N_("a tab is used where only spaces can indent. Write spaces.")


_PLAIN_WORDS = (
    (
        "sequence entries are not allowed",
        N_("a list cannot start on the line of its field. Start it on the next line."),
    ),
    (
        "mapping values are not allowed",
        N_(
            "a colon and a space start a new field here. Put a text that has them in quotation marks, or"
            " indent the line like its neighbours."
        ),
    ),
    (
        "escape character",
        N_("a backslash has a special meaning between double quotation marks. Use single ones."),
    ),
    ("while scanning a quoted scalar", N_("the quotation mark that opens here is never closed. Close it.")),
    (
        "while scanning a double-quoted scalar",
        N_("the quotation mark that opens here is never closed. Close it."),
    ),
    (
        "while parsing a quoted scalar",
        N_("the quotation mark that opens here is not closed correctly. Close it."),
    ),
    (
        "while parsing a flow sequence",
        N_("the list that opens here with ‘[’ needs commas and a closing ‘]’."),
    ),
    (
        "while parsing a flow mapping",
        N_("the map that opens here with ‘{opening}’ needs commas and a closing ‘{closing}’."),
    ),
    ("while parsing a flow node", N_("the bracket that opens here is never closed. Close it.")),
    ("a tab character", _TAB_INDENTS),
    ("could not find expected ':'", N_("a colon is missing after the name of a field. Write it.")),
    (
        "while parsing a block mapping",
        N_(
            "this does not fit the fields around it. Indent the line like its neighbours, and check that no"
            " quotation mark closes a text too early."
        ),
    ),
    (
        "while parsing a block collection",
        N_("this does not fit the list around it. Indent the line like its neighbours."),
    ),
)


_OPENED_BEFORE = ("while scanning a", "while parsing a flow", "while parsing a quoted")


def described(error: Exception, text: str) -> tuple[int, str, str]:
    """Return line, path and sentence for what the YAML reader could not make sense of."""
    if not isinstance(error, yaml.MarkedYAMLError):
        reason = _shortened(str(error))
        return 0, "", _("the file cannot be read. The YAML reader says: {reason}.", reason=reason)
    reason = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    if error.context_mark and reason.startswith(_OPENED_BEFORE) and "escape" not in reason:
        mark = error.context_mark
    line, column, place = (mark.line, mark.column, mark.index) if mark else (0, 0, 0)
    last = text.count("\n")
    if line > last:
        line, column = last, 0
    pattern = next((plain for part, plain in _PLAIN_WORDS if part in reason), None)
    message = _(pattern, opening="{", closing="}") if pattern else _stray(text[place : place + 1], reason)
    return line + 1, "", _("column {column}: {message}", column=str(column + 1), message=message)


def _stray(character: str, reason: str) -> str:
    if character == "\t":
        return _(_TAB_INDENTS)
    if "cannot start any token" in reason or "did not find expected node content" in reason:
        return _(
            "{character} cannot begin a text. Put the text in quotation marks.", character=quoted(character)
        )
    return _("the line cannot be read. The YAML reader says: {reason}.", reason=_shortened(reason))


def _shortened(reason: str) -> str:
    """Return the words of the YAML reader on one line; they may repeat a megabyte of the file."""
    line = " ".join(reason[:1000].split())
    return line if len(line) <= 300 else f"{line[:299]}…"
