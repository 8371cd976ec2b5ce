"""Random edits in the habits of people who only know Excel: each is taken whole, or refused with its place.

Whatever is accepted passes the gate, and changes nothing but what was edited.
"""

import random
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ecosystem import dataset, edits
from ecosystem.errors import InvalidWorkbookError
from ecosystem.exchange import rewriting, workbook_import
from tests.cities import SMALL
from tests.strategies import examples
from tests.workbooks import add, column, exported

TODAY = date(2026, 11, 30)
WORKBOOKS, EDITS = examples(60), 3
Chance = random.Random
Edit = Callable[[Chance, Any], None]


def _cell(book: Any, title: str, chance: Chance, header: str) -> Any:
    page = book[title]
    return page.cell(chance.randint(2, page.max_row), column(page, header))


def a_name_in_other_letters(chance: Chance, book: Any) -> None:
    one = _cell(book, "Links", chance, chance.choice(["from", "to", "type", "source"]))
    spelled: list[Callable[[str], str]] = [str.upper, str.lower, str.title, lambda text: f" {text}\u00a0"]
    one.value = chance.choice(spelled)(str(one.value))


def another_end(chance: Chance, book: Any) -> None:
    names = ["The Council", "the choir", "THE FORUM", "Round Table", "Staff network", "nobody at all"]
    _cell(book, "Links", chance, "to").value = chance.choice(names)


def a_date(chance: Chance, book: Any) -> None:
    values = [datetime(2027, 3, 1), 44255, "28/02/2021", "Feb-21", "TBC", "2027-03", "December 2026", None]
    one = _cell(book, "Actions", chance, chance.choice(["start", "due"]))
    one.value = chance.choice(values)
    if isinstance(one.value, datetime):
        one.number_format = chance.choice(["mmm-yy", "dd/mm/yyyy", "General"])


def a_report(chance: Chance, book: Any) -> None:
    report = {
        "of": chance.choice(["Build ten homes", "build", "homes", "HOMES", "Jobs"]),
        "date": f"20{chance.randint(10, 26)}-{chance.randint(1, 12):02}",
        "state": chance.choice(["done", "complete", "In progress", "stopped", "nearly"]),
        "evidence": chance.choice([None, "A leaflet", "https://example.org/a", "Board minutes"]),
    }
    add(book, "Progress", **report)


def a_number(chance: Chance, book: Any) -> None:
    one = _cell(book, "Actions", chance, "measure target")
    one.value = chance.choice([0.2, 12, "18.2%", "many", 1200])
    one.number_format = chance.choice(["General", "0%"])


def a_new_row(chance: Chance, book: Any) -> None:
    number = chance.randint(1, 10**6)
    fields = {"name": f"Group {number}", "kind": chance.choice(["Charities", "forum", "chairty"])}
    add(book, "Organisations", **fields, source=chance.choice(["minutes", "A leaflet"]))


def a_deleted_row(chance: Chance, book: Any) -> None:
    page = book[chance.choice(["Organisations", "Links", "Events", "Facts", "Sources", "Progress"])]
    page.delete_rows(chance.randint(2, max(page.max_row, 2)))


def words(chance: Chance, book: Any) -> None:
    texts = ["Sings “well”.", "No\u00a0break", "=1+1", "Two\nlines", "a" * 400, "Ask jo@example.org"]
    _cell(book, "Organisations", chance, "purpose").value = chance.choice(texts)


def her_own(chance: Chance, book: Any) -> None:
    page = book[chance.choice(["Actions", "Links", "Organisations"])]
    page.cell(1, page.max_column + 1).value = f"RAG {chance.randint(1, 10**6)}"


def a_title(chance: Chance, book: Any) -> None:
    book.create_sheet(f"Notes {chance.randint(1, 10**6)}")["A1"] = "Mine"


ALL: list[Edit] = [
    a_name_in_other_letters,
    another_end,
    a_date,
    a_report,
    a_number,
    a_new_row,
    a_deleted_row,
    words,
    her_own,
    a_title,
]


@pytest.mark.parametrize("number", range(WORKBOOKS))
def test_a_workbook_of_random_edits_is_taken_whole_or_refused(number: int, tmp_path: Path) -> None:
    chance = random.Random(number)
    path = tmp_path / "back.xlsx"
    before = dataset.parse(SMALL)
    path.write_bytes(exported(SMALL))
    book = openpyxl.load_workbook(path)
    for _place in range(EDITS):
        chance.choice(ALL)(chance, book)
    book.save(path)
    try:
        back = workbook_import.read(path, before, today=TODAY)
    except InvalidWorkbookError as refusal:
        problems = refusal.problems
    else:
        problems = ()
    if problems:
        assert [problem for problem in problems if not problem.startswith("sheet ")] == []
        return
    now = rewriting.rewrite(SMALL, str(tmp_path / "groups.yaml"), back)
    try:
        rewriting.check(now, back, TODAY)
    except InvalidWorkbookError as refusal:  # the gate: such as what lost its only source
        problems = refusal.problems
    if problems:
        assert [problem for problem in problems if not problem.startswith("sheet ")] == []
        return
    comments = [line for line in SMALL.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in edits.text(now).splitlines() if line.lstrip().startswith("#")] == comments
    assert now.conflicts == []
    assert "canary-in-the-coal-mine" in edits.text(now) or any(one.at[1] == "forum" for one in now.changes)
