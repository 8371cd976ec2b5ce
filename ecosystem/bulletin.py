"""What changed between two editions of a city, as a short text to send."""

from collections.abc import Iterable

from ecosystem.changes import HEADINGS, Changes
from ecosystem.language import _
from ecosystem.words import escape_markdown


def as_markdown(changes: Changes, title: str, corrected: Iterable[str] = ()) -> str:
    """Return the changes as a short Markdown text to send.

    Args:
        changes: What differs.
        title: The title of the map.
        corrected: Sentences for what somebody suggested and an editor accepted.
    """
    heading = _("{map}: what changed", map=title)
    lines = [f"# {escape_markdown(heading)}", "", escape_markdown(changes.summary), ""]
    for part, words in HEADINGS.items():
        sentences = [change.sentence for change in changes.changes if change.part == part]
        if sentences:
            lines += [f"## {_(words)}", "", *(f"- {escape_markdown(sentence)}" for sentence in sentences), ""]
    if told := list(corrected):
        heading = _("Corrected because somebody told us")
        lines += [f"## {heading}", "", *(f"- {escape_markdown(sentence)}" for sentence in told), ""]
    return "\n".join(lines)
