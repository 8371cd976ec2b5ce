"""The workbook goes out and comes back: nothing lost, every mistake with its cell, nothing dangerous."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import defusedxml.ElementTree
import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings, strategies as st

from ecosystem import dataset, edits
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.dataset import documents
from ecosystem.errors import FileAccessError
from ecosystem.exchange import (
    incoming,
    rewriting,
    safe_workbook,
    sheets,
    workbook,
    workbook_import,
)
from tests import strategies
from tests.cities import SMALL, cited
from tests.fixture import BRISTOL, ROOT, WRES
from tests.strategies import examples
from tests.workbooks import add, column, put, returning, row_of, taken_back

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = [
    "=1+1",
    "+44",
    "-5",
    "@sum",
    "'quoted",
    "a\nb",
    "1.0",
    "TRUE",
    "007",
    "2021-03-01",
    "1e5",
    "#N/A",
    "a, b; c",
    "_x0041_",
    "_x000D_ and _x005F_x000D_",
    "x005F_",
    "_x0041_x0042_",
    "_x005F_x0041_x005F_",
    "<r>bold</r>",
    "<r><t>a & b</t></r><r>\nÉ _x0041_</r>",
    "<r><rPh/></r>",
    "&#95;x0041_",
]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "groups.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


# Out and in again


@pytest.mark.parametrize("path", [BRISTOL, WRES], ids=["bristol", "trust"])
def test_a_real_file_comes_back_byte_for_byte(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert taken_back(tmp_path, text) == text
    assert taken_back(tmp_path, text, internal=True) == text


def test_the_small_city_comes_back_after_another_program_saved_it(tmp_path: Path) -> None:
    assert taken_back(tmp_path, SMALL, lambda _: None) == SMALL


@st.composite
def rich(draw: st.DrawFn) -> strategies.Document:
    """A random city with every sort of field, and texts that a spreadsheet would like to change."""
    document = draw(strategies.documents(organisations=5, links=8))
    texts = st.sampled_from(HOSTILE)
    names = st.sampled_from([text for text in HOSTILE if "\n" not in text])
    for section in (*strategies.ORGANISATIONS, "events", "outputs"):
        for entry in document[section].values():
            pairs = st.tuples(texts, st.sampled_from(strategies.BASES))
            facts = draw(st.lists(pairs, max_size=2))
            entry["facts"] = [{"text": text, "basis": how, "source": ["s1"]} for text, how in facts]
            entry["purpose"] = draw(texts)
            entry["aliases"] = draw(st.lists(names, unique_by=str.casefold, max_size=3))
    for source in document["sources"].values():
        source["held_by"] = "The town"
    for section in ("priorities", "actions"):
        for entry in document[section].values():
            states = draw(st.lists(st.sampled_from(["done", "under way"]), max_size=2))
            entry["progress"] = [
                {"date": str(year), "state": state, "note": draw(texts), "evidence": ["s0", "s2"]}
                for year, state in enumerate(states, 2020)
            ]
    for entry in document["actions"].values():
        value = draw(st.floats(-1e6, 1e6).map(lambda number: round(number, 3)))
        entry["measure"] = {"indicator": draw(texts), "baseline": value, "readings": []}
        if value > 0:
            entry["measure"]["readings"] = [{"date": "2022", "value": value}]
    for link in document["links"]:
        link["role"] = f"{draw(names)} {link['role']}"
        link["evidence"] = draw(texts)
    everything = [key for section in strategies.SECTIONS for key in document[section]]
    if len(everything) > 3:
        claims = [{"claim": draw(texts), "source": "s0"}, {"claim": "no", "source": ["s1", "s2"]}]
        document["disputes"] = [{"about": everything[0], "question": draw(texts), "claims": claims}]
    return document


@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(document=rich())
def test_every_field_of_a_random_city_comes_back(document: strategies.Document, tmp_path: Path) -> None:
    text = strategies.text(document)
    city = dataset.parse(text)
    back = workbook_import.read(returning(tmp_path, text), city)
    assert back.document == documents.of(city)
    assert edits.text(rewriting.rewrite(text, "x", back)) == text


@settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
@given(before=rich(), after=rich())
def test_any_city_can_become_any_other_by_workbook(
    before: strategies.Document, after: strategies.Document, tmp_path: Path
) -> None:
    after["disputes"] = []  # rows about these need ids that the other city does not have
    for link in after["links"]:
        link.pop("confirmations", None)
    text = incoming.written(before, "a test")
    old = dataset.parse(text)
    new = dataset.parse(strategies.text(after))
    path = tmp_path / "new.xlsx"
    # openpyxl drops `x005F_` when it reads, so that what it saves would be another text
    book = openpyxl.load_workbook(io.BytesIO(safe_workbook._with_escapes(workbook.dumps(new))))
    del book["Baseline"]  # so that it is held against the file, and not against what it was made from
    for sheet in sheets.sheets():
        if sheet.is_list and not sheet.field and sheet.title != "Disputes":
            for row in book[sheet.title].iter_rows(min_row=2):
                row[0].value = None
    book.save(path)
    back = workbook_import.read(path, old)
    again = dataset.parse(edits.text(rewriting.rewrite(text, "x", back)))
    assert documents.of(again) == back.document
    ends = sorted((link.tail, link.type, link.head, link.evidence or "") for link in again.links)
    assert ends == sorted((link.tail, link.type, link.head, link.evidence or "") for link in new.links)


LOOKS_ESCAPED = st.lists(
    st.sampled_from(
        ["_x000D_", "_x0041_", "_x005F_", "_x005f_", "x005F_", "x0042_", "_", "0041_", "a", "<r>", "</r>"]
    ),
    min_size=1,
    max_size=4,
).map("".join)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=LOOKS_ESCAPED)
def test_what_looks_like_an_escape_comes_back(text: str, tmp_path: Path) -> None:
    """From the cells as we write them, and from the shared strings of a program that saved the workbook."""
    path = tmp_path / "strings.xlsx"
    book: Any = openpyxl.Workbook()
    book.active.append([safe_workbook.escaped(text)])
    book.save(path)
    cell, *_ = next(safe_workbook.rows_of(path, safe_workbook.opened(path).worksheets[0], 1))
    assert safe_workbook.unescaped(cell.value) == text
    data = SMALL.replace("name: The Choir", f"name: {json.dumps(text)}")
    assert taken_back(tmp_path, data) == data


# What changes


def test_one_cell_changes_one_line(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "charity"), status="closed in 2022")

    assert taken_back(tmp_path, SMALL, change) == SMALL.replace(
        "status: active in 2021", "status: closed in 2022"
    )


def test_comments_stay_where_they_are(tmp_path: Path) -> None:
    text = BRISTOL.read_text(encoding="utf-8")

    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "reslg"), purpose="Another purpose.")

    now = taken_back(tmp_path, text, change)
    old, new = text.splitlines(), now.splitlines()
    assert [line for line in old if "#" in line] == [line for line in new if "#" in line]
    assert len(set(new) - set(old)) == 1


def test_a_new_row_gets_an_id_of_its_name(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        add(
            book,
            "Organisations",
            section="partners",
            name="The Choir",
            kind="charity",
            source="minutes\nleaflet",
        )
        add(book, "Links", **{"from": "choir", "type": "funds", "to": "forum", "source": "minutes"})

    city = dataset.parse(taken_back(tmp_path, SMALL, change))
    assert city.partners["the-choir"].sources == cited("minutes", "leaflet")
    assert any(link.tail == "choir" and link.type == "funds" for link in city.links)


def test_rows_may_be_sorted_and_the_file_keeps_its_order(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for page in (book["Links"], book["Facts"]):
            rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
            for number, row in enumerate(reversed(rows), 2):
                for place, value in enumerate(row, 1):
                    page.cell(number, place).value = value

    assert taken_back(tmp_path, SMALL, change) == SMALL


def test_an_organisation_that_moves_keeps_its_private_notes(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "forum"), section="partners", kind="charity")

    text = taken_back(tmp_path, SMALL, change)
    assert "canary-in-the-coal-mine" in text
    assert "forum" in dataset.parse(text).partners


def test_dates_numbers_and_truth_that_a_program_made_of_text_are_text_again(tmp_path: Path) -> None:
    from datetime import datetime

    def change(book: Any) -> None:
        put(
            book,
            "Organisations",
            row_of(book["Organisations"], "forum"),
            founded=datetime(2015, 8, 1),
            checked=2021,
        )
        put(book, "Link types", row_of(book["Link types"], "funds"), transitive=True)

    city = dataset.parse(taken_back(tmp_path, SMALL, change))
    assert (city.groups["forum"].founded, city.groups["forum"].checked) == ("2015-08-01", "2021")
    assert city.link_types["funds"].transitive


def test_private_notes_are_there_only_when_asked_for(tmp_path: Path) -> None:
    parts = [
        b"".join(archive.read(name) for name in archive.namelist())
        for archive in (
            zipfile.ZipFile(returning(tmp_path, SMALL, internal=internal)) for internal in (False, True)
        )
    ]
    assert [b"canary-in-the-coal-mine" in part for part in parts] == [False, True]


def test_a_private_note_can_be_changed_in_its_column(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "forum"), internal='{"note": "another"}')

    text = taken_back(tmp_path, SMALL, change, internal=True)
    assert documents.private(text) == {("groups", "forum"): {"note": "another"}}


# Dangers


def zipped(folder: Path, name: str, content: bytes, base: bytes | None = None) -> Path:
    path = folder / "danger.xlsx"
    path.write_bytes(base or workbook.dumps(dataset.parse(SMALL)))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("xl/vbaProject.bin", b"macro", "macros, links to other files or embedded files"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", "macros, links to other files"),
        ("xl/bomb.bin", b"0" * 101_000_000, "more than 100 MB"),
        ("xl/bomb.bin", b"0" * 50_000_000, "more than 100 times its size"),
        ("xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares entities"),
        ("xl/evil.xml", "<!DOCTYPE a>".encode("utf-16"), "declares entities"),
    ],
)
def test_dangerous_files_are_refused(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match=said):
        workbook_import.read(zipped(tmp_path, name, content), dataset.parse(SMALL))


def test_a_picture_in_a_workbook_is_no_danger(tmp_path: Path) -> None:
    workbook_import.read(zipped(tmp_path, "docProps/thumbnail.jpeg", b"<!DOCTYPE a>"), dataset.parse(SMALL))


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_one_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "no.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileAccessError, match=r"Save it as \.xlsx again"):
        workbook_import.read(path, dataset.parse(SMALL))
    with pytest.raises(FileAccessError, match="cannot be read"):
        workbook_import.read(tmp_path / "nowhere.xlsx", dataset.parse(SMALL))


def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path) -> None:
    text = SMALL.replace("name: The Choir", "name: '=1+1'").replace("Brings the city together.", "'@sum(1)'")
    book = openpyxl.load_workbook(returning(tmp_path, text))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert {cell.quotePrefix for cell in cells if cell.value == "=1+1"} == {True}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_one_string_whatever_it_looks_like(text: str, tmp_path: Path) -> None:
    """As a spreadsheet reads the file, which knows nothing of how we read it."""
    data = SMALL.replace("Brings the city together.", json.dumps(text))
    with zipfile.ZipFile(returning(tmp_path, data)) as archive:
        strings = defusedxml.ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    found = ["".join(part.text or "" for part in string.iter(f"{MAIN}t")) for string in strings]
    assert safe_workbook.escaped(text) in found
    assert {part.tag for part in strings.iter()} <= {f"{MAIN}{name}" for name in ("sst", "si", "r", "t")}


def test_a_text_of_letters_that_count_twice_has_half_as_much_room() -> None:
    text = SMALL.replace("canary-in-the-coal-mine", "🌳" * 16_400)
    with pytest.raises(FileAccessError, match=r"^A value of ‘internal’ has more than 32,767 characters"):
        workbook.dumps(dataset.parse(text), workbook.private_notes(text, dataset.parse(text)))


def test_a_text_that_is_too_long_as_xml_is_one_sentence() -> None:
    notes = {("groups", "forum"): "_x0041_x0042_" * 2_000}
    with pytest.raises(FileAccessError, match=r"^A cell holds at most 32,767"):
        workbook.dumps(dataset.parse(SMALL), notes)


def test_a_list_that_no_cell_can_hold_is_one_sentence() -> None:
    aliases = ", ".join(f"{number} {'a' * 280}" for number in range(120))
    city = dataset.parse(SMALL.replace("aliases: [Round Table]", f"aliases: [{aliases}]"))
    with pytest.raises(FileAccessError, match=r"A value of ‘aliases’ has more than 32,767 characters"):
        workbook.dumps(city)


def test_a_private_note_that_no_cell_can_hold_is_one_sentence() -> None:
    text = SMALL.replace("canary-in-the-coal-mine", "a" * 32_760)
    with pytest.raises(FileAccessError, match=r"^A value of ‘internal’ has more than 32,767 characters"):
        workbook.dumps(dataset.parse(text), workbook.private_notes(text, dataset.parse(text)))


def test_the_same_city_gives_the_same_bytes() -> None:
    city = dataset.parse(SMALL)
    assert workbook.dumps(city) == workbook.dumps(city)
    archive = zipfile.ZipFile(io.BytesIO(workbook.dumps(city)))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_the_bytes_are_the_same_where_lxml_is_not_installed(small_city: City, tmp_path: Path) -> None:
    path = tmp_path / "city.xlsx"
    without = "import sys; sys.modules['lxml'] = None; from ecosystem.__main__ import run; run()"
    command = [sys.executable, "-c", without, "--data", str(tmp_path / "groups.yaml"), "export", "workbook"]
    (tmp_path / "groups.yaml").write_text(SMALL, encoding="utf-8")
    subprocess.run([*command, "--output", str(path)], cwd=ROOT, check=True, capture_output=True)
    assert {"ecosystem.xlsx": path.read_bytes()} == workbook.files(small_city)


def test_headings_are_frozen_explained_and_have_drop_downs(tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(returning(tmp_path, SMALL))
    assert book.sheetnames[:3] == ["Read me", "Map", "Organisations"]
    for sheet in sheets.sheets():
        page = book[sheet.title]
        assert page.freeze_panes
        assert all(cell.comment and cell.comment.text for cell in page[1])
        checked = {
            str(each.sqref).partition(":")[0].rstrip("0123456789")
            for each in page.data_validations.dataValidation
        }
        letters = {
            page.cell(1, column(page, each.header)).column_letter
            for each in sheet.columns
            if each.choices or each.refers in ("nodes", "sources", "kinds", "link_types")
        }
        assert letters <= checked or page.max_row == 1
    assert book["Choices"].sheet_state == "hidden"


# The command


def run(data: Path, *args: str, **options: Any) -> Result:
    return CliRunner().invoke(main, ["--data", str(data), *args], catch_exceptions=False, **options)


def test_export_and_import_by_command(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.xlsx"
    for _ in range(2):
        assert run(small, "export", "workbook", "--output", str(out)).exit_code == 0
    same = run(small, "import", str(out))
    assert (same.exit_code, "say the same" in same.stdout) == (0, True)
    book = openpyxl.load_workbook(out)
    put(book, "Organisations", row_of(book["Organisations"], "choir"), name="The Great Choir")
    book["Links"].delete_rows(row_of(book["Links"], "council-funds-fair"))
    book.save(out)
    shown = run(small, "import", str(out), "--dry-run")
    assert "name: The Choir → The Great Choir" in shown.stdout
    assert small.read_text(encoding="utf-8") == SMALL
    refused = run(small, "import", str(out), input="n\n")
    assert refused.exit_code == 1
    assert "Link: The Council funds The Job Fair" in refused.stdout
    assert small.read_text(encoding="utf-8") == SMALL
    done = run(small, "import", str(out), input="y\n")
    assert done.exit_code == 0, done.stderr
    assert "name: The Great Choir" in small.read_text(encoding="utf-8")
    assert (tmp_path / "groups.yaml.bak").read_text(encoding="utf-8") == SMALL


def test_private_notes_that_change_alone_are_said_before_one_is_asked(small: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "forum"), internal="another")

    path = returning(tmp_path, SMALL, change, internal=True)
    done = run(small, "import", str(path), "--yes")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "1 private note changes.")
    assert "nothing changed" not in done.stdout
    assert "internal: another" in small.read_text(encoding="utf-8")


def test_the_loss_guard_holds(small: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Links"].delete_rows(2, 5)

    path = returning(tmp_path, SMALL, change)
    result = run(small, "import", str(path), "--yes")
    assert (result.exit_code, "with --allow-loss" in result.stderr) == (1, True)
    assert small.read_text(encoding="utf-8") == SMALL
    assert run(small, "import", str(path), "--yes", "--allow-loss").exit_code == 0


def test_mistakes_write_nothing(small: Path, tmp_path: Path) -> None:
    path = returning(tmp_path, SMALL, lambda book: put(book, "Links", 2, to="nobody"))
    result = run(small, "import", str(path), "--yes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "sheet Links, row 2, to: ‘nobody’" in result.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == ["back.xlsx", "groups.yaml"]


def test_notes_are_exported_only_with_the_option(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "private.xlsx"
    assert run(small, "export", "workbook", "--internal", "--output", str(out)).exit_code == 0
    page: Any = openpyxl.load_workbook(out)["Organisations"]
    row = row_of(page, "forum")
    notes = json.loads(page.cell(row, column(page, "internal")).value)
    assert notes == {"note": "canary-in-the-coal-mine"}
    assert run(small, "export", "dot", "--internal").exit_code == 2
