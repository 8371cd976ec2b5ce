"""JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/): linked data in the words that others use.

W3C ORG (https://www.w3.org/TR/vocab-org/) for organisations and membership, schema.org for events, outputs
and actions, PROV (https://www.w3.org/TR/prov-o/) for plans and for what rests on which source, SKOS for names
and kinds. A link is a resource of its own with type, ends, basis and sources. Where its type declares what it
means (`org:memberOf`), it is also a plain triple, if a source states it or both organisations confirm
it: a triple cannot say that it is a plan or a reading. Ids are relative to the address of the file; words
that nobody has yet are ours (`urn:x-ecosystem-mapper:`). Lost: the shapes and hues of the legend, and the
parts of measures.
"""

import json
from collections.abc import Iterable, Mapping, Set
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec.structs import replace

from ecosystem import __version__, sentences
from ecosystem.city import City
from ecosystem.files import OURS
from ecosystem.model import (
    AS_FACT,
    ORGANISATION_SECTIONS,
    Action,
    Citation,
    Confirmation,
    Dispute,
    Ecosystem,
    Entity,
    Event,
    Fact,
    Kind,
    Link,
    LinkType,
    Meaning,
    Node,
    Organisation,
    Output,
    Plan,
    Priority,
    Progress,
    Section,
    Source,
    Value,
)
from ecosystem.model.descriptions import Field, Form, shown_fields

Thing = dict[str, Any]

CONTEXT: Thing = {
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "eco": "urn:x-ecosystem-mapper:",
}

_TYPES = {
    Organisation: "org:Organization",
    Event: "schema:Event",
    Output: "schema:CreativeWork",
    Plan: "prov:Plan",
    Priority: "eco:Priority",
    Action: "schema:Action",
}
_CODES = {
    "status",
    "part",
    "lead_text",
    "timescale",
    "reference",
    *("founded_text", "ended_text", "date_text", "since_text", "until_text", "period_text"),
}
"""Fields whose words are written as codes, in no language."""
_PLACES = {"sources": "source/", "kinds": "kind/", "link_types": "type/"}
"""Where the ids of what is no node stand."""
_SOURCE_TERMS = {
    "note": "skos:note",
    "archived": "schema:archivedAt",
    "held_by": "schema:holdingArchive",
}
_LINK_TERMS = {
    "role": "eco:role",
    "evidence": "eco:evidence",
    "since": "eco:since",
    "until": "eco:until",
}
_TERMS = {
    "purpose": "org:purpose",
    "summary": "dct:description",
    "founded": "schema:foundingDate",
    "ended": "schema:dissolutionDate",
    "date": "schema:temporal",
    "period": "schema:temporal",
    "checked": "eco:checked",
    "status": "eco:status",
    "number": "schema:position",
    "part": "eco:part",
    "objective": "eco:objective",
    "outcome": "eco:outcome",
    "lead_text": "eco:leadText",
    "timescale": "eco:timescale",
    "start": "schema:startTime",
    "due": "schema:endTime",
    "repeats": "schema:repeatFrequency",
    "reference": "dct:identifier",
    "note": "skos:note",
    "founded_text": "eco:foundedText",
    "ended_text": "eco:endedText",
    "date_text": "eco:dateText",
}
"""The terms of the fields of nodes, in the order in which they are written. A field that is not here is
`eco:` and its name."""
_SAID_OTHERWISE = {"name", "short", "aliases", "kind", "website", "facts", "sources", "progress", "measure"}
"""Fields of nodes that have a shape of their own here."""
_LINKS = {"owners", "plan", "leads", "advances"}
"""Fields of nodes that are links."""


LOST = {
    "the look of the legend": ("Kind.shape", "Kind.hue"),
    "tours": ("Tour", "TourStep"),
    "accepted gaps": ("AcceptedGap",),
    "the sources of readings": ("Reading.sources",),
}


def files(city: City) -> dict[str, str]:
    return {"ecosystem.jsonld": dumps(city)}


def dumps(city: City) -> str:
    """Return the city as JSON-LD."""
    return json.dumps(data(city), ensure_ascii=False, indent=1) + "\n"


def data(city: City) -> Thing:
    """Return the city as plain values."""
    ecosystem = city.ecosystem
    things = [
        _map(ecosystem),
        *(_node(section, node) for section in Section for node in ecosystem.section(section).values()),
        *(_link(city, link) for link in sorted(ecosystem.links, key=lambda link: link.id)),
        *(_source(source) for _, source in sorted(ecosystem.sources.items())),
        *map(_kind, ecosystem.kinds.values()),
        *(_link_type(link_type) for _, link_type in sorted(ecosystem.link_types.items())),
        *(_dispute(place, dispute) for place, dispute in enumerate(ecosystem.disputes, 1)),
    ]
    _say_plainly(city, {thing["@id"]: thing for thing in things})
    return {"@context": CONTEXT | {"@language": ecosystem.about.language}, "@graph": things}


def _map(ecosystem: Ecosystem) -> Thing:
    about = ecosystem.about
    return {
        "@id": "#map",
        "@type": ["prov:Entity", "schema:Dataset"],
        "schema:name": about.title,
        "schema:description": about.summary,
        "schema:spatialCoverage": about.place,
        "schema:version": _code(about.edition),
        "dct:license": about.licence,
        **_rest(about, {"title", "summary", "place", "edition", "licence", "language"}),
        "prov:wasGeneratedBy": {
            "@id": "#made",
            "@type": "prov:Activity",
            "schema:name": _code(f"{OURS} {__version__}"),
        },
    }


def _node(section: Section, node: Node) -> Thing:
    thing: Thing = {"@id": f"#{node.id}", "@type": _TYPES[type(node)], "eco:section": _code(section.value)}
    thing |= {"skos:prefLabel": node.name, "schema:name": node.name}
    others = [name for name in (node.short, *node.aliases) if name and name != node.name]
    thing |= _some("skos:altLabel", list(dict.fromkeys(others)))
    thing |= _rest(node, _SAID_OTHERWISE | _LINKS, _TERMS)
    match node:
        case Entity():
            thing |= {"org:classification": {"@id": f"#kind/{node.kind}"}}
            thing |= {"schema:url": {"@id": node.website}} if node.website else {}
            thing |= _some("eco:fact", [_fact(fact) for fact in node.facts])
            thing |= _rests_on(node.cited)
        case _:
            thing |= _rests_on(node.sources)
    if isinstance(node, Priority | Action):
        thing |= _some("eco:progress", [_progress(report) for report in node.progress])
    if isinstance(node, Action) and node.measure:
        thing["eco:measure"] = sentences.of_measure_and_readings(node.measure)
    return thing


def _fact(fact: Fact) -> Thing:
    thing = {
        "@type": "eco:Fact",
        "dct:description": sentences.of_fact(fact),
        "eco:basis": _code(fact.basis),
    }
    more = _rest(fact, {"text", "basis", "sources"}, {"period": "schema:temporal"})
    return thing | more | _rests_on(fact.sources)


def _progress(progress: Progress) -> Thing:
    state = {"@type": "eco:Progress", "eco:state": _code(progress.state), "dct:date": _code(progress.date)}
    more = _rest(progress, {"state", "date", "evidence", "sources"}, {"note": "skos:note"})
    evidence = _some("eco:evidence", [{"@id": f"#source/{source}"} for source in _ids(progress.evidence)])
    return state | more | evidence | _rests_on(progress.sources)


def _link(city: City, link: Link) -> Thing:
    thing: Thing = {
        "@id": f"#link/{link.id}",
        "@type": "eco:Link",
        "eco:from": {"@id": f"#{link.tail}"},
        "eco:type": {"@id": f"#type/{link.type}"},
        "eco:to": {"@id": f"#{link.head}"},
        "eco:basis": _code(link.basis),
        "dct:description": sentences.of_link(city, link),
    }
    if (
        city.link_type(link).means is Meaning.MEMBER_OF
        and city.is_organisation(link.tail)
        and city.is_organisation(link.head)
    ):
        thing["@type"] = ["eco:Link", "org:Membership"]
        thing |= {"org:member": {"@id": f"#{link.tail}"}, "org:organization": {"@id": f"#{link.head}"}}
    shown = replace(link, evidence=sentences.evidence(city, link))
    thing |= _rest(shown, {"tail", "type", "head", "basis", "confirmations", "sources"}, _LINK_TERMS)
    thing |= _some("eco:confirmation", [_confirmation(confirmation) for confirmation in link.confirmations])
    return thing | _rests_on(link.sources)


def _confirmation(confirmation: Confirmation) -> Thing:
    terms = {"organisation": "eco:organisation", "role": "eco:role", "date": "dct:date"}
    return {"@type": "eco:Confirmation", **_rest(confirmation, set(), terms)}


def _source(source: Source) -> Thing:
    thing: Thing = {"@id": f"#source/{source.id}", "@type": ["prov:Entity", "schema:CreativeWork"]}
    thing |= {"schema:name": source.title, "schema:publisher": source.publisher}
    if source.date or source.date_text:
        thing["dct:date"] = _code(source.date or source.date_text)
    if source.url:
        thing["schema:url"] = {"@id": source.url}
    covered = {"title", "publisher", "url", "date"} | (set() if source.date else {"date_text"})
    return thing | _rest(source, covered, _SOURCE_TERMS)


def _kind(kind: Kind) -> Thing:
    thing = {"@id": f"#kind/{kind.id}", "@type": "skos:Concept", "skos:prefLabel": kind.label}
    return thing | _rest(kind, {"label", "shape", "hue"})


def _link_type(link_type: LinkType) -> Thing:
    labels = {"skos:prefLabel": link_type.label, "eco:inverse": link_type.inverse}
    thing = {"@id": f"#type/{link_type.id}", "@type": "skos:Concept", **labels}
    means = {"skos:closeMatch": {"@id": link_type.means.value}} if link_type.means else {}
    return thing | means | _rest(link_type, {"label", "inverse", "means"})


def _dispute(place: int, dispute: Dispute) -> Thing:
    claims = [
        {
            "@type": "eco:Claim",
            "dct:description": claim.claim,
            **_rest(claim, {"claim", "sources"}),
            **_rests_on(claim.sources),
        }
        for claim in dispute.claims
    ]
    about = {"eco:about": {"@id": f"#{dispute.about}"}, "dct:description": dispute.question}
    more = _rest(dispute, {"about", "question", "claims"}, {"note": "skos:note"})
    return {"@id": f"#dispute/{place}", "@type": "eco:Dispute", **about, "eco:claim": claims, **more}


def _say_plainly(city: City, things: dict[str, Thing]) -> None:
    """Add each link that is a fact as a plain triple, if its type declares a property of ORG."""
    ecosystem = city.ecosystem
    organisations = {
        identifier for section in ORGANISATION_SECTIONS for identifier in ecosystem.section(section)
    }
    heads_of: dict[tuple[str, str], set[str]] = {}
    for link in ecosystem.links:
        means = ecosystem.link_types[link.type].means
        if (
            means
            and city.basis(link) in AS_FACT
            and not link.until
            and {link.tail, link.head} <= organisations
        ):
            heads_of.setdefault((link.tail, means.value), set()).add(link.head)
    for (tail, term), heads in sorted(heads_of.items()):
        things[f"#{tail}"][term] = [{"@id": f"#{head}"} for head in sorted(heads)]


def _rest(value: Value, covered: Set[str], terms: Mapping[str, str] = MappingProxyType({})) -> Thing:
    """Return every other field by its term, those with one first, or as `eco:` and its name."""
    known = {field.name: field for field in shown_fields(type(value)) if field.name not in covered}
    thing: Thing = {}
    for name in (*(name for name in terms if name in known), *(name for name in known if name not in terms)):
        content, field = getattr(value, name), known[name]
        if field.required or content != field.default:
            thing[terms.get(name) or f"eco:{_camel(field.written)}"] = _content(field, content)
    return thing


def _content(field: Field, content: Any) -> Any:
    if field.many:
        return [_one(field, item) for item in content]
    return _one(field, content)


def _one(field: Field, content: Any) -> Any:
    match field.form:
        case Form.REFERENCE:
            return {"@id": f"#{_PLACES.get(field.refers, '')}{content}"}
        case Form.ADDRESS:
            return {"@id": content}
    in_words = field.is_words and not field.contact and field.name not in _CODES
    return content if in_words else _code(content)


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


def _rests_on(sources: Iterable[Citation]) -> Thing:
    """Return the sources, and for those that give one the place in it, as a qualified derivation."""
    cited = tuple(sources)
    whole = _some("prov:wasDerivedFrom", [{"@id": f"#source/{source}"} for source in _ids(cited)])
    placed = [
        {
            "@type": "prov:Derivation",
            "prov:entity": {"@id": f"#source/{citation.id}"},
            "eco:where": citation.where,
        }
        for citation in cited
        if citation.where
    ]
    return whole | _some("prov:qualifiedDerivation", placed)


def _ids(sources: Iterable[Citation]) -> Iterable[str]:
    return dict.fromkeys(citation.id for citation in sources)


def _some(term: str, values: list[Any]) -> Thing:
    return {term: values} if values else {}


def _code(value: Any) -> Any:
    """Return a value that is in no language: a date, a state, a number."""
    plain = msgspec.to_builtins(value)
    return {"@value": plain, "@language": None} if isinstance(plain, str) else plain
