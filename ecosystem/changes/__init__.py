"""Compare two editions of a city: what changed, the changed answers first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from ecosystem import dates, queries, sentences
from ecosystem.city import City
from ecosystem.language import N_, _, context, joined, plural
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
    Organisation,
    Priority,
    Section,
    Value,
)
from ecosystem.queries import Connection, Nearness
from ecosystem.tracking import statuses
from ecosystem.words import capital, number

HEADINGS = {
    "answers": N_("Changed answers"),
    "confirmations": N_("Confirmed by organisations"),
    "organisations": N_("Organisations"),
    "events and outputs": N_("Events and outputs"),
    "plans": N_("Plans, priorities and actions"),
    "links": N_("Links"),
    "facts": N_("Facts"),
    "disputes": N_("Disputes"),
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
    """Return what changed from one edition to another, the changed answers first.

    What is withheld in either counts as never there.
    """
    asked = old.withheld | new.withheld
    old, new = old.without(asked), new.without(asked)
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


OF_LINKS = ("links", "confirmations")
"""The parts of a comparison that are about links."""


def _summary(before: Ecosystem, after: Ecosystem, changes: Sequence[Change]) -> str:
    old, new = dates.words(before.about.edition), dates.words(after.about.edition)
    if before == after and old == new:
        return _("Nothing has changed within the {edition} edition.", edition=old)
    if not changes and old == new:
        return _(
            "No organisation, event, output, plan, link, fact or dispute has changed within the {edition} "
            "edition.",
            edition=old,
        )
    if not changes:
        return _(
            "No organisation, event, output, plan, link, fact or dispute has changed from the {old} edition "
            "to the {new} edition.",
            old=old,
            new=new,
        )
    if old == new:
        total = plural(
            "{count} change within the {edition} edition.",
            "{count} changes within the {edition} edition.",
            len(changes),
            edition=old,
        )
    else:
        total = plural(
            "{count} change from the {old} edition to the {new} edition.",
            "{count} changes from the {old} edition to the {new} edition.",
            len(changes),
            old=old,
            new=new,
        )
    counts = Counter(change.part for change in changes)
    parts = [
        _("{part}: {count}.", part=_(heading), count=counts[part])
        for part, heading in HEADINGS.items()
        if counts[part]
    ]
    return " ".join((total, *parts))


# --- answers


def _answers(old: City, new: City) -> Iterator[Change]:
    """Yield, for each priority of both editions, who connects to it now, no longer, or in another way."""
    after = new.ecosystem
    for priority in old.ecosystem.priorities:
        if priority not in after.priorities:
            continue
        was, now = (
            {connection.id: connection for connection in queries.connections(city, priority).connections}
            for city in (old, new)
        )
        value = after.priorities[priority]
        name = _("{priority} ({plan})", priority=value.label, plan=after.plans[value.plan].label)
        for organisations, sentence in _answer(name, was, now):
            yield Change(
                part="answers", about=priority, concerns=(priority, *organisations), sentence=sentence
            )


def _answer(
    name: str, was: Mapping[str, Connection], now: Mapping[str, Connection]
) -> Iterator[tuple[Sequence[str], str]]:
    """Yield each sentence with the ids of the organisations that it names."""
    direct_before, direct_now = _direct(was), _direct(now)
    if direct_before and not direct_now:
        sentence = _(
            "No organisation connects directly to {priority} any more. Before: {names}.",
            priority=name,
            names=_names(was, direct_before),
        )
        yield direct_before, sentence
    if direct_now and not direct_before:
        sentence = plural(
            "{names} is the first organisation to connect directly to {priority}.",
            "{names} are the first organisations to connect directly to {priority}.",
            len(direct_now),
            priority=name,
            names=_names(now, direct_now),
        )
        yield direct_now, sentence
    gained = [organisation for organisation in now if organisation not in was]
    lost = [organisation for organisation in was if organisation not in now]
    if gained:
        sentence = plural(
            "{number} organisation now connects to {priority}: {names}.",
            "{number} organisations now connect to {priority}: {names}.",
            len(gained),
            number=capital(number(len(gained))),
            priority=name,
            names=_names(now, gained),
        )
        yield gained, sentence
    if lost:
        sentence = plural(
            "{number} organisation no longer connects to {priority}: {names}.",
            "{number} organisations no longer connect to {priority}: {names}.",
            len(lost),
            number=capital(number(len(lost))),
            priority=name,
            names=_names(was, lost),
        )
        yield lost, sentence
    for organisation, connection in now.items():
        if organisation in was and connection.nearness != was[organisation].nearness:
            sentence = _(
                "{organisation} now connects to {priority} {how}. It used to connect {before}.",
                organisation=connection.name,
                priority=name,
                how=_(queries.NEARNESS_WORDS[connection.nearness]),
                before=_(queries.NEARNESS_WORDS[was[organisation].nearness]),
            )
            yield (organisation,), sentence


def _direct(answer: Mapping[str, Connection]) -> list[str]:
    return [
        organisation for organisation, connection in answer.items() if connection.nearness is Nearness.DIRECT
    ]


def _names(answer: Mapping[str, Connection], organisations: Iterable[str]) -> str:
    return joined(sorted(_named(answer[organisation]) for organisation in organisations))


def _named(connection: Connection) -> str:
    """Return the name of an organisation, with the basis of its connection unless that is a fact."""
    if connection.basis in AS_FACT:
        return connection.name
    mark = _(sentences.BASIS_WORDS[connection.basis])
    return _("{organisation} ({mark})", organisation=connection.name, mark=mark)


# --- entries


def _entries(old: City, new: City) -> Iterator[Change]:
    before, after = old.ecosystem, new.ecosystem
    for section in Section:
        was, now = before.section(section), after.section(section)
        earlier, later = _peers(before, section), _peers(after, section)
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


def _peers(ecosystem: Ecosystem, section: Section) -> Mapping[str, Node]:
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


# --- links, facts, disputes


def _links(old: City, new: City) -> Iterator[Change]:
    """Yield what changed of links. A new name of either end appears once, with that entry."""
    pairs, gone = _paired(old.ecosystem.links, new.ecosystem.links)
    for was, link in pairs:
        sentence = sentences.of_link(new, link)
        if was is None:
            yield _of_link(link, _("New: {sentence}", sentence=sentence))
        elif _wording(was) != _wording(link):
            before = sentences.of_link(old, was)
            yield _of_link(link, _("Was: {before} Now: {sentence}", sentence=sentence, before=before))
        elif was.basis != link.basis:
            changed = _(
                "Was {before}, now {basis}: {sentence}",
                basis=_(sentences.BASIS_WORDS[link.basis]),
                before=_(sentences.BASIS_WORDS[was.basis]),
                sentence=sentences.of_link(new, replace(link, basis=Basis.STATED)),
            )
            yield _of_link(link, changed)
        elif was.confirmations and not set(was.confirmations) <= set(link.confirmations):
            yield _of_link(
                link, _("No longer confirmed as before: {sentence}", sentence=sentence), _CONFIRMED
            )
        elif (was.sources, was.evidence) != (link.sources, link.evidence):
            yield _of_link(link, _("Sources or evidence changed: {sentence}", sentence=sentence))
        if was and set(link.confirmations) - set(was.confirmations):
            yield _of_link(link, _("Confirmed: {sentence}", sentence=sentence), _CONFIRMED)
    for link in gone:
        yield _of_link(link, _("Removed: {sentence}", sentence=sentences.of_link(old, link)))


_CONFIRMED = "confirmations"


def _of_link(link: Link, sentence: str, part: str = "links") -> Change:
    return Change(part=part, about=link.id, concerns=(link.tail, link.head), sentence=sentence)


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
            candidates = waiting.get((*_ends(link), *alike(link)))
            if candidates and link.id not in partner:
                partner[link.id] = candidates.pop(0)
                continued.add(partner[link.id].id)
    return [(partner.get(link.id), link) for link in new], [link for link in old if link.id not in continued]


def _ends(link: Link) -> tuple[object, ...]:
    return link.tail, link.type, link.head


def _wording(link: Link) -> tuple[object, ...]:
    return link.role, link.since, link.since_text, link.until, link.until_text, _unsure_basis(link)


def _content(link: Link) -> tuple[object, ...]:
    return *_wording(link), link.basis, link.confirmations, link.sources, link.evidence


def _facts(before: Ecosystem, after: Ecosystem) -> Iterator[Change]:
    for section in ENTITY_SECTIONS:
        was, now = _peers(before, section), after.section(section)
        for key in now:
            old, new = was.get(key), now[key]
            if not isinstance(old, Entity) or not isinstance(new, Entity):
                continue
            old_facts, new_facts = ({_stating(fact): fact for fact in entity.facts} for entity in (old, new))
            for statement, fact in new_facts.items():
                pattern = N_("Basis or sources changed for {entry}: {fact}")
                if statement not in old_facts:
                    pattern = N_("New fact about {entry}: {fact}")
                if old_facts.get(statement) != fact:
                    sentence = _(pattern, entry=new.label, fact=sentences.of_fact(fact))
                    yield _of_entry("facts", key, sentence)
            for statement, fact in old_facts.items():
                if statement not in new_facts:
                    sentence = _(
                        "Fact about {entry} removed: {fact}", entry=new.label, fact=sentences.of_fact(fact)
                    )
                    yield _of_entry("facts", key, sentence)


def _stating(fact: Fact) -> tuple[object, ...]:
    """Return what a fact says, whoever confirms it."""
    return fact.text, fact.period, fact.period_text, _unsure_basis(fact)


def _unsure_basis(value: Link | Fact) -> Basis | None:
    return value.basis if value.basis not in (Basis.STATED, Basis.CONFIRMED) else None


def _disputes(before: Ecosystem, after: Ecosystem) -> Iterator[Change]:
    was, now = (
        {(dispute.about, dispute.question): dispute for dispute in ecosystem.disputes}
        for ecosystem in (before, after)
    )
    for about, question in now:
        if (about, question) not in was:
            yield _of_entry("disputes", about, _("New: {question}", question=question))
        elif was[about, question] != now[about, question]:
            yield _of_entry("disputes", about, _("Claims changed: {question}", question=question))
    for about, question in was:
        if (about, question) not in now:
            yield _of_entry("disputes", about, _("No longer disputed: {question}", question=question))


def _of_entry(part: str, about: str, sentence: str) -> Change:
    return Change(part=part, about=about, concerns=(about,), sentence=sentence)
