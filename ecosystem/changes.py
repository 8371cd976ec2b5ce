"""Two editions of a city: what changed, the changed answers first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from ecosystem import dates, queries, sentences
from ecosystem.city import City
from ecosystem.model import (
    AS_FACT,
    ENTITY_SECTIONS,
    ORGANISATION_SECTIONS,
    Action,
    Basis,
    Ecosystem,
    Entity,
    Fact,
    Link,
    Node,
    Priority,
    Section,
    Value,
)
from ecosystem.queries import Connection, Nearness
from ecosystem.tracking import tracker
from ecosystem.words import counted, escape_markdown, listed, number

HEADINGS = {
    "answers": "Changed answers",
    "organisations": "Organisations",
    "events and outputs": "Events and outputs",
    "plans": "Plans, priorities and actions",
    "links": "Links",
    "facts": "Facts",
    "disputes": "Disputes",
}
"""The parts of a comparison, in the order they are told."""

_PARTS = {
    **dict.fromkeys(ORGANISATION_SECTIONS, "organisations"),
    **dict.fromkeys((Section.EVENTS, Section.OUTPUTS), "events and outputs"),
    **dict.fromkeys((Section.PLANS, Section.PRIORITIES, Section.ACTIONS), "plans"),
}


class Change(Value, frozen=True, kw_only=True):
    """Something that differs: in which part, about what, and the sentence.

    Attributes:
        part: A key of `HEADINGS`.
        about: The id of the entry or link that differs.
        concerns: The ids of every entry that the sentence is news for, `about` first where it is an entry.
        sentence: What differs.
    """

    part: str
    about: str
    concerns: tuple[str, ...]
    sentence: str


class Changes(Value, frozen=True, kw_only=True):
    """All that differs between two editions."""

    old: str
    new: str
    summary: str
    changes: tuple[Change, ...]


def compare(old: City, new: City) -> Changes:
    """What changed from one edition to another, the changed answers first."""
    before, after = old.ecosystem, new.ecosystem
    changes = (*_answers(old, new), *_entries(old, new), *_links(old, new), *_facts(before, after))
    changes = (*changes, *_disputes(before, after))
    ordered = tuple(change for part in HEADINGS for change in changes if change.part == part)
    return Changes(
        old=before.about.edition,
        new=after.about.edition,
        summary=_summary(before, after, ordered),
        changes=ordered,
    )


def bulletin(changes: Changes, title: str) -> str:
    """The changes as a short Markdown text to send."""
    lines = [f"# {escape_markdown(title)}: what changed", "", escape_markdown(changes.summary), ""]
    for part, heading in HEADINGS.items():
        said = [change.sentence for change in changes.changes if change.part == part]
        if said:
            lines += [f"## {heading}", "", *(f"- {escape_markdown(sentence)}" for sentence in said), ""]
    return "\n".join(lines)


def _summary(before: Ecosystem, after: Ecosystem, changes: Sequence[Change]) -> str:
    old, new = dates.words(before.about.edition), dates.words(after.about.edition)
    span = f"From edition {old} to {new}" if old != new else f"Within edition {old}"
    if not changes:
        told = "nothing" if before == after else "no organisation, event, output, plan, link, fact or dispute"
        return f"{span}, {told} changed."
    counts = [
        f"{sum(change.part == part for change in changes)} in {heading.lower()}"
        for part, heading in HEADINGS.items()
        if any(change.part == part for change in changes)
    ]
    return f"{span}, {counted(len(changes), 'change')}: {', '.join(counts)}."


# --- answers


def _answers(old: City, new: City) -> Iterator[Change]:
    """For every priority of both editions: who reaches it now, who no longer does, who came nearer."""
    after = new.ecosystem
    for priority in old.ecosystem.priorities:
        if priority not in after.priorities:
            continue
        was = {each.id: each for each in queries.connections(old, priority).connections}
        now = {each.id: each for each in queries.connections(new, priority).connections}
        name = f"{after.priorities[priority].label} ({after.plans[after.priorities[priority].plan].label})"
        for organisations, sentence in _answer(name, was, now):
            yield Change(
                part="answers", about=priority, concerns=(priority, *organisations), sentence=sentence
            )


def _answer(
    name: str, was: Mapping[str, Connection], now: Mapping[str, Connection]
) -> Iterator[tuple[Sequence[str], str]]:
    """Each sentence with the organisations that it names."""
    led, leads = _direct(was), _direct(now)
    if led and not leads:
        yield led, f"{name} lost its last {_connecting(led)} directly: {_names(was, led)}."
    if leads and not led:
        yield (
            leads,
            f"{name} has its first {_connecting(leads)} directly: {_names(now, leads)}.",
        )
    gained = [each for each in now if each not in was]
    lost = [each for each in was if each not in now]
    if gained:
        verb = "organisation now reaches" if len(gained) == 1 else "organisations now reach"
        yield (
            gained,
            f"{number(len(gained)).capitalize()} {verb} {name}: {_names(now, gained)}.",
        )
    if lost:
        verb = "organisation no longer reaches" if len(lost) == 1 else "organisations no longer reach"
        yield lost, f"{number(len(lost)).capitalize()} {verb} {name}: {_names(was, lost)}."
    for each in now:
        if each in was and now[each].nearness != was[each].nearness:
            how = f"{now[each].nearness}, before {was[each].nearness}"
            yield (each,), f"{now[each].name} connects to {name} {how}."


def _direct(answer: Mapping[str, Connection]) -> list[str]:
    return [each for each, connection in answer.items() if connection.nearness is Nearness.DIRECT]


def _connecting(organisations: Sequence[str]) -> str:
    return "organisation that connects" if len(organisations) == 1 else "organisations that connect"


def _names(answer: Mapping[str, Connection], organisations: Iterable[str]) -> str:
    return listed(sorted(_named(answer[each]) for each in organisations))


def _named(connection: Connection) -> str:
    """An organisation, and what it connects by where that is no plain fact."""
    remark = "" if connection.basis in AS_FACT else f" ({sentences.BASIS_WORDS[connection.basis]})"
    return f"{connection.name}{remark}"


# --- entries


def _entries(old: City, new: City) -> Iterator[Change]:
    before, after = old.ecosystem, new.ecosystem
    for section in Section:
        was, now = before.section(section), after.section(section)
        earlier, later = _peers(before, section), _peers(after, section)
        part = _PARTS[section]
        for key in now:
            if key not in earlier:
                sentence = f"New: {now[key].name} ({_kind(new, key)})."
                yield Change(part=part, about=key, concerns=_with_ends(key, new), sentence=sentence)
        for key in was:
            if key not in later:
                sentence = f"Gone: {was[key].name} ({_kind(old, key)})."
                yield Change(part=part, about=key, concerns=_with_ends(key, old), sentence=sentence)
        for key in now:
            if key in earlier:
                for sentence in _differences(earlier[key], now[key]):
                    concerns = _with_ends(key, old, new)
                    yield Change(part=part, about=key, concerns=concerns, sentence=sentence)


def _with_ends(identifier: str, *cities: City) -> tuple[str, ...]:
    """An entry, and with an action what it is linked to: its plan, who leads it, what it advances."""
    ends = [
        step.end
        for city in cities
        if city.section(identifier) is Section.ACTIONS
        for step in city.steps(identifier)
    ]
    return tuple(dict.fromkeys((identifier, *ends)))


def _peers(ecosystem: Ecosystem, section: Section) -> Mapping[str, Node]:
    """What a thing of a section may have been before: an organisation stays one in whichever section it
    stands.
    """
    sections = ORGANISATION_SECTIONS if section in ORGANISATION_SECTIONS else (section,)
    return {key: node for each in sections for key, node in ecosystem.section(each).items()}


def _kind(city: City, identifier: str) -> str:
    return queries.kind_of(city, city.value(identifier))


_TOLD_APART = {"id", "section", "facts", "name", "ended"}


def _differences(was: Node, now: Node) -> Iterator[str]:
    if was.name != now.name:
        yield f"{was.name} is now called {now.name}."
    left, joined = getattr(was, "section", None), getattr(now, "section", None)
    if left != joined:
        yield f"{now.name} stands among the {joined} now, before among the {left}."
    before, ended = getattr(was, "ended", None), getattr(now, "ended", None)
    if ended and ended != before:
        correction = f", before {dates.ending(before)}" if before else ""
        yield f"{now.name} ended: {dates.ending(ended)}{correction}."
    elif before and not ended:
        yield f"{now.name} is no longer said to have ended."
    told_apart = set(_TOLD_APART)
    if isinstance(was, Priority | Action) and isinstance(now, Priority | Action):
        stands, stood = tracker.status(now), tracker.status(was)
        if stands != stood:
            yield f"{now.name}: now {stands}, before {stood}."
            told_apart.add("progress")
    fields = [
        field.replace("_", " ")
        for field in now.__struct_fields__
        if field not in told_apart and getattr(was, field) != getattr(now, field)
    ]
    if fields:
        yield f"{now.name}: {listed(fields)} changed."


# --- links, facts, disputes


def _links(old: City, new: City) -> Iterator[Change]:
    """What a link itself says; that one of its ends is called otherwise is told once, with that end."""
    pairs, gone = _paired(old.ecosystem.links, new.ecosystem.links)
    for was, link in pairs:
        said = sentences.of_link(new, link)
        if was is None:
            yield _of_link(link, f"New: {said}")
        elif _wording(was) != _wording(link):
            before = sentences.of_link(old, was)
            yield _of_link(link, f"Changed: {said} Before: {before}")
        elif was.basis != link.basis:
            words = [sentences.BASIS_WORDS[each.basis] for each in (link, was)]
            said = sentences.of_link(new, replace(link, basis=Basis.STATED))
            yield _of_link(link, f"Now {words[0]}, before {words[1]}: {said}")
        elif (was.sources, was.evidence) != (link.sources, link.evidence):
            yield _of_link(link, f"Other sources or evidence: {said}")
    for link in gone:
        yield _of_link(link, f"Gone: {sentences.of_link(old, link)}")


def _of_link(link: Link, sentence: str) -> Change:
    return Change(part="links", about=link.id, concerns=(link.tail, link.head), sentence=sentence)


def _paired(old: Sequence[Link], new: Sequence[Link]) -> tuple[list[tuple[Link | None, Link]], list[Link]]:
    """Each new link with the old one it continues, and the old ones that none continues.

    Parallel links are told apart by what they say, since their ids are counted and may shift.
    """
    partner: dict[str, Link] = {}
    continued: set[str] = set()
    for alike in (_content, _wording, _ends):
        waiting: dict[tuple[object, ...], list[Link]] = {}
        for link in old:
            if link.id not in continued:
                waiting.setdefault((*_ends(link), *alike(link)), []).append(link)
        for link in new:
            found = waiting.get((*_ends(link), *alike(link)))
            if found and link.id not in partner:
                partner[link.id] = found.pop(0)
                continued.add(partner[link.id].id)
    return [(partner.get(link.id), link) for link in new], [link for link in old if link.id not in continued]


def _ends(link: Link) -> tuple[object, ...]:
    return link.tail, link.type, link.head


def _wording(link: Link) -> tuple[object, ...]:
    return link.role, link.since, link.since_text, link.until, link.until_text, _basis_told(link)


def _content(link: Link) -> tuple[object, ...]:
    return *_wording(link), link.basis, link.sources, link.evidence


def _facts(before: Ecosystem, after: Ecosystem) -> Iterator[Change]:
    for section in ENTITY_SECTIONS:
        was, now = _peers(before, section), after.section(section)
        for key in now:
            old, new = was.get(key), now[key]
            if not isinstance(old, Entity) or not isinstance(new, Entity):
                continue
            said, says = ({_stating(fact): fact for fact in each.facts} for each in (old, new))
            for statement, fact in says.items():
                sentence = sentences.of_fact(fact)
                if statement not in said:
                    yield _of_entry("facts", key, f"New, of {new.label}: {sentence}")
                elif said[statement] != fact:
                    yield _of_entry("facts", key, f"Other basis or sources, of {new.label}: {sentence}")
            for statement, fact in said.items():
                if statement not in says:
                    yield _of_entry("facts", key, f"Gone, of {new.label}: {sentences.of_fact(fact)}")


def _stating(fact: Fact) -> tuple[object, ...]:
    """What a fact says, whoever confirms it."""
    return fact.text, fact.period, fact.period_text, _basis_told(fact)


def _basis_told(value: Link | Fact) -> Basis | None:
    return value.basis if value.basis not in (Basis.STATED, Basis.CONFIRMED) else None


def _disputes(before: Ecosystem, after: Ecosystem) -> Iterator[Change]:
    was = {(each.about, each.question): each for each in before.disputes}
    now = {(each.about, each.question): each for each in after.disputes}
    for key in now:
        if key not in was:
            yield _of_entry("disputes", key[0], f"New: {key[1]}")
        elif was[key] != now[key]:
            yield _of_entry("disputes", key[0], f"Other claims: {key[1]}")
    for key in was:
        if key not in now:
            yield _of_entry("disputes", key[0], f"Settled or gone: {key[1]}")


def _of_entry(part: str, about: str, sentence: str) -> Change:
    return Change(part=part, about=about, concerns=(about,), sentence=sentence)
