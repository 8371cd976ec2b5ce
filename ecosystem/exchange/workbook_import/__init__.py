"""A workbook that came back → what it says now, or every mistake in it with its sheet and cell.

`reader` reads the cells of each sheet. `row_entries` makes entries of the rows: `entry_parts` puts those that
belong to an entry in their order, `private_notes` reads the private ones. `row_text` makes the text of a data
file with one row to a line, which `dataset` reads like any other. So a workbook is held to the same rules,
and `cell_positions` leads each problem back to a sheet, a row and a column.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecosystem import dataset
from ecosystem.dataset import documents
from ecosystem.errors import InvalidDataError
from ecosystem.exchange.safe_workbook import opened
from ecosystem.exchange.workbook_import.cell_mistakes import Mistakes
from ecosystem.exchange.workbook_import.cell_positions import Places
from ecosystem.exchange.workbook_import.losses import gone, losses
from ecosystem.exchange.workbook_import.reader import Reader
from ecosystem.exchange.workbook_import.row_entries import Entries, Notes, Origins
from ecosystem.exchange.workbook_import.row_text import text_of
from ecosystem.model import Ecosystem
from ecosystem.progress import Progress, counting, unheard

__all__ = ["WorkbookImport", "gone", "losses", "read"]


@dataclass(slots=True)
class WorkbookImport:
    """What a workbook says: the city, and which entries of the lists were there before."""

    ecosystem: Ecosystem
    document: documents.Document
    base: documents.Document
    """What the data file said when the workbook was made from it."""
    origins: Origins
    """For each list, by its path in `base`: the old place of each item, or None for a new one."""
    internal: dict[str, Notes]
    """The private notes of each section or list whose sheet has a column for them, by id or place."""
    notes: dict[documents.Path, Any]
    """The private notes of the data file when the workbook was made from it, by their paths."""


def read(
    path: Path, before: Ecosystem, progress: Progress = unheard, *, text: str | None = None
) -> WorkbookImport:
    """What the workbook says, against the city it was made from.

    Args:
        path: The workbook.
        before: What the data file says now.
        progress: Hears how far the work has come.
        text: The text of the data file, for its private notes.

    Raises:
        FileAccessError: There is no such file, or it is no workbook that is safe to read.
        InvalidWorkbookError: Every mistake, with its sheet and cell.
    """
    book = opened(path)
    mistakes = Mistakes(str(path))
    expected = len(before.links) + sum(1 for _ in before.nodes()) + 1
    tables = Reader(path, mistakes, counting(progress, expected, last=0.6)).tables(book)
    if not tables.sound:
        mistakes.stop()
    entries = Entries(tables, before, mistakes)
    notes = entries.internal_notes()
    places = Places({name: row for name, (row, _) in tables.about.items()})
    imported = text_of(tables, entries, places)
    progress(0.7)
    try:
        city = dataset.parse(imported, str(path), place=places.named)
    except InvalidDataError as error:
        mistakes.translate(error.problems, places)
        raise mistakes.error() from error
    mistakes.stop()
    there = documents.notes(text) if notes and text else {}
    return WorkbookImport(city, documents.of(city), entries.old, entries.origins, notes, there)
