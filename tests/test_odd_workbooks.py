"""Workbooks that are odd, damaged or meant badly: one sentence each, and nothing half-written."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.workbook.protection import WorkbookProtection

from ecosystem import dataset
from ecosystem.cli import main
from ecosystem.edits import text as text_of
from ecosystem.errors import FileAccessError
from ecosystem.exchange import baseline, rewriting, sheets, workbook_import
from tests.cities import SMALL
from tests.workbooks import exported, put, returning

TODAY = date(2026, 11, 30)


def remarks(path: Path) -> str:
    return "\n".join(workbook_import.read(path, dataset.parse(SMALL), text=SMALL, today=TODAY).remarks)


def refused(tmp_path: Path, path: Path) -> str:
    """Return the sentence that a workbook is refused with; the data file and its folder stay as they are."""
    folder = tmp_path / "data"
    folder.mkdir()
    data = folder / "groups.yaml"
    data.write_text(SMALL, encoding="utf-8")
    result = CliRunner().invoke(
        main, ["--data", str(data), "import", str(path), "--yes"], catch_exceptions=False
    )
    assert result.exit_code in (1, 3)
    assert [each.name for each in folder.iterdir()] == ["groups.yaml"]
    assert data.read_text(encoding="utf-8") == SMALL
    (sentence,) = result.stderr.splitlines()
    return sentence


def rewritten_zip(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Change the parts of a workbook by their names."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    path.write_bytes(made.getvalue())
    return path


def book_at(tmp_path: Path) -> Path:
    path = tmp_path / "back.xlsx"
    path.write_bytes(exported(SMALL))
    return path


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b'name="Links"', b'name="progress"') if name == "xl/workbook.xml" else content

    path = rewritten_zip(book_at(tmp_path), change)
    assert refused(tmp_path, path) == f"{path} has two sheets named ‘Progress’. Rename one of them."


def test_two_sheets_that_could_be_the_same_are_refused(tmp_path: Path) -> None:
    path = returning(tmp_path, SMALL, lambda book: book.create_sheet("Bodies").append(["id", "name"]))
    assert refused(tmp_path, path) == (
        f"{path}: the sheets ‘Organisations’ and ‘Bodies’ could both be ‘Organisations’. Rename one of them."
    )


def test_hidden_rows_are_imported_and_counted(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Actions", 2, due="2027-03")
        book["Actions"].row_dimensions[2].hidden = True

    path = returning(tmp_path, SMALL, change)
    assert remarks(path) == "Actions has 1 hidden row, which is imported like the others."
    back = workbook_import.read(path, dataset.parse(SMALL), text=SMALL, today=TODAY)
    assert "due: 2027-03" in text_of(rewriting.rewrite(SMALL, "groups.yaml", back))


@pytest.mark.parametrize("hidden", ["collapse", "filter"])
def test_hidden_rows_of_an_open_document_are_counted(hidden: str, tmp_path: Path) -> None:
    from ecosystem.exchange.workbook_import import cells

    def row(text: str, more: str = "") -> str:
        cell = f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
        return f"<table:table-row{more}>{cell}</table:table-row>"

    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    rows = row("A") + row("B", f' table:visibility="{hidden}"')
    content = f'<office:document-content {names}><table:table table:name="One">{rows}</table:table>'
    path = tmp_path / "back.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", f"{content}</office:document-content>")
    (page,) = cells.pages(path)
    assert (page.title, page.hidden, [number for number, _cells, _heads in page.rows]) == ("One", 1, [1, 2])


def test_a_damaged_baseline_is_said_and_everything_that_differs_is_a_change(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book[sheets.BASELINE]["A1"] = str(book[sheets.BASELINE]["A1"].value)[:-40]
        put(book, "Actions", 2, due="2027-03")

    path = returning(tmp_path, SMALL, change)
    assert remarks(path) == (
        f"The hidden sheet ‘{sheets.BASELINE}’, which says what this workbook was made from, is damaged. "
        "Everything that differs from the data file counts as your change."
    )
    back = workbook_import.read(path, dataset.parse(SMALL), text=SMALL, today=TODAY)
    assert text_of(rewriting.rewrite(SMALL, "groups.yaml", back)) == SMALL.replace(
        "due: 2021-06\n", "due: 2027-03\n"
    )


def test_protected_sheets_are_read_like_others(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Actions", 2, due="2027-03")
        for page in book.worksheets:
            page.protection.sheet = True
            page.protection.set_password("secret")
        book.security = WorkbookProtection(lockStructure=True)

    path = returning(tmp_path, SMALL, change)
    back = workbook_import.read(path, dataset.parse(SMALL), text=SMALL, today=TODAY)
    assert text_of(rewriting.rewrite(SMALL, "groups.yaml", back)) == SMALL.replace(
        "due: 2021-06\n", "due: 2027-03\n"
    )


@pytest.mark.parametrize("newer", ["schema", "format"])
def test_a_workbook_of_a_newer_program_is_refused(
    newer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = msgspec.json.decode(msgspec.json.encode(baseline.Baseline({}, None, "", "9.0", 2)))
    plain[newer] = 99
    monkeypatch.setattr(baseline, "Baseline", lambda *_values: plain)
    path = book_at(tmp_path)
    monkeypatch.undo()
    assert refused(tmp_path, path) == (
        f"{path} was made by a newer version of this program (9.0). Update the program."
    )


def test_an_archive_of_an_unknown_version_is_refused(tmp_path: Path) -> None:
    path = book_at(tmp_path)
    entries = re.sub(
        rb"(PK\x01\x02..)..", lambda found: found[1] + b"\x63\0", path.read_bytes(), flags=re.DOTALL
    )
    path.write_bytes(entries)
    with pytest.raises(NotImplementedError):
        zipfile.ZipFile(path)
    assert refused(tmp_path, path) == f"{path} is not a complete .xlsx workbook. Save it as .xlsx again."


def with_merged(path: Path, ranges: list[str]) -> Path:
    cells = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)

    def change(name: str, content: bytes) -> bytes:
        ending = b"</sheetData>"
        added = ending + f"<mergeCells>{cells}</mergeCells>".encode()
        return content.replace(ending, added) if name == "xl/worksheets/sheet3.xml" else content

    return rewritten_zip(path, change)


def test_many_merged_cells_are_read_row_by_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Two")
    page = book.create_sheet("Three")
    count = 20_000  # what compares each row with each merged cell does not come to an end with these
    for number in range(1, 2 * count, 2):
        page.cell(number, 1).value = f"row {number}"
    path = tmp_path / "merged.xlsx"
    book.save(path)
    with_merged(path, [f"A{number}:A{number + 1}" for number in range(1, 2 * count, 2)])
    from ecosystem.exchange.workbook_import import cells

    found = {number: filled[0].text for number, filled, _heads in cells.pages(path)[2].rows if filled}
    assert [found[each] for each in (1, 2, 3, 4)] == ["row 1", "row 1", "row 3", "row 3"]
    assert found[2 * count - 2] == f"row {2 * count - 3}"


def test_too_many_merged_cells_are_refused(tmp_path: Path) -> None:
    path = with_merged(book_at(tmp_path), ["A2:A1002"] * 201)
    with pytest.raises(
        FileAccessError, match=r"more than 200,000 merged cells\. Unmerge some of them\."
    ) as caught:
        remarks(path)
    title = openpyxl.load_workbook(path).worksheets[2].title
    assert f"sheet {title} " in str(caught.value)
