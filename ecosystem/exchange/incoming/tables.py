"""Tables → what was found: a CSV of pairs, the folder that `export csv` writes, a workbook of Kumu's."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ecosystem.exchange import csvw
from ecosystem.exchange.incoming.file_text import reading, text_of
from ecosystem.exchange.incoming.parsed_network import MOST_THINGS, Cells, ParsedNetwork, bounded, rest
from ecosystem.exchange.safe_workbook import MOST_ROWS, opened, pages, rows_of, unescaped
from ecosystem.language import _

_FORMER_NAMES = {"organisations": "bodies.csv"}
"""What tables of the folder were called in exports of the first version."""

_ENDS = ("from", "source", "tail", "start"), ("to", "target", "head", "end")


def from_csv(text: str) -> ParsedNetwork:
    """Pairs in a text: one link to a row."""
    return _from_rows(_rows(text))


def from_folder(path: Path) -> ParsedNetwork:
    """The folder that `export csv` writes."""
    tables = {}
    for name in ("organisations", "others", "actions", "sources", "links"):
        file = path / f"{name}.csv"
        if name in _FORMER_NAMES and not file.exists() and (path / _FORMER_NAMES[name]).is_file():
            file = path / _FORMER_NAMES[name]
        text = text_of(file)
        with reading(file.name, "csv"):
            tables[name] = [_row_cells(row) for row in _rows(text)]
            missing = [row for row in tables[name] if "id" not in row]
            if missing and name != "links":
                raise ValueError(_("it needs a column ‘id’ with a value in every row"))
    with reading("links.csv", "csv"):
        network = bounded(_from_rows(tables["links"]))
    for row in (*tables["organisations"], *tables["others"], *tables["actions"]):
        network.nodes[row["id"]] = row
    network.sources = {row["id"]: rest(row, "id") for row in tables["sources"]}
    return network


def from_sheets(path: Path) -> ParsedNetwork:
    """A workbook as Kumu reads and writes it: a sheet of elements and one of connections, or pairs alone."""
    book = opened(path)
    tables = {title.casefold(): list(_sheet_rows(path, page)) for title, page in pages(book).items()}
    with reading(path.name, _("a map")):
        network = bounded(_from_rows(tables.get("connections") or next(iter(tables.values()), [])))
    for row in tables.get("elements", ()):
        named = {name.casefold(): text for name, text in row.items()}
        if named.get("label"):
            network.nodes[named["label"]] = named
    return network


def _rows(text: str) -> list[dict[str, Any]]:
    rows = list(islice(csv.DictReader(io.StringIO(text, newline="")), MOST_THINGS + 1))
    if len(rows) > MOST_THINGS:
        raise ValueError(_("it has more than {limit} rows. Split it in two", limit=MOST_THINGS))
    return rows


def _sheet_rows(path: Path, page: Any) -> Iterator[dict[str, Any]]:
    """The rows of a sheet by their headings; a formula counts as nothing."""
    headers: list[str] = []
    for row in rows_of(path, page, MOST_ROWS):
        cells = [
            "" if cell.value is None or cell.data_type == "f" else unescaped(str(cell.value)).strip()
            for cell in row
        ]
        if not headers:
            headers = cells
        elif any(cells):
            yield {name: text for name, text in zip(headers, cells, strict=False) if name}


def _from_rows(rows: list[dict[str, Any]]) -> ParsedNetwork:
    """Pairs: one link to a row."""
    network = ParsedNetwork()
    if not rows:
        return network
    headers = {str(name).strip().casefold(): name for name in rows[0] if name}
    tail, head = (next((headers[name] for name in names if name in headers), None) for names in _ENDS)
    if tail is None or head is None:
        raise ValueError(_("it needs a column ‘from’ and a column ‘to’"))
    for row in rows:
        cells = _row_cells(row)
        ends = cells.pop(tail, "").strip(), cells.pop(head, "").strip()
        if all(ends):
            network.links.append((*ends, cells))
        elif any(ends):
            name = "".join(ends)
            network.remarks.append(_("A row with only one end was left out: {name}.", name=name))
    return network


def _row_cells(row: dict[str, Any]) -> Cells:
    """The filled cells that stand under a heading."""
    return {str(name): csvw.plain(text) for name, text in row.items() if name and text}
