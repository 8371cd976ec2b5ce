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
from ecosystem.language import _, joined, number, plural
from ecosystem.model import Section
from ecosystem.queries import counted
from ecosystem.words import full_stop

MIXES = 12  # pairs of types told in words, as many as fit on a screen with the rest


def sentences(city: City, measured: Measures) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """Yield the measures in words: a heading, what it means, and its sentences."""
    label = {identifier: city.label(identifier) for identifier in city}
    density, components = _(EXPLAINED["density"]), _(EXPLAINED["components"])
    yield _("The whole map"), f"{density} {components}", _whole(measured)
    yield _("Most connected"), _(EXPLAINED["degree"]), tuple(map(degree_sentence, measured.degree))
    yield _("Brokers"), _(EXPLAINED["brokers"]), tuple(map(_broker, measured.brokers))
    yield (
        _("Cut points"),
        _(EXPLAINED["cut_points"]),
        tuple(_cut_point(point, label) for point in measured.cut_points),
    )
    bridges = tuple(
        full_stop(_("{one} – {other}", one=label[one], other=label[other])) for one, other in measured.bridges
    )
    yield _("Bridges"), _(EXPLAINED["bridges"]), bridges
    communities = tuple(_community(community, label) for community in measured.communities)
    yield _("Communities"), _(EXPLAINED["communities"]), communities
    yield (
        _("Reach of each priority"),
        _(EXPLAINED["reach"]),
        tuple(_reach(city, priority) for priority in measured.reach),
    )
    sections = tuple(_mix(_(mix.one), _(mix.other), mix.ties) for mix in measured.sections)
    yield _("Ties between sections"), _(EXPLAINED["mixing"]), sections
    yield _("Ties between types"), _(EXPLAINED["mixing"]), _most_mixed(measured.kinds)


def _whole(measured: Measures) -> tuple[str, ...]:
    if not measured.organisations:
        return (_("There are no organisations on the map."),)
    organisations = plural("{count} organisation", "{count} organisations", measured.organisations)
    ties = plural("{count} tie", "{count} ties", measured.ties)
    links = plural("{count} link", "{count} links", measured.links)
    lines = [
        _(
            "{organisations}, {ties} between them, {links} in the data; density {density}.",
            organisations=organisations,
            ties=ties,
            links=links,
            density=f"{measured.density:.1%}",
        ),
        _components(measured.components),
    ]
    if measured.sampled:
        lines.append(
            _(
                "With more than {limit} organisations, betweenness is estimated from a sample of {sample}.",
                limit=measures.EXACT,
                sample=measures.SAMPLE,
            )
        )
    return tuple(lines)


def _components(sizes: tuple[int, ...]) -> str:
    """Return the sizes of the components. Organisations without a tie are counted, not listed one by one."""
    parts = plural("{count} separate part", "{count} separate parts", len(sizes))
    larger = joined([number(size) for size in sizes if size > 1])
    alone = sizes.count(1)
    if not larger:
        return plural(
            "{parts}, with a single organisation.",
            "{parts}, each with a single organisation.",
            alone,
            parts=parts,
        )
    if not alone:
        return _("{parts}, with {sizes} organisations.", parts=parts, sizes=larger)
    return plural(
        "{parts}: {count} with a single organisation, and the rest with {sizes}.",
        "{parts}: {count} with a single organisation, and the rest with {sizes}.",
        alone,
        parts=parts,
        sizes=larger,
    )


def _place(rank: Rank) -> str:
    place = _("{place}=", place=rank.place) if rank.tied else number(rank.place)
    return _("{place}. {organisation}", place=place, organisation=rank.name)


def degree_sentence(degree: Degree) -> str:
    """Return the place of an organisation and its links in words."""
    families = [
        _("{count} {family}", count=count, family=_(family)) for family, count in degree.families.items()
    ]
    links = plural("{count} link", "{count} links", int(degree.rank.value))
    return _(
        "{organisation}: {links} ({families}).",
        organisation=_place(degree.rank),
        links=links,
        families=joined(families),
    )


def _broker(broker: Broker) -> str:
    return _(
        "{organisation}: betweenness {betweenness}, constraint {constraint}.",
        organisation=_place(broker.rank),
        betweenness=f"{broker.rank.value:.3f}",
        constraint=f"{broker.constraint:.2f}",
    )


def _cut_point(point: CutPoint, label: dict[str, str]) -> str:
    pieces = [joined([label[member] for member in piece]) for piece in point.cut_off]
    text = _(
        "Without {organisation}, these would be cut off: {pieces}",
        organisation=point.name,
        pieces="; ".join(pieces),
    )
    return full_stop(text)


def _community(community: Community, label: dict[str, str]) -> str:
    members = joined([label[member] for member in community.members])
    return full_stop(_("{community}: {members}", community=community.name, members=members))


def _reach(city: City, reach: Reach) -> str:
    ecosystem = city.ecosystem
    total = plural("{count} organisation", "{count} organisations", reach.total)
    priority = _(
        "{priority} ({plan})",
        priority=reach.name,
        plan=ecosystem.plans[ecosystem.priorities[reach.id].plan].label,
    )
    if not reach.total:
        return _("{priority}: {organisations}.", priority=priority, organisations=total)
    near = [
        _("{count} {nearness}", count=count, nearness=_(nearness))
        for nearness, count in reach.nearness.items()
        if count
    ]
    sections = [counted(Section(section), count) for section, count in reach.sections.items() if count]
    return _(
        "{priority}: {organisations}; {near}; {sections}.",
        priority=priority,
        organisations=total,
        near=joined(near),
        sections=joined(sections),
    )


def _most_mixed(mixes: tuple[Mix, ...]) -> tuple[str, ...]:
    """Return the pairs of types with most ties. The others are counted, and are in the JSON."""
    shown, rest = mixes[:MIXES], mixes[MIXES:]
    lines = [_mix(mix.one, mix.other, mix.ties) for mix in shown]
    if rest:
        lines.append(_others(rest))
    return tuple(lines)


def _others(rest: tuple[Mix, ...]) -> str:
    ties = plural("{count} tie", "{count} ties", rest[0].ties)
    if rest[-1].ties < rest[0].ties:
        return _("{count} other pairs with {ties} or fewer.", count=len(rest), ties=ties)
    return plural(
        "{count} other pair with {ties}.", "{count} other pairs with {ties} each.", len(rest), ties=ties
    )


def _mix(one: str, other: str, ties: int) -> str:
    return plural(
        "{one} – {other}: {count} tie.", "{one} – {other}: {count} ties.", ties, one=one, other=other
    )
