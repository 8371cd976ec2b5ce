"""A file that has mistakes → what it says all the same, so that its forms can be opened and corrected."""

from collections.abc import Mapping
from typing import Any

from ecosystem.dataset import documents, migrations, syntax
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.dataset.syntax import Node, Notes, UnreadableError
from ecosystem.model import PRIVATE, Value
from ecosystem.model.descriptions import Form, written_fields
from ecosystem.studio.form_fields import model_of


def read(text: str) -> documents.Document | None:
    """Return a document with every text as it was typed, or None if the file cannot be read at all."""
    try:
        root: Node = migrations.upgraded(syntax.read(text, Notes()), Notes())
    except UnreadableError:
        return None
    values = documents.values(root)
    document: documents.Document = {ABOUT: _entry(values.get(ABOUT), model_of(ABOUT))}
    for section in SECTIONS:
        entries = values.get(section)
        model = model_of(section)
        mapped = entries if isinstance(entries, Mapping) else {}
        document[section] = {identifier: _entry(entry, model) for identifier, entry in mapped.items()}
    for name in LISTS:
        items = values.get(name)
        document[name] = [_entry(item, model_of(name)) for item in items] if isinstance(items, list) else []
    return document


def _entry(value: Any, model: type[Value]) -> documents.Document:
    if not isinstance(value, Mapping):
        return {}
    fields = {field.written: field for field in written_fields(model)}
    entry: documents.Document = {}
    for name, part in value.items():
        field = fields.get(name)
        if name == PRIVATE or field is None:
            continue
        parts = part if isinstance(part, list) else [] if part is None else [part]
        if field.entry:
            parts = [_entry(item, field.entry) for item in parts]
        elif not field.placed:
            parts = [_plain(item, field.form) for item in parts]
        if parts:
            entry[name] = parts if field.many else parts[0]
    return entry


def _plain(value: Any, form: Form) -> Any:
    if form is Form.TRUTH and value in ("true", "false"):
        return value == "true"
    return value if isinstance(value, str) else str(value)
