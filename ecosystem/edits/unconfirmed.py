"""A confirmation holds as long as the link says what was confirmed.

Who confirmed a link saw one sentence. When a change makes another sentence of it, by its ends, type, role or
times, or of a plan a fact, the confirmations that stood there go. Those that come with the change stay.
Evidence, sources and how sure they are belong to no sentence, and neither does a new name of an end.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from ecosystem.dataset.documents import Document
from ecosystem.edits.change_list import Change, What, change, keys
from ecosystem.model import Basis

_LIST = "confirmations"
SAYS = ("from", "type", "to", "role", "since", "since_text", "until", "until_text")
"""The fields of a link that its sentence tells."""


def sentence(link: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a link says, as far as it was confirmed."""
    return (*(link.get(name) for name in SAYS), link.get("basis") == Basis.PLANNED)


def settled(changes: Iterable[Change], before: Document) -> list[Change]:
    """Return changes, and with them the removal of confirmations that no longer hold."""
    made, of_link = list(changes), defaultdict[str, list[Change]](list)
    for edit in made:
        if edit.at[0] == "links" and len(edit.at) > 1:
            of_link[edit.at[1]].append(edit)
    if not of_link:
        return made
    links = before["links"]
    for key, link in zip(keys("links", links), links, strict=True):
        old = link.get(_LIST)
        if old and key in of_link and _says_something_else(link, of_link[key]):
            made = _without(made, key, old)
    return made


def _says_something_else(link: Document, changes: Sequence[Change]) -> bool:
    after: dict[str, Any] = dict(link)
    for edit in changes:
        if len(edit.at) == 2 and edit.what is What.REMOVE:
            return False
        if len(edit.at) == 2:
            after = dict(edit.value)
        elif len(edit.at) == 3:
            after[edit.at[2]] = edit.value
    return sentence(after) != sentence(link)


def _without(changes: list[Change], key: str, old: list[Document]) -> list[Change]:
    made = [left for edit in changes for left in _left(edit, key, old)]
    at = ("links", key, _LIST)
    is_whole = any(edit.at in (at, at[:2]) and edit.what is not What.ADD for edit in made)
    gone = {edit.at for edit in made if edit.what is What.REMOVE}
    for name, item in zip(keys(_LIST, old), old, strict=True):
        if not is_whole and (*at, name) not in gone:
            made.append(change(What.REMOVE, (*at, name), was=item))
    return made


def _left(edit: Change, key: str, old: list[Document]) -> Iterator[Change]:
    """Yield a change without what it says of old confirmations."""
    at = ("links", key, _LIST)
    if edit.at == at[:2] and isinstance(edit.value, dict) and _LIST in edit.value:
        kept = [item for item in edit.value[_LIST] if item not in old]
        rest = {name: value for name, value in edit.value.items() if name != _LIST}
        yield replace(edit, value={**rest, _LIST: kept} if kept else rest)
    elif edit.at == at and isinstance(edit.value, list):
        kept = [item for item in edit.value if item not in old]
        yield replace(edit, value=kept) if kept else change(What.REMOVE, at, was=edit.was)
    elif edit.at[:3] != at or len(edit.at) == 3 or (edit.what is What.REMOVE and len(edit.at) == 4):
        yield edit
