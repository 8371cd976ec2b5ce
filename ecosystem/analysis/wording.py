"""The measures in sentences, for people who know no network analysis."""

from collections.abc import Iterable

from ecosystem.analysis import measures
from ecosystem.analysis.measures import (
    EXPLAINED,
    Broker,
    Community,
    CutPoint,
    Degree,
    Measures,
    Mix,
    Rank,
    Reach,
)
from ecosystem.city import City
from ecosystem.words import counted, full_stop, listed

MIXES = 12  # pairs of kinds told in words


def sentences(city: City, found: Measures) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """The measures for people: a heading, what it means, and its sentences."""
    label = {identifier: city.label(identifier) for identifier in city}
    yield "The whole", f"{EXPLAINED['density']} {EXPLAINED['components']}", _whole(found)
    yield "Most connected", EXPLAINED["degree"], tuple(map(degree_sentence, found.degree))
    yield "Brokers", EXPLAINED["brokers"], tuple(map(_broker, found.brokers))
    yield "Cut points", EXPLAINED["cut_points"], tuple(_cut_point(each, label) for each in found.cut_points)
    yield (
        "Bridges",
        EXPLAINED["bridges"],
        tuple(full_stop(f"{label[a]} – {label[b]}") for a, b in found.bridges),
    )
    yield (
        "Communities",
        EXPLAINED["communities"],
        tuple(_community(each, label) for each in found.communities),
    )
    yield (
        "Reach of each priority",
        EXPLAINED["reach"],
        tuple(_reaches(city, each) for each in found.reach),
    )
    yield "Ties between sections", EXPLAINED["mixing"], tuple(map(_mix, found.sections))
    yield "Ties between kinds", EXPLAINED["mixing"], _most_mixed(found.kinds)


def _whole(found: Measures) -> tuple[str, ...]:
    if not found.organisations:
        return ("There is no organisation on the map.",)
    said = [
        f"{counted(found.organisations, 'organisation', 'organisations')}, {counted(found.ties, 'tie')} "
        f"between them, {counted(found.links, 'link')} in the data; density {found.density:.1%}.",
        _components(found.components),
    ]
    if found.sampled:
        limit, sample = measures.EXACT, measures.SAMPLE
        said.append(
            f"Above {limit:,} organisations betweenness is estimated from a sample of {sample} of them."
        )
    return tuple(said)


def _components(sizes: tuple[int, ...]) -> str:
    """The sizes of the components; the organisations that have no tie are counted, not listed one by one."""
    count = counted(len(sizes), "separate part")
    together = listed([f"{size:,}" for size in sizes if size > 1])
    alone = sizes.count(1)
    if not together:
        return f"{count}, of 1 organisation{' each' if alone > 1 else ''}."
    if not alone:
        return f"{count}, of {together} organisations."
    own = "its own" if alone == 1 else "their own"
    return (
        f"{count}: of {together} organisations, and {counted(alone, 'organisation', 'organisations')} on "
        f"{own}."
    )


def _place(rank: Rank) -> str:
    return f"{rank.place}{'=' if rank.tied else ''}. {rank.name}"


def degree_sentence(degree: Degree) -> str:
    """The links of an organisation in words, with its place."""
    families = ", ".join(f"{count} {family}" for family, count in degree.families.items())
    return f"{_place(degree.rank)}: {counted(int(degree.rank.value), 'link')} ({families})."


def _broker(broker: Broker) -> str:
    return f"{_place(broker.rank)}: betweenness {broker.rank.value:.3f}, constraint {broker.constraint:.2f}."


def _cut_point(cut_point: CutPoint, label: dict[str, str]) -> str:
    pieces = "; ".join(listed([label[each] for each in piece]) for piece in cut_point.cut_off)
    return full_stop(f"Without {cut_point.name} the map would lose: {pieces}")


def _community(community: Community, label: dict[str, str]) -> str:
    return full_stop(f"{community.name}: {listed([label[each] for each in community.members])}")


def _reaches(city: City, each: Reach) -> str:
    ecosystem = city.ecosystem
    plan = ecosystem.plans[ecosystem.priorities[each.id].plan].label
    near = ", ".join(f"{count} {nearness}" for nearness, count in each.nearness.items() if count)
    where = ", ".join(counted(count, section[:-1]) for section, count in each.sections.items() if count)
    said = f"{counted(each.total, 'organisation', 'organisations')}"
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
