"""The data block of the page's script."""

from collections.abc import Sequence

from ecosystem import language, queries, sentences, timeline
from ecosystem.city import City, Step
from ecosystem.language import isolated
from ecosystem.model import ORGANISATION_SECTIONS, Action, Entity, Link, Priority

NODE = ("id", "label", "title", "kind", "section", "also", "from", "to")
LINK = ("tail", "head", "family", "basis", "sentences", "from", "to")


def block(city: City, answers: queries.Answers, on_wheel: Sequence[str]) -> dict[str, object]:
    """Return what the page's script needs, each thing once: nodes and links stand in columns.

    What is not known is null. Where a column holds an entry, it holds its place among the nodes.

    years: the first and the last of which the data speaks.
    nodes: id and label, or the place of its mark on the wheel, which has both, and null; title where
        sentences call it otherwise, kind of an entity, the section unless it is an organisation, other names
        that its entry does not show, and the first and last year of its life.
    families: of links.
    bases: their ids, the surest first.
    sentences: of links, two at a time: as a link is read in its direction and against it, with `{0}` and
        `{1}` for the titles of its start and end.
    links: in the order of their numbers, which count from 1: ends, family and basis by their places,
        the place of its pair of sentences, and years as of a node.
    answers: of each priority, the organisations that connect, each with the numbers of the links by which
        they do.
    """
    ecosystem = city.ecosystem
    marks = {identifier: place for place, identifier in enumerate(on_wheel)}
    places = {identifier: place for place, identifier in enumerate(city)}
    families = list(dict.fromkeys(kind.family for kind in ecosystem.link_types.values()))
    surest = list(queries.SURENESS)
    pairs: dict[tuple[str, ...], int] = {}
    links = [
        (
            places[link.tail],
            places[link.head],
            families.index(city.link_type(link).family),
            surest.index(link.basis),
            pairs.setdefault(_sentences(city, link), len(pairs)),
            *timeline.span(*timeline.life_of_link(ecosystem, link)),
        )
        for link in ecosystem.links
    ]
    return {
        "years": timeline.years(ecosystem),
        "nodes": _columns(NODE, [_node(city, each, marks.get(each)) for each in city]),
        "families": [family.value for family in families],
        "bases": [basis.value for basis in surest],
        "sentences": [sentence for pair in pairs for sentence in pair],
        "links": _columns(LINK, links),
        "answers": {
            priority: [
                [places[each.id], *(city.link_numbers[link] for link in each.links)]
                for each in answers[priority].connections
            ]
            for priority in ecosystem.priorities
        },
    }


def _columns(names: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[str, list[object]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _node(city: City, identifier: str, mark: int | None) -> tuple[object, ...]:
    ecosystem, value, section = city.ecosystem, city.value(identifier), city.section(identifier)
    title = sentences.title(value)
    if not language.is_marking():
        title = isolated(title)
    dated = ecosystem.plans[value.plan] if isinstance(value, Priority | Action) else value
    return (
        value.id if mark is None else mark,
        value.label if mark is None else None,
        title if title != value.label else None,
        value.kind if isinstance(value, Entity) else None,
        section.value if section not in ORGANISATION_SECTIONS else None,
        None if isinstance(value, Entity) else value.aliases or None,
        *timeline.span(*timeline.life(dated)),
    )


def _sentences(city: City, link: Link) -> tuple[str, str]:
    return sentences.pattern(city, Step(link, True)), sentences.pattern(city, Step(link, False))
