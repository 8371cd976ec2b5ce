"""Reading records: complete, and true to what the map says, or every mistake with its file and line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecosystem import dataset
from ecosystem.cli import main
from ecosystem.errors import InvalidDataError
from tests.towns import HEAD

CITY = (
    HEAD
    + """\
groups:
  hall:
    name: The hall
    kind: club
    source: {id: book, where: Title}
    facts:
      - {text: It stands., source: {id: book, where: "Aims, first point"}}
      - {text: It leaks., source: [page, {id: book, where: Row 1}]}
  barn: {name: The barn, kind: club, source: page}
links:
  - {from: barn, type: helps, to: hall, source: {id: book, where: Row 2}}
disputes:
  - about: barn
    question: How old is it?
    claims:
      - {claim: Old., source: page}
      - {claim: New., source: {id: book, where: Row 2}}
"""
)
RECORD = """\
source: book
data: groups.yaml
parts:
  - place: Title
    nothing: The name of the book.
  - place: Aims, heading
    nothing: A heading.
  - place: Aims, first point
    statements:
      - says: The hall stands.
        held_by: [hall]
  - place: Row 1
    statements:
      - says: It leaks.
        held_by: [hall]
      - says: It is painted green.
        left_out: The colour of a hall tells nothing of who works with whom.
  - place: Row 2
    statements:
      - says: The barn, which is new, helps the hall.
        held_by: [barn-helps-hall, barn]
"""


def laid_out(folder: Path, record: str, city: str = CITY, name: str = "book.yaml") -> Path:
    path = folder / "groups.yaml"
    path.write_text(city, encoding="utf-8")
    (folder / "readings").mkdir(exist_ok=True)
    (folder / "readings" / name).write_text(record, encoding="utf-8")
    return path


def mistakes(folder: Path, record: str, city: str = CITY) -> list[str]:
    with pytest.raises(InvalidDataError) as caught:
        dataset.check(laid_out(folder, record, city))
    return [str(problem) for problem in caught.value.problems]


def test_a_record_that_is_complete_and_true_passes(tmp_path: Path) -> None:
    assert dataset.check(laid_out(tmp_path, RECORD)).ecosystem == dataset.parse(CITY)


def test_a_file_without_records_needs_none(tmp_path: Path) -> None:
    path = tmp_path / "groups.yaml"
    path.write_text(CITY, encoding="utf-8")
    assert dataset.check(path).ecosystem == dataset.parse(CITY)


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("held_by: [hall]", "held_by: [hal]", "‘hal’ is not the id of an entry or a link. Did you mean"),
        (
            "held_by: [hall]",
            "held_by: [barn]",
            "‘barn’ does not cite book at ‘Aims, first point’. It cites ‘Row 2’.",
        ),
        ("    nothing: A heading.", "    nothing: ''", "there is no value."),
        ("    nothing: A heading.\n", "", "it has no statements. List them, or say under"),
        ("place: Row 1", "place: Title", "‘Title’ is the place of a part above."),
        ("        held_by: [hall]\n  - place: Row 1", "  - place: Row 1", "name the entry that has"),
        ("left_out: The colour", "left_up: The colour", "‘left_up’ is not a field of a statement. Did"),
        ("source: book", "source: A book", "‘A book’ is not an id."),
        ("source: book", "source: bok", "‘bok’ is not the id of a source. Did you mean ‘book’?"),
        ("data: groups.yaml", "data: other.yaml", "‘other.yaml’ does not exist beside the folder"),
    ],
)  # fmt: skip
def test_a_mistake_of_a_record_is_told_with_its_file(old: str, new: str, said: str, tmp_path: Path) -> None:
    broken = RECORD.replace(old, new, 1)
    assert broken != RECORD
    found = mistakes(tmp_path, broken)
    assert any(one.startswith("readings/book.yaml, line") and said in one for one in found), found


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    record = RECORD.replace("held_by: [hall]", "held_by: [barn]").replace("[barn-helps-hall, barn]", "[none]")
    city = CITY.replace("where: Row 1", "where: Row 9").replace("{id: book, where: Title}", "book")
    found = mistakes(tmp_path, record, city)
    told = "does not cite book at"
    assert found == [
        f"line {line_of(city, 'source: book')}: groups.hall.source: ‘book’ has a reading record."
        " Name the place in it under `where:`.",
        f"line {line_of(city, 'Row 9')}: groups.hall.facts[2].source[2]: ‘Row 9’ is not a place of"
        " readings/book.yaml. Did you mean ‘Row 2’?",
        "readings/book.yaml, line 11: record.parts[3].statements[1]:"
        f" ‘barn’ {told} ‘Aims, first point’. It cites ‘Row 2’.",
        f"readings/book.yaml, line 15: record.parts[4].statements[1]: ‘barn’ {told} ‘Row 1’."
        " It cites ‘Row 2’.",
        "readings/book.yaml, line 21: record.parts[5].statements[1]:"
        " ‘none’ is not the id of an entry or a link.",
    ]


def test_the_mistakes_of_the_map_and_of_a_record_are_told_together(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path, RECORD.replace("says: It leaks.", "said: It leaks."), CITY.replace("Old.", "''")
    )
    assert any(one.startswith("line") for one in found)
    assert any(one.startswith("readings/book.yaml, line") for one in found)


def test_a_record_is_held_to_the_region_of_its_map(tmp_path: Path) -> None:
    record = RECORD.replace("It is painted green.", "Ring 98765 43210.")
    assert dataset.check(laid_out(tmp_path, record))
    indian = CITY.replace("{title: Map", "{title: Map, region: IN", 1)
    (told,) = mistakes(tmp_path, record, indian)
    assert "‘98765 43210’ looks like a phone number." in told


def test_a_document_has_one_record(tmp_path: Path) -> None:
    laid_out(tmp_path, RECORD, name="again.yaml")
    (said,) = mistakes(tmp_path, RECORD)
    assert said.startswith(
        "readings/book.yaml, line 1: record.source: readings/again.yaml is already the record of"
    )


def test_a_record_of_another_map_is_left_to_that_map(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(CITY, encoding="utf-8")
    record = RECORD.replace("groups.yaml", "other.yaml").replace("[hall]", "[nobody]")
    assert dataset.check(laid_out(tmp_path, record))


def check(path: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(path), "check", *more], catch_exceptions=False)


def test_check_reads_the_records_and_build_does_not(tmp_path: Path) -> None:
    path = laid_out(tmp_path, RECORD.replace("[hall]", "[nobody]"))
    result = check(path)
    assert result.exit_code == 1
    assert "readings/book.yaml, line 11: record.parts[3].statements[1]: ‘nobody’" in result.stderr
    answer = json.loads(check(path, "--json").stdout)
    assert {problem["file"] for problem in answer["error"]["problems"]} == {"readings/book.yaml"}
    assert dataset.load(path)
