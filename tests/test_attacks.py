"""Whatever is written into a data file, every output only shows it: words, addresses, ids and letters.

The words of `tests.attacks` stand in every text field; each output is held against that of a harmless twin.
`tests/browser/test_page_attacks.py` opens the pages of the same cities.
"""

import base64
import csv
import hashlib
import io
import json
import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import defusedxml.ElementTree
import html5lib
import icalendar
import openpyxl
import pikepdf
import pydot
import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from ecosystem import bulletin, changes, dataset, doctor, exchange, language, publishing, report
from ecosystem.city import City
from ecosystem.dataset.draft import LISTS, SECTIONS
from ecosystem.errors import InvalidDataError
from ecosystem.exchange import csvw, flat, workbook_import
from ecosystem.infographic import explorer, page, view
from ecosystem.infographic.view import first_screen, script_words
from ecosystem.model import About, Entity, Node
from ecosystem.paper import card, poster, printed_report as paper
from ecosystem.paper.typesetting import Press, fonts
from ecosystem.tracking import calendar, tracker
from tests import attacks, pdf_sheets, strategies
from tests.cities import SMALL, TOURED
from tests.commands import run
from tests.strategies import examples
from tests.test_changes import markdown_lines

Outputs = dict[str, str | bytes]

URL = "https://www.example.org/map/"
TODAY = date(2026, 11, 30)
PAGES = ("index.html", "explorer.html", "embed.html", "fragment.html")


def read(document: attacks.Document) -> City:
    return City.parse(attacks.text_of(document))


@cache
def city(number: int) -> City:
    return read(attacks.city(number))


@cache
def twin() -> City:
    """The same city with harmless words."""
    return read(attacks.city(0, harmless=True))


def pages(city: City) -> Outputs:
    """What is published at an address, but the picture."""
    composed = view.compose(city)
    publication = publishing.publication(composed, URL)
    pasted = publishing.embedding(composed, publication)
    return {
        "index.html": page.render(composed, publication),
        "explorer.html": explorer.render(city),
        "embed.html": publishing.kit.render(composed, publication, pasted),
        "fragment.html": publishing.fragment.render(composed, publication),
        "oembed.json": publishing.oembed.text(pasted.oembed),
    }


def outputs(city: City) -> Outputs:
    """Everything that the program makes of a city, but what is set on paper."""
    files: Outputs = {
        **pages(city),
        "report.md": report.markdown(city),
        "bulletin.md": bulletin.as_markdown(changes.compare(twin(), city), city.ecosystem.about.title),
        "due.ics": calendar.text(city, tracker.track(city, TODAY)),
    }
    for name in exchange.FORMATS:
        files |= {f"{name}/{file}": content for file, content in exchange.files(name, city).items()}
    return files


@pytest.fixture(scope="module", params=attacks.TRIED)
def number(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def made(number: int) -> Outputs:
    return outputs(city(number))


@pytest.fixture(scope="module")
def tame() -> Outputs:
    return outputs(twin())


# The corpus


def test_each_text_stands_in_each_field_of_some_city() -> None:
    assert len(attacks.ALL) == len(set(attacks.ALL)) >= 150
    seen: dict[str, set[str]] = {}
    for number in attacks.CITIES:
        document = attacks.city(number)
        for section, (kind, _) in (SECTIONS | LISTS).items():
            entries = document[section]
            for entry in entries.values() if isinstance(entries, dict) else entries:
                for path, words in attacks.texts(entry, kind):
                    seen.setdefault(f"{section}{path}", set()).add(words)
    assert len(seen) > 80
    cut = {
        path: {attacks.fitted(text, 34) for text in attacks.ALL} for path in seen if path.endswith(".short")
    }
    whole = {attacks.fitted(text, 300) for text in attacks.ALL}
    assert [path for path, words in seen.items() if words != cut.get(path, whole)] == []


def test_each_city_is_read_as_it_is_written(number: int) -> None:
    ecosystem = city(number).ecosystem
    document = attacks.city(number)
    for section in ("groups", "events", "priorities", "actions"):
        for identifier, entry in document[section].items():
            node: Node = getattr(ecosystem, section)[identifier]
            assert (node.name, node.short, node.aliases) == (
                entry["name"],
                entry["short"],
                tuple(entry["aliases"]),
            )


# HTML


def markup(html: str | bytes) -> Counter[tuple[str, ...]]:
    """Every element with the names of its attributes, and where it leads; a label's side is left aside."""
    assert isinstance(html, str)
    return Counter(
        (str(each.tag), *sorted(kept(str(each.tag), name, value) for name, value in each.attrib.items()))
        for each in unfitted(html5lib.parse(html, namespaceHTMLElements=False))
    )


def unfitted(tree: Any) -> Iterator[Any]:
    """Every element but the words beside the ring and in the hub, whose number depends on their length."""
    yield tree
    for child in tree:
        if child.get("class") == "beside" or child.get("id") == "hub-words":
            for each in child.iter():
                assert str(each.tag).rpartition("}")[2] in ("g", "path", "text", "tspan")
                assert not {"href", "src", "style"}.intersection(each.attrib)
                assert not any(name.startswith("on") for name in each.attrib)
        else:
            yield from unfitted(child)


def kept(tag: str, name: str, value: str) -> str:
    if (tag.rpartition("}")[2], name) == ("text", "class"):
        return ""
    return f"{name}={value}" if name in ("href", "src", "action", "id", "srcdoc", "content") else name


def code(html: str | bytes) -> list[str]:
    """Every script and style of a page, but its data."""
    assert isinstance(html, str)
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [
        each.text or ""
        for tag in ("script", "style")
        for each in tree.iter(tag)
        if "json" not in (each.get("type") or "")
    ]


@cache
def own(name: str) -> list[str]:
    return code(pages(twin())[name])


def marked_up(name: str, html: str | bytes) -> Counter[tuple[str, ...]]:
    """The markup of a page, whose scripts and styles are ours to the letter, each there once."""
    assert isinstance(html, str)
    for text in filter(None, own(name)):
        assert html.count(text) == 1
        html = html.replace(text, "")
    found: Counter[tuple[str, ...]] = Counter()
    for (tag, *names), count in markup(html).items():
        told = [each for each in names if not each.startswith("content=") or "default-src" in each]
        found[tag, *filter(None, told)] += count
    return found


@cache
def harmless(name: str) -> Counter[tuple[str, ...]]:
    return marked_up(name, pages(twin())[name])


@pytest.mark.parametrize("name", PAGES)
def test_no_text_adds_an_element_an_attribute_an_address_or_a_script(made: Outputs, name: str) -> None:
    assert marked_up(name, made[name]) == harmless(name)
    assert own(name) or name == "fragment.html"


LONG_WORDS = " ".join(["words"] * 20)
"""Harmless, and a title that is set smaller."""


@pytest.mark.parametrize("text", attacks.ALL)
def test_no_text_breaks_out_of_the_words_about_the_map(text: str) -> None:
    """The title, the place, the summary, the licence and the method, of which a city has one each."""
    words = attacks.fitted(text, 300)
    assert about(words) == about("words" if len(words) <= first_screen.LONG_TITLE else LONG_WORDS)
    if text in attacks.CORPUS["formulas"]:
        assert list(formulas(exchange.files("workbook", entitled(text))["ecosystem.xlsx"])) == []


def entitled(text: str) -> City:
    fields = {"edition": "2026-11"}
    attacks.fill(fields, About, lambda _: text)
    return read({"ecosystem": fields})


@cache
def about(text: str) -> dict[str, Any]:
    """What the outputs of an empty city with these words are made of."""
    city = entitled(text)
    files = pages(city)
    calendar_ = icalendar.Calendar.from_ical(calendar.text(city, tracker.track(city, TODAY)))
    name = str(
        calendar_["x-wr-calname"]
    )  # no name of the standard, so that the library leaves it as it is written
    assert re.sub(r"\\(.)", r"\1", name) == f"{language.isolated(text)}: what is due"
    assert json.loads(str(exchange.files("sqlite", city)["metadata.json"]))["title"] == text
    assert json.loads(str(files["oembed.json"]))["title"] == text
    markdown_lines(bulletin.as_markdown(changes.compare(city, city), text))
    markdown_lines(bare_text(text_of("markdown", city)))
    return {
        **{name: marked_up(name, files[name]) for name in PAGES},
        **{name: tags(text_of(name, city)) for name in ("graphml", "gexf")},
        "dot": len(text_of("dot", city).splitlines()),
    }


# Data within the pages, and JSON


def test_all_json_can_be_read_and_says_what_was_written(made: Outputs, number: int) -> None:
    for name, content in made.items():
        if name.endswith((".json", ".jsonld", ".cyjs")):
            json.loads(content)
    ecosystem = city(number).ecosystem
    known = {**ecosystem.groups, **ecosystem.networks, **ecosystem.partners}
    blocks = re.findall(
        r'<script type="application/[a-z+]*json"[^>]*>(.*?)</script>', str(made["index.html"]), re.DOTALL
    )
    linked, data, words = map(json.loads, blocks)
    dataset_, *organisations = linked["@graph"]
    assert (dataset_["name"], dataset_["description"]) == (ecosystem.about.title, ecosystem.about.summary)
    assert {each["@id"]: each["name"] for each in organisations} == {
        f"{URL}#n-{each.id}": each.name for each in known.values()
    }
    assert data == json.loads(json.dumps(page_data(city(number))))
    assert words == json.loads(json.dumps(script_words.block(script_words.MAP)))
    said = json.loads(made["oembed.json"])
    assert said["title"] == ecosystem.about.title
    nodes = {each["id"]: each for each in json.loads(made["node-link/ecosystem.json"])["nodes"]}
    assert {key: each["name"] for key, each in nodes.items()} == {
        node.id: node.name for _, node in ecosystem.nodes()
    }
    elements = json.loads(made["cytoscape/ecosystem.cyjs"])["elements"]["nodes"]
    assert {each["data"]["id"]: each["data"]["label"] for each in elements} == {
        node.id: node.label for _, node in ecosystem.nodes()
    }


def page_data(city: City) -> Any:
    import msgspec

    return msgspec.to_builtins(view.compose(city).data)


# XML, formulas, values


def tags(content: str | bytes) -> Counter[tuple[str, ...]]:
    """Every element of an XML document with the names of its attributes."""
    data = content.encode() if isinstance(content, str) else content
    tree = defusedxml.ElementTree.fromstring(data, forbid_dtd=True)
    return Counter((each.tag, *sorted(each.attrib)) for each in tree.iter())


@pytest.mark.parametrize("name", ["graphml/ecosystem.graphml", "gexf/ecosystem.gexf"])
def test_xml_is_well_formed_and_no_text_adds_an_element(made: Outputs, tame: Outputs, name: str) -> None:
    assert tags(made[name]) == tags(tame[name])


def parts(archive: str | bytes) -> dict[str, bytes]:
    assert isinstance(archive, bytes)
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def formulas(book: str | bytes) -> Iterator[str]:
    """Cells of a workbook that are anything but text, a number or empty, and links out of it."""
    assert isinstance(book, bytes)
    for sheet in openpyxl.load_workbook(io.BytesIO(book)):
        for row in sheet.iter_rows():
            yield from (
                f"{sheet.title}!{cell.coordinate}"
                for cell in row
                if cell.value is not None and (cell.data_type not in "sn" or cell.hyperlink)
            )


def test_the_parts_of_the_workbook_are_well_formed_and_no_cell_is_a_formula(
    made: Outputs, tame: Outputs
) -> None:
    book = made["workbook/ecosystem.xlsx"]
    found, plain = parts(book), parts(tame["workbook/ecosystem.xlsx"])
    assert found.keys() == plain.keys()
    for name, content in found.items():
        kinds = {tag for tag, *_ in tags(content)}
        assert kinds - {tag for tag, *_ in tags(plain[name])} == set()
    assert list(formulas(book)) == []


def test_the_workbook_comes_back_with_every_text(made: Outputs, number: int, tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"
    path.write_bytes(bytes(made["workbook/ecosystem.xlsx"]))  # type: ignore[arg-type]
    back = workbook_import.read(path, city(number).ecosystem)
    assert back.document == back.base


def test_no_cell_of_a_table_starts_like_a_formula_and_each_can_be_read_back(
    made: Outputs, number: int
) -> None:
    tables = {name: content for name, content in made.items() if name.endswith(".csv")}
    assert len(tables) == 5
    for content in tables.values():
        for row in csv.reader(io.StringIO(str(content), newline="")):
            assert [cell for cell in row if re.match("[=+\\-@\t\r＝＋－＠]", cell)] == []
    rows = csv.DictReader(io.StringIO(str(made["csv/organisations.csv"]), newline=""))
    names = {row["id"]: csvw.plain(row["name"]) for row in rows}
    assert {each["id"]: each["name"] for each in flat.nodes(city(number)) if each["id"] in names} == names


def test_the_calendar_says_what_was_written(made: Outputs, number: int) -> None:
    ecosystem = city(number).ecosystem
    events = icalendar.Calendar.from_ical(str(made["due.ics"])).walk("VEVENT")
    said = {str(each["summary"]): str(each["description"]) for each in events}
    actions = ecosystem.actions.values()
    assert len(events) == len(actions)
    assert sorted(said) == sorted(language._("Due: {action}", action=each.label) for each in actions)
    for each in actions:
        lines = said[language._("Due: {action}", action=each.label)].split("\n")
        assert lines[0] == each.name
        assert language._("Plan: {plan}", plan=ecosystem.plans[each.plan].name) in lines


def test_the_database_holds_what_was_written(made: Outputs, number: int) -> None:
    ecosystem = city(number).ecosystem
    database = sqlite3.connect(":memory:")
    database.deserialize(bytes(made["sqlite/ecosystem.db"]))  # type: ignore[arg-type]

    def rows(query: str) -> list[tuple[Any, ...]]:
        return sorted(database.execute(query).fetchall())

    assert rows("SELECT id, name FROM nodes") == sorted((node.id, node.name) for _, node in ecosystem.nodes())
    assert rows("SELECT id, evidence FROM links WHERE evidence IS NOT NULL") == sorted(
        (each.id, each.evidence) for each in ecosystem.links if each.evidence
    )
    assert rows("SELECT id, title, note FROM sources") == sorted(
        (each.id, each.title, each.note) for each in ecosystem.sources.values()
    )
    assert rows("SELECT id, label, inverse FROM link_types") == sorted(
        (each.id, each.label, each.inverse) for each in ecosystem.link_types.values()
    )
    assert rows("SELECT node, alias FROM aliases") == sorted(
        (node.id, alias) for _, node in ecosystem.nodes() for alias in node.aliases
    )
    database.close()


@pytest.mark.filterwarnings("ignore")  # pydot's own, of how it uses its parser
def test_diagrams_have_as_many_nodes_and_edges_as_the_city(made: Outputs, number: int) -> None:
    count = city(number).graph.number_of_nodes(), city(number).graph.number_of_edges()
    string = r'"(?:[^"\\]|\\.)*"'
    attributes = rf"\[\w+={string}(?:, \w+={string})*\];"
    lines = str(made["dot/ecosystem.dot"]).splitlines()
    nodes = [line for line in lines if re.fullmatch(rf"  {string} {attributes}", line)]
    links = [line for line in lines if re.fullmatch(rf"  {string} -> {string} {attributes}", line)]
    assert (len(nodes), len(links), len(lines)) == (*count, sum(count) + 5)
    if number in (0, 6):  # a reader that is not ours takes seconds
        (dot,) = pydot.graph_from_dot_data(str(made["dot/ecosystem.dot"])) or []
        named = [each for each in dot.get_nodes() if each.get_name() not in ("node", "graph", "edge")]
        assert (len(named), len(dot.get_edges()), dot.get_subgraphs()) == (*count, [])
    _, kind, *lines = str(made["mermaid/ecosystem.mmd"]).splitlines()
    links = [line for line in lines if re.fullmatch(r'  n\d+ (-->|-\.->)\|"[^"<>`|\[\]{}\\]*"\| n\d+', line)]
    drawn = [
        line for line in lines if re.fullmatch(r'  n\d+[\[({>/]{1,2}"[^"<>`|\[\]{}\\]*"[\])}\\]{1,2}', line)
    ]
    assert (kind, len(drawn), len(links)) == ("flowchart LR", *count)
    assert len(drawn) + len(links) == len(lines)


@pytest.mark.parametrize("name", ["report.md", "bulletin.md", "markdown/ecosystem.md"])
def test_markdown_has_the_same_headings_and_nothing_but_text(made: Outputs, tame: Outputs, name: str) -> None:
    found = [
        [line.split()[0] for line in markdown_lines(bare_text(str(files[name]))) if line.startswith("#")]
        for files in (made, tame)
    ]
    if name != "bulletin.md":
        assert found[0] == found[1]
    assert found[0]


def bare_text(markdown: str) -> str:
    """The text without the marks that are ours: a comment, the addresses of sources, the bars of tables."""
    text = re.sub(r" <https://example\.org/s\d+>(?=$|\. )|^<!-- .* -->$", "", markdown, flags=re.MULTILINE)
    for table in re.findall(r"(?:^\| .* \|\n)+", text, flags=re.MULTILINE):
        rows = [re.split(r"(?<!\\)\|", row)[1:-1] for row in table.splitlines()]
        assert len({len(cells) for cells in rows}) == 1, table
        text = text.replace(table, "".join(f"{' '.join(cells)}\n" for cells in rows), 1)
    return f"{text.strip()}\n"


# Paper


@pytest.fixture(scope="module")
def printed() -> dict[str, dict[str, bytes]]:
    """What is set on paper of a city whose names typst might take for its own, and of its twin."""
    made = {}
    for name in ("hostile", "harmless"):
        city = read(sampled(harmless=name == "harmless"))
        composed = view.compose(city)
        files = poster.files(city, composed, url=URL)
        made[name] = {
            **{
                file: content.encode() if isinstance(content, str) else content
                for file, content in files.items()
            },
            "share-card.png": card.png(Press(), composed),
            "report.pdf": paper.pdf(city),
        }
    return made


def sampled(*, harmless: bool) -> attacks.Document:
    """A city without letters that the fonts may lack: those are refused before they are set."""
    document = attacks.city_from(attacks.ALL.index(attacks.CORPUS["Typst"][0]), harmless=harmless)
    return json.loads(re.sub(r"[^\x20-\x7e\n]", "-", json.dumps(document, ensure_ascii=False)))  # type: ignore[no-any-return]


def test_typst_takes_no_text_for_its_own(printed: dict[str, dict[str, bytes]]) -> None:
    """Both are set, with the same addresses to follow and nothing that runs when they are opened."""
    assert fonts(system=False)
    for name, content in printed["hostile"].items():
        if name.endswith(".pdf"):
            assert links_of(content) <= links_of(printed["harmless"][name])
            with pikepdf.open(io.BytesIO(content)) as pdf:
                objects = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
                assert not [
                    each for each in objects if {"/JS", "/JavaScript", "/AA", "/Launch"} & set(each.keys())
                ]
                assert "/OpenAction" not in pdf.Root
                assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})


def test_every_hostile_name_is_printed_as_it_stands(printed: dict[str, dict[str, bytes]]) -> None:
    ecosystem = dataset.parse(attacks.text_of(sampled(harmless=False)))
    said = {name: pdf_sheets.text(printed["hostile"][name]) for name in ("poster-a3.pdf", "report.pdf")}
    entities = [node.name for _, node in ecosystem.nodes() if isinstance(node, Entity)]
    assert [each for each in entities if pdf_sheets.squeezed(each) not in said["poster-a3.pdf"]] == []
    told = [each.name for each in ecosystem.plans.values()]
    told += [each.name for each in ecosystem.priorities.values()]
    told += [each.title for each in ecosystem.sources.values()]
    assert [each for each in told if pdf_sheets.squeezed(each) not in said["report.pdf"]] == []
    names = {*entities, *told}
    assert names > set(attacks.CORPUS["Typst"])


def links_of(document: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(document)) as pdf:
        objects = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        actions = [each for each in objects if "/S" in each and str(each.S) not in ("/Transparency",)]
        assert not [
            each for each in actions if str(each.S) in ("/JavaScript", "/Launch", "/SubmitForm", "/GoToR")
        ]
        annotations = [each.A for each in objects if "/A" in each and isinstance(each.A, pikepdf.Dictionary)]
        return {str(each.URI) for each in annotations if "/URI" in each}


def test_the_drawing_is_well_formed_and_has_no_other_elements(printed: dict[str, dict[str, bytes]]) -> None:
    found, plain = (set(tags(printed[name]["poster.svg"])) for name in ("hostile", "harmless"))
    assert {tag for tag, *_ in found} <= {tag for tag, *_ in plain}
    attributes, known = ({name for _, *names in each for name in names} for each in (found, plain))
    assert attributes <= known
    assert not [name for name in attributes if name.startswith("on")]


# Addresses, ids and letters that are refused


@pytest.mark.parametrize("url", attacks.BAD_ADDRESSES)
def test_an_address_that_runs_or_misleads_is_refused_in_a_sentence(url: str) -> None:
    for section, identifier, field in (("groups", "forum", "website"), ("sources", "minutes", "url")):
        document = yaml.load(SMALL, yaml.BaseLoader)
        document[section][identifier][field] = url
        text = attacks.text_of(document)
        problems = refused(text)
        (line,) = [
            place
            for place, said in enumerate(text.split("\n"), 1)
            if json.dumps(url, ensure_ascii=False) in said
        ]
        assert {each.line for each in problems} == {line}, problems
        assert all(each.message.endswith((".", "?")) and "\n" not in each.message for each in problems)


def refused(text: str) -> tuple[Any, ...]:
    with pytest.raises(InvalidDataError) as caught:
        dataset.parse(text)
    return tuple(caught.value.problems)


@pytest.fixture(scope="module")
def marked() -> str:
    """A data file with one entry of each sort, and ‘a§b’ in all of its fields."""
    document = attacks.bare_city(attacks.EACH)
    attacks.fill(document["ecosystem"], About, lambda _: "a§b")
    for section, (kind, _) in (SECTIONS | LISTS).items():
        entries = document[section]
        for place, entry in enumerate(entries.values() if isinstance(entries, dict) else entries):
            attacks.fill(entry, kind, lambda _, said=f"words {place}" if place else "a§b": said)  # type: ignore[misc]
    return attacks.text_of(document)


@pytest.mark.parametrize("raw", [True, False], ids=["raw", "escaped"])
@pytest.mark.parametrize("character", "".join(attacks.UNSEEN.values()), ids=lambda each: f"{ord(each):04X}")
def test_what_cannot_be_seen_is_refused_with_code_point_and_line_in_every_field(
    marked: str, character: str, raw: bool
) -> None:
    lines = {place for place, line in enumerate(marked.split("\n"), 1) if "§" in line}
    text = marked.replace("§", character if raw else f"\\U{ord(character):08X}")
    told = [each for each in refused(text) if f"U+{ord(character):04X}" in each.message]
    (words,) = [words for words, characters in attacks.UNSEEN.items() if character in characters]
    assert {each.line for each in told} == lines
    assert len(lines) > 80
    assert all(words in each.message for each in told)


@pytest.mark.parametrize("identifier", attacks.BAD_IDS)
def test_what_cannot_be_an_id_is_refused_in_a_sentence(identifier: str) -> None:
    for section in ("partners", "kinds", "link_types", "sources", "actions"):
        document = yaml.load(SMALL, yaml.BaseLoader)
        entry = next(iter(document[section].values()))
        document[section][identifier] = entry
        problems = refused(yaml.safe_dump(document, allow_unicode=True))
        assert problems
        assert all(each.line and each.message.endswith((".", "?")) for each in problems)


@pytest.mark.parametrize("identifier", attacks.GOOD_IDS)
def test_an_id_that_means_something_elsewhere_means_nothing_here(identifier: str) -> None:
    text = re.sub(r"\bchoir\b", identifier, SMALL)
    city = City.parse(text)
    assert identifier in city
    assert markup(pages(city)["index.html"]).total() == markup(pages(small())["index.html"]).total()
    assert Counter(exchange.files("csv", city)).keys() == Counter(exchange.files("csv", small())).keys()


@cache
def small() -> City:
    return City.parse(SMALL)


TWINS = [
    ("Café Society", "Cafe\u0301 Society"),
    ("The Abc", "THE ABC"),
    ("The Council of A", "The Council of \u0410"),
    ("Åsa", "A\u030asa"),
    ("Office", "O\ufb03ce"),
    ("Group 1", "Group \uff11"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_names_that_look_the_same_are_harmless_and_the_doctor_shows_them(one: str, other: str) -> None:
    text = SMALL.replace("name: The Choir", f"name: {one}").replace("name: The Charity", f"name: {other}")
    ecosystem = dataset.parse(text)
    assert ("charity", "choir") in [each.about for each in doctor.examine(ecosystem) if each.kind == "name"]
    city = City(ecosystem)
    assert markup(pages(city)["index.html"]).total() == markup(pages(small())["index.html"]).total()
    nodes = {each["id"]: each["name"] for each in json.loads(text_of("node-link", city))["nodes"]}
    assert (nodes["choir"], nodes["charity"]) == (one, other)
    labels = [each["label"] for each in json.loads(text_of("kumu", city))["elements"]]
    assert len({each.casefold() for each in labels}) == len(labels)


def text_of(name: str, city: City) -> str:
    (content,) = exchange.files(name, city).values()
    assert isinstance(content, str)
    return content


# What is private


def noted(value: Any, depth: int = 0) -> Any:
    """The document with a private note in every entry, and in every value within an entry."""
    if isinstance(value, list):
        return [noted(each, depth + 1) for each in value]
    if not isinstance(value, dict):
        return value
    return {key: noted(each, depth + 1) for key, each in value.items()} | (
        {"internal": {"note": "canary-in-the-coal-mine", "list": ["canary-in-the-list"]}}
    )


def private_city() -> str:
    document = yaml.load(TOURED, yaml.BaseLoader)
    document["accepted_gaps"] = [
        {"gap": "organisation without priority", "about": "choir", "reason": "They only sing."}
    ]
    return json.dumps(
        {
            section: noted(entries)
            if section in ("format", "ecosystem") or isinstance(entries, list)
            else {key: noted(entry) for key, entry in entries.items()}
            for section, entries in document.items()
        }
    )


def test_a_private_note_in_every_entry_reaches_no_byte_of_any_output(tmp_path: Path) -> None:
    text = private_city()
    assert text.count("canary-in-the-coal-mine") >= 50
    data, folder = tmp_path / "city.yaml", tmp_path / "made"
    data.write_text(text, encoding="utf-8")
    plain = tmp_path / "plain.yaml"
    plain.write_text(TOURED, encoding="utf-8")
    commands = [
        ["build", "--output", str(folder), "--url", URL],
        ["report", "--pdf", str(folder / "report.pdf")],
        ["report"],
        ["diff", str(plain), str(data), "--bulletin"],
        ["diff", str(plain), str(data), "--json"],
        ["gaps", "--json"],
        ["list", "--json"],
        ["actions", "--json"],
    ]
    commands += [["export", name, "--output", str(folder / name)] for name in exchange.FORMATS]
    for command in commands:
        done = run("--data", data, *command)
        assert done.exit_code == (command[0] == "gaps"), (command, done.output)
        assert "canary" not in done.output
    said = [path for path in folder.rglob("*") if path.is_file()]
    assert len(said) > 25
    for path in said:
        for part in unpacked(path.read_bytes()):
            assert b"canary" not in part, path.name
            assert b"c\0a\0n\0a\0r\0y" not in part, path.name


def unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes of a file, and of what is packed within it."""
    yield content
    if content.startswith(b"PK"):
        yield from parts(content).values()
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            yield from (each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream))
            yield from (bytes(each) for each in strings(list(pdf.objects)))


def strings(values: Any) -> Iterator[pikepdf.String]:
    for each in values:
        if isinstance(each, pikepdf.String):
            yield each
        elif isinstance(each, pikepdf.Array):
            yield from strings(list(each))
        elif isinstance(each, pikepdf.Dictionary):
            yield from (value for value in each.values() if isinstance(value, pikepdf.String))


# The content rules


def rules(html: str) -> str:
    (found,) = re.findall('default-src [^"]*', html.partition("<style>")[0])
    return unescape(found)


@settings(max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.documents(organisations=8, links=12))
def test_the_content_rules_are_those_of_any_other_city(document: strategies.Document) -> None:
    drawn = strategies.city(document)
    found = page.render(view.compose(drawn)), explorer.render(drawn)
    assert tuple(map(rules, found)) == usual()


@cache
def usual() -> tuple[str, str]:
    found = page.render(view.compose(small())), explorer.render(small())
    for html in found:
        tree = html5lib.parse(html, namespaceHTMLElements=False)
        for tag in ("script", "style"):
            for each in tree.iter(tag):
                digest = base64.b64encode(hashlib.sha256((each.text or "").encode()).digest()).decode()
                assert "json" in (each.get("type") or "") or f"'sha256-{digest}'" in rules(html)
    return rules(found[0]), rules(found[1])
