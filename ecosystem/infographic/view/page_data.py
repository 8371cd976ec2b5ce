"""The data block of the page's script."""

from ecosystem import language, queries, sentences, timeline
from ecosystem.city import City, Step
from ecosystem.language import isolated
from ecosystem.model import ORGANISATION_SECTIONS, Action, Entity, Link, Priority

Entry = dict[str, object]


def block(city: City, answers: queries.Answers) -> dict[str, object]:
    """Return what the page's script needs. A key whose value would be empty is left out.

    years: the first and the last of which the data speaks.
    organisations: their ids.
    nodes: id, label, title where sentences call it otherwise, kind of an entity, the section unless it is an
        organisation, other names that its entry does not show, and the first and last year of its life, as
        far as known.
    types: of links, by id: the family.
    bases: their ids, the surest first.
    sentences: of links, with `{0}` and `{1}` for the titles of their start and end.
    links: in the order of their numbers, which count from 1: ends, type, basis, the places of its sentences
        in `sentences`, as it is read in its direction and against it, and years as of a node.
    answers: of each priority, the organisations that connect, with the numbers of the links by which they do.
    """
    ecosystem = city.ecosystem
    patterns: dict[str, int] = {}
    return {
        "years": timeline.years(ecosystem),
        "organisations": [identifier for identifier in city if city.is_organisation(identifier)],
        "nodes": [_node(city, identifier) for identifier in city],
        "types": {kind.id: {"family": kind.family.value} for kind in ecosystem.link_types.values()},
        "bases": [basis.value for basis in queries.SURENESS],
        "links": [_link(city, link, patterns) for link in ecosystem.links],
        "sentences": list(patterns),
        "answers": {
            priority: [
                {
                    "organisation": connection.id,
                    "links": [city.link_numbers[link] for link in connection.links],
                }
                for connection in answers[priority].connections
            ]
            for priority in ecosystem.priorities
        },
    }


def _node(city: City, identifier: str) -> Entry:
    ecosystem, value, section = city.ecosystem, city.value(identifier), city.section(identifier)
    title = sentences.title(value)
    if not language.is_marking():
        title = isolated(title)
    dated = ecosystem.plans[value.plan] if isinstance(value, Priority | Action) else value
    entry: Entry = {"id": value.id, "label": value.label}
    if title != value.label:
        entry["title"] = title
    if isinstance(value, Entity):
        entry["kind"] = value.kind
    elif value.aliases:
        entry["also"] = value.aliases
    if section not in ORGANISATION_SECTIONS:
        entry["section"] = section.value
    return entry | _years(*timeline.life(dated))


def _link(city: City, link: Link, patterns: dict[str, int]) -> Entry:
    """Return a link; its sentences are added to the patterns, of which each stands in the block once."""
    pattern_numbers = [
        patterns.setdefault(sentences.pattern(city, Step(link, forward)), len(patterns))
        for forward in (True, False)
    ]
    entry: Entry = {
        "tail": link.tail,
        "head": link.head,
        "type": link.type,
        "basis": link.basis.value,
        "sentences": pattern_numbers,
    }
    return entry | _years(*timeline.life_of_link(city.ecosystem, link))


def _years(since: str | None, until: str | None) -> Entry:
    first, last = timeline.span(since, until)
    return {name: year for name, year in (("from", first), ("to", last)) if year is not None}
