"""Tables → what was found: pairs, a register, two tables, the folder that `export csv` writes, a workbook.

A table with two columns of ends has a link in each row; one with a column of names, an organisation. The
headings may stand below other rows. Comma, semicolon and tab are told apart by the headings.
"""

import csv
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ecosystem.errors import EmptyImportError
from ecosystem.exchange import csvw
from ecosystem.exchange.incoming import account as said
from ecosystem.exchange.incoming.account import Account
from ecosystem.exchange.incoming.columns import IDS, Columns, plain
from ecosystem.exchange.incoming.file_text import MOST_BYTES, content_of, decoded, reading, text_of
from ecosystem.exchange.incoming.parsed_network import MOST_THINGS, Cells, ParsedNetwork, bounded, rest
from ecosystem.language import _, joined

_FORMER_NAMES = {"organisations": "bodies.csv"}
"""What tables of the folder were called in exports of the first version."""
_OURS = ("organisations", "others", "actions", "sources", "links")
_HEADINGS_BY = 20
"""Rows among which the headings are looked for."""
_MOST_TABLES = 100
TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".tab")


@dataclass(slots=True)
class Table:
    """A table: its headings, and its rows by them."""

    title: str
    headers: list[str]
    rows: list[Cells] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """The number of each row in the file, from 1."""


class Tables:
    """Reads the tables of one import to a network."""

    def __init__(self, columns: Columns, account: Account) -> None:
        self._columns = columns
        self._account = account

    def from_csv(self, text: str, name: str) -> ParsedNetwork:
        """Pairs, or a register, in a text."""
        return self._network([self._table(name, _parsed(text, self._columns))], name)

    def from_rows(self, rows: Sequence[Cells], name: str) -> ParsedNetwork:
        """The same, in rows that have their headings with them, as JSON has."""
        headers = list(dict.fromkeys(header for row in rows for header in row))
        return self._network([Table(name, headers, list(rows), list(range(1, len(rows) + 1)))], name)

    def from_folder(self, path: Path) -> ParsedNetwork:
        """The folder that `export csv` writes, or one with tables of nodes and links."""
        if (path / "links.csv").is_file() and (path / "sources.csv").is_file():
            return self._from_ours(lambda name: text_of(path / name), lambda name: (path / name).is_file())
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in TABLE_ENDINGS)
        if not files:
            text_of(path / "links.csv")  # which says that it is not there
        contents = {file.name: content_of(file) for file in files[:_MOST_TABLES]}
        return self._from_files(contents, path.name)

    def from_files(self, paths: Sequence[Path]) -> ParsedNetwork:
        """Tables in files of their own."""
        return self._from_files({path.name: content_of(path) for path in paths}, paths[0].name)

    def from_zip(self, content: bytes, name: str) -> ParsedNetwork:
        """Tables in an archive."""
        contents = {part.rpartition("/")[2]: read for part, read in _unpacked(content)}
        if "links.csv" in contents and "sources.csv" in contents:
            return self._from_ours(
                lambda part: decoded(contents[part], part, guess=False)[0], contents.__contains__
            )
        if not contents:
            raise ValueError(_("it has no table ({endings})", endings=", ".join(TABLE_ENDINGS)))
        return self._from_files(contents, name)

    def from_workbook(self, path: Path) -> ParsedNetwork:
        """A workbook: sheets of organisations and of links, by whatever names."""
        from ecosystem.exchange.workbook_import import cells

        tables = []
        for page in cells.pages(path, cached=True):
            if page.is_hidden:
                self._account.note(said.HIDDEN_SHEET, page.title)
            else:
                tables.append(self._table(page.title, self._sheet(page)))
        with reading(path.name, _("a map")):
            return bounded(self._network(tables, path.name))

    def _sheet(self, page: Any) -> Iterator[tuple[int, list[str]]]:
        for number, filled, _heads in page.rows:
            for place, cell in filled.items():
                if cell.is_formula:
                    self._account.note(said.FORMULA, f"{page.title}!{_letters(place)}{number}")
                elif cell.error:
                    where = f"{page.title}!{_letters(place)}{number}"
                    self._account.note(said.ERROR, f"{where} ({cell.error})")
            last = max(filled, default=-1)
            yield number, [filled[place].text if place in filled else "" for place in range(last + 1)]

    def _from_files(self, contents: dict[str, bytes], name: str) -> ParsedNetwork:
        tables = []
        for file, content in contents.items():
            with reading(file, "csv"):
                text, encoding = decoded(content, file)
                if encoding:
                    self._account.note(said.ENCODING, file, encoding=encoding)
                tables.append(self._table(file, _parsed(text, self._columns)))
        with reading(name, _("a map")):
            return bounded(self._network(tables, name))

    def _from_ours(self, read: Any, there: Any) -> ParsedNetwork:
        tables: dict[str, list[Cells]] = {}
        for name in _OURS:
            file = f"{name}.csv"
            if name in _FORMER_NAMES and not there(file) and there(_FORMER_NAMES[name]):
                file = _FORMER_NAMES[name]
            text = read(file)
            with reading(file, "csv"):
                table = self._table(file, _parsed(text, self._columns), first=True)
                tables[name] = table.rows
                if name != "links" and any("id" not in row for row in table.rows):
                    raise ValueError(_("it needs a column ‘id’ with a value in every row"))
        with reading("links.csv", "csv"):
            network = bounded(self._links_alone(tables["links"]))
        for row in (*tables["organisations"], *tables["others"], *tables["actions"]):
            network.nodes[row["id"]] = row
        network.sources = {row["id"]: rest(row, "id") for row in tables["sources"]}
        return network

    def _links_alone(self, rows: list[Cells]) -> ParsedNetwork:
        network = ParsedNetwork(account=self._account)
        for row in rows:
            tail, head = row.pop("from", ""), row.pop("to", "")
            network.links.append((tail, head, row))
        return network

    def _table(self, title: str, rows: Iterable[tuple[int, list[str]]], *, first: bool = False) -> Table:
        """Find the headings of a table, and its rows below them."""
        above: list[tuple[int, list[str]]] = []
        reader = iter(rows)
        for number, row in reader:
            if any(row):
                above.append((number, row))
            if first or len(above) >= _HEADINGS_BY:
                break
        place = 0 if first else self._headings([row for _number, row in above])
        headers = self._distinct(above[place][1]) if above else []
        table = Table(title, [name for name in headers if name])
        for _number, row in above[:place]:
            self._account.note(said.ABOVE, " ".join(filter(None, row)))
        for number, row in (*above[place + 1 :], *reader):
            cells = {
                name: csvw.plain(text) for name, text in zip(headers, row, strict=False) if name and text
            }
            for text in row[len(headers) :]:
                if text.strip():
                    self._account.note(said.NO_CELL, text)
            if cells:
                table.rows.append(cells)
                table.places.append(number)
            if len(table.rows) > MOST_THINGS:
                raise ValueError(_("it has more than {limit} rows. Split it in two", limit=MOST_THINGS))
        return table

    def _distinct(self, row: list[str]) -> list[str]:
        """Return headings in which none stands twice: a second one gets a number."""
        headers: dict[str, None] = {}
        times: Counter[str] = Counter()
        distinct = []
        for name in (" ".join(name.split()) for name in row):
            own = name
            while own and own in headers:
                times[name] += 1
                own = f"{name} ({times[name] + 1})"
            if own != name:
                self._account.note(said.TWICE, _("‘{old}’ is now ‘{new}’", old=name, new=own))
            headers[own] = None
            distinct.append(own)
        return distinct

    def _headings(self, rows: list[list[str]]) -> int:
        """Return which of the first rows has the headings: the first whose words we know."""
        best = [(-self._known(row), place) for place, row in enumerate(rows)]
        return min(best)[1] if best and min(best)[0] < 0 else 0

    def _known(self, row: list[str]) -> int:
        """Return how much a row looks like headings: 2 for two ends, 1 for names."""
        headers = [name for name in row if name.strip()]
        if len({plain(name) for name in headers}) < len(headers):
            return 0
        if self._columns.ends(headers):
            return 2
        return 1 if self._columns.name(headers) else 0

    def _network(self, tables: list[Table], name: str) -> ParsedNetwork:
        if tables and not any(table.rows for table in tables):
            raise EmptyImportError(name, is_table=any(table.headers for table in tables))
        network = ParsedNetwork(account=self._account)
        self._columns.headers.update(name for table in tables for name in table.headers)
        pairs = {table.title: self._columns.ends(table.headers) for table in tables}
        lists = [table for table in tables if not pairs[table.title] and self._has_names(table)]
        for table in tables:
            if not pairs[table.title] and table not in lists and (table.rows or table.headers):
                self._account.note(said.NOT_A_TABLE, table.title)
        if not lists and not any(pairs.values()):
            raise ValueError(_no_columns(tables))
        by_id = self._register(network, lists)
        for table in tables:
            if ends := pairs[table.title]:
                self._pairs(network, table, ends)
        network.is_list = by_id and bool(network.links)
        return network

    def _has_names(self, table: Table) -> bool:
        return bool(self._columns.name(table.headers)) or any(plain(name) in IDS for name in table.headers)

    def _register(self, network: ParsedNetwork, tables: list[Table]) -> bool:
        """Read organisations, and say whether links name them by ids."""
        by_id = bool(tables)
        seen: set[tuple[tuple[str, str], ...]] = set()
        for table in tables:
            id_column = next((name for name in table.headers if plain(name) in IDS), None)
            name_column = self._columns.name(table.headers)
            by_id = by_id and id_column is not None
            for place, row in zip(table.places, table.rows, strict=True):
                label = row.get(name_column or "", "") or row.get(id_column or "", "")
                if not label.strip():
                    self._account.note(said.NO_NAME, _row(table, place))
                    continue
                whole = tuple(sorted(row.items()))
                if whole in seen:
                    self._account.note(said.SAME_ROW, label)
                    continue
                seen.add(whole)
                key = row.get(id_column or "", "").strip() or label
                network.nodes[_free(key, network.nodes)] = row
        return by_id

    def _pairs(self, network: ParsedNetwork, table: Table, ends: tuple[str, str]) -> None:
        """One link to a row."""
        for place, row in zip(table.places, table.rows, strict=True):
            cells = dict(row)
            tail, head = (cells.pop(end, "").strip() for end in ends)
            if tail and head:
                network.links.append((tail, head, cells))
            elif tail or head:
                self._account.note(said.ONE_END, tail or head)
            else:
                self._account.note(said.NO_NAME, _row(table, place))


def _row(table: Table, place: int) -> str:
    """Return where a row is. Its cells may hold what is private, so they are not repeated."""
    return _("{table}, row {number}", table=table.title, number=str(place))


def _free(key: str, used: dict[str, Cells]) -> str:
    """Return the key, or one like it that nothing has."""
    if key not in used:
        return key
    number = len(used)
    while f"{key}\t{number}" in used:
        number += 1
    return f"{key}\t{number}"


def _no_columns(tables: list[Table]) -> str:
    names = [name for table in tables for name in table.headers][:12]
    if not names:
        return _("it has no headings")
    return _(
        "it needs a column ‘from’ and a column ‘to’, or one with names. Its columns are {names}. "
        "To choose, use --from-column and --to-column, or --name-column",
        names=joined(names),
    )


def _parsed(text: str, columns: Columns) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text with their numbers, whichever of comma, semicolon and tab separates cells."""
    first, _, others = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return enumerate(csv.reader(io.StringIO(others, newline=""), delimiter=first.strip()[-1]), 2)
    return enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, columns)), 1)


def _delimiter(text: str, columns: Columns) -> str:
    start = text[:20_000]
    lines = [line for line in start.splitlines() if line.strip()][:_HEADINGS_BY]
    scores = []
    for place, delimiter in enumerate(",;\t"):
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
        ends = any(columns.ends(row) for row in rows)
        names = any(columns.name(row) for row in rows)
        cells = max((len(row) for row in rows), default=0)
        scores.append((not ends, not names, -cells, place, delimiter))
    return min(scores)[-1]


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the tables of an archive, each within the limits.

    Raises:
        ValueError: It is not a sound archive, or holds more than may be imported.
    """
    too_large = _("it unpacks to more than {limit} MB, the limit", limit=MOST_BYTES // 1_000_000)
    left = MOST_BYTES
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = [part for part in archive.infolist() if part.filename.lower().endswith(TABLE_ENDINGS)]
        for part in parts[:_MOST_TABLES]:
            if part.filename.startswith("__MACOSX/"):
                continue
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ValueError(_("it is compressed in a way that we do not open"))
            with archive.open(part) as opened:
                read = opened.read(left + 1)
            left -= len(read)
            if left < 0:
                raise ValueError(too_large)
            yield part.filename, read
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ValueError(_("it is not a complete archive")) from error


def _letters(place: int) -> str:
    """Return the letters of a column, from 0.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    letters = ""
    place += 1
    while place:
        place, rest_of = divmod(place - 1, 26)
        letters = chr(ord("A") + rest_of) + letters
    return letters
