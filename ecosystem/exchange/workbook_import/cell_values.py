"""The text of a cell → the value of a field: names become ids, and what people write becomes what is meant.

A cell that says what it said when the workbook was made keeps the value it had then.
"""

import re
from collections.abc import Iterator
from typing import Any

from ecosystem.dataset import addresses
from ecosystem.dataset.unseen import quoted
from ecosystem.exchange import sheets, workbook
from ecosystem.exchange.cell_names import CellNames, key, spaced, split_place
from ecosystem.exchange.sheets import Column
from ecosystem.exchange.workbook_import.cell_mistakes import Mistakes
from ecosystem.exchange.workbook_import.date_forms import edtf
from ecosystem.exchange.workbook_import.rows import Row, put
from ecosystem.language import _, joined

_SAME_STATE = {
    "complete": "done",
    "completed": "done",
    "finished": "done",
    "in progress": "under way",
    "underway": "under way",
    "ongoing": "under way",
    "on going": "under way",
    "started": "under way",
    "cancelled": "stopped",
    "abandoned": "stopped",
}
"""What people write for a state of progress; what may mean two things is missing on purpose."""

_TRUTH = {"yes": "true", "no": "false", "y": "true", "n": "false"}
_SPACES = re.compile("[\u00a0\u2007\u202f]")
_ROUND_NAMES = " ,;\u00a0"
_NUMBER = re.compile(r"-?[0-9][0-9, ]*(?:\.[0-9]+)?")


class CellValues:
    """Reads cells, against what the workbook was made from."""

    def __init__(self, before: CellNames, names: CellNames, region: str, mistakes: Mistakes) -> None:
        self._before = before
        self._names = names
        self._american = region == "US"
        self._mistakes = mistakes
        self.new_sources: dict[str, tuple[Row, dict[str, str]]] = {}
        """The sources that addresses in cells make, by id, with the row that names them."""

    def entry(self, row: Row, was: Any = None, unit: str = "") -> dict[str, Any]:
        """Return what the columns of a row say, each at the path of its field.

        Args:
            row: The row.
            was: The entry or part that the row was made from.
            unit: The unit of its numbers.
        """
        entry: dict[str, Any] = {}
        for column in row.sheet.columns:
            text = row.cells.get(column.header)
            if text:
                value = self.value(row, column, text, was, unit)
                if value not in (None, "", []):
                    put(entry, column.path, value)
        return entry

    def value(self, row: Row, column: Column, text: str, was: Any = None, unit: str = "") -> Any:
        """Return the value of a cell."""
        if was is not None:
            written = workbook.value_of(was, column, self._before)
            if written is not None and same(_plain(written), text):
                return _old_value(was, column)
        if column.refers:
            return self._references(row, column, text)
        if column.number:
            return self._number(row, column, text, unit)
        if column.many:
            parts = re.split(r"[\n,;]", text) if column.ids else text.split("\n")
            return [self._one(row, column, part.strip()) for part in parts if part.strip()]
        return self._one(row, column, text)

    def _one(self, row: Row, column: Column, text: str) -> str:
        if column.date:
            return edtf(text, american=self._american)
        if column.choices:
            return _choice(column, text)
        if column.field.form == "address":
            return self._address(row, column, text)
        clean = _SPACES.sub(" ", text)
        return spaced(clean) if column.field.limit and column.field.limit <= 300 else clean.strip()

    def _address(self, row: Row, column: Column, text: str) -> str:
        link = row.links.get(column.header, "")
        if link and addresses.mistake(text) and not addresses.mistake(link):
            return link
        clean = "".join(_SPACES.sub("", text).split()) if "://" in text else text.strip()
        return f"https://{clean}" if clean.startswith("www.") and addresses.mistake(clean) else clean

    def _number(self, row: Row, column: Column, text: str, unit: str) -> str:
        clean = _SPACES.sub(" ", text).strip()
        if clean.endswith("%"):
            number = clean[:-1].strip()
            if _is_share(unit):
                return number
            message = _(
                "{text} is a percentage, and the unit is {unit}. "
                "Write a plain number, or give the unit as %.",
                text=quoted(clean),
                unit=quoted(unit) if unit else _("not given"),
            )
            self._mistakes.note(row.sheet.title, row.number, message, column.header)
            return number
        return re.sub("[, ]", "", clean) if _NUMBER.fullmatch(clean) else clean

    def _references(self, row: Row, column: Column, text: str) -> Any:
        references = [reference for line in text.split("\n") for reference in self._line(row, column, line)]
        unique = [
            reference for place, reference in enumerate(references) if reference not in references[:place]
        ]
        return unique if column.many else next(iter(unique), None)

    def _line(self, row: Row, column: Column, line: str) -> Iterator[Any]:
        """Yield what a line names: one name, or several between commas or semicolons."""
        parts = [line] if self._find(row, column, line) else _parted(line)
        while parts:
            sizes = range(len(parts), 0, -1)
            size = next((size for size in sizes if self._find(row, column, "".join(parts[:size]))), 1)
            name = "".join(parts[:size]).strip(_ROUND_NAMES)
            parts = parts[size:]
            if name:
                yield self._reference(row, column, name)

    def _find(self, row: Row, column: Column, text: str) -> bool:
        ways = self._ways(column, text.strip(_ROUND_NAMES))
        return any(self._ids(row, column, name) for name, _place in ways)

    def _ways(self, column: Column, text: str) -> Iterator[tuple[str, str]]:
        if column.placed:
            yield from split_place(text)
        else:
            yield text, ""

    def _ids(self, row: Row, column: Column, name: str) -> list[str]:
        plan = "" if row.sheet.title == "Actions" else row.cells.get(sheets.PLAN, "")
        plans = [part for part in plan.split("\n") if part]
        ids = self._names.find(column.refers, name, plans[0] if plans else "")
        if not ids and len(plans) > 1:
            ids = self._names.find(column.refers, name, plans[1])
        return ids

    def _reference(self, row: Row, column: Column, text: str) -> Any:
        for name, place in self._ways(column, text):
            ids = self._ids(row, column, name)
            if len(ids) > 1:
                choices = [quoted(self._names.label(column.refers, identifier)) for identifier in ids]
                message = _(
                    "{text} may be {choices}. Write the one that you mean.",
                    text=quoted(name),
                    choices=joined(choices),
                )
                self._mistakes.note(row.sheet.title, row.number, message, column.header)
            if ids:
                return {"id": ids[0], "where": place} if place else ids[0]
        if column.refers == "sources":
            made = self._new_source(row, column, text)
            if made:
                return made
        if column.refers == "anything":
            return text
        self._note_unknown(row, column, text)
        return text

    def _note_unknown(self, row: Row, column: Column, text: str) -> None:
        near = self._names.near(column.refers, text)
        if near:
            message = _("{name} is not known. Did you mean {near}?", name=quoted(text), near=quoted(near))
        elif column.refers == "sources":
            message = _(
                "{name} is not known. Write the title of a source, or a web address.", name=quoted(text)
            )
        else:
            message = _("{name} is not known. Choose a name from the list.", name=quoted(text))
        self._mistakes.note(row.sheet.title, row.number, message, column.header)

    def _new_source(self, row: Row, column: Column, text: str) -> Any:
        """An address that no source has makes one: what it shows is its title, its domain the publisher."""
        link = row.links.get(column.header, "")
        address = link or (f"https://{text}" if text.startswith("www.") else text)
        if "://" not in address or addresses.mistake(address):
            return None
        if known := self._names.find("sources", address):
            return known[0]
        host = address.partition("://")[2].partition("/")[0].removeprefix("www.")
        title = text if text != address and "://" not in text else address.partition("://")[2].strip("/")
        fields = {"title": title[:300], "publisher": host, "url": address}
        identifier = self._free_id(row)
        self._names.add("sources", identifier, fields)
        self.new_sources[identifier] = (row, fields)
        return identifier

    def _free_id(self, row: Row) -> str:
        of = self._names.find("nodes", row.cells.get(sheets.OF, "") or row.cells.get(sheets.ID, ""))
        base = f"{of[0] if of else row.sheet.title.lower().replace(' ', '-')}-evidence"[:50].rstrip("-")
        identifier, number = base, 1
        while identifier in self.new_sources or self._names.find("sources", identifier):
            number += 1
            identifier = f"{base}-{number}"
        return identifier


def same(one: str, other: str) -> bool:
    """Return whether two texts differ at most in the spaces and line ends that programs change."""
    return one == other or _SPACES.sub(" ", one).strip() == _SPACES.sub(" ", other).strip()


def _plain(value: Any) -> str:
    from ecosystem.exchange.workbook_import.cells import written

    return written(value)


def _old_value(was: Any, column: Column) -> Any:
    for name in column.path:
        was = was[name]
    if isinstance(was, bool):
        return "true" if was else "false"
    return f"{was:.15g}" if isinstance(was, int | float) else was


def _choice(column: Column, text: str) -> str:
    wanted = key(text)
    for choice in column.choices:
        if key(choice) == wanted or key(choice).replace("-", " ") == wanted.replace("-", " "):
            return choice
    if column.choices == ("true", "false"):
        return _TRUTH.get(wanted, text)
    return _SAME_STATE.get(wanted, text) if column.header == "state" else text.strip()


def _is_share(unit: str) -> bool:
    return "%" in unit or "per cent" in unit.casefold() or "percent" in unit.casefold()


def _parted(line: str) -> list[str]:
    """Return a line in parts that end with a comma or semicolon each."""
    return re.findall(r"[^,;]*[,;]?", line)[:-1]
