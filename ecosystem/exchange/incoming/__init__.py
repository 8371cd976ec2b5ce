"""Another program's file → the text of a new data file, and an account of what became of the file's values.

A file is read by its ending or, from a pipe, by how it starts: tables (`tables`), JSON (`json_graphs`),
GraphML and GEXF (`xml_graphs`), GML and Pajek (`text_graphs`), DOT (`dot_graph`). All give the same: nodes
and links with named values. `columns` knows what the names of columns mean, `meaning` reads the values of
other programs, and `builder` makes the data file.
"""

import re
from datetime import date
from pathlib import Path

from ecosystem import dataset
from ecosystem.errors import EmptyImportError, FileAccessError, InvalidDataError
from ecosystem.exchange.incoming.account import ENCODING, Account
from ecosystem.exchange.incoming.builder import Builder
from ecosystem.exchange.incoming.columns import Choices, Columns
from ecosystem.exchange.incoming.file_text import STDIN, content_of, decoded, reading
from ecosystem.exchange.incoming.parsed_network import BOTH_WAYS, PARENT, Cells, ParsedNetwork, bounded
from ecosystem.exchange.incoming.tables import Tables
from ecosystem.exchange.incoming.yaml_text import written
from ecosystem.language import _

__all__ = ["Account", "Choices", "ParsedNetwork", "is_another_programs", "parse", "read", "written"]

_ENDINGS = {
    **dict.fromkeys(("csv", "tsv", "txt", "tab"), "csv"),
    **dict.fromkeys(("graphml", "gexf", "xml"), "xml"),
    **dict.fromkeys(("json", "cyjs"), "json"),
    **dict.fromkeys(("gml",), "gml"),
    **dict.fromkeys(("net", "paj"), "pajek"),
    **dict.fromkeys(("dot", "gv"), "dot"),
}
_STARTS = (
    (r"\s*<", "xml"),
    (r"\s*[{\[]", "json"),
    (r"\s*\*(?:vertices|network)", "pajek"),
    (r"(?:\s|//[^\n]*|/\*.*?\*/|#[^\n]*)*(?:strict\s+)?(?:di)?graph\b[^\[\n]*\{", "dot"),
    (r"(?:\s*(?:creator|version|comment)\s[^\n]*\n|\s*#[^\n]*\n)*\s*graph\s*\[", "gml"),
)
_WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls")


def read(path: Path, *more: Path, today: date, choices: Choices | None = None) -> tuple[str, Account]:
    """Return the text of a data file, and the account of what became of what stood in the file.

    Args:
        path: The file, the folder with tables, or `-` for what is piped in.
        *more: Further tables that belong to it.
        today: The day of the import. Its month becomes the edition of the map.
        choices: Which columns hold what, where their names do not say so.

    Raises:
        FileAccessError: The file cannot be read, or its format is unknown.
        EmptyImportError: There is nothing in it.
        UnknownColumnError: A chosen column is not there.
    """
    account = Account()
    name = "stdin" if path == STDIN else path.name.encode(errors="backslashreplace").decode()
    text = written(_document(path, more, name, today, Columns(choices or Choices()), account), name)
    try:
        dataset.parse(text, name)
    except InvalidDataError as error:
        account.problems += [str(problem) for problem in error.problems]
    return text, account


def _document(
    path: Path, more: tuple[Path, ...], name: str, today: date, columns: Columns, account: Account
) -> Cells:
    network = _network(path, more, columns, account)
    for cells in (*network.nodes.values(), *(cells for _tail, _head, cells in network.links)):
        columns.headers.update(cells)
    columns.headers -= {PARENT, BOTH_WAYS}
    columns.refuse_unknown()
    builder = Builder(network, columns, name, today.isoformat()[:7])
    with reading(name, _("a map")):
        return builder.document()


def _network(path: Path, more: tuple[Path, ...], columns: Columns, account: Account) -> ParsedNetwork:
    tables = Tables(columns, account)
    if more:
        return tables.from_files((path, *more))
    if path.is_dir():
        return tables.from_folder(path)
    if path.suffix.lower() in _WORKBOOKS:
        return tables.from_workbook(path)
    content = content_of(path)
    if not content.strip():
        raise EmptyImportError("stdin" if path == STDIN else path.name)
    if content.startswith(b"PK"):
        with reading(path.name, "zip"):
            return bounded(tables.from_zip(content, path.name))
    form = _ENDINGS.get(path.suffix.lower().removeprefix("."), "")
    if not form and path != STDIN:
        raise FileAccessError(_unknown(path.name))
    name = "stdin" if path == STDIN else path.name
    with reading(name, path.suffix.lower().removeprefix(".") or form or "csv"):
        text, encoding = decoded(content, str(path), guess=form != "json")
        if encoding:
            account.note(ENCODING, name, encoding=encoding)
        return _parsed(text, name, form or _started(text), columns, account)


def parse(text: str, name: str) -> ParsedNetwork:
    """Return the network in the text of a file. The ending of its name gives the format."""
    form = _ENDINGS.get(name.lower().rpartition(".")[2])
    if form is None:
        raise FileAccessError(_unknown(name))
    with reading(name, name.lower().rpartition(".")[2]):
        return _parsed(text, name, form, Columns(), Account())


def _started(text: str) -> str:
    """Return the format that a text without a name seems to be in."""
    start = text[:5_000]
    forms = (form for pattern, form in _STARTS if re.match(pattern, start, re.IGNORECASE | re.DOTALL))
    return next(forms, "csv")


def _parsed(text: str, name: str, form: str, columns: Columns, account: Account) -> ParsedNetwork:
    network = ParsedNetwork(account=account)
    match form:
        case "xml":
            from ecosystem.exchange.incoming.xml_graphs import from_xml

            return bounded(from_xml(text, network))
        case "json":
            from ecosystem.exchange.incoming.json_graphs import from_json

            return bounded(from_json(text, name, Tables(columns, account), network))
        case "gml" | "pajek":
            from ecosystem.exchange.incoming import text_graphs

            return bounded(getattr(text_graphs, f"from_{form}")(text, network))
        case "dot":
            from ecosystem.exchange.incoming.dot_graph import from_dot

            return bounded(from_dot(text, network))
    return bounded(Tables(columns, account).from_csv(text, name))


def _unknown(name: str) -> str:
    return _(
        "{file} has none of these endings: {endings}. Import such a file, or a folder or zip of tables.",
        file=name,
        endings=", ".join(f".{ending}" for ending in (*_ENDINGS, "xlsx", "ods", "zip")),
    )


def is_another_programs(path: Path) -> bool:
    """Whether a workbook is none of ours: it has few of the sheets that ours have.

    Raises:
        FileAccessError: It is no workbook, or not safe to read.
    """
    from ecosystem.exchange import sheets
    from ecosystem.exchange.workbook_import import cells

    ours = {sheets.README, sheets.ABOUT_SHEET, sheets.CHOICES, sheets.BASELINE}
    ours |= {sheet.title for sheet in sheets.sheets()} | set(sheets.FORMER_TITLES)
    return not len({page.title for page in cells.pages(path)} & ours) * 3 > len(ours)
