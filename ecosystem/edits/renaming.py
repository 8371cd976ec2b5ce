"""Another id for an entry: the entry keeps its place, and everything that names it names it by the new id.

Only the ids change in the text: comments, order and layout stay.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

import yaml

from ecosystem import dataset
from ecosystem.dataset import documents
from ecosystem.dataset.documents import Path
from ecosystem.edits import notation
from ecosystem.edits.document import Document, text
from ecosystem.edits.hanging import hanging
from ecosystem.errors import InvalidUpdateError
from ecosystem.language import _
from ecosystem.model import GapKind, Section

_MOST = 60
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def naming(document: documents.Document, section: str, identifier: str) -> list[Path]:
    """Return the path of each field that names an entry, without accepted gaps about its links."""
    return [
        one.path
        for one in hanging(document, {(section, identifier)})
        if _is_named(document, one.path, section, identifier)
    ]


def _is_named(document: documents.Document, path: Path, section: str, identifier: str) -> bool:
    """Return whether a field names this entry, and not another one that has the same id."""
    if path[0] == "accepted_gaps" and path[-1] == "about":
        gap = documents.part(document, path[:-1])["gap"]
        return bool(gap == GapKind.SOURCE_UNUSED) == (section == "sources")
    if path[-1] == "show" and section == "kinds":
        return not any(identifier in document[other] for other in Section)
    return True


def rename(document: Document, section: str, old: str, new: str) -> None:
    """Give an entry another id, and write it wherever the old one names the entry.

    Raises:
        InvalidUpdateError: The new id is taken or cannot be one, or the file would say something else.
    """
    before = document.said()
    _refuse(before, section, new)
    origin = dataset.read(text(document), document.file)
    links = [link.id for link in origin.ecosystem.links]
    after = deepcopy(before)
    after[section] = {new if name == old else name: entry for name, entry in after[section].items()}
    paths = naming(before, section, old)
    for path in paths:
        _put(after, _moved(path, section, old, new), old, new)
    _write(document, [(section, old)], paths, old, new)
    now = dataset.parse(text(document), document.file, without=["accepted_gaps"])
    renamed = {was: link.id for was, link in zip(links, now.links, strict=True) if was != link.id}
    known = {name for home in (*Section, "sources") for name in before[home]}
    for place, gap in enumerate(before["accepted_gaps"]):
        about = gap["about"]
        if about not in known and about in renamed:
            _write(document, [], [("accepted_gaps", place, "about")], about, renamed[about])
            after["accepted_gaps"][place]["about"] = renamed[about]
    if document.said() != after:
        raise InvalidUpdateError(
            _(
                "{file} was not changed, because the id cannot be changed in its text. Edit it by hand.",
                file=document.file,
            )
        )


def _refuse(document: documents.Document, section: str, new: str) -> None:
    homes = (*Section, "kinds") if section in (*Section, "kinds") else (section,)
    if len(new) > _MOST or not _ID.fullmatch(new):
        raise InvalidUpdateError(
            _(
                "‘{id}’ cannot be an id. Ids are up to {limit} lower-case letters and digits, "
                "joined by single hyphens.",
                id=new,
                limit=str(_MOST),
            )
        )
    if any(new in document[home] for home in homes):
        raise InvalidUpdateError(_("The id ‘{id}’ is taken. Choose another one.", id=new))


def _moved(path: Path, section: str, old: str, new: str) -> Path:
    return (section, new, *path[2:]) if path[:2] == (section, old) else path


def _put(document: documents.Document, path: Path, old: str, new: str) -> None:
    holder, name = documents.part(document, path[:-1]), path[-1]
    value = holder[name]
    holder[name] = [_renamed(part, old, new) for part in value] if isinstance(value, list) else new


def _renamed(part: Any, old: str, new: str) -> Any:
    if isinstance(part, dict):
        return {**part, "id": new} if part["id"] == old else part
    return new if part == old else part


def _write(document: Document, entries: Sequence[Path], fields: Sequence[Path], old: str, new: str) -> None:
    """Write the new id over the old one: as the name of entries, and in fields."""
    passage = document.whole()
    root, word = passage.root, notation.scalar(new, flow=True)
    nodes = [key for path in entries for key in _keys(_at(root, path[:-1]), str(path[-1]))]
    for path in fields:
        nodes += [node for node in _named(_at(root, path)) if node.value == old]
    places = sorted({(node.start_mark.index, passage.end(node)) for node in nodes})
    passage.splice_words([(start, end, word) for start, end in places])


def _at(node: yaml.Node | None, path: Path) -> yaml.Node | None:
    """Return the node at a path of a document; where the file has a single item, it stands for its list."""
    for step in path:
        if isinstance(node, yaml.MappingNode) and isinstance(step, str):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        elif not (isinstance(node, yaml.MappingNode) and step == 0):
            return None
    return node


def _keys(node: yaml.Node | None, name: str) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        yield from (key for key, _value in node.value if key.value == name)


def _named(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """Yield the scalars of a field that holds ids, alone or in a list, with or without a place."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _named(item)
    elif isinstance(node, yaml.MappingNode):
        yield from (value for key, value in node.value if key.value == "id")
    elif node is not None:
        yield node
