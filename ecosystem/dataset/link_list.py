"""Every link of a file: those of the list, then those that fields imply."""

from collections.abc import Iterator
from typing import Any

from ecosystem.dataset.draft import Draft
from ecosystem.dataset.fields import Entry
from ecosystem.language import _
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
    if name == "advances" and (evidence := _other_plan(draft, entry, ends[1])):
        values |= {"basis": Basis.INFERRED, "evidence": evidence}
    return Entry(Link, path, line, values=values)


def _other_plan(draft: Draft, action: Entry, identifier: str) -> str | None:
    """Return why it is only inferred that the action advances the priority: they are of two plans."""
    priority = draft.sections["priorities"].get(identifier)
    own = action.values.get("plan")
    its = priority.values.get("plan") if priority else own
    if own == its:
        return None
    return _(
        ("The action is in ‘{one}’ and the priority in ‘{other}’. We inferred that they belong together."),
        one=_title(draft, own),
        other=_title(draft, its),
    )


def _title(draft: Draft, plan: str | None) -> str:
    entry = draft.sections["plans"].get(plan or "")
    name = entry.values.get("name") if entry else None
    return str(name or plan)


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
