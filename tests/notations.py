"""One document in the many notations that YAML has for it, with the lines of each part of it."""

import json
import re
from random import Random
from typing import Any, NamedTuple

_BARE = re.compile("[A-Za-z0-9][A-Za-z0-9. /-]*[A-Za-z0-9.]|[A-Za-z0-9]")
_NUMBER = re.compile("[0-9.-]+|true|false")
"""What quotation marks would make a text of."""

Path = tuple[str | int, ...]


class Line(NamedTuple):
    """A line of a file, and the path of the innermost part that it belongs to."""

    text: str
    path: Path


def written(value: dict[str, Any], chance: Random) -> list[Line]:
    """Return a document in notations that chance picks, part by part."""
    return _Writer(chance).pairs(value, 0, ())


class _Writer:
    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._comments = 0

    def pairs(self, value: dict[str, Any], column: int, path: Path) -> list[Line]:
        lines = []
        for name, part in value.items():
            here, indent = (*path, name), " " * column
            lines += self._between(column, path)
            key = self._one_line(name)
            if self._likely(0.35):
                lines.append(Line(f"{indent}?{self._broken(column, key)}{self._remark()}", here))
                if part == "" and self._likely(0.5):
                    continue
                lines += self._between(column, here)
                lines += self._after(f"{indent}:", part, column, here, is_explicit=True)
            else:
                lines += self._after(f"{indent}{key}{self._gap(0.1)}:", part, column, here)
        return lines

    def items(self, value: list[Any], column: int, path: Path) -> list[Line]:
        lines = []
        for place, part in enumerate(value):
            lines += self._between(column, path)
            lines += self._after(f"{' ' * column}-", part, column, (*path, place), is_explicit=True)
        return lines

    def _after(self, head: str, part: Any, column: int, path: Path, is_explicit: bool = False) -> list[Line]:
        """Return the lines of a part after its colon or dash."""
        chance = self._chance
        if part == "" and self._likely(0.7):
            return [Line(f"{head}{self._remark()}", path)]
        if isinstance(part, str):
            return self._text(head, part, column, path)
        if not part or self._likely(0.25):
            return self._flow(head, part, column, path)
        is_list = isinstance(part, list)
        block = self.items if is_list else self.pairs
        if is_explicit and self._likely(0.6):
            spaces = chance.choice([1, 1, 3])
            first, *rest = block(part, len(head) + spaces, path)
            if not first.text.strip().startswith("#"):
                return [Line(f"{head}{' ' * spaces}{first.text.lstrip(' ')}", first.path), *rest]
        deeper = chance.choice([1, 2, 2, 4])
        if is_list and not head.endswith("-") and self._likely(0.3):
            deeper = 0
        return [Line(f"{head}{self._remark()}", path), *block(part, column + deeper, path)]

    def _text(self, head: str, text: str, column: int, path: Path) -> list[Line]:
        indent, form = " " * (column + self._chance.choice([1, 2, 5])), self._chance.random()
        words = text.split(" ")
        if _NUMBER.fullmatch(text):
            form = 1
        if form < 0.15 and text.strip():
            sign = self._chance.choice(["|-", ">-"])
            return [Line(f"{head} {sign}{self._remark()}", path), Line(indent + text, path)]
        if form < 0.3 and len(words) > 1:
            half = words[0], " ".join(words[1:])
            if self._is_bare(text) and self._likely(0.5):
                first, second = half
            else:
                first, second = _quoted(half[0])[:-1], _quoted(half[1])[1:]
            return [Line(f"{head} {first}", path), Line(f"{indent}{second}{self._remark()}", path)]
        if form < 0.5:
            return [
                Line(f"{head}{self._remark()}", path),
                *self._between(len(indent), path),
                Line(f"{indent}{self._one_line(text)}{self._remark()}", path),
            ]
        return [Line(f"{head} {self._one_line(text)}{self._remark()}", path)]

    def _flow(self, head: str, part: Any, column: int, path: Path) -> list[Line]:
        text = self._inner(part, column + 2)
        lead = self._broken(column, text, 0.2)
        lines = f"{head}{lead}{self._remark()}".split("\n")
        return [Line(line, path) for line in lines]

    def _inner(self, part: Any, column: int) -> str:
        if isinstance(part, str):
            return self._one_line(part)
        if isinstance(part, list):
            pieces = [self._inner(each, column + 1) for each in part]
            return self._joined("[", pieces, "]", column)
        pieces = []
        for name, each in part.items():
            mark = "? " if self._likely(0.15) else ""
            inner = self._inner(each, column + 1)
            key = self._one_line(name)
            if each == "" and self._likely(0.6):
                pieces.append(f"{mark}{key}{self._chance.choice(['', ': '])}")
            else:
                pieces.append(f"{mark}{key}{self._gap(0.2)}: {inner}")
        return self._joined("{", pieces, "}", column)

    def _joined(self, start: str, pieces: list[str], end: str, column: int) -> str:
        text = start
        for place, piece in enumerate(pieces):
            text += self._spread(column) + piece
            if place + 1 < len(pieces) or self._likely(0.15):
                text += (self._spread(column) if self._likely(0.1) else "") + ","
                text += " "
        return text + self._spread(column) + end

    def _spread(self, column: int) -> str:
        if not self._likely(0.2):
            return ""
        text = self._remark() + "\n"
        if self._likely(0.3):
            self._comments += 1
            text += f"{' ' * column}# own {self._comments}: a, b\n"
        return text + " " * column

    def _one_line(self, text: str) -> str:
        form = self._chance.random()
        if _NUMBER.fullmatch(text) or (form < 0.7 and self._is_bare(text)):
            return text
        if form < 0.85:
            return "'" + text.replace("'", "''") + "'"
        return _quoted(text)

    def _is_bare(self, text: str) -> bool:
        return bool(_BARE.fullmatch(text))

    def _broken(self, column: int, text: str, odds: float = 0.15) -> str:
        """Return a text after a mark, sometimes on a line of its own."""
        return f"{self._remark()}\n{' ' * (column + 2)}{text}" if self._likely(odds) else f" {text}"

    def _remark(self) -> str:
        if not self._likely(0.2):
            return ""
        self._comments += 1
        return f"  # remark {self._comments}: a, - b ? c"

    def _between(self, column: int, path: Path) -> list[Line]:
        if self._likely(0.06):
            return [Line("", path)]
        if not self._likely(0.12):
            return []
        self._comments += 1
        return [Line(f"{' ' * column}# between {self._comments}: a", path)]

    def _gap(self, odds: float) -> str:
        return " " if self._likely(odds) else ""

    def _likely(self, odds: float) -> bool:
        return self._chance.random() < odds


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
