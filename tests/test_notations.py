"""Edits in every notation of YAML for maps, lists and names: what is meant changes, and nothing else."""

import copy
import json
import random
from typing import Any
from unittest import mock

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from ecosystem import edits
from ecosystem.dataset import syntax
from ecosystem.edits.hanging import settled
from ecosystem.errors import InvalidUpdateError, PathNotFoundError
from tests import notations
from tests.cities import SMALL
from tests.strategies import examples
from tests.test_edits import as_text, at, places, plain, with_value, without

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
ACTS = ["remove", "set", "new", "append"]
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


def edited(
    said: dict[str, Any], document: edits.Document, path: notations.Path, act: str, value: Any
) -> list[Any]:
    """Edit a document that says something, and return what it may say then."""
    after = copy.deepcopy(said)
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
    st.sampled_from(ACTS),
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
        expected = edited(DOCUMENT, document, path, act, value)
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
    assert without(before, path) == after
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
    assert with_value(before, path, value) == after
    assert at(plain(after), path) == as_text(value)


@pytest.mark.parametrize("loader", [syntax.LOADER, yaml.SafeLoader])
@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: &x {b: c}\nz: *x\nq: 1\n", ("z",), "a: &x {b: c}\nq: 1\n"),
        ("a: &x b\nz:\n- *x\n- c\n", ("z", 0), "a: &x b\nz:\n- c\n"),
        ("a: &x b\nz: [*x, c]\n", ("z", 0), "a: &x b\nz: [c]\n"),
    ],
)
def test_what_stands_for_another_part_is_removed_alone(
    before: str, path: edits.Steps, after: str, loader: Any
) -> None:
    with mock.patch.object(syntax, "LOADER", loader):
        assert without(before, path) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: &x b\nz: *x\n", ("z",), "a: &x b\nz: new\n"),
        ("a: &x b\nz:\n- *x\n- c\n", ("z", 0), "a: &x b\nz:\n- new\n- c\n"),
    ],
)
def test_what_stands_for_another_part_is_set_alone(before: str, path: edits.Steps, after: str) -> None:
    assert with_value(before, path, "new") == after


def test_nothing_is_set_within_what_stands_for_another_part() -> None:
    document = edits.parse("a: &x {b: c}\nz: *x\n")
    with pytest.raises(PathNotFoundError):
        edits.set_field(document, ("z", "b"), "d")
    assert edits.diff(document) == ""


@pytest.mark.parametrize("loader", [syntax.LOADER, yaml.SafeLoader])
@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("a: &x b\nz: *x\n", ("a",), "new", "a: new\nz: b\n"),
        ("a: &x b\ny: *x  # why\nz: *x\n", ("a",), "new", "a: new\ny: &x b  # why\nz: *x\n"),
        ("a: &x\n  b: c  # so\nz: *x\n", ("a", "d"), "new", "a:\n  b: c  # so\n  d: new\nz: {b: c}\n"),
        ("a: &x # so\n  b: c\nz: [*x, d]\n", ("a", "b"), "e", "a: # so\n  b: e\nz: [{b: c}, d]\n"),
        ("a: &x b, c\nz: [*x]\n", ("a",), "d", "a: d\nz: ['b, c']\n"),
        ("a: &x |\n  b\n  c\nz: *x\n", ("a",), "d", 'a: d\nz: "b\\nc\\n"\n'),
        ("a: &x\nz: *x\n", ("a",), "d", "a: d\nz: null\n"),
        ("a: {b: &x c, d: &y [*x]}\nz: *y\n", ("a",), "e", "a: e\nz: [c]\n"),
        ("a: {b: &x c, d: &y [*x]}\nw: *x\nz: *y\n", ("a",), "e", "a: e\nw: &x c\nz: [*x]\n"),
        (
            "a: &x\n  b: &y c\n  d: e\nw: *y\nz: *x\n",
            ("a", "d"),
            "f",
            "a:\n  b: &y c\n  d: f\nw: *y\nz: {b: c, d: e}\n",
        ),
        ("a: &x 1\nb: &x 2\nz: *x\n", ("b",), "q", "a: &x 1\nb: q\nz: 2\n"),
        ("a: &x 1\nb: &x 2\nz: *x\n", ("a",), "q", "a: q\nb: &x 2\nz: *x\n"),
        ("&x a: b\nz: *x\n", ("a",), "c", "&x a: c\nz: *x\n"),
        ("a:\n- &x\n  b: c\n- *x\n", ("a", 0, "b"), "d", "a:\n-\n  b: d\n- {b: c}\n"),
        ("? &x\n  a\n: b\nz: *x\n", ("z",), "c", "? &x\n  a\n: b\nz: c\n"),
    ],
)
def test_what_stands_elsewhere_for_a_part_that_is_set_keeps_its_value(
    before: str, path: edits.Steps, value: Any, after: str, loader: Any
) -> None:
    with mock.patch.object(syntax, "LOADER", loader):
        assert with_value(before, path, value) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: &x b\nq: 1\nz: *x\n", ("a",), "q: 1\nz: b\n"),
        ("a: &x\n  b: c\n  d: e\nz: *x\n", ("a", "b"), "a:\n  d: e\nz: {b: c, d: e}\n"),
        ("&x a: b\nq: 1\nz: *x\n", ("a",), "q: 1\nz: a\n"),
        ("a:\n- &x b\n- c\nz: {*x : d}\n", ("a", 0), "a:\n- c\nz: {b : d}\n"),
        ("a: [&x {b: c}, d]\nz:\n- *x\n- *x\n", ("a", 0), "a: [d]\nz:\n- &x {b: c}\n- *x\n"),
    ],
)
def test_what_stands_elsewhere_for_a_part_that_goes_keeps_its_value(
    before: str, path: edits.Steps, after: str
) -> None:
    assert without(before, path) == after


def test_what_stands_for_a_list_does_not_grow_with_it() -> None:
    document = edits.parse("a: &x [b]\nz: *x\n")
    edits.append(document, ("a",), "c")
    assert edits.text(document) == "a: [b, c]\nz: [b]\n"


@pytest.mark.parametrize(
    ("before", "path"),
    [
        ("a: &x [b, *x]\n", ("a", 0)),
        ("a: {b: &x 1, c: &y [*x]}\nw: *x\nq: &x 2\nz: *y\n", ("a",)),
    ],
)
def test_a_part_that_cannot_be_written_elsewhere_is_left_as_it_is(before: str, path: edits.Steps) -> None:
    document = edits.parse(before)
    with pytest.raises(InvalidUpdateError, match="stands for a part that this would change"):
        edits.set_field(document, path, "new")
    assert edits.diff(document) == ""


class _Sharing(yaml.SafeDumper):
    """Writes what stands at several places once, and ‘*’ with its name elsewhere: also texts and names."""

    def ignore_aliases(self, data: Any) -> bool:
        return data in ("", "true", "1")


WORDS = st.sampled_from(["a", "b c", "d: e", "f, g", "'h'", "two\nlines", "", "1", "true", "* i", "# j"])
NAMES = st.sampled_from(["k", "l m", "n"])


@st.composite
def shared(draw: st.DrawFn) -> Any:
    """A document with parts that stand at several places."""
    parts: list[Any] = [draw(WORDS)]
    for _each in range(draw(st.integers(2, 7))):
        inner = st.sampled_from(parts) | WORDS
        parts.append(
            draw(st.lists(inner, min_size=1, max_size=3) | st.dictionaries(NAMES, inner, min_size=1))
        )
    return {name: draw(st.sampled_from(parts[1:])) for name in ("p", "q", "r", "s")}


@settings(max_examples=examples(300), deadline=None)
@given(shared(), st.sampled_from([True, False, None]), st.data())
def test_an_edit_changes_nothing_that_stands_elsewhere_for_what_it_changes(
    value: dict[str, Any], style: bool | None, data: st.DataObject
) -> None:
    text = yaml.dump(value, Dumper=_Sharing, default_flow_style=style, sort_keys=False)
    said = json.loads(json.dumps(plain(text)))
    path, act = data.draw(st.sampled_from(places(said))), data.draw(st.sampled_from(ACTS))
    document = edits.parse(text)
    try:
        expected = edited(said, document, path, act, data.draw(st.sampled_from(VALUES)))
    except PathNotFoundError:  # it is within what stands for another part
        assert edits.diff(document) == ""
    else:
        assert plain(edits.text(document)) in expected
