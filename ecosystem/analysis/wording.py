"""The measures in sentences, for people who know no network analysis."""

from collections.abc import Iterable

from ecosystem.analysis import measures
from ecosystem.analysis.measures import EXPLAINED, Broker, Circle, Hub, Linchpin, Measures, Mix, Rank, Reach
from ecosystem.city import City
from ecosystem.words import counted, full_stop, listed

MIXES = 12  # pairs of kinds told in words


def sentences(city: City, found: Measures) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """The measures for people: a heading, what it means, and its sentences."""
    label = {identifier: city.label(identifier) for identifier in city}
    yield "The whole", f"{EXPLAINED['density']} {EXPLAINED['parts']}", _whole(found)
    yield "Hubs", EXPLAINED["hubs"], tuple(map(hub_sentence, found.hubs))
    yield "Brokers", EXPLAINED["brokers"], tuple(map(_broker, found.brokers))
    yield "Linchpins", EXPLAINED["linchpins"], tuple(_linchpin(each, label) for each in found.linchpins)
    yield (
        "Bridges",
        EXPLAINED["bridges"],
        tuple(full_stop(f"{label[a]} – {label[b]}") for a, b in found.bridges),
    )
    yield "Circles", EXPLAINED["circles"], tuple(_in_circle(each, label) for each in found.circles)
    yield (
        "Reach of each priority",
        EXPLAINED["reach"],
        tuple(_reaches(city, each) for each in found.reach),
    )
    yield "Ties between sections", EXPLAINED["mixing"], tuple(map(_mix, found.sections))
    yield "Ties between kinds", EXPLAINED["mixing"], _most_mixed(found.kinds)


def _whole(found: Measures) -> tuple[str, ...]:
    if not found.bodies:
        return ("There is no body on the map.",)
    said = [
        f"{counted(found.bodies, 'body', 'bodies')}, {counted(found.ties, 'tie')} between them, "
        f"{counted(found.links, 'link')} in the data; density {found.density:.1%}.",
        _parts(found.parts),
    ]
    if found.sampled:
        limit, sample = measures.EXACT, measures.SAMPLE
        said.append(f"Above {limit:,} bodies betweenness is estimated from a sample of {sample} of them.")
    return tuple(said)


def _parts(sizes: tuple[int, ...]) -> str:
    """The sizes of the parts; the bodies that stand alone are counted, not listed one by one."""
    count = counted(len(sizes), "part")
    together = listed([f"{size:,}" for size in sizes if size > 1])
    alone = sizes.count(1)
    if not together:
        return f"{count}, of 1 body{' each' if alone > 1 else ''}."
    if not alone:
        return f"{count}, of {together} bodies."
    own = "its own" if alone == 1 else "their own"
    return f"{count}: of {together} bodies, and {counted(alone, 'body', 'bodies')} on {own}."


def _place(rank: Rank) -> str:
    return f"{rank.place}{'=' if rank.tied else ''}. {rank.name}"


def hub_sentence(hub: Hub) -> str:
    """A hub in words, with its place."""
    families = ", ".join(f"{count} {family}" for family, count in hub.families.items())
    return f"{_place(hub.rank)}: {counted(int(hub.rank.value), 'link')} ({families})."


def _broker(broker: Broker) -> str:
    return f"{_place(broker.rank)}: betweenness {broker.rank.value:.3f}, constraint {broker.constraint:.2f}."


def _linchpin(linchpin: Linchpin, label: dict[str, str]) -> str:
    pieces = "; ".join(listed([label[each] for each in piece]) for piece in linchpin.cut_off)
    return full_stop(f"Without {linchpin.name} the map would lose: {pieces}")


def _in_circle(circle: Circle, label: dict[str, str]) -> str:
    return full_stop(f"{circle.name}: {listed([label[each] for each in circle.members])}")


def _reaches(city: City, each: Reach) -> str:
    ecosystem = city.ecosystem
    plan = ecosystem.plans[ecosystem.priorities[each.id].plan].label
    near = ", ".join(f"{count} {nearness}" for nearness, count in each.nearness.items() if count)
    where = ", ".join(counted(count, section[:-1]) for section, count in each.sections.items() if count)
    said = f"{counted(each.total, 'body', 'bodies')}"
    return f"{each.name} ({plan}): {said}" + (f"; {near}; {where}." if each.total else ".")


def _most_mixed(mixes: tuple[Mix, ...]) -> tuple[str, ...]:
    """The pairs of kinds with most ties; the others are counted, and stand in the JSON."""
    told, rest = mixes[:MIXES], mixes[MIXES:]
    if not rest:
        return tuple(map(_mix, told))
    fewer = " or fewer" if rest[-1].ties < rest[0].ties else " each" if len(rest) > 1 else ""
    others = f"{counted(len(rest), 'other pair')} with {counted(rest[0].ties, 'tie')}{fewer}."
    return (*map(_mix, told), others)


def _mix(mix: Mix) -> str:
    return f"{mix.one} – {mix.other}: {counted(mix.ties, 'tie')}."
