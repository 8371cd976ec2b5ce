"""Where the lines and the parts of the text that `row_text` writes stand in the workbook."""

import re

from ecosystem.dataset.draft import ABOUT
from ecosystem.dataset.syntax import line_of_file
from ecosystem.exchange import sheets
from ecosystem.language import _

Place = tuple[str, int]
"""The title of a sheet and the number of a row."""


class Places:
    """Remembers where everything was; `about` is the row of each field of the map."""

    def __init__(self, about: dict[str, int]) -> None:
        self._about = about
        self._lines: list[Place] = []
        self._parts: dict[str, Place] = {}

    def add_line(self, title: str, number: int) -> None:
        """Note that the next line of the text comes from this row."""
        self._lines.append((title, number))

    def add_part(self, path: str, title: str, number: int) -> None:
        """Note that what is at this path of the document has a row of its own."""
        self._parts[path] = (title, number)

    def of(self, line: int, path: str) -> tuple[str, int, str]:
        """Return the sheet, the row and the field that a problem of the text is about."""
        if part := self.part(path):
            return part
        title, number = self._lines[line - 1] if 0 < line <= len(self._lines) else (sheets.ABOUT_SHEET, 0)
        return title, number, ""

    def part(self, path: str) -> tuple[str, int, str] | None:
        """Return the sheet, the row and the field of what is at a path, if it has a row."""
        if path.startswith(f"{ABOUT}."):
            name = path.removeprefix(f"{ABOUT}.")
            return sheets.ABOUT_SHEET, self._about.get(name, 0), _field_name(name)
        start = path
        while start:
            if start in self._parts:
                return *self._parts[start], _field_name(path[len(start) :])
            start = re.sub(r"(?:^|\.)[^.\[]*$|\[\d+\]$", "", start)
        return None

    def named(self, line: int, path: str = "") -> str:
        """Return what a message calls a line of the text: the sheet and the row it comes from."""
        if not 0 < line <= len(self._lines):
            return line_of_file(line, path)
        title, number = self._lines[line - 1]
        return _("sheet {title}, row {number}", title=title, number=str(number))


def _field_name(rest: str) -> str:
    """Return the name of a field’s column: that of `.measure.indicator` is ‘measure indicator’."""
    return " ".join(re.findall(r"[^.\[\]]+", re.sub(r"\[\d+\]", "", rest)))
