"""The versions of a text, to go back to and forward again; each step holds only what differs."""

from typing import NamedTuple


class Step(NamedTuple):
    """From one version to the next: at a place, one text becomes another."""

    place: int
    old: str
    new: str
    label: str


class TextHistory:
    """A text with all that it was before.

    Attributes:
        text: What it is now.
        original: What it was at first.
    """

    def __init__(self, text: str) -> None:
        self.text = self.original = text
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._is_typing = False

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def put(self, text: str, label: str, *, typing: bool = False) -> None:
        """Take a new version. What is typed in one go is undone in one go."""
        if text == self.text:
            return
        if typing and self._is_typing and self._done:
            before = _before(self.text, self._done.pop())
        else:
            before = self.text
        if text != before:
            self._done.append(_step(before, text, label))
        self.text = text
        self._undone.clear()
        self._is_typing = typing

    def undo(self) -> str:
        """Go back by one version and return the label of what was undone; it must not be the first."""
        step = self._done.pop()
        self._undone.append(step)
        self.text = _before(self.text, step)
        self._is_typing = False
        return step.label

    def redo(self) -> str:
        """Go forward again by one version and return the label of what was done; it must not be the last."""
        step = self._undone.pop()
        self._done.append(step)
        self.text = _replaced(self.text, step.place, step.old, step.new)
        self._is_typing = False
        return step.label


def _before(text: str, step: Step) -> str:
    return _replaced(text, step.place, step.new, step.old)


def _replaced(text: str, place: int, old: str, new: str) -> str:
    return text[:place] + new + text[place + len(old) :]


def _step(old: str, new: str, label: str) -> Step:
    start = common_start(old, new)
    end = min(common_start(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return Step(start, old[start : len(old) - end], new[start : len(new) - end], label)


def common_start(one: str, other: str) -> int:
    """Return how many characters two texts start with in common.

    It halves what is compared, since a loop in Python over a large file takes a second.
    """
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
