"""What comes in: every format that goes out comes back, and strangers' files become a map one can correct."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.chart import BarChart

from ecosystem import dataset, exchange
from ecosystem.city import City
from ecosystem.errors import FileAccessError
from ecosystem.exchange import incoming
from ecosystem.exchange.slugs import slug
from ecosystem.model import Action, Ecosystem, Entity, Plan, Priority, Shape
from tests import strategies
from tests.commands import run
from tests.doors import TODAY
from tests.fixture import BRISTOL, LINKS
from tests.strategies import examples

FORMATS = ["csv", "cytoscape", "gexf", "graphml", "kumu", "node-link"]


def taken_over(path: Path) -> tuple[Ecosystem, list[str]]:
    text, account = incoming.read(path, today=TODAY)
    return dataset.parse(text), list(account)


def come_back(name: str, city: Ecosystem, folder: Path) -> Ecosystem:
    """The city after it went out in a format and was taken over again."""
    made = exchange.files(name, City(city))
    for file, content in made.items():
        assert isinstance(content, str)
        (folder / file).write_text(content, encoding="utf-8", newline="")
    return taken_over(folder if exchange.FORMATS[name].folder else folder / next(iter(made)))[0]


def things(city: Ecosystem) -> dict[str, tuple[Any, ...]]:
    """What every format can hold of every thing."""
    found: dict[str, tuple[Any, ...]] = {}
    for section, node in city.nodes():
        own: tuple[Any, ...] = ()
        match node:
            case Entity():
                own = (node.kind, node.purpose, node.website, node.checked)
            case Plan():
                own = (node.owners, node.period, node.summary)
            case Priority():
                own = (node.plan, node.number, node.summary)
            case Action():
                own = (node.plan, node.leads, node.advances, node.due, node.timescale)
        found[node.id] = (section, node.name, node.aliases, *own)
    return found


def ties(city: Ecosystem) -> list[tuple[Any, ...]]:
    fields = ("tail", "type", "head", "role", "since", "until", "basis", "evidence", "sources", "field")
    return sorted((tuple(getattr(link, name) for name in fields) for link in city.links), key=repr)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=examples(170), deadline=None, suppress_health_check=list(HealthCheck))
@given(document=strategies.documents(organisations=5, links=8))
def test_a_random_city_goes_out_and_comes_back(
    name: str, document: strategies.Document, tmp_path: Path
) -> None:
    city = dataset.parse(strategies.text(document))
    again = come_back(name, city, tmp_path)
    assert things(again) == things(city)
    assert ties(again) == ties(city)


@pytest.mark.parametrize("name", FORMATS)
def test_bristol_goes_out_and_comes_back(name: str, tmp_path: Path) -> None:
    city = dataset.load(BRISTOL)
    again = come_back(name, city, tmp_path)
    assert things(again).keys() == things(city).keys()
    assert summaries(again) == summaries(city)
    assert ties(again) == ties(city)


def summaries(city: Ecosystem) -> dict[str, str | None]:
    plans = {key: plan.summary for key, plan in city.plans.items()}
    return plans | {key: priority.summary for key, priority in city.priorities.items()}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"section": "actions", "plan": "plan", "description": "By and by."}, "description"),
        ({"section": "priorities", "plan": "plan", "url": "https://example.org/"}, "url"),
        ({"section": "partners", "purpose": "Sings.", "Description": "Hums."}, "Description"),
        ({"section": "partners", "description": "Sings.", "Description": "Hums."}, "Description"),
        ({"section": "partners", "purpose": "", "description": "Sings.", "tone": ""}, None),
    ],
)
def test_a_description_that_no_field_can_hold_is_said_to_be_left_out(
    cells: dict[str, str], said: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    nodes = [{"id": "plan", "section": "plans", "name": "Plan"}, {"id": "a", "name": "A", **cells}]
    path.write_text(json.dumps({"nodes": nodes, "links": []}), encoding="utf-8")
    city, remarks = taken_over(path)
    lost = [remark for remark in remarks if remark.startswith("Left out")]
    assert len(lost) == (1 if said else 0)
    assert all(f"Left out: values of ‘{said}’, which no field can hold (1): " in each for each in lost)
    assert {organisation.purpose for organisation in city.partners.values()} <= {"Sings."}


def test_a_sheet_that_holds_only_a_chart_is_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet("Elements", 0).add_chart(BarChart())
    page = book["Sheet"]
    for row in (["From", "To"], ["", None], ["A", "B"]):
        page.append(row)
    book.save(tmp_path / "kumu.xlsx")
    city, _ = taken_over(tmp_path / "kumu.xlsx")
    assert sorted(city.partners) == ["a", "b"]


def test_pairs_become_a_map_with_a_guessed_vocabulary() -> None:
    city, remarks = taken_over(LINKS)
    assert [organisation.name for organisation in city.networks.values()] == []
    assert {organisation.name for organisation in city.partners.values()} == {
        "Riverside Forum",
        "Housing Network",
        "City Council",
        "Tenants' Union",
    }
    assert set(city.link_types) >= {"hosts", "funds", "works-with", "is-a-member-of"}
    assert [link.since for link in city.links] == ["2019", "2020-04/2022-03", None, "2021"]
    assert city.links[0].evidence == "An invented example of a file to import"
    assert remarks[0] == "Read: 4 entries, 4 links, 1 kind and 4 link types."
    assert not any(remark.startswith("Left out") for remark in remarks)


def test_kumu_types_become_kinds_in_the_section_they_sound_like(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    elements = [
        {"label": "Jobs Fair", "type": "Event", "description": "Once a year."},
        {"label": "Youth Network", "type": "Network", "tags": ["YN"]},
        {"label": "A Very Long Name of an Organisation that no Wheel has Room for", "type": "Company"},
    ]
    connections = [{"from": "Youth Network", "to": "Jobs Fair", "type": "Runs", "direction": "mutual"}]
    path.write_text(json.dumps({"elements": elements, "connections": connections}), encoding="utf-8")
    city, remarks = taken_over(path)
    assert city.events["jobs-fair"].purpose == "Once a year."
    assert [fact.text for fact in city.networks["youth-network"].facts] == ["Tags: YN"]
    (company,) = city.partners.values()
    assert (company.kind, company.short) == ("company", "A Very Long Name of an Organisati…")
    assert [link.type for link in city.links] == ["runs-both-ways"]
    assert remarks


def test_sheets_of_kumu_become_a_map(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    elements, connections = book.active, book.create_sheet("Connections")
    assert elements is not None
    elements.title = "Elements"
    rows = (["A", "Network", "First."], ["B", "Firm", "=1+1"], [None, "Firm", "Without a name."])
    for row in (["Label", "Type", "Description"], *rows):
        elements.append(row)
    for row in (["From", "To", "Type"], ["A", "B", "helps"]):
        connections.append(row)
    book.save(tmp_path / "kumu.xlsx")
    city, _ = taken_over(tmp_path / "kumu.xlsx")
    assert city.networks["a"].purpose == "First."
    assert city.partners["b"].purpose is None
    assert [(link.tail, link.type, link.head) for link in city.links] == [("a", "helps", "b")]


def test_a_name_that_stands_twice_among_the_others_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    things = [{"label": "A", "type": "firm", "aliases": ["B", "b", "A", "C"]}, {"label": "D"}]
    told = {"elements": things, "connections": [{"from": "A", "to": "D"}]}
    path.write_text(json.dumps(told), encoding="utf-8")
    assert taken_over(path)[0].partners["a"].aliases == ("B", "C")


def test_where_there_are_more_kinds_than_shapes_the_rarest_are_others_and_keep_their_names(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.json"
    count = len(Shape) + 2
    things = [{"label": f"Organisation {n}", "type": f"firm {n}"} for n in range(count)]
    things.append({"label": "Organisation net", "type": "network"})
    told = {"elements": things, "connections": [{"from": "Organisation 0", "to": "Organisation 1"}]}
    path.write_text(json.dumps(told), encoding="utf-8")
    city, remarks = taken_over(path)
    kinds = [organisation.kind for organisation in city.partners.values()]
    own = len(Shape) - 2  # one for each section that has kinds is left for the others
    assert kinds == [f"firm-{n}" if n < own else "other-partners" for n in range(count)]
    assert city.networks["organisation-net"].kind in ("network", "other-networks")
    facts = [fact.text for organisation in city.partners.values() for fact in organisation.facts]
    assert facts == [f"Kind: firm {n}" for n in range(own, count)]
    assert any(remark.startswith("Merged: rare kinds, shown as ‘other’") for remark in remarks)


def test_what_check_would_say_is_said_and_the_file_is_written_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("from,type,to\nbox@example.org,knows,b\n", encoding="utf-8")
    text, account = incoming.read(path, today=TODAY)
    assert "box@example.org" in text
    assert len(account.problems) == 1
    corrections = [sentence for sentence in account if sentence.startswith("Correct this")]
    assert len(corrections) == 1
    assert "looks like an email address" in corrections[0]


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_the_exit_status_says_that_the_new_file_needs_correction(
    more: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.csv"
    path.write_text("from,type,to\nbox@example.org,knows,b\n", encoding="utf-8")
    result = run("import", path, *more)
    assert result.exit_code == 1
    assert "Correct this in the new file" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "x,y\n1,2\n", "needs a column ‘from’ .* Its columns are x and y"),
        ("a.json", "{", "cannot be read as json"),
        ("a.json", "[1]", "cannot be read as json"),
        ("a.graphml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "not XML that is safe"),
        ("a.gexf", "<a", "not XML that is safe"),
        ("a.doc", "x", "has none of these endings"),
        ("/nowhere/a.csv", None, r"^/nowhere/a\.csv cannot be read: No such file or directory\.$"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    name: str, content: str | None, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(FileAccessError, match=said):
        incoming.read(path, today=TODAY)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("large.csv", "a" * 20_000_001, "is larger than 20 MB"),
        ("rows.csv", "from,to\n" + "a,b\n" * 100_001, "has more than 100,000 rows"),
        (
            "things.json",
            json.dumps({"nodes": [{"id": n} for n in range(100_001)]}),
            "more than 100,000 entries",
        ),
        ("tags.graphml", "<a>" * 1_500_001, "has more than 1,500,000 tags"),
        ("half.json", '{"nodes": [{"id": "\\ud800"}]}', "it has half of a character"),
        ("deep.json", '{"nodes": ' + "[" * 100_000, "it is nested too deeply"),
        ("built.json", '{"nodes": ["a"]}', "it does not have the structure of such a file"),
        ("other.json", '{"links": []}', "‘nodes’ is missing"),
        ("coded.graphml", "<?xml version='1.0' encoding='klingon'?><a/>", "unknown encoding"),
    ],
)
def test_what_is_too_large_or_built_otherwise_is_one_sentence(
    name: str, content: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileAccessError, match=said) as caught:
        incoming.read(path, today=TODAY)
    assert str(caught.value).count("\n") == 0


def test_a_number_that_is_none_is_counted_and_a_value_within_a_value_is_text(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    nodes = [
        {"id": "plan", "section": "plans", "name": "Plan"},
        {"id": "p", "section": "priorities", "name": "P", "plan": "plan", "number": "first"},
        {"id": "a", "name": "A", "purpose": {"why": ["not"]}},
    ]
    path.write_text(json.dumps({"nodes": nodes, "links": []}), encoding="utf-8")
    city, _ = taken_over(path)
    assert city.priorities["p"].number == 1
    assert city.partners["a"].purpose == '{"why": ["not"]}'


def test_rows_that_are_no_link_are_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = ("a,knows,b,sure", "a,knows,b,sure", "a,knows,a,sure", "a,knows,,sure", ",,,", "c,leads,a,stated")
    path.write_text("\n".join(["from,type,to,basis", *rows]), encoding="utf-8")
    city, remarks = taken_over(path)
    assert [(link.tail, link.head, link.basis) for link in city.links] == [
        ("a", "b", "stated"),
        ("c", "a", "stated"),
    ]
    for said in (
        "Left out: rows with only one end (1): a",
        "Merged: rows that say the same as others in every column (1): a → b (knows)",
        "Left out: links from an entry to itself (1): a → a (knows)",
    ):
        assert said in remarks


def test_nodes_and_edges_of_cytoscape_may_stand_in_one_list(tmp_path: Path) -> None:
    path = tmp_path / "a.cyjs"
    parts = [{"id": "a"}, {"id": "b"}, {"id": "ab", "source": "a", "target": "b", "interaction": "helps"}]
    path.write_text(json.dumps({"elements": [{"data": part} for part in parts]}), encoding="utf-8")
    assert [link.type for link in taken_over(path)[0].links] == ["helps"]


def test_a_network_that_says_nothing_of_itself_has_a_title_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    told = {"graph": ["x"], "nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": "a", "target": "b"}]}
    path.write_text(json.dumps(told), encoding="utf-8")
    assert taken_over(path)[0].about.title == "A map from a.json"


@pytest.mark.parametrize("content", ["from,to\n", "Name,Jurisdiction,ABN\n"])
def test_a_table_without_rows_is_one_sentence(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    result = run("import", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "a.csv has no rows below its headings. There is nothing to import.\n"


def test_json_that_is_not_in_utf_8_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{"nodes": [{"id": "\xff"}]}')
    with pytest.raises(FileAccessError, match="is not UTF-8 text"):
        incoming.read(path, today=TODAY)


def test_a_table_without_ids_is_one_sentence(tmp_path: Path) -> None:
    for name in ("organisations", "others", "actions", "sources"):
        (tmp_path / f"{name}.csv").write_text("name\nA\n", encoding="utf-8")
    (tmp_path / "links.csv").write_text("from,to\n", encoding="utf-8")
    with pytest.raises(
        FileAccessError, match=r"organisations\.csv cannot be read as csv: it needs a column ‘id’"
    ):
        incoming.read(tmp_path, today=TODAY)


def test_import_writes_a_new_file_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    into = tmp_path / "new.yaml"
    command = ["import", str(LINKS), "--into", str(into)]
    result = run(*command)
    assert (result.exit_code, into.exists()) == (0, True)
    assert "We guessed" in result.stderr
    assert run("--data", into, "check").exit_code == 0
    assert run(*command).exit_code == 3


@pytest.mark.parametrize("taken", [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33])
def test_of_many_things_of_one_name_each_gets_the_next_number(taken: int) -> None:
    used = {f"fair-{number}" if number > 1 else "fair" for number in range(1, taken + 1)}
    assert slug("Fair", used) == ("fair" if taken == 0 else f"fair-{taken + 1}")
