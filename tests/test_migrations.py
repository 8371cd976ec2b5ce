"""Formats of the data file: what is read, what is refused, and how a file of an older format is rewritten."""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ecosystem import dataset, edits
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.dataset import migrations
from ecosystem.exchange import csvw, incoming, node_link, workbook
from tests.cities import SMALL
from tests.doors import TODAY
from tests.towns import problems

DATA = Path(__file__).parent / "data"
OLD = (DATA / "format-1.yaml").read_text(encoding="utf-8")
NEW = (DATA / "format-2.yaml").read_text(encoding="utf-8")


def run(path: Path, *command: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(path), *command], catch_exceptions=False)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "groups.yaml"
    path.write_text(OLD, encoding="utf-8")
    return path


@pytest.mark.parametrize("written", ["", "format: 1\n", "format: '1'\n"])
def test_a_file_without_a_format_is_of_format_1(written: str) -> None:
    assert dataset.parse(written + OLD) == dataset.parse(NEW)


def test_an_unknown_format_is_one_sentence_whatever_else_the_file_holds() -> None:
    reads = "is not a format that this version of the program reads. It reads 1 or 2."
    assert problems("format: 7\nnothing: else\n") == [f"line 1: format: ‘7’ {reads}"]
    assert problems("format: new\n") == [f"line 1: format: ‘new’ {reads}"]
    assert problems("format: [1]\n") == ["line 1: format: this is not the number of a format. Write 1 or 2."]


def test_names_of_format_1_are_unknown_in_format_2() -> None:
    said = problems(f"format: 2\n{OLD}")
    for name in ("carries", "moment", "standing"):
        assert any(f"‘{name}’ is not a field of a" in each for each in said)
    assert sum("‘body with" in each for each in said) == 2


def test_an_entry_of_format_1_that_has_both_names_keeps_both() -> None:
    text = OLD.replace("to: hall, standing: confirmed", "to: hall, basis: planned, standing: confirmed")
    assert any("‘standing’ is not a field of a link" in each for each in problems(text))


def test_mistakes_in_a_file_of_format_1_have_its_lines() -> None:
    line = OLD.splitlines().index("        standing: planned") + 1
    (mistake,) = problems(
        OLD.replace("        standing: planned\n        source", "        standing: sure\n        source")
    )
    assert mistake.startswith(f"line {line}: groups.hall.facts[2].standing: ‘sure’")


@pytest.mark.parametrize(
    ("section", "wrong", "hint"),
    [
        ("links", "- {from: hall, type: helps, to: ring, standng: planned, source: page}", "standing"),
        ("link_types", "a: {label: a, inverse: a, family: money, from: [], to: [], momen: true}", "moment"),
        ("link_types", "a: {label: a, inverse: a, family: money, from: [], to: [], carry: true}", "carries"),
    ],
)
def test_a_field_is_offered_by_the_name_it_has_in_the_format_of_the_file(
    section: str, wrong: str, hint: str
) -> None:
    """Without it, somebody would write a name of format 2 in a file of format 1."""
    text = OLD.replace(f"\n{section}:\n", f"\n{section}:\n  {wrong}\n", 1)
    assert any(f"Did you mean ‘{hint}’?" in mistake for mistake in problems(text))
    assert not any("basis" in mistake or "one_off" in mistake for mistake in problems(text))


@pytest.mark.parametrize(
    "broken", ["links: 5\n", "groups: [1]\n", "accepted_gaps: {a: 1}\n", "link_types:\n"]
)
def test_what_is_no_list_or_map_is_a_mistake_in_both_formats(broken: str) -> None:
    head = NEW.partition("kinds:")[0]
    assert problems(head.replace("format: 2", "format: 1") + broken) == problems(head + broken) != []


@pytest.mark.parametrize("written", ["", "format: 1  # the first\n"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_text_is_rewritten_with_its_comments_and_layout(written: str, ending: str) -> None:
    document = edits.parse((written + OLD).replace("\n", ending))
    assert edits.upgrade(document)
    if written:
        assert edits.text(document) == ("format: 2  # the first\n" + NEW.replace("format: 2\n", "")).replace(
            "\n", ending
        )
    else:
        assert edits.text(document) == NEW.replace("\n", ending)
    assert not edits.upgrade(document)


def test_a_value_in_lines_of_its_own_is_rewritten_with_the_line_after_it() -> None:
    old = "accepted_gaps:\n  - gap: |-\n      body without priority\n    about: a\n"
    document = edits.parse(old)
    assert edits.upgrade(document)
    assert edits.text(document) == (
        "format: 2\naccepted_gaps:\n  - gap: organisation without priority\n    about: a\n"
    )


def test_a_file_in_one_line_is_rewritten_too() -> None:
    document = edits.parse('{"ecosystem": {"title": "A"}, "link_types": {"a": {"moment": true}}}')
    assert edits.upgrade(document)
    assert edits.text(document) == (
        '{format: 2, "ecosystem": {"title": "A"}, "link_types": {"a": {one_off: true}}}'
    )


def test_check_offers_to_rewrite_an_older_file_and_leaves_it_alone(old: Path) -> None:
    found = run(old, "check")
    assert found.exit_code == 0
    assert found.stderr.endswith(f"ecosystem --data {old} check --upgrade\n")
    assert old.read_text(encoding="utf-8") == OLD
    assert json.loads(run(old, "check", "--json").stdout)["problems"] == []


def test_check_rewrites_an_older_file_when_asked(old: Path) -> None:
    assert run(old, "check", "--upgrade").exit_code == 0
    assert old.read_text(encoding="utf-8") == NEW
    assert old.with_name("groups.yaml.bak").read_text(encoding="utf-8") == OLD
    again = run(old, "check", "--upgrade")
    assert again.exit_code == 0
    assert "--upgrade" not in again.stderr


def test_check_rewrites_no_file_that_has_mistakes(old: Path) -> None:
    old.write_text(OLD.replace("to: hall, standing", "to: nobody, standing"), encoding="utf-8")
    before = old.read_bytes()
    assert run(old, "check", "--upgrade").exit_code == 1
    assert old.read_bytes() == before


QUESTIONS = (
    *("list", "actions", "analyse", "doctor", "gaps", "report", "stale", "export node-link", "export jsonld"),
    *("connections bread --json", "path mill feast --json", "show hall --json", "without hall --json"),
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_one_answer_in_both_formats(question: str, old: Path) -> None:
    answers = []
    for text in (OLD, NEW):
        old.write_text(text, encoding="utf-8")
        answers.append(run(old, *question.split()).stdout)
    assert answers[0] == answers[1] != ""


def test_an_edit_writes_the_format_of_the_program(old: Path) -> None:
    assert run(old, "checked", "mill", "--today", "2026-11-30", "--yes").exit_code == 0
    text = old.read_text(encoding="utf-8")
    assert text.replace(", checked: 2026-11-30", "") == NEW
    assert "checked: 2026-11-30" in text


def test_a_file_of_the_current_format_is_not_read_to_be_rewritten() -> None:
    document = edits.parse(SMALL)
    assert migrations.is_current(SMALL)
    assert not edits.upgrade(document)
    assert edits.text(document) == SMALL


# What the first version exported


def test_a_workbook_of_the_first_version_is_imported(tmp_path: Path) -> None:
    data, path = tmp_path / "groups.yaml", tmp_path / "map.xlsx"
    data.write_text(NEW, encoding="utf-8")
    path.write_bytes(workbook.dumps(dataset.parse(NEW)))
    book = openpyxl.load_workbook(path)
    book["Organisations"].title = "Bodies"
    former = {now: then for then, now in (migrations.FORMER_FIELDS | migrations.FORMER_GAPS).items()}
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                cell.value = former.get(str(cell.value), cell.value)
    book.save(path)
    found = run(data, "import", str(path), "--yes")
    assert found.exit_code == 0, found.output
    assert data.read_text(encoding="utf-8") == NEW


def bases(text: str) -> dict[tuple[str, str], str]:
    return {(link.tail, link.head): link.basis.value for link in dataset.parse(text).links}


def test_a_network_of_the_first_version_keeps_how_sure_its_links_are(tmp_path: Path) -> None:
    made = json.loads(node_link.dumps(City.parse(NEW)))
    for link in made["links"]:
        link["standing"] = link.pop("basis")
    path = tmp_path / "old.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    text, remarks = incoming.read(path, today=TODAY)
    assert bases(text) == bases(NEW)
    assert not [each for each in remarks if "‘standing’" in each]


def test_a_folder_of_tables_of_the_first_version_is_read(tmp_path: Path) -> None:
    for name, text in csvw.files(City.parse(NEW)).items():
        former = name.replace("organisations.csv", "bodies.csv")
        (tmp_path / former).write_text(text.replace('"basis"', '"standing"'), encoding="utf-8", newline="")
    city = dataset.parse(incoming.read(tmp_path, today=TODAY)[0])
    assert {link.basis.value for link in city.links} >= {"confirmed", "planned"}
