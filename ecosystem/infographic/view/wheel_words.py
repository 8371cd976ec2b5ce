"""What is heard of the wheel, and the key that explains it."""

from collections import Counter
from collections.abc import Sequence

from ecosystem import sentences
from ecosystem.city import City
from ecosystem.infographic.shapes import MARKS, Mark
from ecosystem.infographic.view import terms
from ecosystem.infographic.view.plan_entries import PriorityEntry
from ecosystem.infographic.wheel import Bundle, KindMark, Wheel, gathering
from ecosystem.language import _, plural
from ecosystem.model import Basis, Ecosystem, Entity, Family, Kind, Value


class SpokeName(Value, frozen=True):
    """What is heard of an entity on the wheel."""

    name: str
    hue: str
    shape: str


class KeyKind(Value, frozen=True):
    kind: Kind
    mark: Mark
    count: int


class KeyBasis(Value, frozen=True):
    basis: Basis
    words: str
    count: int
    explained: str


class KeyFamily(Value, frozen=True):
    family: Family
    words: str
    count: int


def wheel_words(ecosystem: Ecosystem, wheel: Wheel) -> str:
    """Return the written description of the picture."""
    plan = ecosystem.plans[ecosystem.about.plan].label if ecosystem.about.plan else ""
    lines = len(wheel.curves) or sum(bundle.count for bundle in wheel.bundles)
    shown = _grouped_words(wheel.groups) if wheel.groups else [_circle_words(len(wheel.spokes))]
    if wheel.hub_marks:
        shown.append(_hub_words(plan, len(wheel.hub_marks)))
    if lines:
        shown.append(
            plural("The lines show {count} connection.", "The lines show {count} connections.", lines)
        )
    if wheel.groups:
        shown.append(_("A wider line stands for more connections."))
    if rest := len(ecosystem.links) - lines:
        shown.append(plural("The lists below have {count} more.", "The lists below have {count} more.", rest))
    return " ".join(shown)


def _circle_words(count: int) -> str:
    return plural(
        "The circle shows {count} organisation, event or publication.",
        "The circle shows {count} organisations, events and publications, grouped by type.",
        count,
    )


def _grouped_words(groups: Sequence[KindMark]) -> list[str]:
    return [
        _circle_words(sum(group.count for group in groups)),
        plural(
            "There is {count} mark, for the only type. The lists below name every entry.",
            "There are {count} marks, one for each type. The lists below name every entry.",
            len(groups),
        ),
    ]


def _hub_words(plan: str, marks: int) -> str:
    return plural(
        "The priority of {plan} is in the middle.",
        "The {count} priorities of {plan} are in the middle.",
        marks,
        plan=plan,
    )


def group_name(group: KindMark) -> str:
    """Return what a screen reader says of the one mark of all entries of a kind."""
    return _(
        "{kind}, {entries}, {links}",
        kind=group.kind.plural,
        entries=plural("{count} entry", "{count} entries", group.count),
        links=_links(group.links),
    )


def bundle_names(wheel: Wheel) -> tuple[str, ...]:
    """Return what a screen reader says of each bundle of links."""
    names = {gathering.key(group.kind.id): group.kind.plural for group in wheel.groups}
    names |= {
        mark.priority.id: _("priority {priority}", priority=mark.priority.label) for mark in wheel.hub_marks
    }

    def name(bundle: Bundle) -> str:
        one, other = bundle.ends
        links = _links(bundle.count)
        if one == other:
            return _("Within {kind}: {links}", kind=names[one], links=links)
        return _("{one} and {other}: {links}", one=names[one], other=names[other], links=links)

    return tuple(map(name, wheel.bundles))


def spoke_name(city: City, identifier: str) -> SpokeName:
    """Return what a screen reader says of an organisation, event or output on the wheel, and its mark."""
    entity = city.value(identifier)
    assert isinstance(entity, Entity)
    kind = city.ecosystem.kinds[entity.kind]
    links = _links(city.degree(identifier))
    name = _("{name}, {kind}, {links}", name=entity.name, kind=kind.label, links=links)
    return SpokeName(name, kind.hue.value, slug(kind.shape.value))


def priority_name(entry: PriorityEntry) -> str:
    """Return what a screen reader says of a priority on the wheel."""
    return plural(
        "Priority {number}, {priority}, {count} organisation connects",
        "Priority {number}, {priority}, {count} organisations connect",
        entry.connected,
        number=entry.number,
        priority=entry.name,
    )


def _links(count: int) -> str:
    return plural("{count} link", "{count} links", count)


def slug(words: str) -> str:
    """Return words as part of a class name."""
    return words.replace(" ", "-")


def key_kinds(ecosystem: Ecosystem, wheel: Wheel) -> tuple[KeyKind, ...]:
    """Return the types on the wheel for the key, each with its mark and how many there are."""
    counts = Counter(spoke.kind for spoke in wheel.spokes)
    counts |= Counter({group.kind.id: group.count for group in wheel.groups})
    return tuple(
        KeyKind(kind, MARKS[kind.shape], counts[kind.id])
        for kind in ecosystem.kinds.values()
        if counts[kind.id]
    )


def key_bases(city: City) -> tuple[KeyBasis, ...]:
    """Return the bases that links of the city have, each with its count and what it means."""
    count_of = Counter(map(city.basis, city.ecosystem.links))
    counts = {basis: count_of[basis] for basis in Basis}
    return tuple(
        KeyBasis(
            basis,
            _(sentences.BASIS_WORDS[basis]),
            count,
            _(terms.EXPLAINED[basis]) if basis in terms.EXPLAINED else "",
        )
        for basis, count in counts.items()
        if count
    )


def key_families(city: City) -> tuple[KeyFamily, ...]:
    """Return the families that the links are of, with how many."""
    count = Counter(city.link_type(link).family for link in city.ecosystem.links)
    return tuple(
        KeyFamily(family, _(terms.FAMILIES[family]), count[family]) for family in Family if count[family]
    )
