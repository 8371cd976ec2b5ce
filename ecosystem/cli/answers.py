"""The JSON Schema of the answers, made from the values that the questions return."""

import json
from typing import Any

import msgspec

from ecosystem import ANSWER_SCHEMA as SCHEMA
from ecosystem.analysis import Analysis
from ecosystem.analysis.gaps import Gaps
from ecosystem.analysis.removal import Removal
from ecosystem.changes import Changes
from ecosystem.dataset.data_warning import DataWarning
from ecosystem.publishing.snippets import Embedding
from ecosystem.queries import Connections, Paths, Profile, SourceAnswer, Thing
from ecosystem.tracking.freshness import Stale
from ecosystem.tracking.tracker import Tracking

ANSWERS: dict[str, tuple[str, Any]] = {
    "actions": ("tracking", Tracking),
    "analyse": ("analysis", Analysis),
    "connections": ("answer", Connections),
    "diff": ("changes", Changes),
    "embed": ("embedding", Embedding),
    "gaps": ("gaps", Gaps),
    "list": ("things", tuple[Thing, ...]),
    "path": ("answer", Paths),
    "show": ("profile", Profile),
    "source": ("source", SourceAnswer),
    "stale": ("stale", Stale),
    "without": ("answer", Removal),
}
"""The key and the type of each command's answer."""

_AT = {
    "type": "object",
    "properties": {
        "date": {"type": "string"},
        "undated_organisations": {"type": "integer"},
        "undated_links": {"type": "integer"},
    },
    "required": ["date", "undated_organisations", "undated_links"],
}
_PROBLEM = {
    "type": "object",
    "properties": {
        "line": {"type": "integer"},
        "path": {"type": "string"},
        "message": {"type": "string"},
        "file": {"type": "string"},
    },
    "required": ["line", "path", "message"],
}
_NAMES = {"type": "array", "items": {"type": "string"}}
_ERROR = {
    "type": "object",
    "properties": {
        "kind": {"type": "string"},
        "message": {"type": "string"},
        "near": _NAMES,
        "candidates": _NAMES,
        "problems": {"type": "array", "items": _PROBLEM},
    },
    "required": ["kind", "message"],
}


def schema() -> dict[str, Any]:
    """Return one schema for every answer and every error."""
    types = [*(kind for _, kind in ANSWERS.values()), tuple[DataWarning, ...]]
    shapes, components = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    answers = [
        _answer(command, key, shape)
        for (command, (key, _)), shape in zip(ANSWERS.items(), shapes[:-1], strict=True)
    ]
    checked = _answer("check", "problems", {"type": "array", "items": _PROBLEM})
    checked["properties"] |= {"warnings": shapes[-1], "accepted": shapes[-1], "needless": _NAMES}
    checked["required"] += ["warnings", "accepted", "needless"]
    failed = {
        "type": "object",
        "properties": {**_head({"type": "string"}), "error": _ERROR},
        "required": ["schema", "command", "error"],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "oneOf": [*answers, checked, {**failed, "additionalProperties": False}],
        "$defs": components,
    }


def _answer(command: str, key: str, shape: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**_head({"const": command}), key: shape},
        "required": ["schema", "command", key],
        "additionalProperties": False,
    }


def _head(command: dict[str, Any]) -> dict[str, Any]:
    return {"schema": {"const": SCHEMA}, "command": command, "at": _AT}


def text() -> str:
    """Return the schema as the text of `ecosystem/answers.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    print(text(), end="")
