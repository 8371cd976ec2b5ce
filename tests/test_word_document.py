"""A report as a Word document: Word's own styles, tables that repeat their headings, a picture in words."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from ecosystem import cli, language, report
from ecosystem.city import City
from ecosystem.infographic import view
from ecosystem.paper import word_document
from tests import office
from tests.cities import SMALL
from tests.test_poster import HOSTILE, right_to_left


@pytest.fixture(scope="module")
def made(small_city: City) -> bytes:
    return word_document.docx(small_city)


@pytest.fixture(scope="module")
def document(made: bytes) -> WordDocument:
    return Document(BytesIO(made))


def words_of(document: WordDocument) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*("".join(run.itertext()) for run in document.element.body.iter(qn("w:p"))), *cells])


def test_every_line_of_the_markdown_is_in_it(document: WordDocument, small_city: City) -> None:
    said = re.sub(r"\s", "", words_of(document))
    for line in report.markdown(small_city).splitlines():
        bare = re.sub(r"\\(.)", r"\1", re.sub(r"^(#+|-) | <(?=http)|(?<=\S)>$|(?<!\\)\*", "", line))
        for cell in re.split(r" ?\| ?", bare):
            assert re.fullmatch("-*", cell) or re.sub(r"\s", "", cell) in said, line


def test_headings_lists_and_tables_have_the_styles_of_word(document: WordDocument, small_city: City) -> None:
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "List", "List Bullet", "Caption"} <= styles
    headings = [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"]
    assert headings == [part.heading for part in report.compose(small_city).parts]


def test_a_table_repeats_its_headings_and_breaks_no_row(document: WordDocument) -> None:
    assert document.tables
    for table in document.tables:
        first, *others = (row._tr.trPr for row in table.rows)
        assert first.find(qn("w:tblHeader")) is not None
        assert all(each.find(qn("w:cantSplit")) is not None for each in others)


def test_the_wheel_is_described_in_words(document: WordDocument, small_city: City) -> None:
    (shape,) = document.inline_shapes
    described = shape._inline.docPr
    assert described.get("descr") == view.compose(small_city).wheel_words


def test_it_says_what_it_is_in_which_language_and_nothing_of_the_moment(
    document: WordDocument, made: bytes
) -> None:
    about = document.core_properties
    assert (about.title, about.language) == ("A small city: annual report", "en")
    assert about.created.replace(tzinfo=None) == datetime(2026, 11, 1)
    assert about.modified.replace(tzinfo=None) == datetime(2026, 11, 1)
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"en"}
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_addresses_open(document: WordDocument) -> None:
    links = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert "https://example.org/minutes" in links


def test_the_same_city_gives_the_same_bytes(made: bytes) -> None:
    assert word_document.docx(City.parse(SMALL)) == made


def test_hostile_text_stands_as_it_is() -> None:
    text = SMALL
    names = ("A small city", "Build ten homes", "Jobs", "How many belong to it?", "A leaflet")
    for words, hostile in zip(names, HOSTILE, strict=True):
        text = text.replace(f": {words}", f": '{hostile}'", 1)
    said = words_of(Document(BytesIO(word_document.docx(City.parse(text)))))
    assert [words for words in HOSTILE if words not in said] == []


def test_a_language_from_right_to_left_turns_paragraphs_and_tables() -> None:

    with language.speaking(right_to_left()):
        document = Document(BytesIO(word_document.docx(City.parse(SMALL))))
    body = document.element.body
    assert all(
        each.pPr is not None and each.pPr.find(qn("w:bidi")) is not None for each in body.iter(qn("w:p"))
    )
    assert all(each.find(qn("w:bidiVisual")) is not None for each in body.iter(qn("w:tblPr")))


def test_the_command_writes_a_document_beside_the_pdf(tmp_path: Path) -> None:
    data = tmp_path / "city.yaml"
    data.write_text(SMALL, encoding="utf-8")
    names = [str(tmp_path / name) for name in ("a.docx", "a.pdf")]
    args = ["--data", str(data), "report", "--since", "2021", "--today", "2021-12-31"]
    done = CliRunner().invoke(cli.main, [*args, "--docx", names[0], "--pdf", names[1]])
    assert (done.exit_code, done.stderr) == (0, "")
    assert Document(names[0]).paragraphs[0].text == "A small city: progress report"
    (tmp_path / "b.docx").write_bytes(b"Mine.")
    refused = CliRunner().invoke(cli.main, [*args, "--docx", str(tmp_path / "b.docx")])
    assert (refused.exit_code, (tmp_path / "b.docx").read_bytes()) == (3, b"Mine.")


@pytest.mark.slow
def test_libreoffice_opens_it(bristol: City, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    progress = report.progress_report(bristol, date(2020, 7, 1), date(2021, 2, 28))
    for composed in (None, progress):
        file.write_bytes(word_document.docx(bristol, composed))
        text = office.saved_as(file, "txt").read_text(encoding="utf-8-sig")
        title = (composed or report.compose(bristol)).title
        assert text.startswith(title)
        assert "Promote the data product widely" in text
        office.saved_as(file, "pdf")
