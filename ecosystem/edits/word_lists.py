"""Words that are added to a list, or removed from it: each list is written once, as a whole.

A name among aliases, a lead or a source is no entry with fields of its own, so a change names the word alone.
"""

from collections.abc import Iterable, Iterator

from ecosystem.dataset.draft import ABOUT
from ecosystem.edits.change_list import Change, What, change, holds_items
from ecosystem.edits.places import Places


def is_word(edit: Change, places: Places) -> bool:
    """Return whether a change adds a word to a list, or removes one."""
    if len(edit.at) < 3 and edit.at[0] != ABOUT:
        return False
    if edit.what is What.ADD:
        now = places.value(edit.at)
        if holds_items(edit.at[-1], []):
            return False
        return isinstance(now, list) or (now is None and not isinstance(edit.value, dict))
    within = edit.at[:-1]
    is_of_words = isinstance(places.value(within), list) and not holds_items(within[-1], [])
    return edit.what is What.REMOVE and is_of_words


def whole(changes: Iterable[Change], places: Places) -> list[Change]:
    """Return changes with one that sets each list in place of those of its words."""
    return list(_whole(list(changes), places))


def _whole(changes: list[Change], places: Places) -> Iterator[Change]:
    of_list: dict[tuple[str, ...], list[Change]] = {}
    for edit in changes:
        if is_word(edit, places):
            of_list.setdefault(edit.at if edit.what is What.ADD else edit.at[:-1], []).append(edit)
        else:
            yield edit
    for at, some in of_list.items():
        was = places.value(at) or []
        gone = {edit.at[-1] for edit in some if edit.what is What.REMOVE}
        value = [word for word in was if str(word) not in gone]
        for edit in some:
            if edit.what is What.ADD and edit.value not in value:
                value.append(edit.value)
        if value != was:
            yield change(What.SET if value else What.REMOVE, at, was=was or None, value=value or None)
