"""`make messages`: gather every string of the program for translators, and update the catalogues.

Babel reads modules and templates. What the program says of its fields, its choices, its own link types and
its commands is gathered here, since it stands in annotations, enums and docstrings.
"""

import ast
from collections.abc import Iterator
from io import BytesIO

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from ecosystem.catalogues import LOCALE
from ecosystem.cli import VERBS, commands_of, main, spoken
from ecosystem.dataset.draft import LISTS, SECTIONS
from ecosystem.model import (
    FIELD_LINK_TYPES,
    About,
    Action,
    Basis,
    Direction,
    Event,
    Family,
    GapKind,
    Organisation,
    Output,
    Plan,
    Priority,
    Rhythm,
    Section,
    State,
)
from ecosystem.model.descriptions import every_field
from tests.fixture import ROOT

Message = str | tuple[str, ...]

TEMPLATE = LOCALE / "messages.pot"
KEYWORDS = {"_": None, "N_": None, "NP_": (1, 2), "plural": (1, 2), "context": ((1, "c"), 2)}
METHODS = [("**.py", "python"), ("**.jinja", "jinja2.ext:babel_extract")]
CHOICES = (Basis, Direction, Family, GapKind, Rhythm, Section, State)
NODES = (Organisation, Event, Output, Plan, Priority, Action)
WORDINGS = ("label", "inverse", "past", "past_inverse", "planned", "planned_inverse")
HEADER = """\
# Translations of ecosystem-mapper. Reviewed is the date on which a speaker reviewed a catalogue.
# Reviewed:"""


def gathered() -> Catalog:
    """Return every string of the program, in an order that depends on nothing but the strings."""
    catalog = Catalog(project="ecosystem-mapper", header_comment=HEADER, creation_date=None, fuzzy=False)
    found: dict[tuple[str, str], tuple[Message, str | None, set[str]]] = {}
    for message, context, place in (*_from_code(), *_from_model(), *_from_commands()):
        key = (message if isinstance(message, str) else message[0], context or "")
        known = found.get(key)
        if known is None or isinstance(known[0], str):
            found[key] = (message, context, known[2] if known else set())
        found[key][2].add(place)
    for _, (message, context, places) in sorted(found.items()):
        catalog.add(message, context=context, locations=[(place, 0) for place in sorted(places)])
    return catalog


def _from_code() -> Iterator[tuple[Message, str | None, str]]:
    places = extract_from_dir(ROOT / "ecosystem", METHODS, {}, KEYWORDS)
    for file, _, message, _, context in places:
        if message and all(message):
            yield message, context, f"ecosystem/{file}"

    for path in sorted((ROOT / "ecosystem").rglob("*.py")):
        for message, context in within_strings(path.read_text(encoding="utf-8")):
            yield message, context, path.relative_to(ROOT).as_posix()


def within_strings(code: str) -> Iterator[tuple[Message, str | None]]:
    """Yield the strings that are translated within f-strings, which Babel does not read."""
    outer = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.JoinedStr)]
    for call in (inner for node in outer for inner in ast.walk(node) if isinstance(inner, ast.Call)):
        texts = [each.value for each in call.args if isinstance(each, ast.Constant)]
        match call.func, [text for text in texts if isinstance(text, str)]:
            case ast.Name("_" | "N_"), [message]:
                yield message, None
            case ast.Name("plural" | "NP_"), [one, many]:
                yield (one, many), None
            case ast.Name("context"), [meaning, message]:
                yield message, meaning


def _from_model() -> Iterator[tuple[str, str | None, str]]:
    for field in every_field().values():
        yield field.help, None, "ecosystem/model"
        yield field.line, None, "ecosystem/model"
        yield field.written.replace("_", " "), "field", "ecosystem/model"
    for model in (About, *(model for model, _noun in (SECTIONS | LISTS).values())):
        yield (model.__doc__ or "").partition("\n\n")[0], None, "ecosystem/model"
    for model in NODES:
        for name in model.__struct_fields__:
            yield name.replace("_", " "), "field", "ecosystem/model"
    for choices in CHOICES:
        for choice in choices:
            yield choice.value, None, "ecosystem/model/enums.py"
    for kind in FIELD_LINK_TYPES.values():
        for field_name in WORDINGS:
            yield getattr(kind, field_name), "link", "ecosystem/model/links.py"


def _from_commands() -> Iterator[tuple[str, str | None, str]]:
    commands: list[click.Command] = [main]
    for module in VERBS:
        commands += commands_of(module).values()
    for command in commands:
        texts = [*spoken.paragraphs(command.help)]
        texts += [each.help for each in command.params if isinstance(each, click.Option) and each.help]
        for text in texts:
            yield text, None, "ecosystem/cli"


def text(catalog: Catalog) -> str:
    """Return a catalogue as it is written, without the dates that change with every run."""
    file = BytesIO()
    write_po(file, catalog, width=100, include_lineno=False)
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(('"POT-Creation-Date', '"Generated-By')))


def renew() -> None:
    """Write the template, and bring every catalogue up to date with it."""
    template = gathered()
    TEMPLATE.write_text(text(template), encoding="utf-8")
    for path in sorted(LOCALE.glob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.stem)
        catalog.update(template, no_fuzzy_matching=False, update_header_comment=False)
        catalog.fuzzy = False
        path.write_text(text(catalog), encoding="utf-8")


if __name__ == "__main__":
    renew()
