"""Editing a data file: what is changed changes, and nothing else does."""

import copy
import json
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings, strategies as st

from ecosystem import dataset, edits, files
from ecosystem.dataset import syntax
from ecosystem.edits.passages import Passage
from ecosystem.errors import FileAccessError, InvalidDataError, PathNotFoundError
from tests import strategies
from tests.cities import SMALL, TOURED
from tests.everywhere import also
from tests.fixture import BRISTOL, WRES
from tests.strategies import examples

REPORT = {"date": "2026-11-22", "state": "under way", "note": "So far: a start, # and 'more'"}


QUICK = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def plain(text: str) -> Any:
    """What the text holds, every value as text.

    The loader in Python refuses more than that in C, but takes a second for a large city.
    """
    return yaml.load(text, Loader=yaml.BaseLoader if len(text) < 10_000 else QUICK)


held = cache(plain)
"""The same of a text that is asked for again and again; what comes is to be copied before it is changed."""


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_text(each) for each in value]
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else f"{value}"


def with_value(text: str, path: edits.Steps, value: Any) -> str:
    document = edits.parse(text)
    edits.set_field(document, path, value)
    return edits.text(document)


def without(text: str, path: edits.Steps) -> str:
    document = edits.parse(text)
    edits.remove(document, path)
    return edits.text(document)


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that only one of the texts has."""
    document = edits.parse(before)
    document.put(after)
    said = edits.diff(document).splitlines()[2:]
    return (
        [line[1:] for line in said if line.startswith("-")],
        [line[1:] for line in said if line.startswith("+")],
    )


@pytest.mark.parametrize("path", [BRISTOL, WRES], ids=["bristol", "trust"])
def test_without_a_change_the_text_is_the_one_that_was_read(path: Path) -> None:
    document = edits.load(path)
    assert edits.text(document).encode() == path.read_bytes()
    assert edits.diff(document) == ""


@pytest.mark.parametrize("path", [BRISTOL, WRES], ids=["bristol", "trust"])
def test_a_field_that_is_set_to_what_it_holds_changes_its_own_line_at_most(path: Path) -> None:
    document = edits.load(path)
    edits.set_field(document, ("ecosystem", "edition"), "2026-11")
    assert edits.text(document).encode() == path.read_bytes()


@pytest.mark.parametrize("path", [BRISTOL, WRES], ids=["bristol", "trust"])
def test_a_report_adds_its_lines_to_any_action_and_touches_no_other(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    for action in dataset.load(path).actions:
        document = edits.parse(before)
        edits.append(document, ("actions", action, "progress"), REPORT)
        gone, came = lines_changed(before, edits.text(document))
        assert gone == []
        assert came == [
            "    progress:",
            "      - date: 2026-11-22",
            "        state: under way",
            "        note: 'So far: a start, # and ''more'''",
        ]
        progress = dataset.parse(edits.text(document)).actions[action].progress
        assert [(each.date, each.note) for each in progress] == [(REPORT["date"], REPORT["note"])]


@pytest.mark.parametrize("path", [WRES, *also(BRISTOL)], ids=["trust", "bristol"])
def test_every_organisation_can_be_marked_as_checked_by_one_line(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    ecosystem = dataset.load(path)
    for section in ("groups", "networks", "partners", "events", "outputs"):
        entries = getattr(ecosystem, section)
        for entry in entries:
            document = edits.parse(before)
            edits.set_field(document, (section, entry, "checked"), "2026-11-22")
            assert lines_changed(before, edits.text(document)) == ([], ["    checked: 2026-11-22"])
        for last in list(entries)[-1:]:
            assert getattr(dataset.parse(edits.text(document)), section)[last].checked == "2026-11-22"


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("a: {b: c}\n", ("a", "b"), "d", "a: {b: d}\n"),
        ("a: {b: c}  # why\n", ("a", "d"), "e, f", "a: {b: c, d: 'e, f'}  # why\n"),
        ("a: {}\n", ("a", "b"), "c", "a:\n  b: c\n"),
        ("a:\n\nz: 1\n", ("a", "b"), "c", "a:\n  b: c\n\nz: 1\n"),
        ("a:\n  - {}\n", ("a", 0, "b"), "c", "a:\n  - {b: c}\n"),
        ("a:\n  b: c  # why\n# next\nz: 1\n", ("a", "d"), "e", "a:\n  b: c  # why\n  d: e\n# next\nz: 1\n"),
        ("a:\n  b: c  # why\n", ("a", "b"), "d", "a:\n  b: d  # why\n"),
        (
            "a:\n  b: >-\n    c\n    d\n\n  # next\n  e: f\n",
            ("a", "b"),
            "g",
            "a:\n  b: g\n\n  # next\n  e: f\n",
        ),
        ("a: b", ("c",), "d", "a: b\nc: d"),
        ("a: b\n", ("c",), {"d": {"e": ["f", "g"]}}, "a: b\nc:\n  d:\n    e: [f, g]\n"),
        ("a: b\n", ("a",), "NO", "a: 'NO'\n"),
        ("a: b\n", ("a",), "", "a: ''\n"),
        ("a: b\n", ("a",), "010", "a: '010'\n"),
        ("a: b\n", ("a",), 12.5, "a: 12.5\n"),
        ("a: b\n", ("a",), True, "a: true\n"),
        ("a: b\n", ("a",), None, "a: null\n"),
        ("a: b\n", ("a",), "null", "a: 'null'\n"),
        ("a: [b, c]\n", ("a", 1), None, "a: [b, null]\n"),
        ("a: b\n", ("a",), "2 lines\nof text", 'a: "2 lines\\nof text"\n'),
        ("a: b\r\nc: d\r\n", ("e",), {"f": "g"}, "a: b\r\nc: d\r\ne:\r\n  f: g\r\n"),
        ("a: [b, c]\n", ("a", 1), "d", "a: [b, d]\n"),
        ("a:\n  - b: c\n    d: e\n", ("a", 0, "f"), "g", "a:\n  - b: c\n    d: e\n    f: g\n"),
        ("a:\n  b:  # why\n    c: d\n", ("a", "b"), "e", "a:\n  b:  # why\n    e\n"),
        ("a: {b: {}, c: d}\n", ("a", "b", "e"), "f", "a: {b: {e: f}, c: d}\n"),
        ('{\n  "a": {},\n  "b": 1\n}\n', ("a", "c"), {"d": "e"}, '{\n  "a": {c: {d: e}},\n  "b": 1\n}\n'),
        ("a:\n  -   b: c\n", ("a", 0), {"d": {"e": "f"}}, "a:\n  -   d:\n        e: f\n"),
        ("a:\n  -\n    b: c\n", ("a", 0), {"d": {"e": "f"}}, "a:\n  -\n    d:\n      e: f\n"),
        ("a:\r  b: c\rd: e\r", ("a", "f"), "g", "a:\r  b: c\r  f: g\rd: e\r"),
        ("a:\r  b: c\n\nd: e\r\n", ("a", "f"), "g", "a:\r  b: c\r  f: g\n\nd: e\r\n"),
    ],
)
def test_a_field_is_set_in_the_style_of_its_place(
    before: str, path: edits.Steps, value: Any, after: str
) -> None:
    assert with_value(before, path, value) == after
    assert at(plain(after), path) == as_text(value)


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("a: [b]\n", ("a",), "c", "a: [b, c]\n"),
        ("a: b\n", ("a",), "c", "a: [b, c]\n"),
        ("a: 'b, c'\n", ("a",), "d", "a: ['b, c', d]\n"),
        ("a: b, c\n", ("a",), "d", "a: ['b, c', d]\n"),
        ("a: []\n", ("a",), {"b": "c"}, "a:\n  - b: c\n"),
        ("a: []\n", ("a",), "b", "a: [b]\n"),
        ("a: {b: []}\n", ("a", "b"), {"c": "d"}, "a: {b: [{c: d}]}\n"),
        ("a:\n- b\n# end\n", ("a",), "c", "a:\n- b\n- c\n# end\n"),
        ("a:\n  - {b: c}  # why\n", ("a",), {"d": "e"}, "a:\n  - {b: c}  # why\n  - {d: e}\n"),
        ("a:\n  - b: c\n", ("a",), {"d": ["e"]}, "a:\n  - b: c\n  - d: [e]\n"),
        ("a:\n  b: c\n  d: |\n    e\n", ("a",), {"f": "g"}, "a:\n  - b: c\n    d: |\n      e\n  - f: g\n"),
        ("a: {b: c}\n", ("a",), {"d": "e"}, "a: [{b: c}, {d: e}]\n"),
        ("a:\n  b: c\n\n  d: e\n", ("a",), {"f": "g"}, "a:\n  - b: c\n\n    d: e\n  - f: g\n"),
        (
            "a:\n  - {b: c}\n",
            ("a",),
            {"d": "e" * 60, "f": "g" * 60, "h": "i"},
            "a:\n  - {b: c}\n  - {d: " + "e" * 60 + ",\n     f: " + "g" * 60 + ", h: i}\n",
        ),
    ],
)
def test_a_value_is_appended_in_the_style_of_its_list(
    before: str, path: edits.Steps, value: Any, after: str
) -> None:
    document = edits.parse(before)
    edits.append(document, path, value)
    assert edits.text(document) == after
    plain(after)


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: {b: c, d: e}\n", ("a", "b"), "a: {d: e}\n"),
        ("a: {b: c, d: e}\n", ("a", "d"), "a: {b: c}\n"),
        ("a: {b: c}\n", ("a", "b"), "a: {}\n"),
        ("a: {b: c,}\n", ("a", "b"), "a: {}\n"),
        ("a: [\n  b  # why, and\n  , # how\n]\n", ("a", 0), "a: [\n    # why, and\n   # how\n]\n"),
        ("a: 1\nb: 2  # why\nc: 3\n", ("b",), "a: 1\nc: 3\n"),
        ("a:\n  - b: c\n    d: e\n  - f: g\n", ("a", 0), "a:\n  - f: g\n"),
        ("a:\n  - b: c\n    d: e\n", ("a", 0, "b"), "a:\n  - d: e\n"),
        ("a:\n  - b: c\n    d: e\n", ("a", 0, "d"), "a:\n  - b: c\n"),
        ("a:\n  b: >-\n    c\n\n  d: e\n", ("a", "b"), "a:\n\n  d: e\n"),
        ("a: [b, c]\n", ("a", 1), "a: [b]\n"),
        ("a: 1\nb: 2", ("b",), "a: 1\n"),
        ("a:\n  -\n    b: c\n  - d: e\n", ("a", 0), "a:\n  - d: e\n"),
        ("a:\n- b\n# - not this\n-  # why\n  c: d\n- e\n", ("a", 1), "a:\n- b\n# - not this\n- e\n"),
        ("a:\n  - - b\n    -\n      c: d\n", ("a", 0, 1), "a:\n  - - b\n"),
        ("a:\n  - - b\n    - c\n", ("a", 0, 0), "a:\n  - - c\n"),
        ("a: 1\rb: 2\rc: 3\r", ("b",), "a: 1\rc: 3\r"),
    ],
)
def test_what_is_removed_goes_with_its_line(before: str, path: edits.Steps, after: str) -> None:
    assert without(before, path) == after
    plain(after)


@pytest.mark.parametrize("path", [("a", "x", "y", "z"), ("a", "b", "c", "d"), ("l", 7), ("l", "x", "y")])
def test_what_has_no_place_is_refused(path: edits.Steps) -> None:
    document = edits.parse("a: {b: c}\nl: [1]\n")
    with pytest.raises(PathNotFoundError, match="has no entry or field"):
        edits.set_field(document, path, "z")
    assert edits.diff(document) == ""


def test_a_map_that_is_not_there_yet_is_made_for_its_first_field() -> None:
    document = edits.parse("a: {b: c}\n")
    edits.set_field(document, ("groups", "hall"), {"name": "The hall"})
    assert edits.text(document) == "a: {b: c}\ngroups:\n  hall:\n    name: The hall\n"


@pytest.mark.parametrize("end", ["\n}", "}"])
def test_a_map_in_braces_over_several_lines_can_be_edited(end: str) -> None:
    text = "a: 1\ngroups: {\n  forum: {name: Forum},\n  choir: {name: Choir}" + end + "\n"
    document = edits.parse(text)
    edits.set_field(document, ("groups", "forum", "name"), "Hall")
    assert edits.text(document) == text.replace("Forum", "Hall")
    edits.remove(document, ("groups", "forum"))
    assert plain(edits.text(document)) == {"a": "1", "groups": {"choir": {"name": "Choir"}}}


def test_a_line_that_ends_the_file_stays_below_what_is_added() -> None:
    document = edits.parse("groups:\n  a: {name: A}\n  b: {name: B}\n...\n# end\n")
    edits.remove(document, ("groups", "b"))
    edits.set_field(document, ("groups", "c"), {"name": "C"})
    assert edits.text(document) == "groups:\n  a: {name: A}\n  c:\n    name: C\n...\n# end\n"


def test_an_item_of_a_list_has_no_name() -> None:
    text = "links:\n  - {from: a}\n  - {from: b}\n"
    document = edits.parse(text)
    with pytest.raises(PathNotFoundError, match="no entry or field"):
        edits.set_field(document, ("links", "a"), "b")
    assert edits.text(document) == text


def test_what_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(PathNotFoundError):
        edits.remove(edits.parse("a: {b: c}\n"), ("a", "x"))
    with pytest.raises(PathNotFoundError):
        edits.remove(edits.parse("a: {b: c}\n"), ("a", "b", "c"))


def test_whether_something_stands_at_a_place_can_be_asked() -> None:
    document = edits.parse("a: {b: c}\n")
    places: list[edits.Steps] = [("a",), ("a", "b"), ("a", "x"), ("x", "y", "z")]
    assert [edits.has(document, place) for place in places] == [True, True, False, False]


def test_a_mark_at_the_start_of_the_file_stays() -> None:
    document = edits.parse("\ufeffa: b\n")
    edits.set_field(document, ("a",), "c")
    assert edits.text(document) == "\ufeffa: c\n"


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=12
)
VALUES = st.recursive(
    WORDS | st.integers(0, 9999) | st.booleans() | st.none(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every path of a document."""
    below: list[tuple[str | int, ...]] = []
    if isinstance(value, dict):
        below = [place for key, each in value.items() for place in places(each, (*path, key))]
    elif isinstance(value, list):
        below = [place for at, each in enumerate(value) for place in places(each, (*path, at))]
    return [*([path] if path else []), *below]


def at(value: Any, path: edits.Steps) -> Any:
    for each in path:
        value = value[each]
    return value


@settings(max_examples=examples(100), deadline=None)
@given(st.integers(0, 10**6), VALUES, st.sampled_from(["set", "new", "append", "remove"]))
@example(0, {"a": ["*"], "b": "c?d"}, "new")  # the loader in Python reads no bare c?d between brackets
def test_any_change_at_any_place_is_what_the_file_then_holds(seed: int, value: Any, act: str) -> None:
    chance = random.Random(seed)
    text = chance.choice([SMALL, BRISTOL.read_text(encoding="utf-8"), WRES.read_text(encoding="utf-8")])
    if act == "append" and isinstance(value, list):
        value = "text"
    expected = copy.deepcopy(held(text))
    path = chance.choice(places(expected))
    document = edits.parse(text)
    parent, there = at(expected, path[:-1]), at(expected, path)
    if act == "new" and isinstance(there, dict):
        edits.set_field(document, (*path, "new-one"), value)
        there["new-one"] = as_text(value)
    elif act == "append" and there:
        edits.append(document, path, value)
        parent[path[-1]] = [*(there if isinstance(there, list) else [there]), as_text(value)]
    elif act == "remove" and len(parent) > 1:
        edits.remove(document, path)
        del parent[path[-1]]
    else:
        edits.set_field(document, path, value)
        parent[path[-1]] = as_text(value)
    after = edits.text(document)
    assert plain(after) == expected
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in after.splitlines() if line.startswith("#")] == comments


@settings(max_examples=examples(40), deadline=None)
@given(strategies.documents(least=1), st.data())
def test_a_file_in_one_line_can_be_edited_too(document: strategies.Document, data: st.DataObject) -> None:
    document = json.loads(strategies.text(document))  # a copy without parts that stand twice in it
    edited = edits.parse(strategies.text(document))
    path = data.draw(st.sampled_from(places(document)))
    edits.set_field(edited, path, "x")
    at(document, path[:-1])[path[-1]] = "x"
    assert plain(edits.text(edited)) == as_text(document)


# Saving


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "groups.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def report(path: Path, **more: Any) -> edits.Document:
    document = edits.load(path)
    edits.append(document, ("actions", "build", "progress"), REPORT | more)
    return document


def test_what_is_saved_stands_in_the_file_and_what_was_there_beside_it(file: Path) -> None:
    document = report(file)
    kept = edits.save(file, edits.text(document), was=document.original)
    assert kept == file.with_name("groups.yaml.bak")
    assert kept.read_text(encoding="utf-8") == SMALL
    assert file.read_text(encoding="utf-8") == edits.text(document)
    assert names(file.parent) == [".groups.yaml.sha256.bak", "groups.yaml", "groups.yaml.bak"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def saved(file: Path, count: int) -> list[str]:
    """Save so many changes, one after the other; the names of the backups."""
    places = [edits.save(file, (files.read(file) or "") + f"# change {number}\n") for number in range(count)]
    return [place.name for place in places if place]


def test_the_next_backup_takes_the_place_of_the_last(file: Path) -> None:
    assert saved(file, 30) == ["groups.yaml.bak"] * 30
    assert names(file.parent) == [".groups.yaml.sha256.bak", "groups.yaml", "groups.yaml.bak"]
    kept = file.with_name("groups.yaml.bak").read_text(encoding="utf-8")
    assert kept == (files.read(file) or "").removesuffix("# change 29\n")


@pytest.mark.parametrize(
    "theirs", ["text", "our backup, changed", "bytes", "folder", "link", "link to nothing"]
)
def test_what_an_editor_keeps_where_a_backup_would_stand_is_left_alone(file: Path, theirs: str) -> None:
    place = file.with_name("groups.yaml.bak")
    target = file.with_name("precious")
    match theirs:
        case "text":
            place.write_text("the backup of last year", encoding="utf-8")
        case "our backup, changed":
            saved(file, 1)
            place.write_text(place.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
        case "bytes":
            place.write_bytes(b"\xff")
        case "folder":
            place.mkdir()
        case "link":
            target.write_text("precious", encoding="utf-8")
            place.symlink_to(target)
        case _:
            place.symlink_to(target)

    def state() -> tuple[object, ...]:
        known = place.lstat()  # its time of access changes when it is read
        return known.st_ino, known.st_mode, known.st_mtime_ns, target.exists() and target.read_bytes()

    before = state()
    assert saved(file, 2) == ["groups.yaml.2.bak"] * 2
    assert state() == before


def test_where_the_record_of_backups_is_somebody_else_s_no_backup_is_written_over(file: Path) -> None:
    record = file.with_name(".groups.yaml.sha256.bak")
    record.write_text("mine", encoding="utf-8")
    assert saved(file, 3) == ["groups.yaml.bak", "groups.yaml.2.bak", "groups.yaml.3.bak"]
    assert record.read_text(encoding="utf-8") == "mine"


def test_a_backup_is_kept_only_where_it_is_wanted(file: Path) -> None:
    assert edits.save(file, SMALL + "# more\n", backup=False) is None
    assert [path.name for path in file.parent.iterdir()] == ["groups.yaml"]


@pytest.mark.posix
def test_the_file_stays_as_private_as_it_was(file: Path) -> None:
    file.chmod(0o600)
    edits.save(file, SMALL + "# more\n")
    assert {path.stat().st_mode & 0o777 for path in file.parent.iterdir()} == {0o600}


def test_a_text_with_mistakes_is_not_saved(file: Path) -> None:
    with pytest.raises(InvalidDataError, match="‘finished’ is not one of"):
        edits.save(file, edits.text(report(file, state="finished")))
    assert [path.read_text(encoding="utf-8") for path in file.parent.iterdir()] == [SMALL]


def test_a_report_of_a_day_to_come_is_not_saved(file: Path) -> None:
    with pytest.raises(InvalidDataError, match="is dated after today, 2026-11-21"):
        edits.save(file, edits.text(report(file)), today=date(2026, 11, 21))
    edits.save(file, edits.text(report(file)), today=date(2026, 11, 22))


def test_what_somebody_else_has_saved_meanwhile_is_not_lost(file: Path) -> None:
    document = report(file)
    file.write_text(SMALL + "# theirs\n", encoding="utf-8")
    with pytest.raises(FileAccessError, match="has changed since we read it"):
        edits.save(file, edits.text(document), was=document.original)
    assert file.read_text(encoding="utf-8").endswith("# theirs\n")


@pytest.mark.posix
def test_a_link_to_the_file_stays_a_link(file: Path) -> None:
    link = file.with_name("link.yaml")
    link.symlink_to(file)
    edits.save(link, SMALL + "# more\n", backup=False)
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8").endswith("# more\n")


ODD = (
    "{groups: {},\nlinks: []}\n",
    "groups: {a: {name: A},\nlinks: {name: B}}\n",
    'groups:\n  a:\n    name: "A\nlinks: B"\n',
    "groups: {}\ngroups: {}\n",
    "  groups:\n    a: {name: A}\n  links: [] # none\n",
    "links:\n-\n  from: a\n- from: b\n",
    "links:\n- from: a\n- from: b",
    "--- \ngroups: &all\n  a: {name: A}\n",
    "groups:\n  'a': {name: A}\n  b: {name: B}\n",
    "",
)


@pytest.mark.parametrize(
    "text", [*ODD, TOURED, TOURED.replace("\n", "\r\n"), "# a comment\n\n" + TOURED, TOURED.rstrip()]
)
def test_passages_hold_what_the_whole_text_holds(text: str) -> None:
    whole: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    document = edits.parse(text)
    paths = list(_paths(whole, ()))
    for path in paths:
        node: Any = whole
        for step in path:
            is_name = isinstance(step, str)
            node = (
                next(value for key, value in node.value if key.value == step) if is_name else node.value[step]
            )
        passage, part = document.find(path)
        assert part
        assert type(part) is type(node)
        if len(path) > 1:
            start, end = node.start_mark.index, Passage(text, "\n").end(node)
            assert passage.slice(part.start_mark.index, passage.end(part)) == text[start:end]
            assert part.start_mark.column == node.start_mark.column
    assert document.text == text


def _paths(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    parts: list[tuple[str | int, Any]] = []
    if isinstance(node, yaml.MappingNode):
        parts = [(key.value, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        parts = list(enumerate(node.value))
    for step, part in parts:
        yield (*path, step)
        yield from _paths(part, (*path, step))


@pytest.mark.parametrize("text", [TOURED, TOURED.removeprefix("format: 2\n")])
def test_an_edit_reads_only_the_entry_it_changes(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """To read a large file once for each of a hundred edits would take minutes."""
    document = edits.parse(text, "groups.yaml", dataset.read(text))
    edits.upgrade(document)
    read: list[str] = []
    compose = yaml.compose

    def noted(text: str, **loader: Any) -> Any:
        read.append(text)
        return compose(text, **loader)

    monkeypatch.setattr(yaml, "compose", noted)
    edits.set_field(document, ("partners", "charity", "status"), "closed")
    edits.set_field(document, ("links", 2, "evidence"), "A sign")
    edits.append(document, ("links",), {"from": "choir", "type": "member-of", "to": "forum"})
    edits.set_field(document, ("groups", "new"), {"name": "New"})
    edits.remove(document, ("links", 0))
    assert max(map(len, read)) < len(TOURED) / 5


def test_a_text_that_was_read_is_not_read_again_to_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    document = edits.parse(TOURED, "groups.yaml", dataset.read(TOURED))
    monkeypatch.setattr(syntax, "read", lambda *_args: pytest.fail("read again"))
    document.said()
    edits.set_field(document, ("partners", "charity", "status"), "closed")


def test_changes_are_written_alike_with_the_loader_of_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    def written() -> str:
        document = edits.parse(TOURED)
        edits.set_field(document, ("partners", "charity", "status"), "closed")
        edits.set_field(document, ("partners", "charity", "checked"), "2026")
        edits.append(document, ("links",), {"from": "choir", "type": "member-of", "to": "forum"})
        edits.remove(document, ("sources", "leaflet"))
        edits.set_field(document, ("outputs", "new"), {"name": "New"})
        return edits.text(document)

    expected = written()
    monkeypatch.setattr(syntax, "LOADER", yaml.SafeLoader)
    assert written() == expected
