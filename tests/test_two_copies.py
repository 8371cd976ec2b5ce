"""Two people's workbooks and an edited file: what each changed alone survives, in any order."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from ecosystem import dataset, edits
from ecosystem.cli import main
from ecosystem.dataset import documents
from tests import strategies
from tests.cities import SMALL
from tests.strategies import examples
from tests.workbooks import add, put, returning, row_of

SETTINGS = settings(
    max_examples=examples(25), deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
CITIES = strategies.documents(organisations=5, links=8, least=3)
TODAY = ("--today", "2026-11-30")


def document_of(text: str) -> documents.Document:
    return documents.of(dataset.parse(text))


def unordered(value: Any) -> Any:
    """The same, with every list in one order: two people's additions stand in the order of their imports."""
    if isinstance(value, dict):
        return {name: unordered(part) for name, part in value.items()}
    if isinstance(value, list):
        return sorted((unordered(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True))
    return value


@st.composite
def edited(draw: st.DrawFn, document: documents.Document, who: str, half: int) -> documents.Document:
    """The document with edits of fields that the other leaves alone, and new and removed items."""
    after: documents.Document = json.loads(json.dumps(document))
    sections = ("groups", "networks", "partners", "sources", "events", "outputs")
    for section in sections:
        for place, entry in enumerate(after[section].values()):
            if place % 2 == half and draw(st.booleans()):
                entry["note" if section == "sources" else "purpose"] = f"Changed by {who}."
            if section != "sources" and draw(st.integers(0, 3)) == 0:
                fact = {"text": f"Told by {who}.", "source": list(after["sources"])[:1]}
                entry.setdefault("facts", []).append(fact)
    after["links"] = [
        {**link, "role": f"{who} says"} if place % 2 == half and draw(st.booleans()) else link
        for place, link in enumerate(after["links"])
    ]
    gone = {place for place in range(len(after["links"])) if place % 4 == half and draw(st.booleans())}
    after["links"] = [link for place, link in enumerate(after["links"]) if place not in gone]
    after["sources"][f"{who}-report"] = {"title": f"A report of {who}", "publisher": who}
    return after


@SETTINGS
@given(data=st.data())
def test_what_two_people_change_apart_survives_in_any_order(data: st.DataObject) -> None:
    text = strategies.text(data.draw(CITIES))
    base = document_of(text)
    one = edits.difference(base, data.draw(edited(base, "ann", 0)))
    two = edits.difference(base, data.draw(edited(base, "bob", 1)))
    results = []
    for first, second in ((one, two), (two, one)):
        document = edits.parse(text)
        between = edits.patched(base, edits.apply(document, first))
        changes, conflicts = edits.rebased(second, base, between)
        assert conflicts == []
        results.append(edits.patched(between, edits.apply(document, changes)))
        assert document_of(edits.text(document)) == results[-1]
        again, none = edits.rebased(second, base, results[-1])
        assert (again, none) == ([], []), "a second import of one copy changes nothing"
    assert unordered(results[0]) == unordered(results[1])
    ours = json.dumps(results[0])
    for name, changes in (("ann", one), ("bob", two)):
        assert f"A report of {name}" in ours
        assert ours.count(f"Changed by {name}.") == sum(
            each.value == f"Changed by {name}." for each in changes if each.what is edits.What.SET
        )


@SETTINGS
@given(data=st.data())
def test_what_both_change_is_a_question_and_nothing_else_is(data: st.DataObject) -> None:
    text = strategies.text(data.draw(CITIES))
    base = document_of(text)
    sides = []
    for who in ("ann", "bob"):
        after = json.loads(json.dumps(base))
        for entry in after["partners"].values():
            entry["purpose"] = f"Told by {who}."
            entry["status"] = "active in 2026"
        sides.append(edits.difference(base, after))
    between = edits.patched(base, sides[0])
    changes, conflicts = edits.rebased(sides[1], base, between)
    assert changes == []
    assert [each.at for each in conflicts] == [
        ("partners", identifier, "purpose") for identifier in base["partners"]
    ]
    for each in conflicts:
        assert (each.was, each.file, each.mine) == (
            base["partners"][each.at[1]].get("purpose"),
            "Told by ann.",
            "Told by bob.",
        )


# By command


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "groups.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(data: Path, *args: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(
        main, ["--data", str(data), *args, *TODAY], input=answers, catch_exceptions=False
    )


def conflicting(tmp_path: Path, small: Path) -> tuple[Path, str]:
    """A workbook and a file that both changed when the action is due, and the text of the file."""
    path = returning(tmp_path, SMALL, lambda book: put(book, "Actions", 2, due="2027-03", note="Late."))
    text = SMALL.replace("due: 2021-06\n", "due: 2026-12\n")
    small.write_text(text, encoding="utf-8")
    return path, text


def test_without_a_terminal_a_question_changes_nothing_and_is_listed(small: Path, tmp_path: Path) -> None:
    path, text = conflicting(tmp_path, small)
    for options in ((), ("--yes",), ("--dry-run",)):
        result = run(small, "import", str(path), *options)
        assert (result.exit_code, small.read_text(encoding="utf-8")) == (1, text)
        assert "The data file has changed since this workbook was made: 1 entry." in result.stderr
        assert (
            "Build ten homes, due: it was June 2021; the file now says December 2026; "
            "the workbook says March 2027." in result.stderr
        )


@pytest.mark.parametrize(("answer", "due"), [("f", "2026-12"), ("w", "2027-03")])
def test_a_question_is_answered_and_the_rest_is_written(
    answer: str, due: str, small: Path, tmp_path: Path
) -> None:
    path, text = conflicting(tmp_path, small)
    result = run(small, "import", str(path), "--yes", answers=f"{answer}\n")
    assert result.exit_code == 0, result.stderr
    assert small.read_text(encoding="utf-8") == text.replace("due: 2026-12\n", f"due: {due}\n").replace(
        "the next city}\n    source: minutes\n", "the next city}\n    source: minutes\n    note: Late.\n"
    )


def test_the_summary_shows_old_and_new_by_thing(small: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Actions", 2, due="2027-03", leads="The Choir")
        add(book, "Progress", of="Build ten homes", date="2026-03", state="complete", source="A leaflet")

    result = run(small, "import", str(returning(tmp_path, SMALL, change)), "--dry-run")
    assert result.stdout.splitlines()[:6] == [
        "3 changes.",
        "",
        "Build ten homes (3)",
        "  leads: The Charity → The Choir",
        "  due: June 2021 → March 2027",
        "  new progress: date: March 2026; state: done; source: A leaflet",
    ]


def test_a_deleted_row_is_one_question(small: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Organisations"].delete_rows(row_of(book["Organisations"], "charity"))

    path = returning(tmp_path, SMALL, change)
    instead = run(small, "import", str(path), "--dry-run")
    assert (
        instead.stdout.splitlines()[:5]
        == [
            "You deleted ‘The Charity’. 4 places still name it:",
            "  Build ten homes: leads",
            "  Link: The Charity is a member of The Forum for Everybody who Works in the City",
            "  Link: The Council funds The Charity",
            "4 changes.",
        ]
        or "You deleted ‘The Charity’. 4 places still name it:" in instead.stdout
    )
    done = run(small, "import", str(path), "--allow-loss", answers="The Choire\nthe choir\ny\n")
    assert done.exit_code == 0, done.stderr
    assert "Did you mean ‘The Choir’?" in done.stderr
    city = dataset.load(small)
    assert ("charity" in city.partners, city.actions["build"].leads) == (False, ("choir",))


def test_a_deleted_row_is_listed_where_nobody_answers_and_every_question_at_once(
    small: Path, tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        book["Organisations"].delete_rows(row_of(book["Organisations"], "charity"))
        put(book, "Actions", 2, due="2027-03")

    path = returning(tmp_path, SMALL, change)
    text = SMALL.replace("due: 2021-06\n", "due: 2026-12\n")
    small.write_text(text, encoding="utf-8")
    for options, questions in ((("--unattended",), 2), ((), 1)):
        result = run(small, "import", str(path), *options)
        assert (result.exit_code, small.read_text(encoding="utf-8")) == (1, text)
        assert f"{questions} question{'s are' if questions > 1 else ' is'} open." in result.stderr
        assert (
            "  You deleted ‘The Charity’. 4 places still name it:\n    Build ten homes: leads"
            in result.stderr
        )
    assert "the file now says December 2026" in run(small, "import", str(path), "--unattended").stderr


def test_an_import_without_questions_is_written_unattended(small: Path, tmp_path: Path) -> None:
    path = returning(tmp_path, SMALL, lambda book: put(book, "Actions", 2, due="2027-03"))
    result = run(small, "import", str(path), "--unattended")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "due: 2027-03\n" in small.read_text(encoding="utf-8")


def test_an_export_never_writes_over_a_workbook_with_a_sheet_of_somebody_s_own(
    small: Path, tmp_path: Path
) -> None:
    import openpyxl

    path = tmp_path / "map.xlsx"
    assert run(small, "import", "--help").exit_code == 0
    assert (
        CliRunner()
        .invoke(main, ["--data", str(small), "export", "workbook", "--output", str(path)])
        .exit_code
        == 0
    )
    book = openpyxl.load_workbook(path)
    book.create_sheet("My notes")["A1"] = "Ask"
    book.save(path)
    before = path.read_bytes()
    result = CliRunner().invoke(
        main, ["--data", str(small), "export", "workbook", "--output", str(path), "--force"]
    )
    assert (result.exit_code, path.read_bytes()) == (3, before)
    assert "‘My notes’" in result.stderr
