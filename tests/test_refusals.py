"""What the gate refuses of an import is told with the sheet and the row that it comes from."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ecosystem import dataset
from ecosystem.errors import InvalidDataError, InvalidWorkbookError
from ecosystem.exchange import rewriting, workbook_import
from tests.cities import SMALL
from tests.workbooks import add, put, returning, row_of

TODAY = date(2026, 11, 30)
ENDS = "to: [groups, networks, partners], transitive: true, means: org:memberOf"
CHOIR = "{from: choir, type: member-of, to: council, source: leaflet}"
NO_SOURCE = "there is no source. Write `source:` with an id, or add a fact that has one."


def refused(folder: Path, change: Callable[[Any], None], now: str = SMALL) -> list[str]:
    """Return what is said of a workbook made from the small city, where the file may have changed since."""
    path = returning(folder, SMALL, change)
    back = workbook_import.read(path, dataset.parse(now), text=now, today=TODAY)
    document = rewriting.rewrite(now, str(folder / "groups.yaml"), back.settled())
    with pytest.raises(InvalidWorkbookError) as caught:
        rewriting.check(document, back.settled(), TODAY)
    return list(caught.value.problems)


def without_minutes(book: Any) -> None:
    book["Sources"].delete_rows(row_of(book["Sources"], "minutes"))


def test_what_named_a_deleted_source_alone_is_told_with_its_row_and_the_deleted_one(tmp_path: Path) -> None:
    deleted = "It named ‘Minutes of the forum’, whose row you deleted from Sources."
    assert refused(tmp_path, without_minutes) == [
        f"sheet Organisations, row 3: {NO_SOURCE} {deleted}",
        f"sheet Organisations, row 4: {NO_SOURCE} {deleted}",
        f"sheet Events, row 2: {NO_SOURCE} {deleted}",
        f"sheet Outputs, row 2: {NO_SOURCE} {deleted}",
        "sheet Disputes, row 2, claims: a dispute needs two claims or more. Add the other side, or make it a "
        f"fact. {deleted}",
    ]


def test_what_came_into_the_file_since_is_told_with_the_deleted_row(tmp_path: Path) -> None:
    band = "  band: {name: Band, kind: charity, source: minutes}\nevents:\n"
    assert (
        f"sheet Sources, the deleted row ‘Minutes of the forum’: ‘Band’ in the data file: {NO_SOURCE}"
        in refused(tmp_path, without_minutes, SMALL.replace("events:\n", band))
    )


def test_a_new_link_that_the_file_no_longer_allows_is_told_with_its_row(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Links"].delete_rows(2)  # so that rows and places in the file differ
        add(
            book,
            "Links",
            **{"from": "The Choir", "type": "is a member of"},
            to="The Council",
            source="A leaflet",
        )

    now = SMALL.replace(ENDS, ENDS.replace("to: [groups, networks, partners]", "to: [groups]"))
    (problem,) = refused(tmp_path, change, now)
    assert problem.startswith("sheet Links, row 11, to: ‘council’ is under partners"), problem


def test_a_link_of_the_file_that_a_cell_no_longer_allows_is_told_with_that_cell(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Link types", row_of(book["Link types"], "member-of"), to="groups")

    (problem,) = refused(tmp_path, change, SMALL.replace("links:\n", f"links:\n  - {CHOIR}\n"))
    assert problem.startswith("sheet Link types, row 2, to: links[1].to in the data file: ‘council’ is"), (
        problem
    )


def test_what_no_row_has_brought_keeps_its_line(tmp_path: Path) -> None:
    path = returning(tmp_path, SMALL, lambda book: put(book, "Actions", 2, note="Late."))
    back = workbook_import.read(path, dataset.parse(SMALL), text=SMALL, today=TODAY)
    document = rewriting.rewrite(SMALL, "groups.yaml", back)
    document.put(document.text + "nonsense: 1\n")
    with pytest.raises(InvalidDataError, match=r"line [0-9]+: nonsense"):
        rewriting.check(document, back, TODAY)
