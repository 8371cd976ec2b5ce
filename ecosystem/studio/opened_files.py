"""Whatever is opened → the text of a data file: a data file itself, a workbook, another program's file."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from ecosystem import dataset, edits
from ecosystem.dataset import documents, migrations
from ecosystem.dataset.draft import ABOUT, LISTS
from ecosystem.edits import notation
from ecosystem.errors import EcosystemError, FileAccessError, InvalidDataError
from ecosystem.language import _
from ecosystem.model import PRIVATE
from ecosystem.studio.handover import without_place

_YAML = (".yaml", ".yml")
_WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls")
_EXAMPLE = Path(__file__).parents[1] / "newcity" / "groups.yaml"
_BLOCK = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)


class Opened(msgspec.Struct):
    """What was opened: its name as a data file, its text, and what became of what stood in it."""

    name: str
    text: str
    account: list[str]


def opened(name: str, data: bytes, today: date) -> Opened:
    """Return the data file that a file is or becomes. A data file with mistakes is opened as it is.

    Raises:
        EcosystemError: It cannot be read, or it is no such file; the message says why.
    """
    name = bare_name(name)
    refuse_large(name, data)
    stem = Path(name).stem
    if is_data_file(name):
        return Opened(name, _upgraded(decoded(name, data), name), [])
    with on_disk(name, data) as path:
        if is_own_workbook(path):
            return Opened(f"{stem}.yaml", *_from_workbook(path, today))
        return Opened(f"{stem}.yaml", *_imported(path, today))


@contextmanager
def on_disk(name: str, data: bytes) -> Iterator[Path]:
    """Write a file to a temporary folder and yield its path; no error raised meanwhile names the folder."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            yield path
        except EcosystemError as error:
            raise FileAccessError(without_place(str(error), Path(folder))) from error


def bare_name(name: str) -> str:
    """Return the name of a file without its folders."""
    return Path(name.replace("\\", "/")).name or "groups.yaml"


def is_data_file(name: str) -> bool:
    """Whether a file is a data file by its name."""
    return name.lower().endswith(_YAML)


def is_own_workbook(path: Path) -> bool:
    """Whether a file is a workbook, and none that another program exports."""
    if path.suffix.lower() not in _WORKBOOKS:
        return False
    from ecosystem.exchange import incoming

    return not incoming.is_another_programs(path)


def refuse_large(name: str, data: bytes) -> None:
    """Raise FileAccessError if a file is larger than any that is read."""
    if len(data) > dataset.MAX_BYTES:
        limit = f"{dataset.MAX_BYTES // 1_000_000} MB"
        raise FileAccessError(
            _("{file} is larger than {limit}, the most that is read. Split the map in two.",
              file=name, limit=limit)
        )  # fmt: skip


def example() -> Opened:
    """Return the invented city that `ecosystem new` writes."""
    return Opened("groups.yaml", _EXAMPLE.read_text(encoding="utf-8"), [])


def new(title: str, today: date) -> Opened:
    """Return a new map with the kinds and link types of the example, and nothing on it."""
    title = " ".join(title.split()) or _("A new map")
    about = {
        "title": title,
        "place": title,
        "edition": today.isoformat()[:7],
        "summary": _("Who works together in {place}.", place=title),
        "licence": "CC BY 4.0",
    }
    blocks = {block.partition(":")[0]: block for block in _BLOCK.split(example().text)}
    lines = [f"{migrations.KEY}: {migrations.FORMAT}", "", f"{ABOUT}:"]
    lines += [f"  {name}: {notation.scalar(value)}" for name, value in about.items()]
    text = "\n".join([*lines, "", _bare(blocks["kinds"]), "", _bare(blocks["link_types"]), ""])
    return Opened("groups.yaml", text, [])


def _bare(block: str) -> str:
    """Return a section of the example without the comment that stands above the next one."""
    lines = block.rstrip().splitlines()
    while lines[-1].startswith("#") or not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def decoded(name: str, data: bytes) -> str:
    """Return the text of a data file; raise FileAccessError if it is none."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileAccessError(
            _(
                "{path} is not a text in UTF-8: line {line} has other bytes. Save it as UTF-8.",
                path=name,
                line=str(line),
            )
        ) from error


def _upgraded(text: str, name: str) -> str:
    """Return a valid text in today's format; one with mistakes as it is."""
    try:
        document = edits.parse(text, name, dataset.read(text, name))
    except InvalidDataError:
        return text
    edits.upgrade(document)
    return edits.text(document)


def _imported(path: Path, today: date) -> tuple[str, list[str]]:
    from ecosystem.exchange import incoming

    text, account = incoming.read(path, today=today)
    return text, [str(sentence) for sentence in account]


def _from_workbook(path: Path, today: date) -> tuple[str, list[str]]:
    """Return what a workbook of this program says, as the text of a data file."""
    from ecosystem.exchange import rewriting, workbook, workbook_import
    from ecosystem.exchange.incoming import written

    origin = workbook_import.origin(path)
    if origin is None:
        raise FileAccessError(
            _(
                "{file} does not say what it was made from. "
                "Open its data file, then open the workbook again.",
                file=path.name,
            )
        )
    made_from, notes = origin
    document = documents.of(made_from)
    ids = {name: workbook.list_ids(name, made_from) for name in LISTS}
    for section, identifier, note in notes:
        place = ids[section].index(identifier) if section in ids else identifier
        document[section][place][PRIVATE] = note
    comment = _("Made from the workbook {file}.", file=path.name)
    text = written({migrations.KEY: migrations.FORMAT, **document}, path.name, comment)
    read = dataset.read(text, path.name)
    back = workbook_import.read(path, read.ecosystem, text=text, today=today).settled()
    rewritten = rewriting.rewrite(text, path.name, back, read)
    rewriting.check(rewritten, back, today)
    return edits.text(rewritten), list(back.remarks)
