"""The data block of the page's script."""

from ecosystem import language, queries, sentences, timeline
from ecosystem.city import City, Step
from ecosystem.language import isolated
from ecosystem.model import ORGANISATION_SECTIONS, Action, Entity, Link, Priority

Entry = dict[str, object]


def block(city: City, answers: queries.Answers) -> dict[str, object]:
    """Return what the page's script needs. A key whose value would be empty is left out.

    years: the first and the last of which the data speaks.
    nodes: id, label, title where sentences call it otherwise, kind of an entity, the section unless it is an
        organisation, other names that its entry does not show, and the first and last year of its life, as
        far as known.
    bases: their ids, the surest first.
    links: in the order of their numbers, which count from 1: ends, family, basis, years as of a node, and its
        sentences as it is read in its direction and against it, with `{0}` and `{1}` for the titles of its
        ends in that order.
    answers: of each priority, the organisations that connect, in the order of the page's sentences, with the
        numbers of the links by which they do.
    """
    ecosystem = city.ecosystem
    return {
        "years": timeline.years(ecosystem),
        "nodes": [_node(city, identifier) for identifier in city],
        "bases": [basis.value for basis in queries.SURENESS],
        "links": [_link(city, link) for link in ecosystem.links],
        "answers": {
            priority: [
                {"organisation": each.id, "links": [city.link_numbers[link] for link in each.links]}
                for _, members in answers[priority].together()
                for each in members
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


def _link(city: City, link: Link) -> Entry:
    entry: Entry = {
        "tail": link.tail,
        "head": link.head,
        "family": city.link_type(link).family.value,
        "basis": city.basis(link).value,
        "sentences": [sentences.pattern(city, Step(link, forward)) for forward in (True, False)],
    }
    return entry | _years(*timeline.life_of_link(city.ecosystem, link))


def _years(since: str | None, until: str | None) -> Entry:
    first, last = timeline.span(since, until)
    return {name: year for name, year in (("from", first), ("to", last)) if year is not None}
