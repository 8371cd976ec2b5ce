"""A workbook that somebody opens, edits and saves in LibreOffice comes back right."""

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import datetime
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ecosystem import dataset, edits
from ecosystem.cli import main
from ecosystem.exchange import rewriting, workbook_import
from ecosystem.model import Entity
from tests.cities import SMALL
from tests.fixture import BRISTOL
from tests.office import Open, saved_as
from tests.test_workbook import HOSTILE
from tests.workbooks import add, column, exported, put, returning, row_of, taken_back

pytestmark = pytest.mark.slow

KEPT = [said for said in HOSTILE if not re.search("_x[0-9A-F]{4}_x[0-9A-F]{4}_", said)]
"""Without texts in which two escapes share a `_`: LibreOffice 7.4 changes them when it saves."""


@pytest.fixture(autouse=True)
def installed() -> None:
    if not shutil.which("soffice"):
        assert os.geteuid(), "`make test` installs LibreOffice for root, and it is not here."
        pytest.skip("LibreOffice is not here, and only root can install Debian's.")


def edited(folder: Path, text: str, edit: Callable[[Open], None]) -> Path:
    """The workbook of a data file after an editor was at it."""
    path = folder / "map.xlsx"
    path.write_bytes(exported(text, internal=True))
    opened = Open(path)
    edit(opened)
    return opened.save()


def rewritten(text: str, back: Path) -> str:
    """The text of the data file after the workbook came back."""
    return edits.text(rewriting.rewrite(text, "groups.yaml", workbook_import.read(back, dataset.parse(text))))


def test_bristol_comes_back_to_the_byte_when_nobody_changed_it(tmp_path: Path) -> None:
    text = BRISTOL.read_text(encoding="utf-8")
    assert rewritten(text, edited(tmp_path, text, lambda _: None)) == text


def test_a_workbook_that_went_through_ods_changes_nothing_and_ods_is_read_too(tmp_path: Path) -> None:
    text = BRISTOL.read_text(encoding="utf-8")
    path = tmp_path / "map.xlsx"
    path.write_bytes(exported(text, internal=True))
    ods = saved_as(path, "ods")
    assert rewritten(text, ods) == text
    assert rewritten(text, saved_as(ods, "xlsx")) == text


def test_what_is_typed_into_ods_is_read_as_it_is_shown(tmp_path: Path) -> None:
    text = SMALL.replace("comparison_text: the next city}", "comparison_text: the next city, unit: '%'}")

    def change(book: Any) -> None:
        put(book, "Actions", 2, due=datetime(2027, 3, 1), measure__target=0.182)
        page = book["Actions"]
        page.cell(2, column(page, "due")).number_format = "mmm-yy"
        page.cell(2, column(page, "measure target")).number_format = "0.0%"
        put(book, "Organisations", row_of(book["Organisations"], "choir"), founded=datetime(2019, 5, 6))
        page = book["Organisations"]
        page.cell(row_of(page, "choir"), column(page, "founded")).number_format = "dd/mm/yyyy"

    ods = saved_as(returning(tmp_path, text, change), "ods")
    city = dataset.parse(rewritten(text, ods))
    measure = city.actions["build"].measure
    assert measure
    assert (city.actions["build"].due, measure.target) == ("2027-03", 18.2)
    assert city.partners["choir"].founded == "2019-05-06"


def edit_in_libreoffice(book: Open) -> None:
    book.put("Organisations", "choir", purpose="Sings, and listens.\nOn Mondays.", founded="2019~")
    book.put("Links", "charity-member-of-forum", since="2017", basis="confirmed")
    book.add("Organisations", section="partners", name="The Library", kind="public", source="minutes")
    book.add("Links", **{"from": "choir", "type": "member-of", "to": "forum", "source": "leaflet"})
    book.delete("Links", "council-funds-fair")


def edit_by_hand(book: Any) -> None:
    """The same, cell by cell."""
    organisations, links = book["Organisations"], book["Links"]
    put(
        book,
        "Organisations",
        row_of(organisations, "choir"),
        purpose="Sings, and listens.\nOn Mondays.",
        founded="2019~",
    )
    put(book, "Links", row_of(links, "charity-member-of-forum"), since="2017", basis="confirmed")
    add(book, "Organisations", section="partners", name="The Library", kind="public", source="minutes")
    add(book, "Links", **{"from": "choir", "type": "member-of", "to": "forum", "source": "leaflet"})
    links.delete_rows(row_of(links, "council-funds-fair"))


def test_cells_new_rows_and_deleted_ones_come_back_as_what_they_are(tmp_path: Path) -> None:
    back = edited(tmp_path, SMALL, edit_in_libreoffice)
    text = rewritten(SMALL, back)
    assert text == taken_back(tmp_path, SMALL, edit_by_hand, internal=True)
    city = dataset.parse(text)
    choir = city.partners["choir"]
    assert (choir.purpose, choir.founded) == ("Sings, and listens.\nOn Mondays.", "2019~")
    assert city.partners["the-library"].kind == "public"
    ends = {(link.tail, link.type, link.head) for link in city.links}
    assert ("choir", "member-of", "forum") in ends
    assert ("council", "funds", "fair") not in ends
    data = tmp_path / "groups.yaml"
    data.write_text(SMALL, encoding="utf-8")
    result = CliRunner().invoke(main, ["--data", str(data), "import", str(back), "--dry-run"])
    assert result.exit_code == 0, result.stderr
    shown = [line for line in result.stdout.splitlines() if re.match(r"[+-](?![+-])", line)]
    changed = unified_diff(SMALL.splitlines(), text.splitlines())
    assert shown == [line for line in changed if re.match(r"[+-](?![+-])", line)]
    assert data.read_text(encoding="utf-8") == SMALL


def test_what_looks_like_something_else_stays_text(tmp_path: Path) -> None:
    claims = [f"{{claim: {json.dumps(said)}, source: minutes}}" for said in KEPT]
    text = f"{SMALL}  - {{about: choir, question: Which?, claims: [{', '.join(claims)}]}}\n"
    organisations = ("choir", "charity", "council", "staff", "forum")

    def typed(book: Open) -> None:
        for identifier, said in zip(organisations, KEPT, strict=False):
            book.put("Organisations", identifier, purpose=said)

    city = dataset.parse(rewritten(text, edited(tmp_path, text, typed)))
    assert [claim.claim for claim in city.disputes[1].claims] == KEPT
    purposes = {node.id: node.purpose for _, node in city.nodes() if isinstance(node, Entity)}
    assert [purposes[identifier] for identifier in organisations] == KEPT[: len(organisations)]
