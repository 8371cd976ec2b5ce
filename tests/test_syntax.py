"""The text of a data file made a tree: its lines, its limits, its ids, and what is said where it is none."""

import contextlib
import re
import sys

import pytest
import yaml

from ecosystem import dataset
from ecosystem.dataset import draft as drafts, syntax, unseen
from ecosystem.dataset.syntax import Notes, UnreadableError
from ecosystem.dataset.unseen import quoted
from tests.towns import CITY, HEAD, problems

LINE_ENDS = pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["linux", "windows", "old mac"])


def refused(text: str) -> list[str]:
    """What is said of a text that is no tree, or one with mistakes."""
    notes = Notes()
    with contextlib.suppress(UnreadableError):
        syntax.read(text, notes)
    return [f"{each.line}: {each.path}: {each.message}" for each in notes.problems]


# Lines


@LINE_ENDS
def test_a_mistake_has_its_line_whatever_ends_the_lines(end: str) -> None:
    told = problems(CITY.replace("name: The barn", "nome: The barn").replace("\n", end))
    assert [each.split(": ")[0] for each in told] == ["line 20", "line 20"]


@LINE_ENDS
def test_what_cannot_be_seen_has_its_line_and_is_told_once_a_line(end: str) -> None:
    told = refused(end.join(["\u200ba: b", "c: d", "", "e: f\u200b\u200b\u202e", "g: \u200bh"]))
    assert [each.split(": ")[0] for each in told] == ["1", "4", "4", "5"]
    assert re.findall(r"U\+\w+", " ".join(told)) == ["U+200B", "U+200B", "U+202E", "U+200B"]


def test_no_character_that_is_refused_is_printable() -> None:
    # The reader looks no further at a text that Python calls printable.
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert not [each for each in unseen.IN_FILE.findall(every) if each.isprintable()]


@pytest.mark.parametrize("loader", [syntax.LOADER, yaml.SafeLoader], ids=["in C", "in Python"])
def test_what_goes_wrong_at_the_end_of_the_file_has_its_last_line(
    loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syntax, "LOADER", loader)
    opened = "the list that opens here with ‘[’ needs commas and a closing ‘]’."
    assert refused("a: b\nc: [d") == [f"2: : column 4: {opened}"]
    assert refused("a: b\nc: [d\n") == [f"2: : column 4: {opened}"]


# Words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" * 80, "‘" + "a" * 80 + "’"),
        ("a" * 81, "‘" + "a" * 79 + "…’"),
        ("a\n b\u200bc\x07d", "‘a b c d’"),
    ],
)
def test_a_quoted_text_stands_on_one_line_that_can_be_read(text: str, shown: str) -> None:
    assert quoted(text) == shown


@pytest.mark.parametrize("sign", ["%", "@", "`"])
def test_a_sign_that_begins_no_text_is_named(sign: str) -> None:
    assert refused(f"a: {sign}b") == [
        f"1: : column 4: ‘{sign}’ cannot begin a text. Put the text in quotation marks."
    ]


# Limits, met to the last


def test_as_many_values_are_read_as_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "MAX_VALUES", 5)
    assert refused("a: b\nc: d") == []
    too_many = "the file has more than 5 values. Split the map in two."
    assert refused("a: b\nc: d\ne: f") == [f"3: : {too_many}"]
    assert refused("a: b\nc: d\n? [e]\n: f") == [f"3: : {too_many}"]
    assert refused("a: [b, c]\n*d : e\n") == [f"2: : {too_many}"]


def test_as_many_things_are_read_as_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MAX_ENTRIES", 3)
    entry = "{name: A club, kind: club, source: page}"
    three = HEAD + "groups:\n" + "".join(f"  hall-{i}: {entry}\n" for i in range(3))
    assert len(dataset.parse(three).groups) == 3
    (told,) = problems(three + f"partners:\n  mill: {entry}\n")
    assert told.endswith("the file has more than 3 groups, networks and other entries. Split the map in two.")
    link = "  - {from: hall-1, type: helps, to: hall-2, source: page}\n"
    (told,) = problems(three + "links:\n" + 4 * link)
    assert told.endswith("links: the file has more than 3 links. Split the map in two.")


# Ids and sections


RULE = "cannot be an id. Ids are lower-case letters and digits, joined by single hyphens."


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("-The Hall-", f"‘-The Hall-’ {RULE} Did you mean ‘the-hall’?"),
        ("…", f"‘…’ {RULE}"),
        ("a" * 61, f"the id ‘{'a' * 61}’ has 61 characters, and 60 are allowed. Shorten it."),
    ],
)
def test_what_cannot_be_an_id_is_told_with_one_that_can(id: str, told: str) -> None:
    (problem,) = problems(HEAD + f"groups:\n  {id}: {{name: The hall, kind: club, source: page}}\n")
    assert problem.endswith(f": {told}")


def test_an_id_may_have_sixty_characters() -> None:
    text = HEAD + f"groups:\n  {'a' * 60}: {{name: The hall, kind: club, source: page}}\n"
    assert list(dataset.parse(text).groups) == ["a" * 60]


def test_a_section_that_is_like_none_is_told_with_all_there_are() -> None:
    (problem,) = problems(HEAD + "zzz: {}\n")
    sections = ", ".join(["ecosystem", *drafts.SECTIONS, *drafts.LISTS])
    assert problem.endswith(f"zzz: ‘zzz’ is not a section of the file. The sections are {sections}.")


@pytest.mark.parametrize(("section", "noun"), [("links", "a link"), ("disputes", "a dispute")])
def test_an_unknown_field_of_a_list_is_told_with_what_it_is_a_field_of(section: str, noun: str) -> None:
    told = problems(HEAD + f"{section}:\n  - {{zzz: 1}}\n")
    assert any(f"‘zzz’ is not a field of {noun}." in each for each in told)
