"""A report as a Word document (OOXML), to which partners' voices are added by hand.

It uses Word's own styles for the title, headings, lists and tables, so that Word lists the headings, a screen
reader finds its way, and another style set changes the whole look. Tables repeat their headings on each page.
The wheel is a picture with its description. The same report gives the same bytes.
"""

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ecosystem import dates, language
from ecosystem.city import City
from ecosystem.errors import MissingLibraryError
from ecosystem.files import OURS
from ecosystem.infographic import view
from ecosystem.infographic.theme import theme
from ecosystem.language import _
from ecosystem.paper import poster as posters
from ecosystem.paper.printed_report import picture_words
from ecosystem.paper.typesetting import Press, licence_words, setting
from ecosystem.report import Block, Heading, Item, Items, Paragraph, Report, Table, compose

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph

PICTURE = 165  # millimetres, the width of the text on A4
_LEAST = 5.0  # points, of a name round the wheel: small, and yet to be read when it is enlarged
_PIXELS = 220.0  # an inch
_FONT = "Calibri"  # that of Word; other programs have one with letters of the same width
_ZIPPED = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive knows


def docx(city: City, report: Report | None = None) -> bytes:
    """Return a report of a city as a Word document; the annual report, unless another is given.

    Raises:
        MissingFontError: A font or a letter for the wheel is not there.
        MissingLibraryError: The program runs in a browser.
    """
    try:
        from docx import Document
    except ModuleNotFoundError as error:
        command = "ecosystem report --docx report.docx"
        message = _("A browser cannot make Word documents. The command line can: {command}", command=command)
        raise MissingLibraryError(message) from error

    composed, map_view = report or compose(city), view.plain(view.compose(city))
    document = Document()
    _describe(document, city, composed)
    _dress(document, setting(composed.language))
    document.add_paragraph(composed.title, style="Title")
    document.add_paragraph(composed.opening, style="Subtitle")
    document.add_paragraph(composed.advice, style="Intense Quote")
    _draw(document, map_view)
    for part in composed.parts:
        document.add_heading(part.heading, level=1)
        for block in part.blocks:
            _add(document, block)
    for words in licence_words(city.ecosystem.about.licence):
        document.add_paragraph(words)
    if language.is_right_to_left():
        _turn(document)
    return _archive(document)


def _describe(document: "Document", city: City, report: Report) -> None:
    """Set what the document says of itself; nothing in it is of the moment in which it was made."""
    edition = dates.bounds(city.ecosystem.about.edition)[0]
    day = datetime(edition.year, edition.month, edition.day, tzinfo=UTC).replace(tzinfo=None)
    about = document.core_properties
    about.title, about.author, about.comments = report.title, OURS, ""
    about.language, about.created, about.modified = report.language, day, day


def _dress(document: "Document", layout: dict[str, Any]) -> None:
    """Set paper, margins, colours and the language of Word's own styles."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - PICTURE) / 2)
    section.top_margin = section.bottom_margin = Mm(22)
    styles = document.styles
    ink = RGBColor.from_string(theme()["ink"].lstrip("#").upper())
    for name, size in (("Normal", 11), ("Title", 26), ("Subtitle", 13), ("Heading 1", 17), ("Heading 2", 13)):
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), ink
    styles["Subtitle"].font.italic = False
    quote = styles["Intense Quote"]
    quote.font.color.rgb, quote.font.bold = ink, False
    tag = "-".join(filter(None, (layout["lang"], layout["region"])))
    for run in styles.element.iter(qn("w:lang")):
        run.set(qn("w:bidi" if layout["is_right_to_left"] else "w:val"), tag)


def _draw(document: "Document", map_view: view.View) -> None:
    """Add the wheel, described in words, with its caption."""
    from docx.shared import Mm

    contents = {
        **setting(map_view.language),
        "title": map_view.title,
        "colours": theme(),
        "wheel": posters.wheel(map_view),
        "width": PICTURE,
        "least": _LEAST,
    }
    picture = Press().png("wheel_alone.typ", contents, ppi=_PIXELS)
    shape = document.add_picture(io.BytesIO(picture), width=Mm(PICTURE))
    described = shape._inline.docPr  # python-docx has no other way to describe a picture
    described.set("descr", map_view.wheel_words)
    described.set("title", map_view.title)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph(picture_words(map_view), style="Caption")


def _add(document: "Document", block: Block) -> None:
    match block:
        case Heading(words):
            document.add_heading(words, level=2)
        case Paragraph(words):
            document.add_paragraph(words)
        case Items(items):
            for item in items:
                _add_item(document, item)
        case Table():
            _add_table(document, block)


def _add_item(document: "Document", item: Item) -> None:
    """Add a line of a list. A number is written out: the numbers of a plan may begin anywhere."""
    numbered = item.number is not None
    line = document.add_paragraph(style="List" if numbered else "List Bullet")
    if numbered:
        line.add_run(f"{item.number}.\t")
    if item.lead:
        line.add_run(f"{item.lead}.").bold = True
        line.add_run(" ")
    line.add_run(item.words)
    if item.url:
        line.add_run(" ")
        _link(line, item.url)


def _link(line: "WordParagraph", url: str) -> None:
    """Add an address that opens."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), line.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = line.add_run(url)
    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(theme()["link"].lstrip("#").upper())
    link.append(run._r)
    line._p.append(link)


def _add_table(document: "Document", block: Table) -> None:
    """Add a table whose headings stand again on each page, and whose rows are not broken."""
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    table = document.add_table(rows=1, cols=len(block.headings), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, block.headings, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in block.rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, (cell, words) in enumerate(zip(added.cells, row, strict=True)):
            cell.paragraphs[0].add_run(words).bold = place == 0
    _widen_first(table, len(block.headings))
    for words in (words for row in table.rows for cell in row.cells for words in cell.paragraphs):
        words.paragraph_format.space_before = words.paragraph_format.space_after = Pt(2)
        for run in words.runs:
            run.font.size = Pt(10)
    document.add_paragraph()


def _widen_first(table: "WordTable", columns: int) -> None:
    from docx.shared import Mm

    table.autofit = False
    narrow = PICTURE / (columns + 1.2)
    for place, column in enumerate(table.columns):
        width = Mm(PICTURE - narrow * (columns - 1) if place == 0 else narrow)
        column.width = width
        for cell in column.cells:
            cell.width = width


def _turn(document: "Document") -> None:
    """Let every paragraph and table run from right to left."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    body = document.element.body
    for properties in [paragraph.get_or_add_pPr() for paragraph in body.iter(qn("w:p"))]:
        properties.append(OxmlElement("w:bidi"))
    for properties in [run.get_or_add_rPr() for run in body.iter(qn("w:r"))]:
        properties.append(OxmlElement("w:rtl"))
    for properties in body.iter(qn("w:tblPr")):
        properties.append(OxmlElement("w:bidiVisual"))


def _archive(document: "Document") -> bytes:
    """Return the file, without the time at which its parts were packed."""
    packed, clean = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(clean, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return clean.getvalue()
