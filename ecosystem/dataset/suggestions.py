"""The known word closest to one that was read."""

from collections.abc import Iterable

from ecosystem.language import _


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a question that offers the known word closest to what was read, after a space, or nothing."""
    near = closest(word, known)
    return " " + _("Did you mean ‘{word}’?", word=near) if near else ""


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to what was read, or None."""
    if len(word) > 80:
        return None
    from difflib import get_close_matches  # only a file with mistakes needs it

    near = get_close_matches(word, known, 1)
    return near[0] if near else None
