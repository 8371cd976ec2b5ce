"""The sheets of an OpenDocument spreadsheet (ISO/IEC 26300, .ods), as LibreOffice saves it.

Read here since the libraries for it either drop what a cell shows (a month, a percentage), or build the whole
document in memory as objects.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ecosystem.errors import FileAccessError
from ecosystem.exchange.safe_workbook import MOST_COLUMNS, MOST_ROWS, safe_content
from ecosystem.exchange.workbook_import.filled_cells import Cell, Row
from ecosystem.language import _

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_REPEATED = f"{_TABLE}number-columns-repeated"


def sheets(path: Path) -> list[tuple[str, Iterator[Row], int]]:
    """Return the title and the rows of each sheet, and how many filled rows of it are hidden.

    Raises:
        FileAccessError: It cannot be read as a spreadsheet.
    """
    from io import BytesIO

    from defusedxml.ElementTree import iterparse

    try:
        content = zipfile.ZipFile(BytesIO(safe_content(path))).read("content.xml")
        tables: list[tuple[str, list[Row]]] = []
        rows: list[Row] = []
        hidden: list[int] = []
        number = 0
        for event, node in iterparse(BytesIO(content), events=("start", "end")):
            if event == "start":
                if node.tag == f"{_TABLE}table":
                    rows, number = [], 0
                    tables.append((node.get(f"{_TABLE}name", ""), rows))
                    hidden.append(0)
                continue
            if node.tag == f"{_TABLE}table-row":
                times = _count(node, f"{_TABLE}number-rows-repeated")
                cells = _cells(node)
                for repeat in range(min(times, MOST_ROWS + 1 - number) if cells else 0):
                    rows.append((number + repeat + 1, cells, len(cells) == 1 and _is_across(node)))
                if cells and hidden and node.get(f"{_TABLE}visibility", "visible") != "visible":
                    hidden[-1] += times
                number += times
                node.clear()
    except FileAccessError:
        raise
    except Exception as error:  # the parser lets errors of many kinds through
        message = _("{file} cannot be read as a spreadsheet. Save it as .xlsx.", file=str(path))
        raise FileAccessError(message) from error
    return [(title, iter(some), count) for (title, some), count in zip(tables, hidden, strict=True)]


def _count(node: Any, name: str) -> int:
    text = node.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < 9 else 1


def _is_across(row: Any) -> bool:
    return any(_count(cell, f"{_TABLE}number-columns-spanned") > 1 for cell in row)


def _cells(row: Any) -> dict[int, Cell]:
    cells: dict[int, Cell] = {}
    place = 0
    for node in row:
        if node.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = _count(node, _REPEATED)
        cell = _cell(node)
        if cell.text or cell.is_formula:
            for repeat in range(min(times, max(MOST_COLUMNS - place, 0))):
                cells[place + repeat] = cell
        place += times
    return cells


def _cell(node: Any) -> Cell:
    lines = ["".join(_words(line)) for line in node if line.tag == f"{_TEXT}p"]
    shown = "\n".join(lines).strip()
    link = next((anchor.get(_LINK, "") for anchor in node.iter(f"{_TEXT}a")), "")
    kind, value = node.get(f"{_OFFICE}value-type"), node.get(f"{_OFFICE}value", "")
    if node.get(f"{_TABLE}formula") is not None:
        return Cell("", is_formula=True)
    if kind == "date":
        return Cell(_date(node.get(f"{_OFFICE}date-value", ""), shown))
    if kind == "percentage":
        return Cell(f"{float(value) * 100:.12g}%")
    if kind in ("float", "currency"):
        return Cell(f"{float(value):.15g}")
    if kind == "boolean":
        return Cell(node.get(f"{_OFFICE}boolean-value", ""))
    return Cell(shown, link=link)


def _words(node: Any) -> Iterator[str]:
    """Yield the text of a paragraph, where several spaces, tabs and line breaks are elements."""
    yield node.text or ""
    for part in node:
        if part.tag == f"{_TEXT}s":
            yield " " * _count(part, f"{_TEXT}c")
        elif part.tag == f"{_TEXT}tab":
            yield "\t"
        elif part.tag == f"{_TEXT}line-break":
            yield "\n"
        elif part.tag != f"{_OFFICE}annotation":
            yield from _words(part)
        yield part.tail or ""


def _date(value: str, shown: str) -> str:
    """Return a date as exactly as the cell shows it."""
    day, _time, rest = value.partition("T")
    if rest.strip("0:.Z"):
        return value
    numbers = [part for part in shown.replace("/", " ").replace("-", " ").replace(".", " ").split() if part]
    if len(numbers) == 2:
        return day[:7]
    return day[:4] if len(numbers) == 1 and numbers[0].isdecimal() else day
