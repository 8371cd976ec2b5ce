"""One city in any layout that people give a file by hand: an edit is what it is in any other layout."""

import copy
from random import Random
from typing import Any

import yaml
from hypothesis import example, given, settings, strategies as st

from ecosystem import dataset, edits
from ecosystem.dataset import documents, rereading, syntax
from ecosystem.dataset.syntax import Notes
from ecosystem.edits import notation
from tests.cities import TOURED
from tests.strategies import examples

DATA: dict[str, Any] = yaml.load(TOURED, Loader=yaml.BaseLoader)
CITY = documents.of(dataset.parse(TOURED))
COMMENTS = ["", "", "", "", "\n", "# links:\n", "  # - id: x\n", "   # forum: {name: B}\n", "#\n", " \n"]
NAMES = ["Renamed", "A: b", "# x", "- id: x", "\U0001f388", "x" * 30]


def inline(value: Any, separator: str) -> str:
    if isinstance(value, dict):
        parts = [f"{key}: {inline(part, separator)}" for key, part in value.items()]
        return f"{{{separator.join(parts)}}}"
    if isinstance(value, list):
        return f"[{separator.join(inline(part, separator) for part in value)}]"
    return notation.scalar(value, flow=True)


def in_lines(chance: Random, value: Any, column: int) -> str:
    """What follows a colon or a dash, to the end of its last line; `column` is that of the field."""
    if isinstance(value, str):
        first, _space, rest = value.partition(" ")
        style = chance.choice(["plain", "plain", "block", "quoted"])
        if style == "plain" or not rest or '"' in value:
            return f" {notation.scalar(value, flow=False)}\n"
        space = " " * (column + 6)  # further in than a comment, which would be text
        return f" |-\n{space}{value}\n" if style == "block" else f' "{first}\n{space}{rest}"\n'
    if not value or chance.randrange(4) == 0:
        separator = chance.choice([", ", ",\n" + " " * (column + 1)])
        return f" {inline(value, separator)}\n"
    if isinstance(value, dict) and column == 0 and chance.randrange(10) == 0:
        parts = [f"  {key}: {inline(part, ', ')}" for key, part in value.items()]
        return " {\n" + ",\n".join(parts) + chance.choice(["}\n", "\n}\n", ",\n  }\n"])
    is_list = isinstance(value, list)
    column += chance.choice([2, 2, 4, 0] if is_list else [2, 2, 4, 1])
    text = chance.choice(["\n", "\n", " # why\n"]) + chance.choice(COMMENTS)
    for key, part in [("-", part) for part in value] if is_list else value.items():
        if is_list and isinstance(part, dict) and chance.randrange(2):
            fields = [f"{name}:{in_lines(chance, field, column + 2)}" for name, field in part.items()]
            text += " " * column + "- " + (" " * (column + 2)).join(fields)
        else:
            within = inline(part, ", ") if is_list else None
            text += " " * column + (f"- {within}\n" if is_list else f"{key}:{in_lines(chance, part, column)}")
        text += chance.choice(COMMENTS)
    return text


def laid_out(chance: Random) -> str:
    text = chance.choice(["", "", "# above\n", "---\n", "%YAML 1.1\n---\n"])
    for name, section in DATA.items():
        quote = chance.choice(["", "", "", "", "", "", "", "", "", "'"]) if name != "format" else ""
        text += f"{quote}{name}{quote}:" + in_lines(chance, section, 0)
    text += chance.choice(["", "", "", "accepted_gaps:\n", "...\n", "...\n# below\n"])
    text = text.rstrip() if chance.randrange(6) == 0 else text
    text = text.replace("\n", chance.choice(["\n", "\n", "\n", "\r\n", "\r"]))
    return chance.choice(["", "", "", "\ufeff"]) + text


def read(text: str) -> syntax.Pairs:
    return syntax.read(text, Notes())


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 10**6))
@example(13)  # a line ends the file
@example(45)  # a section in braces over several lines
def test_an_edit_says_the_same_in_any_layout(seed: int) -> None:
    chance = Random(seed)
    text = laid_out(chance)
    origin = dataset.read(text)
    assert documents.of(origin.ecosystem) == CITY
    wanted = copy.deepcopy(CITY)
    for section in chance.choices(["groups", "partners", "actions"], k=chance.randint(0, 3)):
        entry = chance.choice(sorted(wanted[section]))
        wanted[section][entry]["name"] = chance.choice(NAMES)
    for link in sorted(chance.sample(range(len(CITY["links"])), chance.randint(0, 3)), reverse=True):
        del wanted["links"][link]
    wanted["partners"]["new"] = {"name": "New", "kind": "charity", "source": ["leaflet"]}
    document = edits.parse(text, origin=origin)
    edits.apply(document, edits.difference(CITY, wanted))
    after = edits.text(document)
    assert documents.of(dataset.parse(after)) == wanted
    edited = [line for line in after.splitlines() if line.startswith("#")]
    assert edited == [line for line in text.splitlines() if line.startswith("#")]
    again = rereading.reread(after, text, read(text))
    assert again is None or again == read(after)
