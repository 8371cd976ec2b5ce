"""The data block of the page's script."""

from ecosystem import queries, sentences, timeline
from ecosystem.analysis import gaps
from ecosystem.city import City
from ecosystem.model import Action, Ecosystem, Entity, Link, Node, Priority

Entry = dict[str, object]


def block(city: City, answers: gaps.Answers) -> dict[str, object]:
    """Return what the page's script needs. A key whose value would be empty is left out.

    years: the first and the last of which the data speaks.
    organisations: their ids.
    nodes: id, label, title where sentences call it otherwise, kind of an entity, and the first and last year
        of its life, as far as known.
    types: of links, by id: label, inverse and family.
    bases: the surest first, each with what a sentence of it opens with.
    links: in the order of their numbers, which count from 1: ends, type, basis, what follows the name in
        its sentence, and years as of a node.
    answers: of each priority, the organisations that connect, with the numbers of the links by which they do.
    """
    ecosystem = city.ecosystem
    return {
        "years": timeline.years(ecosystem),
        "organisations": [identifier for identifier in city if city.is_organisation(identifier)],
        "nodes": [_node(ecosystem, city.value(identifier)) for identifier in city],
        "types": {
            each.id: {"label": each.label, "inverse": each.inverse, "family": each.family.value}
            for each in ecosystem.link_types.values()
        },
        "bases": [{"id": each.value, "opening": sentences.opening([each])} for each in queries.SURENESS],
        "links": [_link(city, link) for link in ecosystem.links],
        "answers": {
            priority: [
                {"organisation": each.id, "links": [city.link_numbers[link] for link in each.links]}
                for each in answers[priority].connections
            ]
            for priority in ecosystem.priorities
        },
    }


def _node(ecosystem: Ecosystem, value: Node) -> Entry:
    title = sentences.title(value)
    dated = ecosystem.plans[value.plan] if isinstance(value, Priority | Action) else value
    entry: Entry = {"id": value.id, "label": value.label}
    if title != value.label:
        entry["title"] = title
    if isinstance(value, Entity):
        entry["kind"] = value.kind
    return entry | _years(*timeline.life(dated))


def _link(city: City, link: Link) -> Entry:
    entry: Entry = {"tail": link.tail, "head": link.head, "type": link.type, "basis": link.basis.value}
    if suffix := sentences.suffix(city, link):
        entry["suffix"] = suffix
    return entry | _years(*timeline.life_of_link(city.ecosystem, link))


def _years(since: str | None, until: str | None) -> Entry:
    first, last = timeline.span(since, until)
    return {name: year for name, year in (("from", first), ("to", last)) if year is not None}
