"""What is wrong with a workbook that came back: every mistake at once, each with its sheet and cell."""

import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ecosystem import dataset, edits
from ecosystem.dataset import documents
from ecosystem.edits import writing
from ecosystem.errors import EcosystemError, FileAccessError
from ecosystem.exchange import incoming, rewriting, safe_workbook, workbook_import
from ecosystem.exchange.change_lines import ChangeLines
from ecosystem.exchange.workbook_import import reader
from tests import pseudo
from tests.cities import SMALL
from tests.doors import TODAY
from tests.workbooks import (
    add,
    add_chart,
    column,
    copy_row,
    drop_column,
    problems,
    put,
    returning,
    rewritten,
    row_of,
    taken_back,
)


def test_every_mistake_is_named_at_once_with_sheet_row_and_column(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Links", 3, to="The Counsil")
        put(book, "Organisations", row_of(book["Organisations"], "choir"), kind="chairty")
        put(book, "Organisations", row_of(book["Organisations"], "council"), section="friends")
        put(book, "Facts", 2, of="nobody")
        put(book, "Facts", 3, basis="maybe")
        put(book, "Actions", 2, measure__baseline="many")
        put(book, "Events", 2, website="=HYPERLINK(1)")
        put(book, "Claims", 3, source="hearsay")
        put(book, "Map", 3, value=None)

    said = problems(tmp_path, change)
    organisations = "sheet Organisations, row"
    assert "sheet Links, row 3, to: ‘The Counsil’ is not known. Did you mean ‘The Council’?" in said
    assert any(
        one.startswith(organisations) and "kind: ‘chairty’" in one and "‘charity’" in one for one in said
    )
    assert any(one.startswith(organisations) and "‘friends’ is not a section" in one for one in said)
    assert any(one.startswith("sheet Facts, row 2: ‘nobody’") for one in said)
    assert any(one.startswith("sheet Facts, row 3, basis: ‘maybe’") for one in said)
    assert any(one.startswith("sheet Actions, row 2, measure baseline: ‘many’") for one in said)
    assert any(
        one.startswith("sheet Events, row 2: G2 has a formula") or "has a formula" in one for one in said
    )
    assert any(one.startswith("sheet Claims, row 3, source: ‘hearsay’") for one in said)
    assert any(one.startswith("sheet Map") and "‘place’ is missing" in one for one in said)


def test_an_id_that_stands_twice_names_both_rows(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        add(
            book,
            "Organisations",
            id="choir",
            section="partners",
            name="Another",
            kind="charity",
            source="minutes",
        )

    (said,) = problems(tmp_path, change)
    assert said.startswith("sheet Organisations, row")
    assert "is in sheet Organisations, row 6 and again in sheet Organisations, row 7" in said


def test_other_rows_are_named_in_every_language(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        fields = {"section": "partners", "name": "Another", "kind": "charity", "source": "minutes"}
        add(book, "Organisations", id="choir", **fields)

    with pseudo.spoken():
        (said,) = problems(tmp_path, change)
    for number in (6, 7):
        assert (
            pseudo.bracketed("sheet {title}, row {number}").format(title="Organisations", number=number)
            in said
        )


@pytest.mark.parametrize("gone", ["Facts", "Map"])
def test_a_missing_sheet_is_no_deletion(gone: str, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        del book[gone]

    assert problems(tmp_path, change) == (
        f"sheet {gone}: the sheet is missing. Put it back, even without rows.",
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
        "sheet Claims, row 1: E1: there is another heading ‘claim’. Keep one.",
    )


def test_a_sheet_with_too_many_rows_is_named_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_ROWS", 10)
    assert problems(tmp_path, lambda _: None) == tuple(
        f"sheet {title}, row 11: the sheet has more than 10 rows. Split the map in two."
        for title in ("Links",)
    )


def test_an_error_of_a_spreadsheet_in_a_cell_is_named(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "choir"), purpose="#REF!")

    (said,) = problems(tmp_path, change)
    assert said.endswith("has the error #REF!. Write a value or empty the cell.")


def test_an_id_of_a_list_that_is_copied_or_made_up_is_named(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        copy_row(book["Links"], 2)
        copy_row(book["Links"], 3, id="my-link")

    copied, made_up = problems(tmp_path, change)
    told = "Leave the id of a new row empty."
    assert copied == f"sheet Links, row 12: A12: another row has the id ‘council-hosts-forum’. {told}"
    assert made_up == f"sheet Links, row 13: A13: ‘my-link’ is not an id of this list. {told}"


def test_rows_may_be_left_empty_and_a_time_of_day_is_told_as_it_is_read(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        row = book["Facts"].max_row + 6
        put(book, "Facts", row, of="forum", text="Meets late.", period=time(18, 30), source="minutes")

    (said,) = problems(tmp_path, change)
    assert said.startswith("sheet Facts, row 9, period: ‘18:30:00’ is not a date")


def test_an_id_as_long_as_a_sentence_is_refused_where_it_stands(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        add(book, "Outputs", id="song-" * 40 + "book", name="Songs", kind="report", source="leaflet")

    (said,) = problems(tmp_path, change)
    assert said == "sheet Outputs, row 3: the id is too long. Shorten it."


def test_what_is_wrong_with_the_map_itself_is_told_in_its_own_row(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Map", row_of(book["Map"], "edition"), value="lately")

    (said,) = problems(tmp_path, change)
    assert said.startswith("sheet Map, row 4, edition: ‘lately’ is not a date")


def test_a_line_that_somebody_writes_of_is_no_line_of_ours(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "choir"), kind="line 99999")

    (said,) = problems(tmp_path, change)
    assert said.startswith("sheet Organisations, row 6, kind: ‘line 99999’ is not known.")


def test_a_mistake_of_a_row_is_told_once_and_stops_all_that_would_follow_of_it(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        add(book, "Outputs", id="song-" * 40 + "book", name="Songs", kind="reprot", source="leaflet")

    assert problems(tmp_path, change) == (
        "sheet Outputs, row 3, kind: ‘reprot’ is not known. Did you mean ‘report’?",
        "sheet Outputs, row 3: the id is too long. Shorten it.",
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
        put(book, "Facts", row_of(book["Facts"], "The Choir"), text=now)
        add(book, "Facts", of="choir", text="It hums.", basis="stated", source="leaflet")

    city = dataset.parse(taken_back(tmp_path, text, change))
    assert [fact.text for fact in city.partners["choir"].facts] == [now, "It hums."]


def test_an_entry_whose_parts_are_all_taken_out_loses_the_field(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Facts"].delete_rows(2, 2)
        put(book, "Organisations", row_of(book["Organisations"], "forum"), source="minutes")

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
        put(book, "Organisations", row_of(book["Organisations"], "forum"), internal=None)
        put(book, "Organisations", row_of(book["Organisations"], "choir"), internal="ask again {in May")
        put(book, "Links", 2, internal='["a", "b"]')

    text = taken_back(tmp_path, SMALL, change, internal=True)
    assert documents.private(text) == {
        ("partners", "choir"): "ask again {in May",
        ("links", 0): ["a", "b"],
    }


def test_an_empty_section_has_no_private_notes() -> None:
    assert documents.private(SMALL + "tours:\n") == documents.private(SMALL)


LISTED = (
    SMALL
    + """
  - about: forum
    question: Where does it meet?
    claims: [{claim: here, source: minutes}, {claim: there, source: leaflet}]
  - about: council
    question: Who pays?
    claims: [{claim: all, source: minutes}, {claim: nobody, source: leaflet}]
accepted_gaps:
  - {gap: organisation with one link, about: choir, reason: It keeps to itself.}
  - {gap: organisation with one link, about: staff, reason: One is enough.}
"""
)


def test_what_goes_from_a_list_without_ids_is_a_change_and_so_is_what_changes(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Disputes", 3, question="Where did it meet?")
        put(book, "Accepted gaps", 3, reason="One will do.")
        book["Disputes"].delete_rows(4)
        book["Disputes"].delete_rows(2)
        book["Accepted gaps"].delete_rows(2)
        book["Links"].delete_rows(row_of(book["Links"], "council-funds-charity"))

    found = [(one.what.value, one.at) for one in rewritten(tmp_path, LISTED, change).changes]
    assert found == [
        ("remove", ("links", "council-funds-charity")),
        ("set", ("disputes", "forum: Where does it meet?", "question")),
        ("remove", ("disputes", "forum: How many belong to it?")),
        ("remove", ("disputes", "council: Who pays?")),
        ("set", ("accepted_gaps", "organisation with one link: staff", "reason")),
        ("remove", ("accepted_gaps", "organisation with one link: choir")),
    ]


# Private notes


NOTED = SMALL.replace(
    "{text: Meets monthly., period: 2019/2021, source: minutes}",
    "{text: Meets monthly., period: 2019/2021, source: minutes, internal: {note: keep, source: [me]}}",
).replace(
    "source: minutes}\n  - {from: charity", "source: minutes, internal: {note: keepme}}\n  - {from: charity"
)
KEPT = {"note": "keep", "source": ["me"]}


def kept(text: str) -> dict[str, Any]:
    """The facts of the forum, each with its private note."""
    city = dataset.parse(text)
    (section,) = [name for name in ("groups", "partners") if "forum" in getattr(city, name)]
    notes = documents.notes(text)
    facts = getattr(city, section)["forum"].facts
    return {fact.text: notes.get((section, "forum", "facts", place)) for place, fact in enumerate(facts)}


def test_a_sheet_without_the_column_of_private_notes_keeps_its_own(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        drop_column(book["Links"], "internal")
        put(book, "Organisations", row_of(book["Organisations"], "forum"), internal="another")

    now = rewritten(tmp_path, NOTED, change, internal=True)
    assert documents.private(edits.text(now)) == {
        ("groups", "forum"): "another",
        ("links", 0): {"note": "keepme"},
    }
    assert now.private == ("1 private note changes.",)


def test_what_becomes_of_private_notes_is_said_without_their_words(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Links", 2, internal=None)
        put(book, "Links", 3, internal="new")
        book["Facts"].delete_rows(2)

    said = rewritten(tmp_path, NOTED, change, internal=True).private
    assert said == ("2 private notes change.", "1 private note is removed with its entry.")
    assert rewritten(tmp_path, NOTED, internal=True).private == ()


def test_two_private_notes_that_go_are_counted(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Facts"].delete_rows(2)
        book["Links"].delete_rows(2)

    said = rewritten(tmp_path, NOTED, change, internal=True).private
    assert said == ("2 private notes are removed with their entries.",)


@pytest.mark.parametrize("values", [{}, {"nr": None}, {"nr": 9}])
def test_a_copied_fact_with_other_words_is_a_new_one_at_the_end(
    values: dict[str, Any], tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        copy_row(book["Facts"], 2, text="Meets.", **values)

    added = "      - {text: Meets., period: 2019/2021, source: minutes}\n"
    before = "      - {text: Probably once met weekly., basis: inferred, source: leaflet}\n"
    assert taken_back(tmp_path, NOTED, change) == NOTED.replace(before, before + added)


def test_of_two_facts_with_one_number_the_one_that_says_the_same_is_the_old_one(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        copy_row(book["Facts"], 2)
        put(book, "Facts", 2, text="Meets.")

    text = taken_back(tmp_path, NOTED, change)
    assert kept(text) == {"Meets monthly.": KEPT, "Probably once met weekly.": None, "Meets.": None}


def test_a_fact_with_other_words_and_its_number_keeps_its_private_note(tmp_path: Path) -> None:
    text = taken_back(tmp_path, NOTED, lambda book: put(book, "Facts", 2, text="Meets."))
    assert kept(text) == {"Meets.": KEPT, "Probably once met weekly.": None}


def test_facts_that_change_places_take_their_private_notes_with_them(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Facts", 2, nr=2)
        put(book, "Facts", 3, nr=1)

    now = rewritten(tmp_path, NOTED, change)
    assert list(kept(edits.text(now)).items()) == [
        ("Probably once met weekly.", None),
        ("Meets monthly.", KEPT),
    ]
    assert now.private == ()


def test_a_new_fact_before_the_others_gets_no_private_note(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        copy_row(book["Facts"], 2, text="Meets.", nr=1)
        put(book, "Facts", 2, nr=2)
        put(book, "Facts", 3, nr=3)

    text = taken_back(tmp_path, NOTED, change)
    assert list(kept(text).items()) == [
        ("Meets.", None),
        ("Meets monthly.", KEPT),
        ("Probably once met weekly.", None),
    ]


@pytest.mark.parametrize("internal", [False, True])
def test_an_organisation_that_moves_takes_the_private_notes_of_its_facts_along(
    internal: bool, tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "forum"), section="partners", kind="charity")
        put(book, "Facts", 3, text="Once met weekly.")

    now = rewritten(tmp_path, NOTED, change, internal=internal)
    text = edits.text(now)
    assert kept(text) == {"Meets monthly.": KEPT, "Once met weekly.": None}
    assert documents.private(text)["partners", "forum"] == {"note": "canary-in-the-coal-mine"}
    assert now.private == ()


def test_a_single_fact_that_stands_without_a_list_keeps_its_private_note(tmp_path: Path) -> None:
    alone = "    facts: {text: It sings., source: leaflet, internal: hush}\n"
    text = SMALL.replace("  choir:\n    name: The Choir\n", "  choir:\n    name: The Choir\n" + alone)

    def change(book: Any) -> None:
        put(book, "Facts", row_of(book["Facts"], "The Choir"), text="It sings well.")
        add(book, "Facts", of="choir", text="It hums.", source="leaflet")

    notes = documents.notes(taken_back(tmp_path, text, change))
    assert notes["partners", "choir", "facts", 0] == "hush"
    assert ("partners", "choir", "facts", 1) not in notes


def test_a_new_entry_gets_no_private_note_of_another_sort_with_its_id(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        copy_row(book["Sources"], 2, id="forum")

    text = taken_back(tmp_path, SMALL, change)
    assert "forum" in dataset.parse(text).sources
    assert documents.private(text) == documents.private(SMALL)


def test_the_notes_of_a_dispute_stay_with_it_when_one_before_it_goes(tmp_path: Path) -> None:
    text = LISTED.replace("{claim: here, source: minutes}", "{claim: here, source: minutes, internal: hush}")

    def change(book: Any) -> None:
        put(book, "Claims", 5, claim="elsewhere")
        add(book, "Claims", of="dispute-3", claim="anywhere", source="leaflet")
        book["Disputes"].delete_rows(2)
        book["Claims"].delete_rows(2, 2)

    after = taken_back(tmp_path, text, change)
    assert [claim.claim for claim in dataset.parse(after).disputes[0].claims] == [
        "here",
        "elsewhere",
        "anywhere",
    ]
    assert documents.notes(after)["disputes", 0, "claims", 0] == "hush"


def test_the_notes_of_claims_follow_them_in_another_order(tmp_path: Path) -> None:
    text = LISTED.replace("{claim: here, source: minutes}", "{claim: here, source: minutes, internal: hush}")

    def change(book: Any) -> None:
        put(book, "Claims", 4, nr=2)
        put(book, "Claims", 5, nr=1)

    after = taken_back(tmp_path, text, change)
    assert documents.notes(after)["disputes", 1, "claims", 1] == "hush"


def test_a_note_of_the_editors_words_is_not_written_as_a_field_would_be(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "forum"), section="partners", kind="charity")

    text = SMALL.replace("{note: canary-in-the-coal-mine}", "{source: [minutes], left: null, open: }")
    notes = documents.private(taken_back(tmp_path, text, change))
    assert notes["partners", "forum"] == {"source": ["minutes"], "left": None, "open": None}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("[" * 30_000, "it is nested too deeply."),
        ("[" * 25 + "]" * 25, "the file is nested more than 20 levels deep. Remove some brackets."),
        ('"\\ud800"', "it has half of a character, written as ‘\\ud…’."),
        ('{"\\udc00": 1}', "it has half of a character, written as ‘\\ud…’."),
        (
            '"a\\u200bb"',
            "there is a character that cannot be seen, U+200B (zero width space). Delete it.",
        ),
    ],
)
def test_a_private_note_that_no_data_file_can_hold_names_its_cell(
    cell: str, said: str, tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        put(book, "Links", 2, internal=cell)

    assert problems(tmp_path, change, internal=True) == (
        f"sheet Links, row 2, internal: the note cannot be imported: {said}",
    )


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ('{"a": null}', "internal:\n      a: null\n"),
        ("null", "internal: null\n"),
        ('"null"', "internal: 'null'\n"),
        ('{"a": [1, true, 0.5, "b", null]}', "internal:\n      a: [1, true, 0.5, b, null]\n"),
    ],
)
def test_what_is_no_text_in_a_private_note_is_written_as_it_is_and_comes_back(
    cell: str, written: str, tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "choir"), internal=cell)

    now = rewritten(tmp_path, SMALL, change, internal=True)
    text = edits.text(now)
    assert now.private == ("1 private note changes.",)
    assert written in text
    assert taken_back(tmp_path, text, internal=True) == text
    again = rewritten(tmp_path, text, change, internal=True)
    assert (edits.text(again), again.private) == (text, ())


def test_a_note_that_says_nothing_stays_as_it_is(tmp_path: Path) -> None:
    text = SMALL.replace("{note: canary-in-the-coal-mine}", "~")
    assert taken_back(tmp_path, text, internal=True) == text


# Sheets without cells


def test_a_sheet_that_holds_only_a_chart_is_left_out_and_stands_for_no_other(tmp_path: Path) -> None:
    def beside(book: Any) -> None:
        add_chart(book, "A picture")

    def instead(book: Any) -> None:
        del book["Tours"]
        add_chart(book, "Tours")

    assert taken_back(tmp_path, SMALL, beside) == SMALL
    assert problems(tmp_path, instead) == (
        "sheet Tours: the sheet is missing. Put it back, even without rows.",
    )


def _with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a part of a workbook as no spreadsheet would."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    assert change(parts[name]) != parts[name]
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, change(content) if each == name else content)


STYLES = "xl/styles.xml"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (STYLES, b"<cellXfs.*</cellXfs>", b""),  # no styles at all
        (STYLES, b"<styleSheet.*", b""),
        (STYLES, b'fontId="1"', b'fontId="99"'),
        (STYLES, b'<xf numFmtId="[0-9]+"', b'<xf numFmtId="999"'),
        ("xl/worksheets/sheet4.xml", rb'<c ([^>]*)s="\d+"', rb'<c \1s="99"'),
        ("xl/worksheets/sheet4.xml", rb'(<c [^>]*)t="\w+"([^>]*)>.*?</c>', rb'\1t="s"\2><v>99999</v></c>'),
    ],
)
def test_styles_and_texts_that_a_cell_names_and_the_workbook_lacks_end_in_a_sentence(
    part: str, old: bytes, new: bytes, tmp_path: Path
) -> None:
    path = returning(tmp_path, SMALL)
    _with_part(path, part, lambda content: re.sub(old, new, content, flags=re.DOTALL))
    with suppress(EcosystemError):
        workbook_import.read(path, dataset.parse(SMALL))
    with suppress(EcosystemError):
        incoming.read(path, today=TODAY)


@pytest.mark.parametrize("name", ["font", "number_format"])
def test_a_style_that_is_not_there_is_told_of_the_workbook(name: str, tmp_path: Path) -> None:
    path = returning(tmp_path, SMALL)
    _with_part(path, STYLES, lambda content: re.sub(b"<cellXfs.*</cellXfs>", b"", content))
    page = safe_workbook.opened(path)["Links"]
    cell = next(safe_workbook.rows_of(path, page, 1))[0]
    with pytest.raises(
        FileAccessError, match=r"back\.xlsx cannot be read as a workbook\. Save it as \.xlsx again"
    ):
        safe_workbook.style_of(path, cell, name)


def test_a_data_file_that_would_not_say_what_the_workbook_says_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "choir"), purpose="Sings.")

    back = workbook_import.read(returning(tmp_path, SMALL, change), dataset.parse(SMALL))
    monkeypatch.setattr(writing, "set_field", lambda *_: None)
    told = (
        "groups.yaml was not changed, because it would say something else than these changes. "
        "Edit it by hand."
    )
    with pytest.raises(FileAccessError) as caught:
        rewriting.rewrite(SMALL, "groups.yaml", back)
    assert str(caught.value) == told


MEMBER = "{from: charity, type: member-of, to: forum, since: 2016, source: minutes}"


def _confirmed(*told: str) -> str:
    return SMALL.replace(MEMBER, MEMBER.replace("}", f", confirmations: [{', '.join(told)}]}}"))


@pytest.mark.parametrize("before", [(), ("{organisation: forum, date: 2025-10}",)])
@pytest.mark.parametrize(
    "of",
    [
        "charity-member-of-forum",
        "The Charity is a member of The Forum for Everybody who Works in the City",
        "the charity, is a member of, The Forum for everybody who works in the City",
    ],
)
def test_a_new_row_confirms_a_link_and_is_told(of: str, before: tuple[str, ...], tmp_path: Path) -> None:
    def change(book: Any) -> None:
        add(book, "Confirmations", of=of, organisation="The Charity", role="HR", date="Nov-26")

    text = _confirmed(*before) if before else SMALL
    back = rewritten(tmp_path, text, change)
    link = next(
        each for each in dataset.parse(edits.text(back)).links if each.id == "charity-member-of-forum"
    )
    assert [str(each) for each in link.confirmations][len(before) :] == ["charity (HR), 2026-11"]
    groups = ChangeLines(documents.of(dataset.parse(text))).groups(back.changes)
    assert groups == [
        (
            "Link: The Charity is a member of The Forum for Everybody who Works in the City",
            ["new confirmations: organisation: The Charity; role: HR; date: November 2026"],
        )
    ]


def test_a_new_link_is_confirmed_by_what_its_row_says(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        ends = {"from": "The Choir", "type": "is a member of", "to": "The Council"}
        add(book, "Links", **ends, source="minutes")
        of = "The Choir is a member of The Council"
        add(book, "Confirmations", of=of, organisation="The Choir", date="2026-11")

    city = dataset.parse(taken_back(tmp_path, SMALL, change))
    (link,) = (each for each in city.links if each.id == "choir-member-of-council")
    assert [str(each) for each in link.confirmations] == ["choir, 2026-11"]


def test_a_confirmation_that_cannot_be_is_named_with_its_row(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        rows = [
            ("The Council funds The Charity", "The Charity", "2026-11"),
            ("nothing", "The Charity", "2026-11"),
            ("charity-member-of-forum", "The Choir", "2026-11"),
            ("charity-member-of-forum", "The Charity", None),
        ]
        for of, organisation, date in rows:
            add(book, "Confirmations", of=of, organisation=organisation, date=date)

    said = "\n".join(problems(tmp_path, change))
    assert "row 2: ‘The Council funds The Charity’ in ‘of’ may be one of several." in said
    assert "‘council-funds-charity’, ‘council-funds-charity-2’" in said
    assert "row 3: ‘nothing’ in ‘of’ is not the name of an entry" in said
    assert "row 5: ‘date’ is missing" in said


def test_an_organisation_at_neither_end_is_named_with_its_row(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        of = "charity-member-of-forum"
        add(book, "Confirmations", of=of, organisation="The Choir", date="2026-11")

    (said,) = problems(tmp_path, change)
    assert said.startswith("sheet Confirmations, row 2, organisation: ")
    assert "is at neither end of this link" in said


def test_a_new_claim_is_told_beside_its_dispute(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        add(book, "Claims", of="How many belong to it?", claim="4", source="leaflet")

    back = rewritten(tmp_path, SMALL, change)
    ((thing, _lines),) = ChangeLines(documents.of(dataset.parse(SMALL))).groups(back.changes)
    assert "How many belong to it?" in thing
