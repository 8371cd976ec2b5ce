"""The structured data of the page, and the downloads it offers: what search engines and readers find."""

import json
from pathlib import Path
from typing import Any

import pytest
import rdflib

from ecosystem import edition
from ecosystem.city import City
from ecosystem.infographic import downloads, page, publication as publications, structured, view
from ecosystem.model import ORGANISATION_SECTIONS, Basis
from tests.test_page import elements, parsed, text_of

SCHEMA = rdflib.Namespace("https://schema.org/")


@pytest.fixture(scope="module", params=["small_city", "bristol"])
def city(request: pytest.FixtureRequest) -> City:
    city: City = request.getfixturevalue(request.param)
    return city


def said(html: str) -> dict[str, Any]:
    blocks = [each for each in elements(parsed(html), "script") if each.get("type") == "application/ld+json"]
    (block,) = blocks
    read: dict[str, Any] = json.loads(text_of(block))
    return read


def triples(data: dict[str, Any]) -> rdflib.Graph:
    """What a program reads of it; the context is named and not fetched."""
    inline = json.dumps(data | {"@context": {"@vocab": str(SCHEMA)}})
    return rdflib.Graph().parse(data=inline, format="json-ld", publicID="https://map.example/")


def test_every_organisation_is_an_organisation_and_every_membership_that_is_a_fact_is_said(
    city: City,
) -> None:
    read = triples(said(page.render(view.compose(city))))
    place = "https://map.example/#n-"
    ecosystem = city.ecosystem
    organisations = {
        organisation for section in ORGANISATION_SECTIONS for organisation in ecosystem.section(section)
    }
    found = {str(each) for each in read.subjects(rdflib.RDF.type, SCHEMA.Organization)}
    assert found == {place + organisation for organisation in organisations}
    facts = {
        (place + link.tail, place + link.head)
        for link in ecosystem.links
        if link.type == "member-of" and link.basis in (Basis.STATED, Basis.CONFIRMED)
    }
    assert facts
    assert {(str(one), str(other)) for one, other in read.subject_objects(SCHEMA.memberOf)} == facts


def test_the_data_set_has_its_licence_its_date_and_its_downloads(small_city: City) -> None:
    offered = downloads.of({"ecosystem.json": "{}", "poster-a3.pdf": b"%PDF", "index.html": "no download"})
    read = triples(structured.data(view.compose(small_city), offered))
    (dataset,) = read.subjects(rdflib.RDF.type, SCHEMA.Dataset)
    licence = read.value(dataset, SCHEMA.license)
    assert str(read.value(licence, SCHEMA.name)) == "CC BY 4.0"
    assert str(read.value(dataset, SCHEMA.dateModified)) == "2026-11"
    files = {str(read.value(each, SCHEMA.contentUrl)) for each in read.objects(dataset, SCHEMA.distribution)}
    assert files == {"ecosystem.json", "poster-a3.pdf"}


def test_where_the_address_is_known_every_address_in_it_is_whole(city: City) -> None:
    offered = downloads.of({"ecosystem.json": "{}"})
    publication = publications.at("https://www.example.org/map/")
    read = triples(structured.data(view.compose(city), offered, publication))
    (dataset,) = read.subjects(rdflib.RDF.type, SCHEMA.Dataset)
    assert str(dataset) == f"{publication.url}#map"
    assert str(read.value(dataset, SCHEMA.url)) == publication.url
    (file,) = read.objects(dataset, SCHEMA.distribution)
    assert str(read.value(file, SCHEMA.contentUrl)) == f"{publication.url}ecosystem.json"
    organisations = [str(each) for each in read.subjects(rdflib.RDF.type, SCHEMA.Organization)]
    assert organisations
    assert all(each.startswith(f"{publication.url}#n-") for each in organisations)


def test_every_file_that_the_page_offers_stands_beside_it_with_its_true_size(
    small_city: City, tmp_path: Path
) -> None:
    written = {path.name: path for path in edition.write(small_city, tmp_path)}
    tree = parsed(written["index.html"].read_text(encoding="utf-8"))
    lines = {
        link.get("href", ""): text_of(line).rstrip()
        for line in elements(tree, "li")
        for link in elements(line, "a")
        if link.get("href") in written
    }
    offered = {name for name in lines if name != "explorer.html"}
    assert {"ecosystem.xlsx", "ecosystem-csv.zip", "ecosystem.json"} <= offered
    for name in offered:
        assert lines[name].endswith(f", {downloads.size(written[name].stat().st_size)}"), lines[name]
    distributed = said(written["index.html"].read_text(encoding="utf-8"))["@graph"][0]["distribution"]
    assert {each["contentUrl"] for each in distributed} == offered
