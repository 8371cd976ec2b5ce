"""Entries → the text of a data file, a row to a line, so that a line leads back to its row."""

import json
from collections.abc import Iterator
from typing import Any

from ecosystem.dataset import migrations
from ecosystem.dataset.draft import ABOUT
from ecosystem.exchange import sheets
from ecosystem.exchange.sheets import Sheet
from ecosystem.exchange.workbook_import.cell_positions import Places
from ecosystem.exchange.workbook_import.row_entries import Entries
from ecosystem.exchange.workbook_import.rows import Row, Tables, put, texts
from ecosystem.model import About

_MAP = Sheet(sheets.ABOUT_SHEET, (), About, sheets.about_columns())
_Line = tuple[str, dict[str, Any], str, int]
"""The id of an entry, its fields, and the sheet and row it comes from."""


def text_of(tables: Tables, entries: Entries, places: Places) -> str:
    """Return the text; what stands in which of its lines goes into `places`.

    Entries whose rows were deleted stand in it too where something still names them: what becomes of that is
    settled later.
    """
    about = _about(tables, entries)
    held = {
        (sheet.title, section): list(_entries(sheet, section, entries, places))
        for sheet in sheets.sheets()
        for section in (() if sheet.field else sheet.holds)
    }
    entries.note_orphans()
    _add_sources(held, entries)
    _keep_named(held, about, entries)
    places.add_line(sheets.ABOUT_SHEET, 1)
    lines = [f'{{"{migrations.KEY}": {migrations.FORMAT}, "{ABOUT}": {_json(about)}']
    for sheet in sheets.sheets():
        for section in () if sheet.field else sheet.holds:
            lines += _section(sheet, section, held[sheet.title, section], places)
    return "\n".join([*lines, "}"]) + "\n"


def _about(tables: Tables, entries: Entries) -> dict[str, Any]:
    about: dict[str, Any] = {}
    for column in _MAP.columns:
        if column.header in tables.about:
            number, text = tables.about[column.header]
            row = Row(_MAP, number, {column.header: text})
            value = entries.values.value(row, column, text, entries.old[ABOUT])
            put(about, column.path, value)
    return about


def _entries(sheet: Sheet, section: str, entries: Entries, places: Places) -> Iterator[_Line]:
    for place, row in enumerate(entries.rows(sheet, section)):
        yield row.id, entries.entry(row, section, place, places), row.sheet.title, row.number


def _add_sources(held: dict[tuple[str, str], list[_Line]], entries: Entries) -> None:
    """The sources that addresses make stand in the text as if they had rows."""
    for identifier, (row, fields) in entries.values.new_sources.items():
        held["Sources", "sources"].append((identifier, dict(fields), row.sheet.title, row.number))


def _keep_named(held: dict[tuple[str, str], list[_Line]], about: dict[str, Any], entries: Entries) -> None:
    waiting = {identifier: section for section, identifier in entries.gone}
    new = [entry for lines in held.values() for _id, entry, _title, _number in lines]
    new.append(about)
    while waiting and new:
        named = {word for entry in new for word in texts(entry)} & waiting.keys()
        new = []
        for identifier in sorted(named):
            section = waiting.pop(identifier)
            entry = entries.old[section][identifier]
            title = next(
                sheet.title for sheet in sheets.sheets() if section in sheet.holds and not sheet.field
            )
            held[title, section].append((identifier, entry, title, 0))
            new.append(entry)


def _section(sheet: Sheet, section: str, held: list[_Line], places: Places) -> Iterator[str]:
    opening, closing = "[]" if sheet.is_list else "{}"
    places.add_line(sheet.title, 1)
    yield f',"{section}": {opening}{"" if held else closing}'
    for place, (identifier, entry, title, number) in enumerate(held):
        places.add_line(title, number)
        named = "" if sheet.is_list else f"{json.dumps(identifier, ensure_ascii=False)}: "
        yield f"{named}{_json(entry)}{',' if place + 1 < len(held) else closing}"


def _json(entry: dict[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False).replace("\x7f", "\\u007f").replace("\x85", "\\u0085")
