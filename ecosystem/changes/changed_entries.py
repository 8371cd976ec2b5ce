"""Entries that are new, that went, and whose fields changed."""

from collections.abc import Iterator, Mapping

from ecosystem import dates, queries
from ecosystem.changes.comparison import Change
from ecosystem.city import City
from ecosystem.language import _, context, joined
from ecosystem.model import ORGANISATION_SECTIONS, Action, Ecosystem, Node, Organisation, Priority, Section
from ecosystem.tracking import statuses

_PARTS = {
    **dict.fromkeys(ORGANISATION_SECTIONS, "organisations"),
    **dict.fromkeys((Section.EVENTS, Section.OUTPUTS), "events and outputs"),
    **dict.fromkeys((Section.PLANS, Section.PRIORITIES, Section.ACTIONS), "plans"),
}


def find(old: City, new: City) -> Iterator[Change]:
    """Yield what changed of entries, section by section."""
    before, after = old.ecosystem, new.ecosystem
    for section in Section:
        was, now = before.section(section), after.section(section)
        earlier, later = peers(before, section), peers(after, section)
        part = _PARTS[section]
        for key in now:
            if key not in earlier:
                sentence = _("New: {entry} ({kind}).", entry=now[key].name, kind=_kind(new, key))
                yield Change(part=part, about=key, concerns=_with_ends(key, new), sentence=sentence)
        for key in was:
            if key not in later:
                sentence = _("Removed: {entry} ({kind}).", entry=was[key].name, kind=_kind(old, key))
                yield Change(part=part, about=key, concerns=_with_ends(key, old), sentence=sentence)
        for key in now:
            if key in earlier:
                for sentence in _differences(earlier[key], now[key]):
                    concerns = _with_ends(key, old, new)
                    yield Change(part=part, about=key, concerns=concerns, sentence=sentence)


def _with_ends(identifier: str, *cities: City) -> tuple[str, ...]:
    """Return an entry, and with an action what it is linked to: its plan, who leads it, what it advances."""
    ends = [
        step.end
        for city in cities
        if city.section(identifier) is Section.ACTIONS
        for step in city.steps(identifier)
    ]
    return tuple(dict.fromkeys((identifier, *ends)))


def peers(ecosystem: Ecosystem, section: Section) -> Mapping[str, Node]:
    """Return the entries that one of this section may have been: organisations may move between sections."""
    sections = ORGANISATION_SECTIONS if section in ORGANISATION_SECTIONS else (section,)
    return {key: node for peer in sections for key, node in ecosystem.section(peer).items()}


def _kind(city: City, identifier: str) -> str:
    return queries.kind_of(city, city.value(identifier))


_SEPARATE = {"id", "section", "facts", "name", "ended"}
"""Fields whose change has a sentence of its own."""


def _differences(was: Node, now: Node) -> Iterator[str]:
    if was.name != now.name:
        yield _("{old} is now called {new}.", old=was.name, new=now.name)
    if isinstance(was, Organisation) and isinstance(now, Organisation) and was.section != now.section:
        yield _(
            "{entry} has moved from ‘{before}’ to ‘{section}’.",
            entry=now.name,
            section=_(queries.SECTION_WORDS[now.section]),
            before=_(queries.SECTION_WORDS[was.section]),
        )
    before, ended = getattr(was, "ended", None), getattr(now, "ended", None)
    if ended and before and ended != before:
        yield _(
            "The end of {entry} was {before} and is now {time}.",
            entry=now.name,
            time=dates.ending(ended),
            before=dates.ending(before),
        )
    elif ended and not before:
        yield _("{entry} ended: {time}.", entry=now.name, time=dates.ending(ended))
    elif before and not ended:
        yield _("The data no longer says that {entry} ended.", entry=now.name)
    separate = set(_SEPARATE)
    if isinstance(was, Priority | Action) and isinstance(now, Priority | Action):
        status, before_status = statuses.status(now), statuses.status(was)
        if status != before_status:
            yield _(
                "The status of {entry} was ‘{before}’ and is now ‘{status}’.",
                entry=now.name,
                status=statuses.status_words(status),
                before=statuses.status_words(before_status),
            )
            separate.add("progress")
    fields = [
        context("field", field.replace("_", " "))
        for field in now.__struct_fields__
        if field not in separate and getattr(was, field) != getattr(now, field)
    ]
    if fields:
        yield _("Changed for {entry}: {fields}.", entry=now.name, fields=joined(fields))
