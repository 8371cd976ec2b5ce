"""Who connects to a priority now, no longer, or in another way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ecosystem import queries, sentences
from ecosystem.changes.comparison import Change
from ecosystem.city import City
from ecosystem.language import _, joined, plural
from ecosystem.model import AS_FACT
from ecosystem.queries import Connection, Nearness
from ecosystem.words import capital, number


def find(old: City, new: City) -> Iterator[Change]:
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
