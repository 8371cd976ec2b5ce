"""The way that a change names → the place it has in a document."""

from collections.abc import Sequence
from typing import Any

from ecosystem.dataset.documents import Document, Path
from ecosystem.edits.change_list import holds_items, keys


class Places:
    """Finds places in a document, as long as nobody changes it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._keys: dict[Path, dict[str, int]] = {}

    def path(self, at: Sequence[str]) -> Path | None:
        """Return the path with places in lists as numbers; None where a step before the last is missing."""
        node: Any = self._document
        path: Path = ()
        for number, step in enumerate(at):
            if isinstance(node, list):
                place = self._numbers(path, node).get(step)
                if place is None:
                    return None
                node, path = node[place], (*path, place)
            elif isinstance(node, dict):
                node, path = node.get(step), (*path, step)
                if node is None and number + 1 < len(at):
                    return None
            else:
                return None
        return path

    def value(self, at: Sequence[str]) -> Any:
        """Return what is there, or None."""
        path = self.path(at)
        node: Any = self._document
        for step in path if path is not None else ():
            node = node[step] if isinstance(step, int) else node.get(step)
        return None if path is None else node

    def _numbers(self, path: Path, items: list[Any]) -> dict[str, int]:
        if path not in self._keys:
            name = str(path[-1])
            own_keys = keys(name, items) if holds_items(name, items) else [str(item) for item in items]
            self._keys[path] = {key: place for place, key in enumerate(own_keys)}
        return self._keys[path]


def last_first(path: Path) -> tuple[int, int]:
    """Return a sort key that puts what is deeper first, and of a list the last item: no other place moves."""
    last = path[-1]
    return -len(path), -last if isinstance(last, int) else 0
