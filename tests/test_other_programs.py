"""Files as other programs write them, each a kind that once went wrong: what stands in them becomes a map.

The files of tests/data/imports/ have the structure of public files and bug reports, with invented words.
"""

import json
import zipfile
from contextlib import suppress
from pathlib import Path
from time import process_time
from typing import Any

import networkx as nx
import openpyxl
import pydot
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from ecosystem import dataset
from ecosystem.errors import FileAccessError
from ecosystem.exchange import incoming
from ecosystem.exchange.incoming import Account, Choices
from ecosystem.model import Ecosystem, Link
from tests.commands import run
from tests.doors import TODAY
from tests.fixture import FOLDER
from tests.strategies import examples

IMPORTS = FOLDER / "imports"
TRUST, FORUM = "River Trust", "Hill Forum"
Ties = set[tuple[str, str, str]]


def imported(path: Path | str, *more: Path, **options: Any) -> tuple[Ecosystem, Account]:
    """The map that a file becomes, which has to pass `check`, and the account of it."""
    path = IMPORTS / path
    text, account = incoming.read(path, *more, today=TODAY, **options)
    assert account.problems == []
    return dataset.parse(text), account


def written(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def names(city: Ecosystem) -> dict[str, str]:
    """The name of every organisation, event and output, with its kind."""
    return {value.name: getattr(value, "kind", "") for _section, value in city.nodes()}


def ties(city: Ecosystem) -> Ties:
    """Every link by the names of its ends and the words of its type."""
    named = {value.id: value.name for _section, value in city.nodes()}
    return {(named[link.tail], _words(city, link), named[link.head]) for link in city.links}


def _words(city: Ecosystem, link: Link) -> str:
    return city.link_types[link.type].label if link.type in city.link_types else link.type


def facts(city: Ecosystem, name: str) -> list[str]:
    return [
        fact.text for _, value in city.nodes() if value.name == name for fact in getattr(value, "facts", ())
    ]


def left_out(account: Account) -> list[str]:
    return [sentence for sentence in account if sentence.startswith("Left out")]


BOTH = {TRUST: "charity", FORUM: "network"}
PLAIN = dict.fromkeys((TRUST, FORUM), "organisation")
FUNDS = {(TRUST, "funds", FORUM)}
LINKED = {(TRUST, "is linked to", FORUM)}


@pytest.mark.parametrize(
    ("file", "kinds", "links"),
    [
        ("capital-label.graphml", BOTH, FUNDS),
        ("cp1252.csv", dict.fromkeys(("Café Society", "Théâtre Libre"), "organisation"), None),
        ("cytoscape-node-source.json", PLAIN, FUNDS),
        (
            "cytoscape-dangling.json",
            {TRUST: "organisation", "Parent": "organisation"},
            {(TRUST, "is part of", "Parent")},
        ),
        ("d3-index.json", {TRUST: "1", FORUM: "2"}, LINKED),
        ("dates.xlsx", BOTH, FUNDS),
        ("differ-by-relation.csv", PLAIN, FUNDS | {(TRUST, "advises", FORUM)}),
        ("doctype.graphml", dict.fromkeys(("1", "2"), "organisation"), {("1", "is linked to", "2")}),
        ("gephi-two-tables", BOTH, FUNDS),
        ("graphcommons.json", {TRUST: "charity"}, set()),
        ("json-graph-format.json", PLAIN, FUNDS),
        ("kumu-blueprint-with-ids.json", BOTH, FUNDS),
        ("kumu-mutual.json", BOTH, LINKED),
        ("kumu-project-export.json", BOTH, FUNDS),
        ("kumu-tags.json", BOTH, FUNDS),
        ("kumu-workbook.xlsx", BOTH, FUNDS),
        ("latin1.graphml", {"Café Society": "organisation", FORUM: "organisation"}, None),
        ("networkx-cytoscape.cyjs", {TRUST: "1", FORUM: "2"}, FUNDS),
        ("no-connections-key.json", {TRUST: "charity"}, set()),
        ("node-title.graphml", PLAIN, LINKED),
        ("nodexl.xlsx", PLAIN, LINKED),
        ("plain.dot", PLAIN, FUNDS),
        ("plain.gml", PLAIN, FUNDS),
        ("popolo.json", BOTH, {(TRUST, "is a member of", FORUM), (FORUM, "is part of", TRUST)}),
        ("register.csv", BOTH, set()),
        ("register.xlsx", BOTH, set()),
        ("vis-array.json", PLAIN, set()),
        ("vis-network.json", PLAIN, FUNDS),
        ("yed.graphml", PLAIN, FUNDS),
    ],
)
def test_what_stands_in_a_file_becomes_a_map(file: str, kinds: dict[str, str], links: Ties | None) -> None:
    city, _ = imported(file)
    assert names(city) == kinds
    assert links is None or ties(city) == links


def test_every_case_is_tried_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [path.name for path in IMPORTS.iterdir() if f'"{path.name}"' not in text] == []


# Never silently wrong


def test_the_account_counts_what_was_read_and_names_what_was_left_out(tmp_path: Path) -> None:
    rows = [f"A{n},B{n},knows,{n}" for n in range(5)]
    path = written(tmp_path, "a.csv", "\n".join(["from,to,type,x", *rows]))
    _, account = imported(path)
    said = list(account)
    assert said[0] == "Read: 10 entries, 5 links, 1 kind and 1 link type."
    assert left_out(account) == [
        "Left out: values of ‘x’, which say how the map was drawn or measured (5): 0; 1; 2 …"
    ]


def test_an_edge_to_a_missing_node_is_left_out_and_named() -> None:
    _, account = imported("cytoscape-dangling.json")
    assert left_out(account) == ["Left out: links with an end that the file does not have (1): r → zzz"]


def test_whom_only_links_name_is_added_and_named(tmp_path: Path) -> None:
    content = {"elements": [{"label": TRUST}], "connections": [{"from": TRUST, "to": FORUM}]}
    city, account = imported(written(tmp_path, "a.json", content))
    assert names(city) == PLAIN
    assert f"Guessed: organisations that only links name, which were added (1): {FORUM}" in list(account)


def test_rows_that_differ_in_any_column_are_two_links(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "from,to,type,ward\na,b,knows,1\na,b,knows,2\na,b,knows,2\n")
    city, account = imported(path)
    assert [(link.evidence, link.role) for link in city.links] == [("Ward: 1", None), ("Ward: 2", "Ward: 2")]
    assert sum("the same as others in every column" in sentence for sentence in account) == 1


def test_spaces_and_capitals_do_not_make_another_organisation() -> None:
    city, account = imported("inner-spaces.csv")
    assert len(names(city)) == 4
    assert any(
        sentence.startswith("Merged: names that differ from others only in spaces or capitals (2)")
        for sentence in account
    )


def test_a_name_that_is_too_long_is_cut_with_a_word() -> None:
    city, account = imported("long-name.csv")
    assert max(map(len, names(city))) == 300
    assert any(
        sentence.startswith("Renamed: names with more than 300 characters, which were cut (1)")
        for sentence in account
    )


def test_a_table_without_rows_is_refused() -> None:
    result = run("--data", IMPORTS.parent / "bristol.yaml", "import", IMPORTS / "header-only.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "header-only.csv has no rows below its headings. There is nothing to import.\n"


def test_no_page_is_built_with_the_mark_of_an_import(tmp_path: Path) -> None:
    into = tmp_path / "new.yaml"
    into.write_text(incoming.read(IMPORTS / "register.csv", today=TODAY)[0], encoding="utf-8")
    build = "--data", into, "build", "--no-paper", "--output", tmp_path / "output"
    result = run(*build)
    assert result.exit_code == 1
    assert "ecosystem.place, ecosystem.licence, sources.imported.publisher" in result.stderr
    into.write_text(into.read_text(encoding="utf-8").replace('"?"', "Anytown"), encoding="utf-8")
    assert run(*build).exit_code == 0


def test_the_month_of_the_import_is_the_edition() -> None:
    assert imported("register.csv")[0].about.edition == "2026-11"


def test_short_names_are_unique(tmp_path: Path) -> None:
    long = "The Association of Voluntary Organisations of"
    path = written(tmp_path, "a.csv", f"from,to\n{long} Leeds,{long} York\n{long} Hull,{long} York\n")
    shorts = [each.short for each in imported(path)[0].partners.values()]
    assert len(set(shorts)) == 3
    assert all(short and len(short) <= 34 for short in shorts)


def test_ids_of_names_without_latin_letters_are_stable_and_distinct(tmp_path: Path) -> None:
    city, _ = imported("cjk-ids.csv")
    by_name = {value.name: value.id for _section, value in city.nodes()}
    assert len(set(by_name.values())) == 3
    again, _ = imported(
        written(tmp_path, "a.csv", "from,to\n横浜フォーラム,新しい会\n東京会議,横浜フォーラム\n")
    )
    for _section, value in again.nodes():
        assert by_name.get(value.name, value.id) == value.id
    assert not any(identifier.startswith("new") for identifier in by_name.values())


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        ("network", "networks"),
        ("Support networks", "networks"),
        ("Social networking site", "partners"),
        ("Reporter", "partners"),
        ("Keyboard maker", "partners"),
        ("Board", "groups"),
    ],
)
def test_kinds_are_guessed_by_whole_words(kind: str, section: str, tmp_path: Path) -> None:
    city, _ = imported(written(tmp_path, "a.csv", f"name,type\nA,{kind}\n"))
    assert [found.value for found, _value in city.nodes()] == [section]


# Meaning


def test_a_link_without_a_direction_reads_the_same_from_both_ends() -> None:
    for file in ("kumu-mutual.json", "gexf-time-weight.gexf", "kind-column.gexf", "gephi-directed.csv"):
        city, account = imported(file)
        both = [kind for kind in city.link_types.values() if kind.label == kind.inverse]
        assert len(both) == 1, file
        assert account.count(incoming.account.BOTH_WAYS), file


def test_dates_weight_and_nesting_are_kept() -> None:
    city, _ = imported("gexf-time-weight.gexf")
    (trust,) = (each for each in city.partners.values() if each.name == TRUST)
    assert (trust.founded, trust.ended) == ("2009-03-01", "2019-06-30")
    told = {(link.type, link.since, link.until, link.evidence) for link in city.links}
    assert told == {
        ("funds-both-ways", "2011-01-01", "2014-12-31", "Weight: 7.5"),
        ("advises", None, None, None),
        ("part-of", None, None, None),
    }
    assert len(city.links) == 4


def test_the_edges_of_gephi_have_their_type_in_the_label() -> None:
    city, account = imported("gephi-directed.csv")
    assert ties(city) == {("1", "is linked to", "2"), ("1", "is linked to", "3")}
    assert any("with a number as their name" in sentence for sentence in account)
    assert [link.evidence for link in city.links] == [None, "Weight: 2.5"]


def test_tags_are_facts_and_never_names() -> None:
    city, _ = imported("kumu-tags.json")
    assert facts(city, TRUST) == ["Tags: North side, Funded 2024"]
    assert all(not value.aliases for _section, value in city.nodes())


def test_a_title_of_a_node_is_its_description() -> None:
    city, _ = imported("node-title.graphml")
    assert city.about.title == "A map from node-title.graphml"
    assert {each.purpose for each in city.partners.values()} == {
        "Hover text of the trust",
        "Hover text of the forum",
    }


def test_other_columns_become_facts_and_the_website_stays_one() -> None:
    city, _ = imported("register.csv")
    (trust,) = city.partners.values()
    assert (trust.website, facts(city, TRUST)) == ("https://example.org/river", ["Ward: North"])


def test_what_may_lead_to_a_person_is_left_out_and_not_repeated(tmp_path: Path) -> None:
    rows = "Name,Contact,Phone,Notes\nRiver Trust,Pat Example,0117 496 0000,Ring 0117 496 0000\n"
    city, account = imported(written(tmp_path, "a.csv", rows))
    assert facts(city, TRUST) == []
    assert sum("which may lead to a person" in sentence for sentence in left_out(account)) == 3
    assert "Pat Example" not in "".join(account)
    assert "0117" not in "".join(account)


PRIVATE_COLUMNS = (
    *("Internal", "INTERNAL_NOTES", "Private notes", "privateNotes", "Comments (confidential)", "Withheld"),
    *("Restricted", "Not for publication", "non-public remarks", "Do not publish"),
)
COLUMNS_OF_PEOPLE = (
    *("Lead", "Lead person", "Lead officer", "Project lead", "Named officer", "Named contact", "Manager"),
    *("LINE_MANAGER", "lineManager", "Staff", "Contact person", "Responsible person", "Officers"),
)


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        *((column, "a column whose name says that it is not for the public") for column in PRIVATE_COLUMNS),
        *((column, "which may lead to a person") for column in COLUMNS_OF_PEOPLE),
    ],
)
def test_columns_that_are_not_for_the_public_are_left_out_and_counted(
    column: str, reason: str, tmp_path: Path
) -> None:
    rows = f"Name,{column},Comments\nRiver Trust,Ann Lee,Open\nHill Forum,Bo Day,Open\n"
    links = f"From,To,{column},Weight\nRiver Trust,Hill Forum,Ann Lee,2\n"
    files = written(tmp_path, "a.csv", rows), written(tmp_path, "b.csv", links)
    city, account = imported(*files)
    assert facts(city, TRUST) == ["Comments: Open"]
    assert [link.evidence for link in city.links] == ["Weight: 2"]
    assert left_out(account) == [f"Left out: values of ‘{column}’, {reason} (3)"]
    assert "Ann Lee" not in incoming.read(*files, today=TODAY)[0]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("International", "Yes"), ("Private sector", "No"), ("Restricted funds", "£2,000")),
        *(("Lead organisation", "Hill Forum"), ("Head office", "Ely"), ("Cost per person", "£4")),
        *(("Staff", "12"), ("Officers", "3.5"), ("Unrestricted income", "£9")),
    ],
)
def test_columns_that_only_sound_private_stay_facts(column: str, value: str, tmp_path: Path) -> None:
    city, account = imported(written(tmp_path, "a.csv", f'Name,{column}\nRiver Trust,"{value}"\n'))
    assert facts(city, TRUST) == [f"{column}: {value}"]
    assert left_out(account) == []


def test_columns_can_be_named() -> None:
    city, _ = imported("kind-column.gexf", choices=Choices(kind="country"))
    assert names(city) == {TRUST: "wales", FORUM: "organisation"}
    city, _ = imported("kind-column.gexf")
    assert names(city) == {TRUST: "ngo", FORUM: "network-of-organisations"}
    assert facts(city, TRUST) == ["Country: Wales"]


def test_columns_with_names_of_their_own_are_chosen_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "a.csv", "Giver,Taker,How,Since\nRiver Trust,Hill Forum,funds,2010\n")
    options = "--from-column", "giver", "--to-column", "Taker", "--type-column", "HOW"
    result = run("import", "a.csv", *options)
    assert result.exit_code == 0
    assert ties(dataset.parse(result.stdout)) == FUNDS
    refused = run("import", "a.csv")
    assert refused.exit_code == 3
    assert "Its columns are Giver, Taker, How and Since." in refused.stderr


def test_a_column_that_looks_like_the_kind_is_offered(tmp_path: Path) -> None:
    rows = "".join(f"Organisation {n},{'Trust' if n % 2 else 'Firm'},{n}\n" for n in range(8))
    _, account = imported(written(tmp_path, "a.csv", f"Name,Legal form,Income\n{rows}"))
    assert "Guessed: columns that may hold the kind; to use one, add --kind-column (1): Legal form" in list(
        account
    )


# Tables


@pytest.mark.parametrize("delimiter", ",;\t")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_tables_come_in_any_usual_encoding_and_with_any_separator(
    delimiter: str, encoding: str, tmp_path: Path
) -> None:
    rows = [["Source", "Target", "Relation", "Note"], ["Café Society", FORUM, "funds", "One, two; three"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    city, account = imported(path)
    assert ties(city) == {("Café Society", "funds", FORUM)}
    assert [link.evidence for link in city.links] == ["One, two; three"]
    assert account.count(incoming.account.ENCODING) == (encoding in ("utf-16", "utf-16-le", "cp1252"))


def test_semicolons_of_excel_in_europe() -> None:
    assert len(imported("semicolons.csv")[0].links) == 2


@pytest.mark.parametrize(
    "header",
    [
        "From;To;Type",
        "ORIGIN,Destination,relationship",
        "source_id,target_id,Link type",
        "Org 1,Org 2,Relation",
    ],
)
def test_columns_are_found_whatever_their_case_and_usual_words(header: str, tmp_path: Path) -> None:
    row = f"{TRUST},{FORUM},funds".replace(",", ";" if ";" in header else ",")
    assert ties(imported(written(tmp_path, "a.csv", f"{header}\n{row}\n"))[0]) == FUNDS


def test_letters_with_strokes_keep_their_names() -> None:
    city, _ = imported("search-l-stroke.csv")
    assert {"Stowarzyszenie Łódź Øst", "Straße e.V."} <= set(names(city))
    assert "stowarzyszenie-lodz-ost" in city.partners


def test_an_emoji_of_several_signs_is_written_as_it_is() -> None:
    text, account = incoming.read(IMPORTS / "joined-emoji.csv", today=TODAY)
    assert account.problems == []
    assert "👩‍👧 Mothers Circle" in text


def test_two_tables_in_files_or_a_zip_are_read_together(tmp_path: Path) -> None:
    folder = IMPORTS / "gephi-two-tables"
    assert ties(imported(folder / "edges.csv", folder / "nodes.csv")[0]) == FUNDS
    with zipfile.ZipFile(tmp_path / "tables.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"tables/{file.name}")
    assert ties(imported(tmp_path / "tables.zip")[0]) == FUNDS


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no more", b"PK"])
def test_an_archive_that_is_none_is_one_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(FileAccessError, match="it is not a complete archive"):
        incoming.read(tmp_path / "a.zip", today=TODAY)


def test_an_archive_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"a," * 15_000_000)
    with pytest.raises(FileAccessError, match="it unpacks to more than 20 MB"):
        incoming.read(tmp_path / "a.zip", today=TODAY)


def test_what_is_piped_in_is_known_by_its_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file in ("yed.graphml", "plain.dot", "plain.gml", "vis-network.json"):
        result = run("import", "-", input=(IMPORTS / file).read_bytes())
        assert (result.exit_code, ties(dataset.parse(result.stdout))) == (0, FUNDS), file
    result = run(
        "import", "-", input='*Vertices 2\n1 "River Trust"\n2 "Hill Forum"\n*Arcs\n1 2 1 l "funds"\n'
    )
    assert ties(dataset.parse(result.stdout)) == FUNDS
    assert "Imported from stdin" in result.stdout


# Workbooks


def test_a_workbook_of_another_program_is_known_and_into_is_named() -> None:
    result = run("--data", FOLDER / "bristol.yaml", "import", IMPORTS / "kumu-workbook.xlsx")
    assert result.exit_code == 3
    assert "To make a new data file of it, add --into" in result.stderr
    assert result.stderr.count("\n") == 1


def test_dates_of_a_workbook_are_dates() -> None:
    city, _ = imported("dates.xlsx")
    founded = {value.name: getattr(value, "founded", None) for _section, value in city.nodes()}
    assert founded == {TRUST: "2015-03-01", FORUM: "2015"}
    assert [link.since for link in city.links] == ["2018-01-01"]


def test_cells_that_are_merged_downwards_all_hold_the_value() -> None:
    city, _ = imported("merged-from.xlsx")
    assert ties(city) == {(TRUST, "funds", other) for other in (FORUM, "City Hall", "Youth Panel")}


def test_a_formula_without_a_value_is_named_with_its_cell() -> None:
    _, account = imported("formula.xlsx")
    (sentence,) = (each for each in left_out(account) if "formulas" in each)
    assert sentence.endswith("save it (2): Elements!A3; Connections!B2")


def test_the_saved_value_of_a_formula_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["From", "To", "Type"], [TRUST, "=A2", "funds"]):
        sheet.append(row)
    book.save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as old, zipfile.ZipFile(tmp_path / "new.xlsx", "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("sheet1.xml"):
                content = content.replace(b"<f>A2</f><v", b"<f>A2</f><v>Hill Forum</v><v", 1)
                content = (
                    content.replace(b'<c r="B2">', b'<c r="B2" t="str">')
                    .replace(b"<v></v>", b"")
                    .replace(b"<v />", b"")
                )
            new.writestr(part, content)
    assert ties(imported(tmp_path / "new.xlsx")[0]) == FUNDS


def test_hidden_sheets_and_rows_above_the_headings_are_named() -> None:
    _, account = imported("register.xlsx")
    assert left_out(account) == [
        "Left out: rows above the headings (2): Stakeholders list; Basic information",
        "Left out: hidden sheets (1): Lists",
    ]


def test_old_excel_is_told_to_be_saved_anew() -> None:
    with pytest.raises(FileAccessError, match=r"Save it as \.xlsx"):
        incoming.read(IMPORTS / "old.xls", today=TODAY)


# JSON of other programs, one more of each kind


ORGANISATIONS = [{"id": 7, "name": TRUST}, {"id": 9, "name": FORUM}]


@pytest.mark.parametrize(
    "content",
    [
        {"nodes": ORGANISATIONS,
         "links": [{"source": ORGANISATIONS[0], "target": ORGANISATIONS[1], "type": "funds"}]},
        {"nodes": [{"id": TRUST}, {"id": FORUM}],
         "links": [{"source": TRUST, "target": FORUM, "type": "funds"}]},
        {"nodes": [{"id": 7, "label": TRUST}, {"id": 9, "label": FORUM}],
         "edges": [{"from": 7, "to": 9, "label": "funds"}]},
        {"attributes": {"name": "Town"}, "options": {"type": "directed", "multi": True},
         "nodes": [{"key": "r", "attributes": {"label": TRUST, "x": 1}},
                   {"key": "h", "attributes": {"label": FORUM}}],
         "edges": [{"key": "e", "source": "r", "target": "h", "attributes": {"label": "funds"}}]},
        {"graphs": [{"label": "Town", "nodes": {"r": {"label": TRUST}, "h": {"label": FORUM}},
                     "edges": [{"source": "r", "target": "h", "relation": "funds"}]}, {}]},
        {"title": "Town",
         "nodes": {"1": {"id": "1", "name": TRUST, "x": 3}, "2": {"id": "2", "name": FORUM}},
         "edges": {"a": {"id": "a", "node1_id": "1", "node2_id": "2", "label": "funds", "arrow": "1->2"}},
         "captions": {}},
        {"nodes": [{"id": "1", "display": {"name": TRUST}}, {"id": "2", "display": {"name": FORUM}}],
         "edges": [{"id": "a", "node1_id": "1", "node2_id": "2", "display": {"label": "funds"}}]},
        {"name": "Town", "nodes": [{"id": "a", "name": TRUST}, {"id": "b", "name": FORUM}],
         "edges": [{"id": "e", "from": "a", "to": "b", "name": "funds", "properties": {"Since": "2010"}}]},
        {"directed": True, "multigraph": False, "graph": [], "nodes": [{"id": TRUST}, {"id": FORUM}],
         "adjacency": [[{"id": FORUM, "type": "funds"}], []]},
        [{"From": TRUST, "To": FORUM, "Type": "funds"}],
        {"elements": {"nodes": [{"data": {"id": "1", "name": TRUST, "SUID": 1, "selected": False}},
                                {"data": {"id": "2", "name": FORUM}}],
                      "edges": [{"data": {"source": "1", "target": "2", "interaction": "funds"}}]}},
        {"elements": [{"label": TRUST}, {"label": FORUM}],
         "connections": [{"from": "river trust", "to": FORUM, "label": "funds"}]},
    ],
)  # fmt: skip
def test_json_of_many_programs_says_the_same(content: Any, tmp_path: Path) -> None:
    city, _ = imported(written(tmp_path, "a.json", content))
    assert ties(city) == FUNDS


def test_loops_of_kumu_are_said_to_be_left_out(tmp_path: Path) -> None:
    content = {
        "elements": [{"label": TRUST}],
        "connections": [],
        "loops": [{"label": "Growth"}],
        "maps": [{}],
    }
    _, account = imported(written(tmp_path, "a.json", content))
    assert left_out(account) == ["Left out: parts of the file that are neither entries nor links (1): loops"]


def test_a_hierarchy_is_read_as_parts(tmp_path: Path) -> None:
    content = {
        "name": TRUST,
        "children": [{"name": "Youth", "children": [{"name": "Team"}]}, {"name": "Youth", "no": "2"}],
    }
    city, _ = imported(written(tmp_path, "a.json", content))
    assert len(list(city.nodes())) == 4  # two have one name
    assert ties(city) == {("Youth", "is part of", TRUST), ("Team", "is part of", "Youth")}
    assert len(city.links) == 3


def test_people_and_posts_never_come_in(tmp_path: Path) -> None:
    content = {
        "organizations": [
            {"id": "o1", "name": TRUST, "posts": [{"label": "Chair"}]},
            {"id": "o2", "name": FORUM},
        ],
        "persons": [{"id": "p1", "name": "Pat Example", "email": "pat@example.org"}],
        "memberships": [
            {"person_id": "p1", "organization_id": "o1", "role": "chair"},
            {"member_id": "o1", "organization_id": "o2", "start_date": "2010-05"},
        ],
    }
    text, account = incoming.read(written(tmp_path, "a.json", content), today=TODAY)
    assert ties(dataset.parse(text)) == {(TRUST, "is a member of", FORUM)}
    assert "Pat" not in text + "".join(account)
    assert any("people and posts (1)" in sentence for sentence in left_out(account))


# Graphs as text


MANY = " ".join(f"n{n}" for n in range(400))


def test_pajek_keeps_directions_and_vertices_of_one_name(tmp_path: Path) -> None:
    text = (
        '*Network Town\n*Vertices 3\n1 "River Trust" 0.1 0.2 ellipse\n2 "Hill Forum"\n3 "Hill Forum"\n'
        '*Arcs :1 "funds"\n1 2 1\n*Edges\n2 3 2.5\n*Arcslist\n3 1\n'
    )
    city, _ = imported(written(tmp_path, "a.net", text))
    assert city.about.title == "Town"
    assert len(list(city.nodes())) == 3
    labels = [(city.link_types[link.type].label, city.link_types[link.type].inverse) for link in city.links]
    assert labels[0] == ("funds", "is funded by")
    assert labels[1] == ("is linked to", "is linked to")
    assert city.links[1].evidence == "Weight: 2.5"


def test_clusters_of_dot_are_what_their_nodes_are_part_of(tmp_path: Path) -> None:
    text = """
    /* a map */ strict digraph "Town" {
      node [shape=box]; edge [label=advises, color=red]
      subgraph cluster_a { label="City Hall"; rt [label=<River <b>Trust</b>>]; }
      rt -> {hf:n "Youth \\"Panel\\""} [label="fu" + "nds"];  // two
      hf [label="Hill Forum", URL="https://example.org/"]
      hf -> rt
    }"""
    city, _ = imported(written(tmp_path, "a.gv", text))
    assert ties(city) == {
        *FUNDS,
        (TRUST, "funds", 'Youth "Panel"'),
        (FORUM, "advises", TRUST),
        (TRUST, "is part of", "City Hall"),
    }


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.dot", "digraph {" + "{" * 100, "nested too deeply"),
        ("a.dot", "digraph { a -> ", "the end of the file"),
        ("a.dot", "digraph { \"a", "is not DOT"),
        ("a.dot", "digraph { a [label=<b", "never closed"),
        ("a.dot", f"digraph {{ {{{MANY}}} -> {{{MANY.replace('n', 'm')}}} }}", "more than 100,000"),
        ("a.gml", "graph [" + "[" * 100, "nested too deeply"),
        ("a.gml", "graph [ node [ id 1 id 2 ] edge [ source 1 ] ]", "cannot be read as gml"),
        ("a.net", "*Vertices 1\n1 a\n*Arcs\n1\n", "has only one end"),
        ("a.net", "nothing", "it has no vertices"),
        ("a.graphml", "<?xml version='1.0' encoding='punycode'?><a/>", "unknown encoding"),
        ("a.graphml", '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY c "&b;&b;">]><a>&c;</a>', "not XML that is safe"),
        ("a.graphml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "not XML"),
        ("a.json", '{"nodes": {"a": ' + "[" * 50_000, "nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_broken_or_a_trap_is_one_sentence(name: str, content: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match=said) as caught:
        incoming.read(written(tmp_path, name, content), today=TODAY)
    assert str(caught.value).count("\n") == 0


def test_a_value_for_everyone_cannot_fill_the_memory(tmp_path: Path) -> None:
    key = f'<key id="d" for="node" attr.name="note"><default>{"long " * 2_000}</default></key>'
    nodes = "".join(f'<node id="{n}"/>' for n in range(3_000))
    path = written(tmp_path, "a.graphml", f"<graphml>{key}<graph>{nodes}</graph></graphml>")
    with pytest.raises(FileAccessError, match="more than 20,000,000 letters"):
        incoming.read(path, today=TODAY)


# Written by other libraries


_names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12).filter(
    lambda text: "@" not in text and not text.isdecimal() and not text.startswith(("'", '"'))
)
_types = st.sampled_from(["funds", "advises", "hosts"])
_ends = st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda ends: ends[0] != ends[1])
_edges = st.lists(st.tuples(_ends, _types), max_size=8, unique_by=lambda edge: (frozenset(edge[0]), edge[1]))


@st.composite
def graphs(draw: st.DrawFn) -> Any:
    """A graph of networkx: directed or not, with several links between the same two."""
    graph: Any = nx.MultiDiGraph() if draw(st.booleans()) else nx.MultiGraph()
    for number, name in enumerate(draw(st.lists(_names, min_size=6, max_size=6, unique_by=str.casefold))):
        graph.add_node(f"n{number}", label=name)
    for number, ((tail, head), kind) in enumerate(draw(_edges), 2):
        graph.add_edge(f"n{tail}", f"n{head}", type=kind, weight=number)
    return graph


def _graphml(graph: Any, path: Path) -> None:
    nx.write_graphml_xml(graph, path)


def _gml(graph: Any, path: Path) -> None:
    plain = nx.relabel_nodes(graph, dict(graph.nodes(data="label")))
    for _name, cells in plain.nodes(data=True):
        del cells["label"]
    nx.write_gml(plain, path)


def _pajek(graph: Any, path: Path) -> None:
    plain = type(graph)()
    plain.add_nodes_from(graph)
    plain.add_edges_from(
        (tail, head, {"weight": weight}) for tail, head, weight in graph.edges(data="weight")
    )
    nx.write_pajek(plain, path)


def _dot(graph: Any, path: Path) -> None:
    made = pydot.Dot(graph_type="digraph" if graph.is_directed() else "graph")
    quoted = {
        name: '"' + label.replace("\\", "\\\\").replace('"', '\\"') + '"'
        for name, label in graph.nodes(data="label")
    }
    for name, label in quoted.items():
        made.add_node(pydot.Node(name, label=label))
    for tail, head, cells in graph.edges(data=True):
        made.add_edge(pydot.Edge(tail, head, label=cells["type"]))
    path.write_text(made.to_string(), encoding="utf-8")


WRITERS = {
    "graphml": _graphml,
    "gexf": lambda graph, path: nx.write_gexf(graph, path, version="1.2draft"),
    "gml": _gml,
    "net": _pajek,
    "json": lambda graph, path: path.write_text(json.dumps(nx.node_link_data(graph, edges="links")), "utf-8"),
    "cyjs": lambda graph, path: path.write_text(json.dumps(nx.cytoscape_data(graph)), "utf-8"),
    "adjacency.json": lambda graph, path: path.write_text(json.dumps(nx.adjacency_data(graph)), "utf-8"),
    "dot": _dot,
}


def _typed(city: Ecosystem, link: Link) -> str:
    """The word that the graph had: a link that reads the same both ways has it between quotation marks."""
    words = _words(city, link)
    return words.split("“")[1].split("”")[0] if "“" in words else words


@pytest.mark.parametrize("ending", WRITERS)
@settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
@given(graph=graphs())
def test_every_organisation_and_link_that_another_library_wrote_is_kept(
    ending: str, graph: Any, tmp_path: Path
) -> None:
    path = tmp_path / f"a.{ending}"
    WRITERS[ending](graph, path)
    text, _ = incoming.read(path, today=TODAY)
    city = dataset.parse(text)
    labels = {
        name: name if ending == "net" else " ".join(label.split())
        for name, label in graph.nodes(data="label")
    }
    assert sorted(value.name for _section, value in city.nodes()) == sorted(labels.values())
    named = {value.id: value.name for _section, value in city.nodes()}
    is_typed = ending != "net"  # networkx writes no words of an edge there

    def told(tail: str, words: str, head: str) -> tuple[str, ...]:
        ends = (tail, head) if graph.is_directed() else sorted((tail, head))
        return (*ends, words if is_typed else "")

    found = sorted(told(named[link.tail], _typed(city, link), named[link.head]) for link in city.links)
    assert found == sorted(
        told(labels[tail], kind, labels[head]) for tail, head, kind in graph.edges(data="type")
    )


def test_a_column_with_the_heading_of_another_is_kept_and_said(tmp_path: Path) -> None:
    path = written(tmp_path, "twice.csv", "From,From,To,Note\nA,B,C,one\n")
    city, account = imported(path)
    assert ties(city) == {("A", "is linked to", "C")}
    assert city.links[0].evidence == "From (2): B; one"
    assert (
        "Renamed: columns with the heading of another one, which got a number (1): ‘From’ is now ‘From (2)’"
        in list(account)
    )


@pytest.mark.parametrize(
    ("values", "dates", "guess"),
    [
        (
            ["03/04/2021", "25/12/2020"],
            ["2021-04-03", "2020-12-25"],
            "the day before the month (1): 03/04/2021 as 3",
        ),
        (["03/04/2021", "12/25/2020"], ["2021-03-04", "2020-12-25"], "the month before the day, as others"),
        (["25/12/2020", "12/25/2020"], ["2020-12-25", None], None),
        (["04/04/2021", "2020-12-25"], ["2021-04-04", "2020-12-25"], None),
        (["43831", "2020"], ["2020-01-01", "2020"], "as Excel stores them (1): 43831 as 1 January 2020"),
    ],
)
def test_a_date_that_may_mean_another_day_is_said_to_be_a_guess(
    values: list[str], dates: list[str | None], guess: str | None, tmp_path: Path
) -> None:
    rows = "".join(f"A,B{number},{value}\n" for number, value in enumerate(values))
    city, account = imported(written(tmp_path, "dated.csv", f"From,To,Since\n{rows}"))
    assert [link.since for link in city.links] == dates
    guesses = [
        line for line in account if line.startswith("Guessed: ") and ("month" in line or "Excel" in line)
    ]
    assert len(guesses) == bool(guess)
    assert (guess or "") in "".join(guesses)


def test_the_account_repeats_nothing_that_may_be_private(tmp_path: Path) -> None:
    register = "Stakeholders,07700 900123\nName,Type,Contact,Internal\n,Charity,Jo Bloggs,secret\nHall,,,\n"
    _city, account = imported(written(tmp_path, "register.csv", register))
    assert "Left out: rows without a name (1): register.csv, row 3" in list(account)
    assert "Left out: rows above the headings (1)" in list(account)
    assert not any(word in line for line in account for word in ("Bloggs", "secret", "07700"))


def test_vertices_of_pajek_without_a_line_are_called_by_their_number(tmp_path: Path) -> None:
    text = '*Vertices 4\n1 "A"\n2 "B"\n*Arcs\n1 2 1\n3 1 1\n'
    city, account = imported(written(tmp_path, "few.net", text))
    assert set(names(city)) == {"A", "B", "3"}
    assert ties(city) == {("A", "is linked to", "B"), ("3", "is linked to", "A")}
    assert any("a number as their name" in line and "(1): 3" in line for line in account)
    assert left_out(account)[0] == "Left out: entries that have neither a name nor a link (1)"


def test_import_makes_the_folder_of_the_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    links = written(tmp_path, "links.csv", "from,to\nA,B\n")
    assert run("import", links, "--into", tmp_path / "data" / "new.yaml").exit_code == 0
    assert dataset.load(tmp_path / "data" / "new.yaml").links


@pytest.mark.parametrize("option", ["from", "to", "type", "kind", "name"])
def test_a_chosen_column_that_is_not_there_is_refused(
    option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "nodes.csv", "Id,Name,Sort\n1,A,club\n2,B,club\n")
    written(tmp_path, "edges.csv", "Source,Target\n1,2\n")
    refused = run("import", "nodes.csv", "edges.csv", f"--{option}-column", "Nope")
    assert refused.exit_code == 2
    assert refused.stderr == (
        "No column is called ‘Nope’. The columns are Id, Name, Sort, Source and Target.\n"
    )
    assert refused.stdout == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.graphml", "<graphml><graph/></graphml>"),
        ("a.gexf", "<gexf><graph/></gexf>"),
        ("a.json", '{"nodes": [], "edges": []}'),
        ("a.json", " \n"),
        ("a.gml", "graph [ ]"),
        ("a.dot", "digraph {}"),
        ("a.csv", ""),
        ("a.csv", "Name,Type\n,Charity\n"),
    ],
)
def test_a_file_with_nothing_in_it_is_one_sentence_and_nothing_is_written(
    name: str, content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = run("import", written(tmp_path, name, content).name, "--into", "new.yaml")
    assert refused.exit_code == 1
    assert (
        refused.stderr.splitlines()[-1] == f"{name} has no entries and no links. There is nothing to import."
    )
    assert not Path("new.yaml").exists()


def test_xml_of_another_sort_is_refused(tmp_path: Path) -> None:
    page = written(tmp_path, "a.xml", "<html><body><p>Hall</p></body></html>")
    with pytest.raises(FileAccessError, match="neither GraphML nor GEXF"):
        incoming.read(page, today=TODAY)


def test_twenty_thousand_dated_rows_are_read_in_their_time(tmp_path: Path) -> None:
    rows = "".join(
        f"A{n % 300},B{n % 301},{n % 28 + 1}/{n % 12 + 1}/{1990 + n % 30},{n}\n" for n in range(20_000)
    )
    path = written(tmp_path, "long.csv", f"From,To,Since,Note\n{rows}")
    began = process_time()
    _city, account = imported(path)
    assert process_time() - began < 15  # five seconds on a machine of its own: see `make bench`
    assert account.counts[1] == 20_000


def test_thousands_of_columns_with_one_heading_are_read_in_their_time(tmp_path: Path) -> None:
    began = process_time()
    path = written(tmp_path, "wide.csv", f"From,To{',x' * 50_000}\nA,B{',y' * 50_000}\n")
    with suppress(FileAccessError):
        incoming.read(path, today=TODAY)
    assert process_time() - began < 5
