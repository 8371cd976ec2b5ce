"""The place in a source that something rests on: read, held to the rules, edited, and shown everywhere."""

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ecosystem import dataset, edits
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.dataset import documents
from ecosystem.exchange import csvw, incoming, jsonld, node_link, sqlite
from ecosystem.infographic import page, view
from ecosystem.merging import merge
from ecosystem.model import Citation
from tests import workbooks
from tests.cities import SMALL
from tests.doors import TODAY
from tests.towns import CITY, problems
from tests.workbooks import put, row_of, taken_back

SECOND, THIRD = "Item 2 (rooms), second point", "Item 3"
PLACED = (
    SMALL.replace(
        "for the room., source: minutes", f"for the room., source: {{id: minutes, where: '{SECOND}'}}"
    )
    .replace(
        "period: 2019/2021, source: minutes",
        f"period: 2019/2021, source: [{{id: minutes, where: {THIRD}}}, leaflet]",
    )
    .replace(
        "kind: staff\n    source: minutes",
        f"kind: staff\n    source:\n      - {{id: minutes, where: {THIRD}}}\n      - minutes",
    )
    .replace("says the Forum., source: minutes", f"says the Forum., source: {{id: minutes, where: {THIRD}}}")
    .replace('{claim: "2", source: minutes}', f'{{claim: "2", source: {{id: minutes, where: {THIRD}}}}}')
    .replace(
        'url: "https://example.org/minutes"}',
        'url: "https://example.org/minutes",\n'
        '    archived: "https://archive.example/minutes", accessed: 2026-11-20}',
    )
)


@pytest.fixture(scope="module")
def placed() -> City:
    return City.parse(PLACED)


def test_a_citation_is_an_id_or_an_id_and_a_place(placed: City) -> None:
    city = placed.ecosystem
    assert city.networks["staff"].sources == (Citation("minutes", THIRD), Citation("minutes"))
    assert city.groups["forum"].facts[0].sources == (Citation("minutes", THIRD), Citation("leaflet"))
    assert city.cited() == {"minutes", "leaflet"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{id: nobody, where: Top}", "groups.barn.source.id: ‘nobody’ is not the id of a source."),
        ("{where: Top}", "groups.barn.source: ‘id’ is missing. Write the id of a source."),
        (
            "{id: book, where: ''}",
            "groups.barn.source.where: there is no value. Write one, or delete the line.",
        ),
        ("{id: book, were: Top}", "groups.barn.source.were: ‘were’ is not a field of a citation. Did you"),
        ("{id: book, internal: x}", "groups.barn.source.internal: ‘internal’ is not a field of a citation."),
        ("{id: book, where: [a]}", "groups.barn.source.where: this is a list. Write one value."),
        (
            "[{id: book, where: Top}, {id: book, where: Top}]",
            "groups.barn.source[2]: ‘book (Top)’ is already in this list. Keep one of them.",
        ),
        (
            "{id: book, where: Ask jo@example.org}",
            "groups.barn.source.where: ‘jo@example.org’ looks like an email address.",
        ),
    ],
)  # fmt: skip
def test_a_citation_with_a_mistake_is_told_with_its_line(written: str, said: str) -> None:
    line = next(n for n, text in enumerate(CITY.splitlines(), 1) if text.startswith("  barn:"))
    (problem,) = problems(CITY.replace("kind: club, source: page, ", f"kind: club, source: {written}, "))
    assert str(problem).startswith(f"line {line}: {said}")


def test_links_that_differ_only_in_the_place_are_one() -> None:
    twice = PLACED.replace(
        "disputes:",
        "  - {from: council, type: hosts, to: forum, source: {id: minutes, where: Item 9}}\ndisputes:",
    )
    (problem,) = problems(twice)
    assert "is the same link, with the same ends, type, role, dates and sources. Delete one." in str(problem)


def test_a_file_name_of_a_source_has_to_go() -> None:
    (problem,) = problems(SMALL.replace("held_by: The Charity", "file: leaflet.txt"))
    assert "‘file’ is not a field of a source. Say who holds the document under `held_by:`" in str(problem)


def test_a_workbook_brings_every_place_back(tmp_path: Path) -> None:
    assert taken_back(tmp_path, PLACED) == PLACED
    assert documents.of(dataset.parse(PLACED))["links"][0]["source"] == [{"id": "minutes", "where": SECOND}]


def test_a_place_changed_in_a_cell_is_written_on_one_line(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Links", 2, source=f"minutes (Item 7)\nleaflet ({SECOND})")
        put(book, "Links", 3, source="minutes, leaflet")
        put(book, "Organisations", row_of(book["Organisations"], "choir"), source="leaflet (back)")

    now = taken_back(tmp_path, PLACED, change)
    assert (
        "source: [{id: minutes, where: Item 7}, {id: leaflet, where: 'Item 2 (rooms), second point'}]" in now
    )
    assert "since: 2016, source: [minutes, leaflet]" in now
    assert "kind: charity\n    source: {id: leaflet, where: back}\n" in now


def test_a_source_in_a_cell_that_is_not_known_is_told_with_its_cell(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Links", 2, source="nobody (Item 7)")
        put(book, "Organisations", row_of(book["Organisations"], "choir"), source="leaflet ()")

    (said,) = workbooks.problems(tmp_path, change)
    assert said.startswith("sheet Links, row 2, source: ‘nobody (Item 7)’ is not known.")


def test_edits_add_a_citation_with_its_place() -> None:
    document = edits.parse(PLACED)
    edits.append(document, ("partners", "choir", "source"), {"id": "minutes", "where": THIRD})
    edits.append(document, ("links", 0, "source"), "leaflet")
    city = dataset.parse(edits.text(document))
    assert city.partners["choir"].sources == (Citation("leaflet"), Citation("minutes", THIRD))
    assert city.links[0].sources == (Citation("minutes", SECOND), Citation("leaflet"))


def test_sources_that_are_made_one_keep_their_places() -> None:
    text = PLACED.replace(
        "kind: charity\n    source: leaflet\nevents",
        "kind: charity\n    source: [leaflet, "
        f"{{id: leaflet, where: {THIRD}}}, {{id: minutes, where: {THIRD}}}]\nevents",
    )
    document = edits.parse(text)
    changes, _ = merge(document, "leaflet", "minutes")
    edits.apply(document, changes)
    city = dataset.parse(edits.text(document))
    assert city.cited() == {"minutes"}
    assert city.partners["choir"].sources == (Citation("minutes"), Citation("minutes", THIRD))
    assert city.groups["forum"].facts[0].sources == (Citation("minutes", THIRD), Citation("minutes"))
    assert city.links[0].sources == (Citation("minutes", SECOND),)


def test_show_says_where(tmp_path: Path) -> None:
    path = tmp_path / "groups.yaml"
    path.write_text(PLACED, encoding="utf-8")
    said = CliRunner().invoke(main, ["--data", str(path), "show", "council"]).stdout
    assert f"[minutes] Minutes of the forum, The Forum, March 2021: {SECOND}\n" in said
    answer = CliRunner().invoke(main, ["--data", str(path), "show", "council", "--json"]).stdout
    sources = [link["sources"] for link in json.loads(answer)["profile"]["links"]]
    assert [{"id": "minutes", "where": SECOND}] in sources
    assert [{"id": "leaflet"}] in sources


def test_the_page_says_where_and_who_holds_what_has_no_address(placed: City) -> None:
    html = page.render(view.compose(placed))
    assert f'<a href="#s-2" title="{SECOND}">2</a>' in html
    assert f'<a href="#s-2" title="{THIRD}">2</a>&#160;<a href="#s-1">1</a>' in html
    assert '<a href="https://archive.example/minutes">Archived copy</a>' in html
    assert "No public address. Held by The Charity." in html


def test_every_export_that_keeps_sources_keeps_their_places(placed: City) -> None:
    rows = list(csv.DictReader(io.StringIO(csvw.files(placed)["links.csv"], newline="")))
    hosts = next(row for row in rows if row["type"] == "hosts")
    assert hosts["sources"] == f"minutes ({SECOND})"
    (link,) = [each for each in node_link.data(placed)["links"] if each["key"] == hosts["id"]]
    assert list(link["sources"]) == [{"id": "minutes", "where": SECOND}]
    (thing,) = [each for each in jsonld.data(placed)["@graph"] if each["@id"] == f"#link/{hosts['id']}"]
    assert thing["prov:wasDerivedFrom"] == [{"@id": "#source/minutes"}]
    assert thing["prov:qualifiedDerivation"] == [
        {"@type": "prov:Derivation", "prov:entity": {"@id": "#source/minutes"}, "eco:where": SECOND}
    ]
    database = sqlite3.connect(":memory:")
    database.deserialize(sqlite.database(placed))
    found = database.execute("SELECT source, place FROM link_sources WHERE link = ?", (hosts["id"],))
    assert found.fetchall() == [("minutes", SECOND)]


@pytest.mark.parametrize("name", ["csv", "json"])
def test_what_was_exported_comes_back_with_its_places(name: str, placed: City, tmp_path: Path) -> None:
    if name == "csv":
        files = csvw.files(placed)
        for file, content in files.items():
            (tmp_path / file).write_text(content, encoding="utf-8", newline="")
        found = incoming.read(tmp_path, today=TODAY)
    else:
        (tmp_path / "map.json").write_text(node_link.dumps(placed), encoding="utf-8")
        found = incoming.read(tmp_path / "map.json", today=TODAY)
    kept = {link.type: link for link in dataset.parse(found[0]).links if not link.field}
    assert kept["hosts"].sources == (Citation("minutes", SECOND),)
