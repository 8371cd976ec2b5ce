"""What is heard of the wheel, and the key that explains it."""

from collections import Counter
from dataclasses import dataclass

from ecosystem import sentences
from ecosystem.city import City
from ecosystem.infographic.shapes import MARKS, Mark
from ecosystem.infographic.view.plan_entries import PriorityEntry
from ecosystem.infographic.wheel import Bundle, KindMark, Wheel, gathering
from ecosystem.model import Basis, Ecosystem, Entity, Family, Kind
from ecosystem.words import counted


@dataclass(frozen=True, slots=True)
class SpokeName:
    """What is heard of an entity on the wheel."""

    name: str
    hue: str
    shape: str


@dataclass(frozen=True, slots=True)
class KeyKind:
    kind: Kind
    mark: Mark
    count: int


@dataclass(frozen=True, slots=True)
class KeyBasis:
    basis: Basis
    words: str
    count: int


def wheel_words(ecosystem: Ecosystem, wheel: Wheel) -> str:
    """The written description of the picture."""
    if wheel.knots:
        return _gathered_words(ecosystem, wheel)
    spokes, curves, marks = len(wheel.spokes), len(wheel.curves), len(wheel.hub_marks)
    rest = len(ecosystem.links) - curves
    plan = ecosystem.plans[ecosystem.about.plan].label if ecosystem.about.plan else ""
    words = [
        f"{spokes} organisations, events and outputs stand on a circle, gathered by kind."
        if spokes != 1
        else "1 organisation, event or output stands on a circle."
    ]
    words += [_hub_words(plan, marks)] if marks else []
    if ecosystem.links:
        drawn = "link is drawn as a curve" if len(ecosystem.links) == 1 else "links are drawn as curves"
        words.append(f"{curves} of the {len(ecosystem.links)} {drawn} between them.")
    if rest:
        verb = "joins" if rest == 1 else "join"
        words.append(
            f"The other {rest} {verb} plans, actions and other plans’ priorities; the lists hold them all."
        )
    return " ".join(words)


def _hub_words(plan: str, marks: int) -> str:
    many = f"{marks} priorities of {plan} stand"
    return f"The {many if marks > 1 else f'priority of {plan} stands'} in the middle."


def _gathered_words(ecosystem: Ecosystem, wheel: Wheel) -> str:
    entries, marks = sum(knot.count for knot in wheel.knots), len(wheel.hub_marks)
    drawn = sum(bundle.count for bundle in wheel.bundles)
    plan = ecosystem.plans[ecosystem.about.plan].label if ecosystem.about.plan else ""
    words = [
        f"{entries:,} organisations, events and outputs are gathered into "
        f"{counted(len(wheel.knots), 'mark')}, one for each kind; the lists hold them one by one."
    ]
    words += [_hub_words(plan, marks)] if marks else []
    words.append(
        f"{drawn:,} of the {len(ecosystem.links):,} links are drawn, those between two kinds as one curve: "
        "the wider, the more links."
    )
    return " ".join(words)


def kind_mark_name(knot: KindMark) -> str:
    """What is heard of a kind that is gathered into one mark."""
    entries = counted(knot.count, "entry", "entries")
    return f"{knot.kind.plural}, {entries}, {counted(knot.links, 'link')}"


def bundle_names(wheel: Wheel) -> tuple[str, ...]:
    """What is heard of each bundle of links."""
    names = {gathering.key(knot.kind.id): knot.kind.plural for knot in wheel.knots}
    names |= {mark.priority.id: f"priority {mark.priority.label}" for mark in wheel.hub_marks}

    def name(bundle: Bundle) -> str:
        one, other = bundle.ends
        ends = f"Among {names[one]}" if one == other else f"{names[one]} and {names[other]}"
        return f"{ends}: {counted(bundle.count, 'link')}"

    return tuple(map(name, wheel.bundles))


def spoke_name(city: City, identifier: str) -> SpokeName:
    entity = city.value(identifier)
    assert isinstance(entity, Entity)
    kind = city.ecosystem.kinds[entity.kind]
    count = city.degree(identifier)
    links = "1 link" if count == 1 else f"{count} links"
    return SpokeName(f"{entity.name}, {kind.label}, {links}", kind.hue.value, slug(kind.shape.value))


def priority_name(entry: PriorityEntry) -> str:
    count = len(entry.answer)
    organisations = "organisation connects" if count == 1 else "organisations connect"
    return f"Priority {entry.number}, {entry.name}, {count} {organisations}"


def slug(words: str) -> str:
    return words.replace(" ", "-")


def key_kinds(ecosystem: Ecosystem, wheel: Wheel) -> tuple[KeyKind, ...]:
    counts = Counter(spoke.kind for spoke in wheel.spokes)
    counts |= Counter({knot.kind.id: knot.count for knot in wheel.knots})
    return tuple(
        KeyKind(kind, MARKS[kind.shape], counts[kind.id])
        for kind in ecosystem.kinds.values()
        if counts[kind.id]
    )


def key_bases(ecosystem: Ecosystem) -> tuple[KeyBasis, ...]:
    counts = {basis: sum(link.basis is basis for link in ecosystem.links) for basis in Basis}
    return tuple(
        KeyBasis(basis, sentences.BASIS_WORDS[basis], count) for basis, count in counts.items() if count
    )


def key_families(city: City) -> tuple[tuple[str, int], ...]:
    """The families that the links are of, with how many."""
    count = Counter(city.link_type(link).family for link in city.ecosystem.links)
    return tuple((family.value, count[family]) for family in Family if count[family])
