"""Every sentence of the program passes through the seam: none stands in the code as plain English.

What a module says is found by reading the code, so that a sentence that no test provokes is found too.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ecosystem.model.descriptions import every_field
from tests import messages
from tests.fixture import ROOT

SEAM = {"_", "N_", "NP_", "plural", "context"}
GATHERED = {"described", "explained", "option", "Option"}
"""Calls whose texts `make messages` gathers, or that stand in the English of the data file's schema."""
NOT_SAID = {
    "ecosystem/assistants/answering.py": "what an assistant is told, and no person",
    "ecosystem/assistants/server.py": "what an assistant is told, and no person",
    "ecosystem/assistants/tools.py": "what an assistant is told, and no person",
    "ecosystem/catalogues.py": "why a catalogue cannot be used, which no catalogue can translate",
    "ecosystem/dataset/schema.py": "the schema of the data file, whose field names are English",
    "ecosystem/exchange/incoming/vocabulary.py": "the wording of a link type in a new data file",
    "ecosystem/infographic/page.py": "the content security policy",
    "ecosystem/model/descriptions.py": "what a developer forgot",
    "ecosystem/model/types.py": "the schema of the data file",
}
"""Modules with sentences that no reader of another language reads, and what they are."""
MODULES = sorted((ROOT / "ecosystem").rglob("*.py"))
SENTENCE = re.compile(r"[^\W\d_]{2,}\W* [^\W\d_]{2,}.*[.?…:]\s*$|[‘“].*[’”].* [^\W\d_]{2,}", re.DOTALL)
"""Two words, and at the end what ends a sentence; or a quotation and words after it."""


@cache
def known() -> set[str]:
    """Every string that is gathered for translators."""
    ids = (message.id for message in messages.gathered() if message.id)
    texts = {text for each in ids for text in (each if isinstance(each, tuple | list) else (each,))}
    return texts | {field.explanation for field in every_field().values()}


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name):
            return name
        case ast.Attribute(attr=name):
            return name
    return ""


def text_of(node: ast.expr) -> str | None:
    """Return the text of a literal, with brackets for what an f-string fills in."""
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.JoinedStr(parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
    return None


def literals(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield every text outside the seam, with its line, but no docstring, no pattern and nothing gathered."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and name_of(node) in SEAM | GATHERED:
        return
    if isinstance(node, ast.Call) and getattr(getattr(node.func, "value", None), "id", "") == "re":
        return
    if isinstance(node, ast.expr) and (text := text_of(node)) is not None:
        yield node.lineno, text
        inner = node.values if isinstance(node, ast.JoinedStr) else ()
        for part in inner:
            if isinstance(part, ast.FormattedValue):
                yield from literals(part.value)
        return
    for child in ast.iter_child_nodes(node):
        yield from literals(child)


def untranslated(code: str) -> list[tuple[int, str]]:
    """Return the sentences of a module that do not pass through the seam, with their lines."""
    return [
        (line, text)
        for line, text in literals(ast.parse(code))
        if SENTENCE.search(text) and not text.startswith(("<", "\n", " ")) and text not in known()
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_stands_in_the_code_past_the_seam(module: Path) -> None:
    if module.relative_to(ROOT).as_posix() not in NOT_SAID:
        assert untranslated(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_pattern_is_gathered_for_translators(module: Path) -> None:
    """Babel overlooks some, such as those in brackets of their own, which would stay in English."""
    calls = (
        node for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    )
    patterns = [(call.lineno, text_of(argument)) for call in calls for argument in patterns_of(call)]
    assert [(line, text) for line, text in patterns if text is not None and text not in known()] == []


def patterns_of(call: ast.Call) -> list[ast.expr]:
    """Return the patterns among the arguments of a call of the seam."""
    match name_of(call):
        case "_" | "N_":
            return call.args[:1]
        case "plural" | "NP_":
            return call.args[:2]
        case "context":
            return call.args[1:2]
    return []


def test_every_exception_is_still_needed() -> None:
    assert [name for name in NOT_SAID if not untranslated((ROOT / name).read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "code",
    [
        'raise CityError("The city is closed.")',
        'raise CityError(f"‘{name}’ is closed.")',
        'click.echo("It is closed: " + name)',
        'QUESTION = "Who works with whom?"',
        'click.echo("Written: " if done else f"{count} files were written.")',
    ],
)
def test_a_sentence_past_the_seam_is_found(code: str) -> None:
    assert untranslated(code)


@pytest.mark.parametrize(
    "code",
    [
        '"""A docstring has sentences."""',
        '_("The city is closed.")',
        'plural("{count} city is closed.", "{count} cities are closed.", count)',
        'city["under way"]',
        'PATTERN = re.compile("two words.")',
    ],
)
def test_what_passes_through_the_seam_or_is_not_said_is_no_mistake(code: str) -> None:
    assert untranslated(code) == []
