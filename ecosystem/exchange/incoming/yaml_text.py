"""A document → the YAML text of a new data file, in which no value can be taken for another."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ecosystem.exchange.incoming.parsed_network import Cells, line
from ecosystem.language import _

_PLAIN = re.compile(r"(?!(?i:yes|no|on|off|true|false|null)\Z)[A-Za-z][\w ./()-]*[\w.)]")
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def written(document: Cells, file: str, comment: str | None = None) -> str:
    """A document as the text of a new data file, below a comment that says where it comes from."""
    comment = comment or _(
        "Imported from {file} by `ecosystem import`. Correct the guesses, then run `ecosystem check`.",
        file=line(file),
    )
    return "\n".join([f"# {comment}", "", *_pairs(document, ""), ""])


def _pairs(values: Cells, indent: str) -> Iterator[str]:
    for name, value in values.items():
        key = f"{indent}{_scalar(name)}:"
        match value:
            case dict():
                yield key if value else f"{key} {{}}"
                yield from _pairs(value, f"{indent}  ")
            case list():
                yield key if value else f"{key} []"
                yield from _items(value, indent)
            case _:
                yield f"{key} {_scalar(value)}"


def _items(values: list[Any], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict) and value:
            first, *rest = _pairs(value, f"{indent}  ")
            yield f"{indent}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{indent}- {_scalar(value)}"


def _scalar(value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.fullmatch(value):
        return value
    quoted = _quoted(value)
    return quoted if quoted.isprintable() else _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
