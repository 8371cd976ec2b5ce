"""LibreOffice as somebody who has the workbook open: it opens a file, and saves it in another format."""

import io
import subprocess
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from xml.etree import ElementTree as Xml

from defusedxml import ElementTree as Reading

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
REPEATED = f"{TABLE}number-columns-repeated"
WIDEST = 50
"""More columns than any sheet of ours has."""


def saved_as(file: Path, form: str) -> Path:
    """The file as LibreOffice saves it in another format, in a folder of its own."""
    folder = Path(tempfile.mkdtemp(dir=file.parent))
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", form, "--outdir", str(folder), str(file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
    made = folder / f"{file.stem}.{form}"
    assert made.exists(), done.stdout + done.stderr
    return made


class Open:
    """A workbook as LibreOffice has it open: its own flat format, cell by cell."""

    def __init__(self, file: Path) -> None:
        text = saved_as(file, "fods").read_text(encoding="utf-8")
        for _, (prefix, address) in Reading.iterparse(io.StringIO(text), events=["start-ns"]):
            Xml.register_namespace(prefix, address)
        self.tree = Reading.fromstring(text)
        self._file = file

    def save(self, form: str = "xlsx") -> Path:
        """Save as a workbook again, or in another format."""
        flat = self._file.with_suffix(".fods")
        Xml.ElementTree(self.tree).write(flat, encoding="utf-8", xml_declaration=True)
        return saved_as(flat, form)

    def only(self, title: str) -> None:
        """Leave one sheet, on a wide page, with the letters, numbers and lines of a screen."""
        unwanted = [f"{STYLE}{name}" for name in ("header", "footer", "header-style", "footer-style")]
        for parent in list(self.tree.iter()):
            for part in list(parent):
                other = part.tag == f"{TABLE}table" and part.get(f"{TABLE}name") != title
                if other or part.tag in (*unwanted, f"{TABLE}content-validations"):
                    parent.remove(part)
        for sheet in self.tree.iter(f"{STYLE}page-layout-properties"):
            sheet.attrib.clear()
            sheet.attrib |= {f"{FO}page-width": "40cm", f"{FO}page-height": "16cm", f"{FO}margin": "0cm"}
            sheet.attrib |= {f"{STYLE}print": "headers", f"{STYLE}scale-to": "85%"}
        for cells in self.tree.iter(f"{STYLE}table-cell-properties"):
            cells.set(f"{FO}border", "0.5pt solid #c4c4c4")

    def sheet(self, title: str) -> "Xml.Element[str]":
        return next(each for each in self.tree.iter(f"{TABLE}table") if each.get(f"{TABLE}name") == title)

    def put(self, title: str, identifier: str, **values: str) -> None:
        """Type something into cells of the row with this id."""
        self._type(title, self._row(title, identifier), values)

    def add(self, title: str, **values: str) -> None:
        """Type a new row under the last one."""
        *_, last = self._rows(title)
        row = deepcopy(last)
        rows = self._parent(title, last)
        rows.insert(list(rows).index(last) + 1, row)
        for cell in row:
            _clear(cell)
        self._type(title, row, values)

    def delete(self, title: str, identifier: str) -> None:
        """Delete the row with this id."""
        row = self._row(title, identifier)
        self._parent(title, row).remove(row)

    def _parent(self, title: str, row: "Xml.Element[str]") -> "Xml.Element[str]":
        return next(each for each in self.sheet(title).iter() if row in list(each))

    def _rows(self, title: str) -> Iterator["Xml.Element[str]"]:
        """The rows that hold something."""
        for row in self.sheet(title).iter(f"{TABLE}table-row"):
            if any(_said(cell) for cell in row):
                _spread(row)
                yield row

    def _row(self, title: str, identifier: str) -> "Xml.Element[str]":
        return next(row for row in self._rows(title) if _said(row[0]) == identifier)

    def _type(self, title: str, row: "Xml.Element[str]", values: dict[str, str]) -> None:
        headers = [_said(cell) for cell in next(self._rows(title))]
        for header, value in values.items():
            cell = row[headers.index(header)]
            _clear(cell)
            cell.set(f"{OFFICE}value-type", "string")
            cell.set(f"{CALC}value-type", "string")
            for line in value.split("\n"):
                Xml.SubElement(cell, f"{TEXT}p").text = line


def _said(cell: "Xml.Element[str]") -> str:
    return "\n".join("".join(line.itertext()) for line in cell.findall(f"{TEXT}p"))


def _clear(cell: "Xml.Element[str]") -> None:
    for part in list(cell):
        cell.remove(part)
    for name in [name for name in cell.attrib if name.startswith((OFFICE, CALC))]:
        del cell.attrib[name]


def _spread(row: "Xml.Element[str]") -> None:
    """Give each of the first cells of a row an element of its own, where equal neighbours share one."""
    for place in range(WIDEST):
        cell = row[place]
        times = int(cell.get(REPEATED, 1))
        if times > 1:
            cell.attrib[REPEATED] = str(times - 1)
            alone = deepcopy(cell)
            del alone.attrib[REPEATED]
            row.insert(place, alone)
