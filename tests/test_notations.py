"""Edits in every notation of YAML for maps, lists and names: what is meant changes, and nothing else."""

import copy
import random
from typing import Any
from unittest import mock

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from ecosystem import edits
from ecosystem.dataset import syntax
from ecosystem.edits.hanging import settled
from ecosystem.errors import PathNotFoundError
from tests import notations
from tests.cities import SMALL
from tests.strategies import examples
from tests.test_edits import as_text, at, places, plain

DOCUMENT: dict[str, Any] = {
    "title": "A city of words",
    "groups": {
        "forum": {
            "name": "The Forum",
            "empty": "",
            "facts": [{"text": "Meets: monthly.", "source": "m"}, {"text": "x", "period": "2019"}],
            "aliases": ["a b", "c"],
        },
        "choir": {"name": "Choir"},
        "hall": {"name": "Hall", "sources": ["m", "n", "o"]},
    },
    "links": [{"from": "a", "to": "b"}, {"from": "c", "to": "d", "since": "2016"}, ["p", "q"], "r", ""],
    "only": {"one": {"name": "One"}},
    "last": "z",
}
VALUES: list[Any] = ["x", "y: z", {"n": "1", "m": {"k": "v"}}, ["u", "v"], [{"a": "b"}], ""]
SEEDS = st.integers(0, 10**6)


def text_of(lines: list[notations.Line]) -> str:
    return "".join(f"{line.text}\n" for line in lines)


def kept(lines: list[notations.Line], path: notations.Path) -> list[str]:
    """The lines that belong to nothing at a path, and that nothing on the way to it opens."""
    return [
        text
        for line in lines
        for text in line.text.split("\n")
        if line.path[: len(path)] != path and path[: len(line.path)] != line.path
    ]


def bare(line: str) -> str:
    """A line without the dash or colon of what holds it: this goes to the next part if the first goes."""
    return line.rstrip().lstrip("-:? ")


def edited(document: edits.Document, path: notations.Path, act: str, value: Any) -> list[Any]:
    """Edit a document, and return what it may say then."""
    after = copy.deepcopy(DOCUMENT)
    parent, there = at(after, path[:-1]), at(after, path)
    if act == "remove":
        edits.remove(document, path)
        del parent[path[-1]]
        nothing = copy.deepcopy(after)
        if not parent and len(path) > 1:
            at(nothing, path[:-2])[path[-2]] = ""
        return [after, nothing]
    if act == "new" and isinstance(there, dict):
        edits.set_field(document, (*path, "new-one"), value)
        there["new-one"] = as_text(value)
    elif act == "append" and there:
        edits.append(document, path, value)
        parent[path[-1]] = [*(there if isinstance(there, list) else [there]), as_text(value)]
    else:
        edits.set_field(document, path, value)
        parent[path[-1]] = as_text(value)
    return [after]


@settings(max_examples=examples(300), deadline=None)
@given(
    SEEDS,
    st.sampled_from(places(DOCUMENT)),
    st.sampled_from(["remove", "set", "new", "append"]),
    st.sampled_from(VALUES),
    st.sampled_from([syntax.LOADER, yaml.SafeLoader]),
)
def test_an_edit_in_any_notation_changes_what_is_meant_and_no_other_line(
    seed: int, path: notations.Path, act: str, value: Any, loader: Any
) -> None:
    lines = notations.written(DOCUMENT, random.Random(seed))
    assert plain(text_of(lines)) == DOCUMENT
    document = edits.parse(text_of(lines))
    with mock.patch.object(syntax, "LOADER", loader):
        expected = edited(document, path, act, value)
    after = edits.text(document)
    assert plain(after) in expected
    rest = iter([bare(line) for line in after.splitlines()])
    assert [line for line in kept(lines, path) if bare(line) not in rest] == []


CITY = SMALL.replace('reference: "1"', "reference: One").replace('"2"', "two").replace('"3"', "three")


@settings(max_examples=examples(16), deadline=None)
@given(SEEDS)
def test_every_entry_of_a_city_in_any_notation_can_be_deleted(seed: int) -> None:
    lines = notations.written(plain(CITY), random.Random(seed))
    before = edits.parse(text_of(lines)).said()
    assert before == edits.parse(CITY).said()
    for section in ("groups", "partners", "actions", "priorities", "outputs"):
        for identifier in before[section]:
            document = edits.parse(text_of(lines))
            wanted, _gone = settled(before, {(section, identifier): None})
            edits.apply(document, edits.difference(before, wanted))
            plain(edits.text(document))
            assert document.said() == wanted


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a:\n  ? b\n  : c: d\n    e: f\n  g: h\n", ("a", "b"), "a:\n  g: h\n"),
        ("a:\n  g: h\n  ?\n    b\n  # why\n  : c\n  # end\n", ("a", "b"), "a:\n  g: h\n  # end\n"),
        (
            "a:\n  ? b\n  : c: d\n    # of e\n    e: f\n",
            ("a", "b", "c"),
            "a:\n  ? b\n  :\n    # of e\n    e: f\n",
        ),
        ("? a\n: b: c\n", ("a", "b"), "? a\n: {}\n"),
        ("? a\n? b\n: c\n", ("a",), "? b\n: c\n"),
        ("a:\n  - b: c\n  -\n    d: e\n", ("a", 1, "d"), "a:\n  - b: c\n  -\n"),
        ("a: {b: c,  # of b\n  # of d\n  d: e}\n", ("a", "b"), "a: {\n  # of d\n  d: e}\n"),
        ("a: {b: c,  # of b\n  d: e}\n", ("a", "d"), "a: {b: c,  # of b\n  }\n"),
        ("a: [? b : c, d: e]\n", ("a", 0), "a: [d: e]\n"),
        ("a: [b: c, d: e]\n", ("a", 1, "d"), "a: [b: c, {}]\n"),
    ],
)
def test_what_is_removed_goes_with_its_marks_and_takes_no_other_comment(
    before: str, path: edits.Steps, after: str
) -> None:
    document = edits.parse(before)
    edits.remove(document, path)
    assert edits.text(document) == after
    plain(after)


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("? a  # so: why\n: b\n", ("a",), "c", "? a  # so: why\n: c\n"),
        ("? a\n? b\n: c\n", ("a",), "d", "? a\n: d\n? b\n: c\n"),
        ("a: {b, c: d}\n", ("a", "b"), "e", "a: {b: e, c: d}\n"),
        ("a:\n-\n- b\n", ("a", 0), "c", "a:\n- c\n- b\n"),
        ("a:\n-\n b: c\n", ("a", 0), {"d": "e", "f": "g"}, "a:\n-\n d: e\n f: g\n"),
        ("a: [b: c]\n", ("a", 0, "d"), "e", "a: [{b: c, d: e}]\n"),
        ("a:\n  - b: {}\n", ("a", 0, "b", "c"), "d", "a:\n  - b:\n      c: d\n"),
    ],
)
def test_a_field_is_set_in_the_notation_of_its_entry(
    before: str, path: edits.Steps, value: Any, after: str
) -> None:
    document = edits.parse(before)
    edits.set_field(document, path, value)
    assert edits.text(document) == after
    assert at(plain(after), path) == as_text(value)


@pytest.mark.parametrize("loader", [syntax.LOADER, yaml.SafeLoader])
@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: &x {b: c}\nz: *x\nq: 1\n", ("z",), "a: &x {b: c}\nq: 1\n"),
        ("a: &x b\nz:\n- *x\n- c\n", ("z", 0), "a: &x b\nz:\n- c\n"),
        ("a: &x b\nz: [*x, c]\n", ("z", 0), "a: &x b\nz: [c]\n"),
        ("a: &x\n  b: c\n  d: e\nz: *x\n", ("a", "b"), "a: &x\n  d: e\nz: *x\n"),
    ],
)
def test_what_stands_for_another_part_is_removed_alone(
    before: str, path: edits.Steps, after: str, loader: Any
) -> None:
    document = edits.parse(before)
    with mock.patch.object(syntax, "LOADER", loader):
        edits.remove(document, path)
    assert edits.text(document) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: &x b\nz: *x\n", ("z",), "a: &x b\nz: new\n"),
        ("a: &x b\nz:\n- *x\n- c\n", ("z", 0), "a: &x b\nz:\n- new\n- c\n"),
        ("a: &x\n  b: c\nz: *x\n", ("a", "d"), "a: &x\n  b: c\n  d: new\nz: *x\n"),
    ],
)
def test_what_stands_for_another_part_is_set_alone(before: str, path: edits.Steps, after: str) -> None:
    document = edits.parse(before)
    edits.set_field(document, path, "new")
    assert edits.text(document) == after


def test_nothing_is_set_within_what_stands_for_another_part() -> None:
    document = edits.parse("a: &x {b: c}\nz: *x\n")
    with pytest.raises(PathNotFoundError):
        edits.set_field(document, ("z", "b"), "d")
    assert edits.diff(document) == ""
