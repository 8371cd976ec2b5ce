"""Workbooks that somebody has changed, on their way back into a data file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart

from ecosystem import dataset, edits
from ecosystem.errors import InvalidWorkbookError
from ecosystem.exchange import rewriting, workbook, workbook_import
from tests.cities import SMALL

Change = Callable[[Any], None]


def exported(text: str, *, internal: bool = False) -> bytes:
    """The workbook with its rows in the order of the file."""
    city = dataset.parse(text)
    return workbook.dumps(city, workbook.private_notes(text, city) if internal else None)


def returning(folder: Path, text: str, change: Change | None = None, *, internal: bool = False) -> Path:
    """A workbook of a data file, changed by somebody."""
    path = folder / "back.xlsx"
    path.write_bytes(exported(text, internal=internal))
    if change:
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
    return path


def rewritten(
    folder: Path, text: str, change: Change | None = None, *, internal: bool = False
) -> rewriting.Rewritten:
    """The data file after the workbook came back, with what is said of its private notes."""
    path = returning(folder, text, change, internal=internal)
    back = workbook_import.read(path, dataset.parse(text), text=text)
    return rewriting.rewrite(text, "groups.yaml", back)


def taken_back(folder: Path, text: str, change: Change | None = None, *, internal: bool = False) -> str:
    """The text of the data file after the workbook came back."""
    return edits.text(rewritten(folder, text, change, internal=internal))


def problems(folder: Path, change: Change, text: str = SMALL, *, internal: bool = False) -> tuple[str, ...]:
    with pytest.raises(InvalidWorkbookError) as caught:
        taken_back(folder, text, change, internal=internal)
    return caught.value.problems


def column(page: Any, header: str) -> Any:
    return next(cell.column for cell in page[1] if cell.value == header)


def put(book: Any, title: str, row: int, **values: Any) -> None:
    page = book[title]
    for header, value in values.items():
        page.cell(row, column(page, header.replace("__", " "))).value = value


def drop_column(page: Any, header: str) -> None:
    page.delete_cols(column(page, header))


def copy_row(page: Any, row: int, **values: Any) -> None:
    """The same row again below the last, with other values in some of its cells."""
    page.append([cell.value for cell in page[row]])
    for header, value in values.items():
        page.cell(page.max_row, column(page, header)).value = value


def add_chart(book: Any, title: str) -> None:
    """A sheet that holds a chart and has no cells."""
    book.create_chartsheet(title).add_chart(BarChart())


def row_of(page: Any, identifier: str) -> Any:
    return next(row[0].row for row in page.iter_rows() if row[0].value == identifier)


def add(book: Any, title: str, **values: Any) -> None:
    put(book, title, book[title].max_row + 1, **values)
