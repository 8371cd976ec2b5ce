"""The map without the organisations that have asked not to be shown, as if they had never been on it.

With an organisation go its facts, its links, its place among leads and owners, the disputes about it, the
steps of tours that show it alone, and the sources that nothing else rests on. Its entry stays in the data
file, with `withheld: true` and the reason under `internal:`. Texts that name it are for an editor to change:
`dataset.warnings` lists them.
"""

from collections.abc import Collection
from typing import Any, TypeVar

from msgspec.structs import replace

from ecosystem.model import ORGANISATION_SECTIONS, Ecosystem, Section, Value
from ecosystem.model.descriptions import written_fields

_Model = TypeVar("_Model", bound=Value)

_LEAD_TO_ORGANISATIONS = ("nodes", "organisations", "shown")


def asked(ecosystem: Ecosystem) -> frozenset[str]:
    """Return the ids of the organisations that have asked not to be shown."""
    return frozenset(
        identifier
        for section in ORGANISATION_SECTIONS
        for identifier, entry in ecosystem.section(section).items()
        if getattr(entry, "withheld", False)
    )


def without(ecosystem: Ecosystem, gone: Collection[str]) -> Ecosystem:
    """Return the map without some organisations and without all that is about them alone."""
    gone = {identifier for identifier in gone if _is_organisation(ecosystem, identifier)}
    if not gone:
        return ecosystem
    sections: dict[str, Any] = {}
    for section in (*Section, "tours"):
        entries = getattr(ecosystem, section)
        left = {key: _left(entry, gone) for key, entry in entries.items() if key not in gone}
        sections[str(section)] = {key: entry for key, entry in left.items() if entry is not None}
    lists: dict[str, Any] = {}
    for name in ("links", "disputes"):
        kept = (_left(entry, gone) for entry in getattr(ecosystem, name))
        lists[name] = tuple(entry for entry in kept if entry is not None)
    public = replace(ecosystem, **sections, **lists)
    unused = ecosystem.cited() - public.cited()
    dropped = gone | unused | ({link.id for link in ecosystem.links} - {link.id for link in public.links})
    return replace(
        public,
        sources={key: source for key, source in ecosystem.sources.items() if key not in unused},
        accepted_gaps=tuple(gap for gap in ecosystem.accepted_gaps if gap.about not in dropped),
    )


def _is_organisation(ecosystem: Ecosystem, identifier: str) -> bool:
    return any(identifier in ecosystem.section(section) for section in ORGANISATION_SECTIONS)


def _left(value: _Model, gone: Collection[str]) -> _Model | None:
    """Return an entry without what names an organisation that goes; None where it cannot be without."""
    changed: dict[str, Any] = {}
    for field in written_fields(type(value)):
        content = getattr(value, field.name)
        if not content or field.placed:
            continue
        parts = content if field.many else (content,)
        if field.entry:
            kept = tuple(part for each in parts if (part := _left(each, gone)) is not None)
        elif field.refers in _LEAD_TO_ORGANISATIONS:
            kept = tuple(part for part in parts if part not in gone)
        else:
            continue
        if field.required and not kept:
            return None
        if any(one is not other for one, other in zip(kept, parts, strict=False)) or len(kept) < len(parts):
            changed[field.name] = kept if field.many else next(iter(kept), None)
    return replace(value, **changed) if changed else value
