"""Formats of the data file: what is read, what is refused, and how a file of an older format is rewritten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecosystem import dataset, edits
from ecosystem.cli import main
from ecosystem.dataset import migrations
from ecosystem.dataset.migrations import Rename
from ecosystem.dataset.syntax import Items, Pairs
from tests.cities import SMALL
from tests.towns import CITY, problems

OLD = CITY.replace("from: mill, type: helps, to: hall, role", "out-of: mill, type: helps, to: hall, role")
OLD = OLD.replace("  mill: {name", "  # of flour\n  mill: {called")
"""As CITY, in a format in which two fields had other names."""


def to_two(root: Pairs) -> Iterator[Rename]:
    """The names of a format before CITY's: `out-of` is `from` today, and `called` is `name`."""
    for section, node in root.pairs:
        if section.text == "partners" and isinstance(node, Pairs):
            for name, entry in node.pairs:
                keys = [key.text for key, _ in entry.pairs] if isinstance(entry, Pairs) else []
                yield from (Rename((section.text, name.text, key), "name") for key in keys if key == "called")
        if section.text == "links" and isinstance(node, Items):
            for place, link in enumerate(node.items):
                keys = [key.text for key, _ in link.pairs] if isinstance(link, Pairs) else []
                yield from (Rename((section.text, place, key), "from") for key in keys if key == "out-of")


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of the program that writes a format 2."""
    monkeypatch.setattr(migrations, "FORMAT", 2)
    monkeypatch.setitem(migrations.MIGRATIONS, 1, to_two)


@pytest.mark.parametrize("written", ["", "format: 1\n", "format: '1'\n"])
def test_a_file_without_a_format_is_of_format_1(written: str) -> None:
    assert dataset.parse(written + SMALL) == dataset.parse(SMALL)


def test_an_unknown_format_is_one_sentence_whatever_else_the_file_holds() -> None:
    reads = "is not a format that this version of the program reads: it reads format 1."
    assert problems("format: 7\nnothing: else\n") == [f"line 1: format: ‘7’ {reads}"]
    assert problems("format: new\n") == [f"line 1: format: ‘new’ {reads}"]
    assert problems("format: [1]\n") == [f"line 1: format: what stands here {reads}"]


@pytest.mark.usefixtures("two")
def test_a_file_of_format_1_is_read_by_a_program_of_format_2_and_so_is_one_of_format_2() -> None:
    assert dataset.parse(OLD) == dataset.parse(f"format: 2\n{CITY}") != dataset.parse(SMALL)
    assert any("‘called’ is not a field of a partner" in each for each in problems(f"format: 2\n{OLD}"))


@pytest.mark.usefixtures("two")
def test_mistakes_in_a_file_of_format_1_have_its_lines() -> None:
    line = OLD.splitlines().index("  # of flour") + 2
    (mistake,) = problems(OLD.replace("kind: firm, source: book, status", "kind: frim, source: book, status"))
    assert mistake.startswith(f"line {line}: partners.mill.kind: ‘frim’")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("written", ["", "format: 1  # the first\n"])
def test_the_text_is_rewritten_with_its_comments_and_layout(written: str) -> None:
    document = edits.parse(written + OLD)
    assert edits.upgrade(document)
    lines = edits.text(document).splitlines()
    assert lines[0] == ("format: 2  # the first" if written else "format: 2")
    assert lines[1:] == CITY.replace("  mill: {name", "  # of flour\n  mill: {name").splitlines()
    assert not edits.upgrade(document)


@pytest.mark.usefixtures("two")
def test_a_file_in_one_line_is_rewritten_too() -> None:
    document = edits.parse('{"ecosystem": {"title": "A"}, "partners": {"a": {"called": "A"}}}')
    assert edits.upgrade(document)
    assert edits.text(document) == '{format: 2, "ecosystem": {"title": "A"}, "partners": {"a": {name: "A"}}}'


@pytest.mark.usefixtures("two")
def test_an_edit_writes_the_format_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "groups.yaml"
    path.write_text(OLD, encoding="utf-8")
    command = ["--data", str(path), "checked", "mill", "--today", "2026-11-30", "--yes"]
    assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert text.startswith("format: 2\n")
    assert "called" not in text
    assert "checked: 2026-11-30" in text


def test_with_one_format_there_is_nothing_to_rewrite() -> None:
    document = edits.parse(SMALL)
    assert not edits.upgrade(document)
    assert edits.text(document) == SMALL
