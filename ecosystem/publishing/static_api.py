"""The map as files for programs: a static API beside the page, with an OpenAPI description.

`api/index.json` lists every entry and source with the address of its file. Each file holds the sentences of
the terminal's answers, with their basis and sources. Addresses are made of ids and stay as long as these do.
"""

import json
from typing import Any

import msgspec

from ecosystem import queries, sentences
from ecosystem.city import City
from ecosystem.files import OURS, portable
from ecosystem.model import Basis, Citation, Priority, Section, Value
from ecosystem.queries.nearness import Connections
from ecosystem.queries.profiles import Disputed, Reported, Said
from ecosystem.queries.sources import SourceAnswer

FOLDER = "api"
VERSION = "1"
SCHEMA = f"ecosystem-api/{VERSION}"

_FOLDERS = {
    Section.GROUPS: "organisations",
    Section.NETWORKS: "organisations",
    Section.PARTNERS: "organisations",
    Section.EVENTS: "events",
    Section.OUTPUTS: "outputs",
    Section.PLANS: "plans",
    Section.PRIORITIES: "priorities",
    Section.ACTIONS: "actions",
}
_SOURCES = "sources"


class ListedEntry(Value, frozen=True, kw_only=True):
    """An entry in the index."""

    id: str
    section: Section
    kind: str
    name: str
    links: int
    address: str


class ListedSource(Value, frozen=True, kw_only=True):
    """A source in the index."""

    id: str
    title: str
    publisher: str
    address: str


class Index(Value, frozen=True, kw_only=True):
    """What the map is, and where the file of each entry and source lies."""

    schema: str
    title: str
    place: str
    edition: str
    licence: str
    summary: str
    language: str
    entries: tuple[ListedEntry, ...]
    sources: tuple[ListedSource, ...]


class EntryLink(Value, frozen=True, kw_only=True):
    """A link of an entry, in the words that suit the entry, with the entry at its other end."""

    id: str
    type: str
    other: str
    address: str
    sentence: str
    basis: Basis
    sources: tuple[Citation, ...]
    evidence: str | None = None


class EntryFile(Value, frozen=True, kw_only=True):
    """All that is known of an entry. A priority also has what connects to it."""

    schema: str
    edition: str
    id: str
    section: Section
    kind: str
    name: str
    lines: tuple[str, ...]
    sources: tuple[Citation, ...]
    links: tuple[EntryLink, ...]
    facts: tuple[Said, ...]
    disputes: tuple[Disputed, ...]
    reports: tuple[Reported, ...]
    connections: Connections | None = None


class SourceFile(Value, frozen=True, kw_only=True):
    """A source, and all that rests on it."""

    schema: str
    edition: str
    source: SourceAnswer


def files(city: City, url: str | None = None) -> dict[str, str | bytes]:
    """Return every file of the API by name.

    Args:
        city: The city.
        url: The address where the page is published.
    """
    made: dict[str, Value] = {"index.json": _index(city)}
    for key in city:
        made[address(city, key)] = _entry(city, key)
    for key in city.ecosystem.sources:
        answer = queries.source(city, key)
        edition = city.ecosystem.about.edition
        made[_source_address(key)] = SourceFile(schema=SCHEMA, edition=edition, source=answer)
    texts = {f"{FOLDER}/{name}": _text(msgspec.to_builtins(value)) for name, value in made.items()}
    return {**texts, f"{FOLDER}/openapi.json": _text(openapi(city, url))}


def address(city: City, identifier: str) -> str:
    """Return where the file of an entry lies, from the folder of the API."""
    return f"{_FOLDERS[city.section(identifier)]}/{portable(identifier)}.json"


def _source_address(identifier: str) -> str:
    return f"{_SOURCES}/{portable(identifier)}.json"


def _text(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _index(city: City) -> Index:
    about = city.ecosystem.about
    return Index(
        schema=SCHEMA,
        title=about.title,
        place=about.place,
        edition=about.edition,
        licence=about.licence,
        summary=about.summary,
        language=about.language,
        entries=tuple(
            ListedEntry(
                id=thing.id,
                section=thing.section,
                kind=thing.kind,
                name=thing.name,
                links=thing.links,
                address=address(city, thing.id),
            )
            for thing in queries.listing(city)
        ),
        sources=tuple(
            ListedSource(id=key, title=source.title, publisher=source.publisher, address=_source_address(key))
            for key, source in city.ecosystem.sources.items()
        ),
    )


def _entry(city: City, identifier: str) -> EntryFile:
    profile = queries.profile(city, identifier)
    value = city.value(identifier)
    return EntryFile(
        schema=SCHEMA,
        edition=city.ecosystem.about.edition,
        id=identifier,
        section=profile.section,
        kind=queries.kind_of(city, value),
        name=profile.name,
        lines=profile.lines,
        sources=profile.sources,
        links=tuple(
            EntryLink(
                id=step.link.id,
                type=step.link.type,
                other=step.end,
                address=address(city, step.end),
                sentence=sentences.of_step(city, step),
                basis=city.basis(step.link),
                sources=step.link.sources,
                evidence=sentences.grounds(city, step.link),
            )
            for step in queries.links_of(city, identifier)
        ),
        facts=profile.facts,
        disputes=profile.disputes,
        reports=profile.reports,
        connections=queries.connections(city, identifier) if isinstance(value, Priority) else None,
    )


def openapi(city: City, url: str | None = None) -> dict[str, Any]:
    """Return the description of the API (OpenAPI 3.1); see `files` for the arguments."""
    about = city.ecosystem.about
    template = "#/components/schemas/{name}"
    _shapes, components = msgspec.json.schema_components(
        (Index, EntryFile, SourceFile), ref_template=template
    )
    ids: dict[str, list[str]] = {_SOURCES: list(city.ecosystem.sources)}
    for key in city:
        ids.setdefault(_FOLDERS[city.section(key)], []).append(key)
    paths = {"/index.json": _path("index", "Index", [])}
    for folder in sorted(ids):
        shape = "SourceFile" if folder == _SOURCES else "EntryFile"
        paths[f"/{folder}/{{file}}.json"] = _path(folder, shape, [portable(key) for key in ids[folder]])
    return {
        "openapi": "3.1.0",
        "info": {
            "title": about.title,
            "summary": about.summary,
            "version": f"{VERSION}.{about.edition}",
            "license": {"name": about.licence},
        },
        "servers": [{"url": f"{url.rstrip('/')}/{FOLDER}" if url else "."}],
        "paths": paths,
        "components": {"schemas": components},
        "x-generator": OURS,
    }


def _path(name: str, shape: str, stems: list[str]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
    parameter = {
        "name": "file",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": stems},
    }
    get: dict[str, Any] = {
        "operationId": name,
        "responses": {"200": {"description": shape, "content": content}},
    }
    return {"get": get | ({"parameters": [parameter]} if stems else {})}
