"""The annual report as a PDF: the words of the Markdown, tagged, on A4."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from ecosystem import cli, report
from ecosystem.city import City
from ecosystem.infographic import view
from ecosystem.paper import printed_report as paper
from tests import pdf_sheets
from tests.cities import SMALL
from tests.test_poster import HOSTILE, elements


@pytest.fixture(scope="module", params=["bristol", "small"])
def city(request: pytest.FixtureRequest, bristol: City, small_city: City) -> City:
    return bristol if request.param == "bristol" else small_city


@pytest.fixture(scope="module")
def document(city: City) -> bytes:
    return paper.pdf(city)


def test_every_line_of_the_markdown_is_in_it(city: City, document: bytes) -> None:
    text = pdf_sheets.text(document)
    for line in report.markdown(city).splitlines():
        if re.fullmatch(r"\|( --- \|)+", line):
            continue
        words = re.sub(r"^(#+|-|\d+\.) | <(?=http)|(?<=\S)>$|(?<!\\)(\*| ?\| ?)", "", line)
        shown = pdf_sheets.squeezed(re.sub(r"\\(.)", r"\1", words))
        # A page may end within a line, and its foot then stands between.
        pieces = [shown[start : start + 12] for start in range(0, len(shown), 12)]
        assert sum(piece not in text for piece in pieces) <= 1, line


def test_it_is_tagged_with_title_language_headings_and_lists(city: City, document: bytes) -> None:
    with pikepdf.open(BytesIO(document)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == city.ecosystem.about.language
        meta = pdf.open_metadata()
        assert (meta["pdfuaid:part"], meta["dc:title"]) == ("1", report.compose(city).title)
        tags = [str(tag.S) for tag in elements(pdf.Root.StructTreeRoot)]
        assert tags.count("/H1") == len(report.compose(city).parts) + 1  # the table of contents has one too
        assert {"/Title", "/H2", "/L", "/LI", "/Link"} <= set(tags)
        assert "/CreationDate" not in pdf.docinfo


def test_text_is_within_the_page_and_its_fonts_are_embedded(document: bytes) -> None:
    for page in pdf_sheets.pages(document):
        assert (round(page.width), round(page.height)) == (595, 842)
        wheel = page.runs and "The map, published" in "".join(run.text for run in page.runs)
        least, margin = (5.5, 14) if wheel else (8, 40)
        for run in page.runs:
            assert run.size >= least
            assert all(margin <= x <= page.width - margin for x in (run.start[0], run.end[0]))
    assert all(font.embedded for font in pdf_sheets.fonts(document))


def test_it_runs_from_left_to_right_whatever_the_language_of_the_names() -> None:
    other = SMALL.replace("place: Smallville", "place: Smallville\n  language: ar")
    usual, turned = (pdf_sheets.pages(paper.pdf(City.parse(text))) for text in (SMALL, other))
    assert [page.runs for page in usual] == [page.runs for page in turned]


def test_the_licence_stands_on_the_first_page(document: bytes) -> None:
    """At the end it might stand on a page of its own."""
    first, *_ = pdf_sheets.pages(document)
    assert "You may reuse the data under" in "".join(run.text for run in first.runs)


def test_hostile_text_is_printed_as_it_stands() -> None:
    text = SMALL
    for words, hostile in zip(
        ("A small city", "Build ten homes", "Jobs", "How many belong to it?", "A leaflet"),
        HOSTILE,
        strict=True,
    ):
        text = text.replace(f": {words}", f": '{hostile}'", 1)
    said = pdf_sheets.text(paper.pdf(City.parse(text)))
    assert [words for words in HOSTILE if pdf_sheets.squeezed(words) not in said] == []


def test_an_empty_city_has_a_report() -> None:
    about = "ecosystem: {title: A city, place: There, edition: 2026-11, summary: Who., licence: None}\n"
    assert "Acity:annualreport" in pdf_sheets.text(paper.pdf(City.parse(about)))


def test_the_command_writes_one_file_of_the_same_bytes(tmp_path: Path) -> None:
    data = tmp_path / "city.yaml"
    data.write_text(SMALL, encoding="utf-8")
    for name in ("one.pdf", "two.pdf", "one.pdf"):
        done = CliRunner().invoke(cli.main, ["--data", str(data), "report", "--pdf", str(tmp_path / name)])
        assert (done.exit_code, done.stderr) == (0, "")
        assert re.fullmatch(rf".*{name}  \d+ kB\n", done.stdout, re.DOTALL)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    data, strange = tmp_path / "city.yaml", tmp_path / "minutes.pdf"
    data.write_text(SMALL, encoding="utf-8")
    strange.write_bytes(b"%PDF-1.7 by ecosystem-mapper? no")
    done = CliRunner().invoke(cli.main, ["--data", str(data), "report", "--pdf", str(strange)])
    assert done.exit_code == 3
    assert strange.read_bytes() == b"%PDF-1.7 by ecosystem-mapper? no"
    assert len(done.stderr.splitlines()) == 1


def test_the_wheel_stands_on_the_second_page_with_its_description(city: City, document: bytes) -> None:
    _first, second, *_ = pdf_sheets.pages(document)
    text = pdf_sheets.squeezed("".join(run.text for run in second.runs))
    assert pdf_sheets.squeezed("The map, published November 2026.") in text
    assert all(
        pdf_sheets.squeezed(city.label(entry)) in text for entry in ("reslg", "forum") if entry in city
    )
    with pikepdf.open(BytesIO(document)) as pdf:
        figures = [tag for tag in elements(pdf.Root.StructTreeRoot) if str(tag.S) == "/Figure"]
        assert [str(figure.Alt) for figure in figures if "/Alt" in figure] == [view.compose(city).wheel_words]


def test_a_table_has_headings_and_a_row_for_each_action(city: City, document: bytes) -> None:
    with pikepdf.open(BytesIO(document)) as pdf:
        tags = [str(tag.S) for tag in elements(pdf.Root.StructTreeRoot)]
    tables = [
        block
        for part in report.compose(city).parts
        for block in part.blocks
        if isinstance(block, report.Table)
    ]
    assert tags.count("/Table") == len(tables)
    assert tags.count("/TH") >= sum(len(table.headings) for table in tables)
