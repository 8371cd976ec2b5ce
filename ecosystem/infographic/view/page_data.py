"""The data block of the page's script."""

from collections.abc import Iterator, Sequence

import msgspec

from ecosystem import language, queries, sentences, timeline
from ecosystem.city import City, Step
from ecosystem.dataset import documents
from ecosystem.language import isolated
from ecosystem.model import ORGANISATION_SECTIONS, Action, Entity, Link, Priority, Section
from ecosystem.tracking import codes

Entry = dict[str, object]


def block(city: City, answers: queries.Answers) -> dict[str, object]:
    """Return what the page's script needs.

    Nodes, sorts and links are tables, given by their columns. A row without a value has null there.

    years: the first and the last of which the data speaks.
    nodes: id, label, title where sentences call it otherwise, kind of an entity, the section unless it is an
        organisation, other names that its entry does not show, and the first and last year of its life, as
        far as known.
    bases: their ids, the surest first.
    sorts: what links have in common: family, basis, years as of a node, and the sentences as a link is read
        in its direction and against it, with `{0}` and `{1}` for the titles of its ends in that order.
    links: tail, head and sort, by their places in the nodes and sorts, in the order of the numbers of links.
    answers: of each priority, the organisations that connect, in the order of the page's sentences, each by
        its place in the nodes, with the numbers of the links by which it does.
    edition: what stands for the edition in codes of sentences; see `tracking.codes`.
    digests: two signs for what is said of each organisation, action and link, one after the other.
    """
    ecosystem, document = city.ecosystem, documents.of(city.ecosystem)
    places = {identifier: place for place, identifier in enumerate(city)}
    written = [msgspec.json.encode(_sort(city, link)) for link in ecosystem.links]
    sorts = {sort: place for place, sort in enumerate(sorted(set(written)))}
    return {
        "years": timeline.years(ecosystem),
        "nodes": _columns([_node(city, identifier) for identifier in city]),
        "bases": [basis.value for basis in queries.SURENESS],
        "sorts": _columns([msgspec.json.decode(sort) for sort in sorts]),
        "links": {
            "tail": [places[link.tail] for link in ecosystem.links],
            "head": [places[link.head] for link in ecosystem.links],
            "sort": [sorts[sort] for sort in written],
        },
        "answers": {
            priority: [
                [places[each.id], *(city.link_numbers[link] for link in each.links)]
                for _, members in answers[priority].together()
                for each in members
            ]
            for priority in ecosystem.priorities
        },
        "edition": codes.edition(document),
        "digests": "".join(_digests(city, document)),
    }


def _columns(rows: Sequence[Entry]) -> Entry:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _digests(city: City, document: documents.Document) -> Iterator[str]:
    for section, name in [
        *((city.section(name), name) for name in city if city.is_organisation(name)),
        *((Section.ACTIONS, name) for name in city.ecosystem.actions),
    ]:
        yield codes.digest((section.value, name), document[section][name])
    of_links = codes.link_digests(document)
    for link in city.ecosystem.links:
        yield codes.UNASKED if link.field else next(of_links)


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


def _sort(city: City, link: Link) -> Entry:
    entry: Entry = {
        "family": city.link_type(link).family.value,
        "basis": city.basis(link).value,
        "sentences": [sentences.pattern(city, Step(link, forward)) for forward in (True, False)],
    }
    return entry | _years(*timeline.life_of_link(city.ecosystem, link))


def _years(since: str | None, until: str | None) -> Entry:
    first, last = timeline.span(since, until)
    return {name: year for name, year in (("from", first), ("to", last)) if year is not None}
