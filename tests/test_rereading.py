"""A text of which only the entries that changed are read again has the tree that reading it whole makes."""

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from ecosystem import dataset
from ecosystem.dataset import rereading, syntax
from ecosystem.dataset.syntax import Notes, Pairs, UnreadableError
from tests.cities import TOURED
from tests.fixture import BRISTOL
from tests.strategies import examples

LINES = TOURED.splitlines(keepends=True)
ENTRIES = [
    "  new:\n    name: New\n",
    "  forum: {name: Again}\n",
    "  - {from: choir, type: member-of, to: forum}\n",
    "   odd: {name: Odd}\n",
    "      more of the text before\n",
    "    name: 'Two\n  lines: of a text'\n",
    "    purpose: |\n      One.\n\n      Two.\n",
    "  # a comment\n",
    "# another\n",
    "---\n",
    "...\n",
    "\n",
    "events:\n",
    "'",
    "{",
    "\u200b",
    "\t",
    " ",
    "-",
]


def read(text: str) -> Pairs | None:
    notes = Notes()
    try:
        tree = syntax.read(text, notes)
    except UnreadableError:
        return None
    return None if notes.problems else tree


def same_tree(text: str, before: str) -> bool:
    """Whether a text is read in part, and then as if it were read whole."""
    tree = read(before)
    assert tree
    again = rereading.reread(text, before, tree)
    assert again is None or again == read(text)
    return again is not None


@pytest.mark.parametrize(
    "text", [TOURED, TOURED.replace("\n", "\r\n"), "# above\n\n" + TOURED, TOURED.rstrip()]
)
def test_each_line_that_goes_or_is_written_twice_leaves_the_tree_of_the_whole(text: str) -> None:
    lines = text.splitlines(keepends=True)
    in_part = 0
    for place, line in enumerate(lines):
        for instead in ("", line * 2, line.replace("e", "ee"), f"{line}{line.rstrip()} # more\n"):
            in_part += same_tree("".join([*lines[:place], instead, *lines[place + 1 :]]), text)
    assert in_part > len(lines)


@settings(max_examples=examples(300), deadline=None)
@given(
    st.integers(0, len(LINES)), st.integers(0, 6), st.lists(st.sampled_from([*ENTRIES, *LINES]), max_size=5)
)
def test_any_lines_that_change_leave_the_tree_of_the_whole(start: int, gone: int, new: list[str]) -> None:
    same_tree("".join([*LINES[:start], *new, *LINES[start + gone :]]), TOURED)


@settings(max_examples=examples(200), deadline=None)
@given(st.integers(0, len(TOURED)), st.integers(0, 40), st.sampled_from(ENTRIES))
def test_any_characters_that_change_leave_the_tree_of_the_whole(start: int, gone: int, new: str) -> None:
    same_tree(TOURED[:start] + new + TOURED[start + gone :], TOURED)


BRACES = "groups: {\n  a: {name: A},\n  b: {name: B}\n}\n"
BLOCK = "groups:\n  a: {name: A}\n  b: {name: B}\n"
LINKS = "links:\n- {from: a}\n- {from: b}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BRACES, BRACES.replace("A", "N")),
        (BRACES, "groups: {\n  b: {name: B}\n}\n  a: {name: A},\n"),
        (BLOCK, BLOCK.replace("  a", "  {\n  c: {name: C}}\n  a")),
        (BLOCK, BLOCK.replace("A}", "N}\r...")),
        (BLOCK.replace("s:\n", "s:\r"), BLOCK.replace("s:\n", "s:\r\n")),
        (LINKS, LINKS.replace("\n- {from: a}", "\n\ufeff\n- {from: a}")),
        ("'groups':\n  a: {name: A}\n", "'groups':\n  a: {name: N}\n"),
        ('{"groups": {"a": {"name": "A"}}}\n', '{"groups": {"a": {"name": "N"}}}\n'),
    ],
)
def test_what_no_line_divides_is_read_whole(before: str, after: str) -> None:
    head = "" if before.startswith("{") else "format: 2\n"
    assert not same_tree(head + after, head + before)


def test_entries_that_change_in_several_sections_are_read_in_part() -> None:
    """As when an organisation is deleted with all its links."""
    links = [line for line in LINES if line.startswith("  - {from:")]
    assert len(links) > 3
    text = TOURED.replace("name: The Choir", "name: The Singers").replace(links[0], "")
    assert same_tree(text.replace(links[-1], ""), TOURED)


def test_notes_may_not_be_nested_deeper_than_in_a_whole_file() -> None:
    for depth in range(syntax.MAX_DEPTH - 4, syntax.MAX_DEPTH + 2):
        note = "[" * depth + "]" * depth
        text = TOURED.replace("  forum:\n", f"  forum:\n    internal: {note}\n")
        assert text != TOURED
        same_tree(text, TOURED)


def test_a_city_is_the_same_with_the_loader_of_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has only the YAML reader in Python, so a change of one entry must not read the others."""
    before = BRISTOL.read_text(encoding="utf-8")
    start = before.index("    name: ", len(before) // 3) + len("    name: ")
    after = before[:start] + "The new " + before[start:]
    expected = dataset.parse(after)
    monkeypatch.setattr(syntax, "LOADER", yaml.SafeLoader)
    dataset.parse(before)
    read: list[str] = []
    parse = yaml.parse
    monkeypatch.setattr(yaml, "parse", lambda text, **loader: read.append(text) or parse(text, **loader))  # type: ignore[func-returns-value]
    assert dataset.parse(after) == expected
    assert sum(map(len, read)) < len(before) / 20
