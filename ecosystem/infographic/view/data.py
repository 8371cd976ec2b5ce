"""The data block of the page's script."""

from collections.abc import Sequence

from ecosystem import queries, sentences, timeline
from ecosystem.analysis import gaps
from ecosystem.city import City
from ecosystem.infographic import wheel
from ecosystem.model import Action, Entity, Family, Link, Node, Priority

Cell = str | int | None
Columns = list[Sequence[object]]


def pack(city: City, numbers: dict[str, int], answers: gaps.Answers) -> dict[str, object]:
    """What the page's script needs and the markup does not already say, by place in lists to save weight.

    bodies: how many of the nodes they are, which come first.
    nodes: id, label where the wheel does not hold it, then the place of its kind, or where it has none what
        sentences call it, with a line break for the label.
    links: places of both ends, standing, type. What else is said of them, the lists hold.
    Both are in columns, in which like stands by like, and end with the first and last year of their life, as
        far as known.
    answers: of each priority's place, per body its place, then the numbers of its links.
    """
    ecosystem = city.ecosystem
    places = {identifier: place for place, identifier in enumerate(city)}
    kinds, types, standings = list(ecosystem.kinds), list(ecosystem.link_types), list(queries.SURENESS)
    families = list(Family)
    is_large = wheel.is_large(city)

    def label(value: Node) -> str:
        return "" if isinstance(value, Entity) and not is_large else value.label  # the wheel holds it

    def kind(value: Node) -> Cell:
        if isinstance(value, Entity):
            return kinds.index(value.kind)
        return sentences.title(value).replace(value.label, "\n", 1)

    def life(value: Node) -> list[Cell]:
        dated = ecosystem.plans[value.plan] if isinstance(value, Priority | Action) else value
        return _years(*timeline.life(dated))

    def nodes(values: Sequence[Node]) -> Columns:
        return [list(city), *([read(value) for value in values] for read in (label, kind, life))]

    def links(values: Sequence[Link]) -> Columns:
        return [
            [places[link.tail] for link in values],
            [places[link.head] for link in values],
            [standings.index(link.standing) for link in values],
            [types.index(link.type) for link in values],
            [_years(*timeline.life_of_link(ecosystem, link)) for link in values],
        ]

    def answer(priority: str) -> list[list[int]]:
        return [[places[e.id], *(numbers[x] for x in e.links)] for e in answers[priority].connections]

    return {
        "bodies": sum(city.is_organisation(identifier) for identifier in city),
        "kinds": kinds,
        "families": [family.value for family in families],
        "years": timeline.years(ecosystem),
        "nodes": nodes([city.value(identifier) for identifier in city]),
        "types": [
            [each.label, each.inverse, families.index(each.family)] for each in ecosystem.link_types.values()
        ],
        "standings": [[each.value, sentences.opening([each])] for each in standings],
        "links": links(ecosystem.links),
        "answers": {places[priority]: answer(priority) for priority in ecosystem.priorities},
    }


def _years(since: str | None, until: str | None) -> list[Cell]:
    """The first and last year, as far as they are known."""
    first, last = timeline.span(since, until)
    if last is not None:
        return [first, last]
    return [] if first is None else [first]
