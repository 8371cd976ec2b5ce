"""The data block of the page's script."""

from collections.abc import Iterator
from itertools import takewhile

import msgspec
from msgspec.structs import replace

from ecosystem import language, queries, sentences, timeline
from ecosystem.city import City, Step
from ecosystem.dataset import documents
from ecosystem.language import isolated
from ecosystem.model import ORGANISATION_SECTIONS, Action, Entity, Link, Priority, Section
from ecosystem.tracking import codes

Entry = dict[str, object]


def block(city: City, answers: queries.Answers) -> dict[str, object]:
    """Return what the page's script needs. A key whose value would be empty is left out, but for `ending`.

    years: the first and the last of which the data speaks.
    nodes: id, label, title where sentences call it otherwise, kind of an entity, the section unless it is an
        organisation, other names that its entry does not show, the first and last year of its life, as far
        as known, and for what organisations are asked to confirm a digest of its words; see `tracking.codes`.
    bases: their ids, the surest first.
    sorts: what links have in common: family, basis, years as of a node, and the sentences as a link is read
        in its direction and against it, with `{0}` and `{1}` for the titles of its ends in that order; what
        both sentences end with stands once, as `ending`.
    links: in the order of their numbers, which count from 1: tail and head by their places among the nodes,
        the place of their sort, and a digest as of a node.
    answers: of each priority, the organisations that connect by their places among the nodes, in the order
        of the page's sentences, each with the numbers of the links by which it does.
    edition: what stands for the edition in codes of sentences; see `tracking.codes`.
    """
    ecosystem, document = city.ecosystem, documents.of(city.ecosystem)
    written = list(_sorts(city))
    sorts = {sort: place for place, sort in enumerate(sorted(set(written)))}
    places = {identifier: place for place, identifier in enumerate(city)}
    digests = codes.link_digests(document)
    return {
        "years": timeline.years(ecosystem),
        "nodes": [_node(city, identifier) | _digest(city, identifier, document) for identifier in city],
        "bases": [basis.value for basis in queries.SURENESS],
        "sorts": [msgspec.json.decode(sort) for sort in sorts],
        "links": [
            {"tail": places[link.tail], "head": places[link.head], "sort": sorts[sort]}
            | ({} if link.field else {"digest": next(digests)})
            for link, sort in zip(ecosystem.links, written, strict=True)
        ],
        "answers": {
            priority: [
                {
                    "organisation": places[member.id],
                    "links": [city.link_numbers[link] for link in member.links],
                }
                for _, members in answers[priority].together()
                for member in members
            ]
            for priority in ecosystem.priorities
        },
        "edition": codes.edition(document),
    }


def _digest(city: City, identifier: str, document: documents.Document) -> Entry:
    section = city.section(identifier)
    if section not in (*ORGANISATION_SECTIONS, Section.ACTIONS):
        return {}
    return {"digest": codes.digest((section.value, identifier), document[section][identifier])}


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


def _sorts(city: City) -> Iterator[bytes]:
    """Yield what `_sort` says of each link, worked out once for all that say the same of other ends."""
    known: dict[object, bytes] = {}
    for link in city.ecosystem.links:
        alike: object = link.id  # whoever confirms a link is named in its sentence
        if not link.confirmations:
            bare = replace(link, id="", tail="", head="", sources=(), evidence=None)
            alike = bare, city.is_over(link)
        if alike not in known:
            known[alike] = msgspec.json.encode(_sort(city, link))
        yield known[alike]


def _sort(city: City, link: Link) -> Entry:
    patterns = [sentences.pattern(city, Step(link, forward)) for forward in (True, False)]
    backwards = zip(*map(reversed, patterns), strict=False)
    ending = "".join(letter for letter, _other in takewhile(lambda pair: pair[0] == pair[1], backwards))[::-1]
    entry: Entry = {
        "family": city.link_type(link).family.value,
        "basis": city.basis(link).value,
        "sentences": [pattern.removesuffix(ending) for pattern in patterns],
        "ending": ending,
    }
    return entry | _years(*timeline.life_of_link(city.ecosystem, link))


def _years(since: str | None, until: str | None) -> Entry:
    first, last = timeline.span(since, until)
    return {name: year for name, year in (("from", first), ("to", last)) if year is not None}
