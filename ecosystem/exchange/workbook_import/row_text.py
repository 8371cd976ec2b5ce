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
from ecosystem.exchange.workbook_import.rows import Tables


def text_of(tables: Tables, entries: Entries, places: Places) -> str:
    """The text; what stands in which of its lines goes into `places`."""
    places.add_line(sheets.ABOUT_SHEET, 1)
    about = {name: value for name, (_, value) in tables.about.items()}
    lines = [f'{{"{migrations.KEY}": {migrations.FORMAT}, "{ABOUT}": {_json(about)}']
    for sheet in sheets.sheets():
        for section in () if sheet.field else sheet.holds:
            lines += _section(sheet, section, entries, places)
    entries.note_orphans()
    return "\n".join([*lines, "}"]) + "\n"


def _section(sheet: Sheet, section: str, entries: Entries, places: Places) -> Iterator[str]:
    rows = entries.rows(sheet, section)
    opening, closing = "[]" if sheet.is_list else "{}"
    places.add_line(sheet.title, 1)
    yield f',"{section}": {opening}{"" if rows else closing}'
    for place, row in enumerate(rows):
        entry = entries.entry(row, section, place, places)
        places.add_line(sheet.title, row.number)
        named = "" if sheet.is_list else f"{json.dumps(row.id, ensure_ascii=False)}: "
        yield f"{named}{_json(entry)}{',' if place + 1 < len(rows) else closing}"


def _json(entry: dict[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False).replace("\x7f", "\\u007f").replace("\x85", "\\u0085")
