"""What is wrong with a workbook that came back: every mistake at once, each with its sheet and cell."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ecosystem import dataset, edits
from ecosystem.errors import Unwritable
from ecosystem.exchange import documents, returned, rewriting
from ecosystem.exchange.returned import reader
from tests.cities import SMALL
from tests.workbooks import add, column, problems, put, returning, row_of, taken_back


def test_every_mistake_is_named_at_once_with_sheet_row_and_column(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Links", 3, to="The Counsil")
        put(book, "Bodies", row_of(book["Bodies"], "choir"), kind="chairty")
        put(book, "Bodies", row_of(book["Bodies"], "council"), section="friends")
        put(book, "Facts", 2, of="nobody")
        put(book, "Facts", 3, standing="maybe")
        put(book, "Actions", 2, measure__baseline="many")
        put(book, "Events", 2, website="=HYPERLINK(1)")
        put(book, "Claims", 3, source="hearsay")
        put(book, "Map", 3, value=None)

    said = problems(tmp_path, change)
    bodies = "sheet Bodies, row"
    assert (
        "sheet Links, row 3, to: ‘The Counsil’ is not the id of anything on the map. Did you mean"
        in "\n".join(said)
    )
    assert any(one.startswith(bodies) and "kind: ‘chairty’" in one and "‘charity’" in one for one in said)
    assert any(one.startswith(bodies) and "‘friends’ is not one of groups" in one for one in said)
    assert any(one.startswith("sheet Facts, row 2: ‘nobody’") for one in said)
    assert any(one.startswith("sheet Facts, row 3, standing: ‘maybe’") for one in said)
    assert any(one.startswith("sheet Actions, row 2, measure baseline: ‘many’") for one in said)
    assert any(
        one.startswith("sheet Events, row 2: G2 holds a formula") or "holds a formula" in one for one in said
    )
    assert any(one.startswith("sheet Claims, row 3, source: ‘hearsay’") for one in said)
    assert any(one.startswith("sheet Map") and "‘place’ is missing" in one for one in said)


def test_an_id_that_stands_twice_names_both_rows(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        add(book, "Bodies", id="choir", section="partners", name="Another", kind="charity", source="minutes")

    (said,) = problems(tmp_path, change)
    assert said.startswith("sheet Bodies, row")
    assert "stands in sheet Bodies, row 6 and again in sheet Bodies, row 7" in said


@pytest.mark.parametrize("gone", ["Facts", "Map"])
def test_a_missing_sheet_is_no_deletion(gone: str, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        del book[gone]

    assert problems(tmp_path, change) == (
        f"sheet {gone} is missing. Put the sheet back; one without rows says that there is nothing.",
    )


def test_a_missing_column_and_an_unknown_one_are_named(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Events"].cell(1, column(book["Events"], "purpose")).value = "porpoise"

    said = problems(tmp_path, change)
    assert any("‘porpoise’ is not a heading of this sheet. Did you mean ‘purpose’?" in one for one in said)
    assert any("the column ‘purpose’ is missing" in one for one in said)


def test_a_sheet_of_another_name_and_a_field_that_the_map_does_not_have_are_named(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.create_sheet("Fact")
        book["Map"].append(["plaice", "Smallville"])

    row = 1 + returning_rows(tmp_path, "Map")
    assert problems(tmp_path, change) == (
        f"sheet Map, row {row}: A{row}: ‘plaice’ is not a field of the map. Did you mean ‘place’?",
        "sheet Fact is not a sheet of this workbook. Did you mean ‘Facts’? Delete it.",
    )


def returning_rows(folder: Path, title: str) -> int:
    rows: int = openpyxl.load_workbook(returning(folder, SMALL))[title].max_row
    return rows


def test_a_sheet_without_its_headings_says_that_alone(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for cell in book["Claims"][1]:
            cell.value = None

    assert problems(tmp_path, change) == (
        "sheet Claims, row 1: the row of headings is missing. Put it back.",
    )


def test_a_heading_that_stands_twice_and_a_cell_under_none_are_named(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        page = book["Claims"]
        page.cell(1, page.max_column + 1).value = "claim"
        page.cell(2, page.max_column + 1).value = "by the way"

    assert problems(tmp_path, change) == (
        "sheet Claims, row 1: E1: ‘claim’ stands twice. Keep one of them.",
        "sheet Claims, row 2: F2 stands under no heading.",
    )


def test_a_sheet_with_too_many_rows_is_named_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_ROWS", 9)
    (said,) = problems(tmp_path, lambda _: None)
    assert said == "sheet Links, row 10: the sheet has more than 9 rows. Split the map in two."


def test_an_error_of_a_spreadsheet_in_a_cell_is_named(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Bodies", row_of(book["Bodies"], "choir"), purpose="#REF!")

    (said,) = problems(tmp_path, change)
    assert said.endswith("holds the error #REF!. Write a value, or empty the cell.")


def test_an_id_as_long_as_a_sentence_is_refused_where_it_stands(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        add(book, "Outputs", id="song-" * 40 + "book", name="Songs", kind="report", source="leaflet")

    (said,) = problems(tmp_path, change)
    assert said == "sheet Outputs, row 3: the id has too many characters. Write a short one."


def test_what_is_wrong_with_the_map_itself_is_told_in_its_own_row(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Map", row_of(book["Map"], "edition"), value="lately")

    (said,) = problems(tmp_path, change)
    assert said.startswith("sheet Map, row 4, edition: ‘lately’ is not a date")


def test_a_line_that_somebody_writes_of_is_no_line_of_ours(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Bodies", row_of(book["Bodies"], "choir"), kind="line 99999")

    (said,) = problems(tmp_path, change)
    assert said.startswith("sheet Bodies, row 6, kind: ‘line 99999’ is not the id of a kind")


def test_a_mistake_of_a_row_is_told_once_and_stops_all_that_would_follow_of_it(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        add(book, "Outputs", id="song-" * 40 + "book", name="Songs", kind="reprot", source="leaflet")

    assert problems(tmp_path, change) == (
        "sheet Outputs, row 3: the id has too many characters. Write a short one.",
    )


# Back in the data file


def test_a_cell_of_a_measure_changes_that_field_alone(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Actions", 2, measure__baseline=3, measure__comparison=None, measure__target=10)

    assert taken_back(tmp_path, SMALL, change) == SMALL.replace(
        "baseline: 2, comparison: 8, comparison_text: the next city}",
        "baseline: 3, comparison_text: the next city, target: 10}",
    )


@pytest.mark.parametrize("now", ["It sings.", "It sings well."])
def test_a_fact_that_stands_without_a_list_becomes_one_of_two(now: str, tmp_path: Path) -> None:
    alone = "    facts: {text: It sings., source: leaflet}\n"
    text = SMALL.replace("  choir:\n    name: The Choir\n", "  choir:\n    name: The Choir\n" + alone)

    def change(book: Any) -> None:
        put(book, "Facts", row_of(book["Facts"], "choir"), text=now)
        add(book, "Facts", of="choir", text="It hums.", standing="stated", source="leaflet")

    city = dataset.parse(taken_back(tmp_path, text, change))
    assert [fact.text for fact in city.partners["choir"].facts] == [now, "It hums."]


def test_an_entry_whose_parts_are_all_taken_out_loses_the_field(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Facts"].delete_rows(2, 2)
        put(book, "Bodies", row_of(book["Bodies"], "forum"), source="minutes")

    text = taken_back(tmp_path, SMALL, change)
    before, after = SMALL.splitlines(), text.splitlines()
    assert [line.strip().split(" ")[0] for line in before if line not in after] == ["facts:", "-", "-"]
    assert after.count("    source: minutes") == 1 + before.count("    source: minutes")


def test_parts_in_another_order_are_written_anew(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Facts", 2, nr=2)
        put(book, "Facts", 3, nr=1)

    city = dataset.parse(taken_back(tmp_path, SMALL, change))
    assert [fact.text for fact in city.groups["forum"].facts] == [
        "Probably once met weekly.",
        "Meets monthly.",
    ]


def test_a_private_note_is_taken_out_of_its_column_or_put_into_it_as_words(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Bodies", row_of(book["Bodies"], "forum"), internal=None)
        put(book, "Bodies", row_of(book["Bodies"], "choir"), internal="ask again {in May")
        put(book, "Links", 2, internal='["a", "b"]')

    text = taken_back(tmp_path, SMALL, change, internal=True)
    assert documents.private(text) == {
        ("partners", "choir"): "ask again {in May",
        ("links", 0): ["a", "b"],
    }


def test_an_empty_section_has_no_private_notes() -> None:
    assert documents.private(SMALL + "tours:\n") == documents.private(SMALL)


def test_everything_that_would_go_is_named_with_its_name(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Outputs"].delete_rows(2)
        book["Links"].delete_rows(row_of(book["Links"], "forum-produced-report"))

    before = dataset.parse(SMALL)
    back = returned.read(returning(tmp_path, SMALL, change), before)
    assert returned.gone(before, back.ecosystem) == [
        "output report (The Yearly Report)",
        "link forum-produced-report",
    ]


def test_a_data_file_that_would_not_say_what_the_workbook_says_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(book: Any) -> None:
        put(book, "Bodies", row_of(book["Bodies"], "choir"), purpose="Sings.")

    back = returned.read(returning(tmp_path, SMALL, change), dataset.parse(SMALL))
    monkeypatch.setattr(edits, "set_field", lambda *_: None)
    told = "groups.yaml is left alone: changed, it would not say what the workbook says. Edit it by hand."
    with pytest.raises(Unwritable) as caught:
        rewriting.rewrite(SMALL, "groups.yaml", back)
    assert str(caught.value) == told
