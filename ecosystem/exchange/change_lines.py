"""A list of changes as an editor reads it: grouped by thing, each with what it was and what it becomes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ecosystem import dates
from ecosystem.dataset.documents import Document, Path
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.edits import Change, Conflict, What
from ecosystem.edits.change_list import holds_items, keys
from ecosystem.exchange.cell_names import CellNames, bare
from ecosystem.language import _, context, joined
from ecosystem.model import PRIVATE, About, Value
from ecosystem.model.descriptions import Field, Form, written_fields

Group = tuple[str, list[str]]
"""What changes, and its changes in lines."""


class ChangeLines:
    """Words changes, with the names that entries have before or after them."""

    def __init__(self, *documents: Document) -> None:
        self._names = CellNames(documents[0])
        self._links = dict(zip(keys("links", documents[0]["links"]), documents[0]["links"], strict=True))
        for document in documents[1:]:
            for section in SECTIONS:
                for identifier, entry in document[section].items():
                    self._names.add(section, identifier, entry)

    def groups(self, changes: Iterable[Change]) -> list[Group]:
        """Return the changes by the thing that they are about, in their order."""
        lines_of: dict[str, list[str]] = {}
        for one in changes:
            lines_of.setdefault(self.thing(one), []).extend(self.lines(one))
        return list(lines_of.items())

    def thing(self, one: Change | Conflict) -> str:
        """Return what a change is about: the name of an entry, or the ends of a link."""
        section = one.at[0]
        if section == ABOUT:
            return _("The map itself")
        if section in SECTIONS:
            return self._names.label(section, one.at[1]) if len(one.at) > 1 else section
        item = None
        if isinstance(one, Change) and len(one.at) <= 2:  # a part of an item has a longer path
            added = one.value if one.what is What.ADD else None
            item = added or (one.was if len(one.at) == 2 and isinstance(one.was, dict) else None)
        if section == "links" and item:
            return self._link(item)
        if section == "links" and len(one.at) > 1:
            return self._link(self._links[one.at[1]]) if one.at[1] in self._links else one.at[1]
        if item:
            return str(item.get("question") or item.get("reason"))
        return one.at[1] if len(one.at) > 2 else one.at[-1]

    def label(self, refers: str, identifier: str) -> str:
        """Return what an entry is called; its id where nothing has it."""
        return self._names.label(refers, identifier)

    def _link(self, item: dict[str, Any]) -> str:
        start, end = (self._names.label("nodes", item[end]) for end in ("from", "to"))
        words = self._names.label("link_types", item["type"])
        return _("Link: {start} {type} {end}", start=start, type=words, end=end)

    def lines(self, one: Change) -> Iterator[str]:
        """Yield what a change does, in lines."""
        model = model_at(one.at)
        if one.at[-1] == PRIVATE:
            yield _("private note changed")
        elif len(one.at) == 2 and one.what is What.REMOVE:
            yield _("removed")
        elif one.what is What.ADD and isinstance(one.value, dict):
            part = "" if len(one.at) <= 2 else field_name(one.at[-1])
            words = "; ".join(self._fields(one.value, model))
            if part:
                yield _("new {part}: {fields}", part=part, fields=words)
            else:
                yield _("new: {fields}", fields=words)
        elif one.what is What.ADD and one.was is None and len(one.at) > 2:
            part = field_name(one.at[-1])
            yield _("new {part}: {fields}", part=part, fields=self.value(one.value, field_at(one.at)))
        elif one.what is What.REMOVE and isinstance(one.was, dict) and model and one.at[-2] != one.at[0]:
            words = "; ".join(self._fields(one.was, model))
            yield _("{field} removed: {value}", field=_way(one.at[:-1]), value=words)
        else:
            field = field_at(one.at)
            yield _(
                "{field}: {was} → {value}",
                field=_way(one.at),
                was=self.value(one.was, field),
                value=self.value(one.value, field),
            )

    def conflict(self, one: Conflict) -> str:
        """Return what two people changed: what it was, what the file says and what the workbook says."""
        thing, field, was, file, mine = self.sides(one)
        return _(
            "{thing}, {field}: it was {was}; the file now says {file}; the workbook says {mine}.",
            thing=thing,
            field=field,
            was=was,
            file=file,
            mine=mine,
        )

    def sides(self, one: Conflict) -> tuple[str, str, str, str, str]:
        """Return the thing and the field of a conflict, what it was, and what the two sides say."""
        field = field_at(one.at)
        was, file, mine = (self.value(value, field) for value in (one.was, one.file, one.mine))
        return self.thing(one), _way(one.at), was, file, mine

    def place(self, path: Path, document: Document) -> str:
        """Return where something stands in a document: the thing, and the field."""
        at: list[str] = []
        node: Any = document
        for step in path:
            at.append(keys(at[-1], node)[step] if isinstance(step, int) else step)
            node = node[step]
        if at[0] in LISTS:
            item = document[at[0]][path[1]]
            return self._link(item) if at[0] == "links" else str(item.get("question") or item.get("reason"))
        thing = _("The map itself") if at[0] == ABOUT else self._names.label(at[0], at[1])
        return _("{thing}: {field}", thing=thing, field=_way(at))

    def fields(self, entry: dict[str, Any], at: Sequence[str]) -> Iterator[str]:
        """Yield what an entry or an item at a path says, field by field."""
        model = model_at(at)
        for name, value in entry.items():
            parts = value if isinstance(value, list) and holds_items(name, value) else [value]
            for part in parts:
                yield from self._fields({name: part}, model)

    def _fields(self, entry: dict[str, Any], model: type[Value] | None) -> Iterator[str]:
        known = {field.written: field for field in written_fields(model)} if model else {}
        for name, value in entry.items():
            if name == PRIVATE:
                continue
            words = self.value(value, known.get(name))
            yield f"{field_name(name)}: {words}"

    def value(self, value: Any, field: Field | None) -> str:
        """Return a value in words: names for ids, dates as they are said."""
        if value in (None, "", []):
            return _("nothing")
        if isinstance(value, list):
            return joined([self.value(part, field) for part in value])
        if isinstance(value, dict):
            if field and field.placed:
                identifier, where = bare(value)
                return f"{self._names.label('sources', identifier)} ({where})"
            return "; ".join(self._fields(value, field.entry if field else None))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, float):
            return f"{value:.15g}"
        if field and field.refers:
            return self._names.label(field.refers, value)
        return dates.words(value) if field and field.form is Form.DATE else str(value)


def field_name(field: str) -> str:
    """Return what a field is called within a sentence."""
    return context("field", field.replace("_", " "))


def _way(at: Sequence[str]) -> str:
    """Return the name of a field, with the part of the entry that it belongs to."""
    steps = at[1:] if at[0] == ABOUT else at[2:]
    return " › ".join(field_name(step) if len(step) < 60 else f"{step[:59]}…" for step in steps) or at[0]


def model_at(at: Sequence[str]) -> type[Value] | None:
    """Return the model of what a change adds or removes at a path."""
    model, rest = _start(at)
    for step in rest:
        field = (
            next((described for described in written_fields(model) if described.written == step), None)
            if model
            else None
        )
        if field and field.entry:
            model = field.entry
    return model


def field_at(at: Sequence[str]) -> Field | None:
    """Return the field that a path leads to, or the last one on the way."""
    model, rest = _start(at)
    last: Field | None = None
    for step in rest:
        field = (
            next((described for described in written_fields(model) if described.written == step), None)
            if model
            else None
        )
        if field:
            last = field
            model = field.entry or model
    return last


def _start(at: Sequence[str]) -> tuple[type[Value] | None, Sequence[str]]:
    if at[0] == ABOUT:
        return About, at[1:]
    models = {**SECTIONS, **LISTS}
    return (models[at[0]][0], at[2:]) if at[0] in models else (None, ())
