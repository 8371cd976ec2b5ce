"""Thirty-five kinds of edit that somebody who only knows Excel makes, each with what comes of it."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from ecosystem import dataset, edits
from ecosystem.errors import FileAccessError, InvalidWorkbookError
from ecosystem.exchange import rewriting, workbook_import
from ecosystem.model import Ecosystem
from tests.cities import SMALL, cited
from tests.workbooks import add, column, copy_row, drop_column, put, returning, row_of

CITY = SMALL.replace("comparison_text: the next city}", "comparison_text: the next city, unit: '%'}").replace(
    "  - {from: council, type: hosts", "  - {from: council, type: hosts", 1
)
TODAY = date(2026, 11, 30)
Change = Callable[[Any], None]


class Outcome:
    """What an import made of an edit: the text of the file, its city, and what was said."""

    def __init__(self, folder: Path, change: Change, text: str = CITY, *, internal: bool = False) -> None:
        path = returning(folder, text, change, internal=internal)
        self.back = workbook_import.read(path, dataset.parse(text), text=text, today=TODAY)
        self.now = rewriting.rewrite(text, "groups.yaml", self.back)
        edits.check(self.now, TODAY)
        self.text = edits.text(self.now)

    @property
    def city(self) -> Ecosystem:
        return dataset.parse(self.text)

    @property
    def remarks(self) -> str:
        return "\n".join(self.back.remarks)


def refused(folder: Path, change: Change) -> list[str]:
    with pytest.raises(InvalidWorkbookError) as caught:
        Outcome(folder, change)
    return list(caught.value.problems)


def organisation(book: Any, identifier: str, **values: Any) -> None:
    put(book, "Organisations", row_of(book["Organisations"], identifier), **values)


def cell(book: Any, title: str, row: int, header: str) -> Any:
    return book[title].cell(row, column(book[title], header))


# Edits that change nothing


def nothing(book: Any) -> None:
    """1."""


def curly_in_place(book: Any) -> None:
    """5: dashes and quotation marks that Excel puts in, where nothing else differs, are a change of text."""


def colours_comments_filters_and_blank_rows(book: Any) -> None:
    """8."""
    page = book["Organisations"]
    page["C3"].fill = PatternFill("solid", fgColor="FFFF00")
    page["C3"].comment = Comment("Ask again", "somebody")
    page.row_dimensions[4].hidden = True
    page.auto_filter.ref = "A1:D4"
    page.insert_rows(3)


def own_sheet(book: Any) -> None:
    """11."""
    book.create_sheet("My notes")["A1"] = "Ask the Choir"


def own_column(book: Any) -> None:
    """7: a RAG column."""
    page = book["Actions"]
    page.cell(1, page.max_column + 1).value = "RAG"
    page.cell(2, page.max_column).value = "amber"


def title_row(book: Any) -> None:
    """12."""
    page = book["Organisations"]
    page.insert_rows(1)
    page["A1"] = "Our organisations, November 2026"


def sub_heading(book: Any) -> None:
    """13."""
    page = book["Organisations"]
    page.insert_rows(4)
    page["A4"] = "Charities and others"


def merged_heading(book: Any) -> None:
    """13, merged across the sheet."""
    page = book["Organisations"]
    page.insert_rows(4)
    page["C4"] = "Charities and others"
    page.merge_cells("C4:F4")


def merged_downwards(book: Any) -> None:
    """6: two neighbouring cells of one plan."""
    book["Priorities"].merge_cells("B2:B3")


def stray_spaces_in_an_id(book: Any) -> None:
    """14."""
    page = book["Organisations"]
    page.cell(row_of(page, "choir"), 1).value = " choir\u00a0"


def no_break_space_in_a_name(book: Any) -> None:
    """15."""
    organisation(book, "choir", name="The\u00a0Choir")


def names_in_other_case(book: Any) -> None:
    """16: a name, an alias, a short name, a label, the id, with stray spaces."""
    put(book, "Links", 2, **{"from": "THE council ", "type": "Hosts", "to": "round\u00a0table"})
    put(book, "Links", 3, **{"to": "the forum", "basis": "Stated"})
    organisation(book, "choir", kind="Charities", section="Partners", source="a leaflet")


def ids_as_before(book: Any) -> None:
    """16, as a workbook of the first version has them."""
    put(book, "Links", 2, **{"from": "council", "type": "hosts", "to": "forum", "source": "minutes"})


def sorted_rows(book: Any) -> None:
    """8: every sheet may be sorted."""
    for page in (book["Organisations"], book["Links"], book["Facts"]):
        rows = [[each.value for each in row] for row in page.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for place, value in enumerate(row, 1):
                page.cell(number, place).value = value


HARMLESS = [
    nothing,
    colours_comments_filters_and_blank_rows,
    own_sheet,
    own_column,
    title_row,
    sub_heading,
    merged_heading,
    merged_downwards,
    stray_spaces_in_an_id,
    no_break_space_in_a_name,
    names_in_other_case,
    ids_as_before,
    sorted_rows,
]


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__)
def test_an_edit_that_says_nothing_new_changes_no_byte(change: Change, tmp_path: Path) -> None:
    assert Outcome(tmp_path, change).text == CITY


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (own_sheet, "Left out, because they are your own: the sheet ‘My notes’."),
        (own_column, "Left out, because they are your own: ‘RAG’ in Actions."),
        (
            sub_heading,
            "Left out, because they are your own: row 4 of Organisations (‘Charities and others’).",
        ),
    ],
)
def test_what_is_her_own_is_named_in_one_sentence(change: Change, said: str, tmp_path: Path) -> None:
    assert Outcome(tmp_path, change).back.remarks == (said,)


# Edits that change what they should


def typed(header: str, value: Any, number_format: str | None = None) -> Change:
    """Type a value into a column of the action, which Excel then shows in a format."""

    def change(book: Any) -> None:
        one = cell(book, "Actions", 2, header)
        one.value = value
        if number_format:
            one.number_format = number_format

    return change


@pytest.mark.parametrize(
    ("value", "shown", "due"),
    [
        (datetime(2021, 2, 28), "dd/mm/yyyy", "2021-02-28"),  # 2
        (datetime(2021, 2, 1), "mmm-yy", "2021-02"),  # 3
        (datetime(2027, 3, 1), "[$-409]mmm\\-yy;@", "2027-03"),
        (datetime(2027, 1, 1), "yyyy", "2027"),
        (44255, None, "2021-02-28"),  # 4
        ("44255", None, "2021-02-28"),
        ("28/02/2021", None, "2021-02-28"),
        ("Feb-21", None, "2021-02"),
        ("December 2026", None, "2026-12"),
        ("3rd March 2027", None, "2027-03-03"),
        ("2027-03", None, "2027-03"),
        (2027, None, "2027"),
        ("2019~", None, "2019~"),
    ],
)
def test_a_date_is_taken_as_exactly_as_it_is_shown(
    value: Any, shown: str | None, due: str, tmp_path: Path
) -> None:
    assert Outcome(tmp_path, typed("due", value, shown)).city.actions["build"].due == due


@pytest.mark.parametrize(
    ("header", "value", "shown", "held"),
    [
        ("measure target", 0.2, "0%", 20.0),  # 27
        ("measure target", 0.182, "0.0%", 18.2),
        ("measure target", "18.2%", None, 18.2),
        ("measure target", 20, None, 20.0),
        ("measure target", "1,200", None, 1200.0),
    ],
)
def test_twenty_per_cent_stays_twenty(
    header: str, value: Any, shown: str | None, held: float, tmp_path: Path
) -> None:
    measure = Outcome(tmp_path, typed(header, value, shown)).city.actions["build"].measure
    assert measure
    assert measure.target == held


def test_a_reading_in_per_cent_stays_as_it_is_shown(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        add(book, "Readings", of="Build ten homes", date="2026-03", value=0.182, source="A leaflet")
        cell(book, "Readings", 2, "value").number_format = "0.0%"

    measure = Outcome(tmp_path, change).city.actions["build"].measure
    assert measure
    assert [(each.date, each.value, each.sources) for each in measure.readings] == [
        ("2026-03", 18.2, cited("leaflet"))
    ]


def test_a_percentage_of_people_is_a_question(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Actions", 2, measure__unit="people")
        typed("measure target", 0.2, "0%")(book)

    (said,) = refused(tmp_path, change)
    assert said == (
        "sheet Actions, row 2, measure target: ‘20%’ is a percentage, and the unit is ‘people’. "
        "Write a plain number, or give the unit as %."
    )


def test_dashes_and_curly_quotes_are_taken(tmp_path: Path) -> None:
    outcome = Outcome(tmp_path, lambda book: organisation(book, "choir", purpose="Sings “well” – often."))
    assert outcome.city.partners["choir"].purpose == "Sings “well” – often."


@pytest.mark.parametrize(
    ("state", "held"),
    [("complete", "done"), ("In progress", "under way"), ("DONE", "done"), ("stopped", "stopped")],
)
def test_progress_is_reported_by_name_in_her_words(state: str, held: str, tmp_path: Path) -> None:
    """16, 17, 18."""

    def change(book: Any) -> None:
        add(
            book, "Progress", of="build ten homes", date="2026-03", state=state, source="minutes of the forum"
        )

    (report,) = Outcome(tmp_path, change).city.actions["build"].progress
    assert (report.date, report.state, report.sources) == ("2026-03", held, cited("minutes"))


def test_a_web_address_as_evidence_makes_the_source(tmp_path: Path) -> None:
    """19."""

    def change(book: Any) -> None:
        address = "https://www.example.org/board/minutes-3"
        add(book, "Progress", of="Build ten homes", date="2026-03", state="done", evidence=address)

    city = Outcome(tmp_path, change).city
    assert city.actions["build"].progress[0].evidence == cited("build-evidence")
    source = city.sources["build-evidence"]
    assert (source.title, source.publisher) == ("www.example.org/board/minutes-3", "example.org")


def test_a_text_over_a_link_is_the_link_and_its_title(tmp_path: Path) -> None:
    """19, 31."""

    def change(book: Any) -> None:
        add(book, "Progress", of="Build ten homes", date="2026-03", state="done", evidence="Board minutes")
        cell(book, "Progress", 3, "evidence").hyperlink = "https://example.org/board"
        organisation(book, "choir", website="The choir’s page")
        page = book["Organisations"]
        place = page.cell(row_of(page, "choir"), column(page, "website"))
        place.hyperlink = "https://example.org/choir"
        place.value = "The choir’s page"

    city = Outcome(tmp_path, change).city
    assert city.partners["choir"].website == "https://example.org/choir"
    assert city.sources["build-evidence"].title == "Board minutes"
    assert city.sources["build-evidence"].url == "https://example.org/board"


@pytest.mark.parametrize(
    "leads", ["The Choir, The Council", "The Choir; The Council", "The Choir\nThe Council"]
)
def test_two_leads_in_one_cell(leads: str, tmp_path: Path) -> None:
    """20."""
    outcome = Outcome(tmp_path, typed("leads", leads))
    assert outcome.city.actions["build"].leads == ("choir", "council")


def test_a_new_organisation_and_a_link_to_it_by_name(tmp_path: Path) -> None:
    """21, 22: in the same workbook, without any id."""

    def change(book: Any) -> None:
        add(book, "Organisations", name="The Library", kind="public organisation", source="A leaflet")
        add(
            book,
            "Links",
            **{"from": "the library", "type": "funds", "to": "The Job Fair", "source": "A leaflet"},
        )

    city = Outcome(tmp_path, change).city
    assert city.partners["the-library"].kind == "public"
    assert [link.head for link in city.links if link.tail == "the-library"] == ["fair"]


def without_charity(book: Any) -> None:
    book["Organisations"].delete_rows(row_of(book["Organisations"], "charity"))


def test_a_deleted_row_takes_what_hangs_on_it(tmp_path: Path) -> None:
    """23: the charity leads an action and has three links."""
    outcome = Outcome(tmp_path, without_charity)
    assert {one.gone[1] for one in outcome.back.hanging()} == {"charity"}
    assert len(outcome.back.hanging()) == 4
    city = outcome.city
    assert ("charity" in city.partners, city.actions["build"].leads) == (False, ())
    assert not any("charity" in (link.tail, link.head) for link in city.links)


def test_a_deleted_action_takes_its_progress_and_links(tmp_path: Path) -> None:
    """23."""
    outcome = Outcome(tmp_path, lambda book: book["Actions"].delete_rows(2))
    assert not outcome.city.actions
    assert not any(link.tail == "build" for link in outcome.city.links)


def test_what_hangs_on_a_deleted_row_can_go_to_another(tmp_path: Path) -> None:
    path = returning(tmp_path, CITY, without_charity)
    back = workbook_import.read(path, dataset.parse(CITY)).settled({("partners", "charity"): "choir"})
    city = dataset.parse(edits.text(rewriting.rewrite(CITY, "groups.yaml", back)))
    assert city.actions["build"].leads == ("choir",)
    assert ("choir", "member-of", "forum") in {(link.tail, link.type, link.head) for link in city.links}


def test_five_reports_in_one_workbook(tmp_path: Path) -> None:
    """32."""

    def change(book: Any) -> None:
        for month in range(1, 6):
            add(
                book,
                "Progress",
                of="Build ten homes",
                date=f"2026-0{month}",
                state="under way",
                note="So far.",
            )

    assert len(Outcome(tmp_path, change).city.actions["build"].progress) == 5


def test_one_column_sorted_alone_is_listed_change_by_change(tmp_path: Path) -> None:
    """9."""

    def change(book: Any) -> None:
        page = book["Links"]
        place = column(page, "source")
        values = [page.cell(row, place).value for row in range(2, page.max_row + 1)]
        for row, value in enumerate(sorted(values), 2):
            page.cell(row, place).value = value

    outcome = Outcome(tmp_path, change)
    changed = {one.at for one in outcome.now.changes}
    assert changed
    assert all(at[2] == "source" for at in changed)


# Edits that are refused, with a sentence that helps


def formula(book: Any) -> None:
    organisation(book, "choir", purpose="=A1")


def copied_row(book: Any) -> None:
    copy_row(book["Organisations"], row_of(book["Organisations"], "choir"))


def changed_id(book: Any) -> None:
    page = book["Organisations"]
    page.cell(row_of(page, "choir"), 1).value = "the-singers"


def renamed_sheet(book: Any) -> None:
    book["Facts"].title = "Fact"


def deleted_column(book: Any) -> None:
    drop_column(book["Events"], "purpose")


def person(book: Any) -> None:
    organisation(book, "choir", purpose="Ask jo@example.org")


def long_name(book: Any) -> None:
    organisation(book, "choir", name="The Choir " * 40)


def tomorrow(book: Any) -> None:
    add(book, "Progress", of="Build ten homes", date="2027-01-10", state="done", source="A leaflet")


def evidence_in_words(book: Any) -> None:
    add(book, "Progress", of="Build ten homes", date="2026-01-10", state="done", evidence="Board minutes")


def to_be_decided(book: Any) -> None:
    put(book, "Actions", 2, due="TBC")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (deleted_column, "sheet Events, row 1: the column ‘purpose’ is missing."),  # 10
        (renamed_sheet, "sheet Facts: the sheet is missing. Is it ‘Fact’? Name it as before."),  # 10
        (changed_id, "sheet Organisations, row 6: A6: the id of ‘The Choir’ was ‘choir’. Put it back."),  # 24
        (copied_row, "is in sheet Organisations, row 6 and again in sheet Organisations, row 7"),  # 25
        (formula, "has a formula. Replace it with its value."),  # 26
        (tomorrow, "sheet Progress, row 3, date: the report (2027-01-10) is dated after"),  # 28
        (person, "looks like an email address"),  # 29
        (long_name, "characters, and 300 are allowed"),  # 30
        (
            evidence_in_words,
            "‘Board minutes’ is not known.",
        ),  # 19
        (to_be_decided, "sheet Actions, row 2, due: ‘TBC’ is not a date."),  # 4
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_edit_that_cannot_be_is_one_sentence_with_its_place(
    change: Change, said: str, tmp_path: Path
) -> None:
    found = refused(tmp_path, change)
    assert len(found) == 1, found
    assert said in found[0]


def test_a_name_that_two_have_is_a_question_with_the_choices(tmp_path: Path) -> None:
    text = CITY.replace(
        "priorities:\n", "priorities:\n  jobs-2: {plan: plan-2, number: 1, name: Jobs, source: minutes}\n"
    ).replace(
        "plans:\n",
        "plans:\n  plan-2: {name: The next plan, owners: [forum], period: 2022, source: minutes}\n",
    )

    def change(book: Any) -> None:
        put(book, "Actions", 2, advances="Jobs")

    with pytest.raises(InvalidWorkbookError) as caught:
        Outcome(tmp_path, change, text)
    assert caught.value.problems == (
        "sheet Actions, row 2, advances: ‘Jobs’ may be ‘Jobs (The next plan)’ and ‘Jobs (The Forum's plan)’. "
        "Write the one that you mean.",
    )
    chosen = Outcome(tmp_path, lambda book: put(book, "Actions", 2, advances="Jobs (the next plan)"), text)
    assert chosen.city.actions["build"].advances == ("jobs-2",)


# Two copies, and other programs' files


def test_the_second_of_two_copies_keeps_the_report_of_the_first(tmp_path: Path) -> None:
    """33."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()

    def reports(book: Any) -> None:
        add(book, "Progress", of="Build ten homes", date="2026-03", state="under way", source="A leaflet")

    def renames(book: Any) -> None:
        organisation(book, "choir", name="The Great Choir")

    one = returning(tmp_path / "one", CITY, reports)
    two = returning(tmp_path / "two", CITY, renames)
    text = CITY
    for path in (one, two):
        back = workbook_import.read(path, dataset.parse(text), text=text)
        text = edits.text(rewriting.rewrite(text, "groups.yaml", back))
    city = dataset.parse(text)
    assert city.partners["choir"].name == "The Great Choir"
    assert [report.date for report in city.actions["build"].progress] == ["2026-03"]
    assert back.remarks == (
        "The data file has changed since this workbook was made: 1 entry. These changes stay.",
    )


def test_the_same_field_changed_twice_is_a_question_with_all_three_values(tmp_path: Path) -> None:
    path = returning(tmp_path, CITY, lambda book: put(book, "Actions", 2, due="2027-03"))
    text = CITY.replace("due: 2021-06\n", "due: 2026-12\n")
    now = rewriting.rewrite(text, "groups.yaml", workbook_import.read(path, dataset.parse(text)))
    (conflict,) = now.conflicts
    assert (conflict.at, conflict.was, conflict.file, conflict.mine) == (
        ("actions", "build", "due"),
        "2021-06",
        "2026-12",
        "2027-03",
    )
    assert edits.text(now) == text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "is in the old Excel format. Save it as .xlsx"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "has a password. Save it without one."),
    ],
)
def test_a_file_of_another_kind_is_one_sentence(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    """34."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileAccessError, match=said):
        workbook_import.read(path, dataset.parse(CITY))


def test_a_workbook_of_another_city_is_refused(tmp_path: Path) -> None:
    path = returning(tmp_path, SMALL)
    with pytest.raises(
        FileAccessError, match="is a workbook of ‘A small city’, and the data file is ‘Leeds’"
    ):
        workbook_import.read(path, dataset.parse(_leeds()))


def _leeds() -> str:
    head = SMALL[: SMALL.index("groups:\n")].replace("Smallville", "Leeds")
    return head.replace("A small city", "Leeds") + (
        "groups:\n  panel: {name: The Panel, kind: forum, source: minutes}\n"
        "plans:\n  plan: {name: Our plan, owners: [panel], source: minutes}\n"
    )


def test_a_workbook_without_its_hidden_sheet_is_held_against_the_file(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        del book["Baseline"]
        put(book, "Actions", 2, due="2027-03")

    outcome = Outcome(tmp_path, change)
    assert outcome.city.actions["build"].due == "2027-03"
    assert outcome.remarks.startswith("This workbook does not say what it was made from.")


def test_a_newer_programs_workbook_is_refused(tmp_path: Path) -> None:
    import base64
    import json
    import zlib

    def change(book: Any) -> None:
        packed = base64.b64encode(zlib.compress(json.dumps({"schema": 9, "program": "9.0"}).encode()))
        book["Baseline"]["A1"] = packed.decode()

    with pytest.raises(FileAccessError, match=r"was made by a newer version of this program \(9\.0\)"):
        Outcome(tmp_path, change)


def test_bold_headings_within_a_sheet_are_left_out(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        page = book["Organisations"]
        page.insert_rows(4)
        page["C4"] = "Charities"
        page["C4"].font = Font(bold=True)

    assert Outcome(tmp_path, change).text == CITY
