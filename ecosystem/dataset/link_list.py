"""Every link of a file: those of the list, then those that fields imply."""

from collections.abc import Iterator
from typing import Any

from ecosystem.dataset.draft import Draft
from ecosystem.dataset.fields import Entry
from ecosystem.model import FIELD_LINK_TYPES, Basis, Link, LinkType

# Section, field, type, and whether the link starts at the entry that has the field.
_FIELDS = (
    ("plans", "owners", "sets", False),
    ("priorities", "plan", "part-of", True),
    ("actions", "plan", "part-of", True),
    ("actions", "leads", "leads", False),
    ("actions", "advances", "advances", True),
)


def from_fields(draft: Draft) -> Iterator[Entry]:
    """The links that fields imply, as entries, section by section in the order of the file."""
    for section, name, link_type, starts_here in _FIELDS:
        for entry in draft.of(section):
            for other in _ids(entry.values.get(name)):
                yield _link(
                    draft, entry, name, link_type, (entry.id, other) if starts_here else (other, entry.id)
                )


def _ids(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value or ()


def _link(draft: Draft, entry: Entry, name: str, link_type: str, ends: tuple[str, str]) -> Entry:
    path, line = entry.path_to(name), entry.line_of(name)
    values = {"tail": ends[0], "type": link_type, "head": ends[1], "field": path}
    values |= {"sources": entry.values.get("sources", ()), "basis": Basis.STATED}
    if name == "advances" and _is_across_plans(draft, entry, ends[1]):
        values |= {"basis": Basis.INFERRED}
    return Entry(Link, path, line, values=values)


def _is_across_plans(draft: Draft, action: Entry, identifier: str) -> bool:
    """Whether an action and the priority that it advances are of two plans, so that this is only inferred."""
    priority = draft.sections["priorities"].get(identifier)
    return priority is not None and priority.values.get("plan") != action.values.get("plan")


def types(draft: Draft) -> dict[str, LinkType]:
    """Return the file's link types, then the program's own."""
    own: dict[str, LinkType] = {entry.id: entry.build(id=entry.id) for entry in draft.of("link_types")}
    return own | FIELD_LINK_TYPES


def numbered(entries: list[Entry]) -> tuple[Link, ...]:
    """The links in the order given. Their ids do not depend on it: equal ends are counted by content."""
    used: set[str] = set()
    counts: dict[str, int] = {}
    ids: dict[int, str] = {}
    for place in sorted(range(len(entries)), key=lambda place: _content(entries[place].values)):
        values = entries[place].values
        base = name = f"{values['tail']}-{values['type']}-{values['head']}"
        while name in used:
            counts[base] = counts.get(base, 1) + 1
            name = f"{base}-{counts[base]}"
        used.add(name)
        ids[place] = name
    return tuple(entry.build(id=ids[place]) for place, entry in enumerate(entries))


def _content(values: dict[str, Any]) -> tuple[str, ...]:
    ends = (values["tail"], values["type"], values["head"])
    rest = (values.get(name) or "" for name in ("role", "since", "until", "field"))
    return (*ends, *rest, *sorted(map(str, values["sources"])))
