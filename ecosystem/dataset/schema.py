"""The JSON Schema of the data file (https://json-schema.org/draft/2020-12), made from the model.

An editor that knows JSON Schema completes and explains fields with it, without a network. It says what
one entry may hold; what must hold between entries, such as that an id exists, only `check` can say.
YAML programs read `2015` as a number, so a number may stand where a text is wanted.
"""

import json
from typing import Any

import msgspec
from msgspec.structs import replace

from ecosystem.dataset import migrations
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.model import PRIVATE, PRIVATE_HELP, About, Citation, Value
from ecosystem.model.descriptions import Field, Form, help_of, written_fields

Schema = dict[str, Any]

_ID = {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60}
_URL = "^([hH][tT][tT][pP][sS]?|[mM][aA][iI][lL][tT][oO]):"
_SECTION_WORDS = {
    "groups": "Strategic groups, commissions, partnerships, task groups, scrutiny commissions.",
    "networks": "Networks, staff networks, forums.",
    "partners": (
        "Councils and other public organisations, universities, the NHS, community and national "
        "organisations."
    ),
}


def schema() -> Schema:
    """The schema of a whole data file."""
    definitions: dict[str, Schema] = {}
    numbered = {
        "description": "The format this file is written in. A file without it is of format 1.",
        "const": migrations.FORMAT,
    }
    properties: dict[str, Schema] = {migrations.KEY: numbered, ABOUT: _reference(About, definitions)}
    for name, (model, _) in SECTIONS.items():
        description = _SECTION_WORDS.get(name) or help_of(model)
        properties[name] = {
            "description": description,
            "type": ["object", "null"],
            "propertyNames": _ID,
            "additionalProperties": _reference(model, definitions),
        }
    for name, (model, _) in LISTS.items():
        description = help_of(model)
        item = _reference(model, definitions)
        properties[name] = {"description": description, "type": ["array", "null"], "items": item}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The data file of a map",
        "type": "object",
        "properties": properties,
        "required": [ABOUT],
        "additionalProperties": False,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def text() -> str:
    """The schema as the file `ecosystem/schema.json` holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _reference(model: type[Value], definitions: dict[str, Schema]) -> Schema:
    name = model.__name__
    if name not in definitions:
        definitions[name] = {}  # a place for models that hold each other
        definitions[name] = _entry(model, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _entry(model: type[Value], definitions: dict[str, Schema]) -> Schema:
    properties: dict[str, Schema] = {}
    for field in written_fields(model):
        properties[field.written] = {"description": field.explanation} | _field(field, definitions)
        if field.default not in (None, ()):
            properties[field.written]["default"] = msgspec.to_builtins(field.default)
    if model is not Citation:
        properties[PRIVATE] = {"description": PRIVATE_HELP}
    return {
        "description": help_of(model),
        "type": "object",
        "properties": properties,
        "required": [field.written for field in written_fields(model) if field.required],
        "additionalProperties": False,
    }


def _field(field: Field, definitions: dict[str, Schema]) -> Schema:
    one = _one(field, definitions)
    if not field.many:
        return one
    many: Schema = {"type": "array", "items": one}
    if field.required:
        many["minItems"] = 1
    return {"anyOf": [one, many]}


def _one(field: Field, definitions: dict[str, Schema]) -> Schema:
    if field.placed:
        return _citation(replace(field, placed=False), definitions)
    match field.form:
        case Form.ENTRY:
            assert field.entry
            return _reference(field.entry, definitions)
        case Form.CHOICE:
            return {"enum": list(field.choices)}
        case Form.TRUTH:
            return {"type": "boolean"}
        case Form.WHOLE:
            return {"type": "integer", "minimum": 0}
        case Form.NUMBER:
            return {"type": "number"}
        case Form.ADDRESS:
            return {"type": "string", "pattern": _URL, "maxLength": field.limit}
    if field.pattern:
        return {"type": "string", "pattern": field.pattern}
    limit = {"maxLength": field.limit} if field.limit else {}
    return {"type": ["string", "number"], "minLength": 1, **limit}


def _citation(field: Field, definitions: dict[str, Schema]) -> Schema:
    """A source alone, or with the place in it."""
    name = Citation.__name__
    if name not in definitions:
        alone, placed = _one(field, definitions), _entry(Citation, definitions)
        definitions[name] = {"description": help_of(Citation), "anyOf": [alone, placed]}
    return {"$ref": f"#/$defs/{name}"}


if __name__ == "__main__":
    print(text(), end="")
