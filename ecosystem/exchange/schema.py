"""The JSON Schema of the data file (https://json-schema.org/draft/2020-12), made from the model.

An editor that knows JSON Schema completes and explains fields with it, without a network. It says what
one entry may hold; what must hold between entries, such as that an id exists, only `check` can say.
YAML programs read `2015` as a number, so a number may stand where a text is wanted.
"""

import json
import typing
from enum import Enum
from typing import Any

import msgspec
from msgspec import NODEFAULT, Meta

from ecosystem import explained
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.dataset.fields import PRIVATE, bare, fields_of
from ecosystem.model import About, Value

Schema = dict[str, Any]

_ID = {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60}
_URL = "^([hH][tT][tT][pP][sS]?|[mM][aA][iI][lL][tT][oO]):"
_SECTION_WORDS = {
    "groups": "Strategic groups, commissions, partnerships, task groups, scrutiny bodies.",
    "networks": "Networks, staff networks, forums.",
    "partners": "Public bodies, universities, NHS, community organisations, national bodies.",
}


def schema() -> Schema:
    """The schema of a whole data file."""
    definitions: dict[str, Schema] = {}
    properties: dict[str, Schema] = {ABOUT: _reference(About, definitions)}
    for name, (model, _) in SECTIONS.items():
        told = _SECTION_WORDS.get(name) or explained.entry(model)
        properties[name] = {
            "description": told,
            "type": ["object", "null"],
            "propertyNames": _ID,
            "additionalProperties": _reference(model, definitions),
        }
    for name, (model, _) in LISTS.items():
        told = explained.entry(model)
        item = _reference(model, definitions)
        properties[name] = {"description": told, "type": ["array", "null"], "items": item}
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
    known = fields_of(model)
    properties: dict[str, Schema] = {}
    for info in msgspec.structs.fields(model):
        if info.name not in known.written:
            continue
        told = {"description": explained.field(model, info.encode_name)}
        properties[info.encode_name] = told | _field(info.type, info.required, definitions)
        if info.default is not NODEFAULT and info.default is not None and info.default != ():
            properties[info.encode_name]["default"] = msgspec.to_builtins(info.default)
    properties[PRIVATE] = {"description": explained.field(model, PRIVATE)}
    return {
        "description": explained.entry(model),
        "type": "object",
        "properties": properties,
        "required": list(known.required),
        "additionalProperties": False,
    }


def _field(annotation: Any, required: bool, definitions: dict[str, Schema]) -> Schema:
    kind, meta = bare(annotation)
    if typing.get_origin(kind) is not tuple:
        return _one(kind, meta, definitions)
    one = _one(*bare(typing.get_args(kind)[0]), definitions)
    many: Schema = {"type": "array", "items": one}
    if required:
        many["minItems"] = 1
    return {"anyOf": [one, many]}


def _one(kind: Any, meta: Meta, definitions: dict[str, Schema]) -> Schema:
    if issubclass(kind, Value):
        return _reference(kind, definitions)
    if issubclass(kind, Enum):
        return {"enum": [each.value for each in kind]}
    if kind is bool:
        return {"type": "boolean"}
    if kind is int:
        return {"type": "integer", "minimum": 0}
    if kind is float:
        return {"type": "number"}
    return _text(meta)


def _text(meta: Meta) -> Schema:
    extra = meta.extra or {}
    if extra.get("reads") == "url":
        return {"type": "string", "pattern": _URL, "maxLength": meta.max_length}
    if meta.pattern:
        return {"type": "string", "pattern": meta.pattern}
    limit = {"maxLength": meta.max_length} if meta.max_length else {}
    return {"type": ["string", "number"], "minLength": 1, **limit}


if __name__ == "__main__":
    print(text(), end="")
