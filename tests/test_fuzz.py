"""Whatever bytes come through a door: it ends quietly or with an error of ours, in time and memory.

What was found once is kept in tests/corpus/; `make fuzz` looks for more.
"""

import io
import json
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings, strategies as st

from ecosystem import dataset
from ecosystem.errors import EcosystemError
from ecosystem.exchange import incoming, workbook
from tests import doors, fuzz
from tests.cities import SMALL
from tests.fixture import ROOT
from tests.strategies import examples

CORPUS = sorted(fuzz.CORPUS.glob("*/*"))
quickly = settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))


def tried(paths: Iterable[Path]) -> str:
    """What is said of files, each tried in a process of its own with 2 seconds and 500 MB."""
    command = [sys.executable, "-m", "tests.fuzz", "--again", *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == (not done.stderr)
    return done.stderr


def test_nothing_of_the_corpus_breaks_a_door() -> None:
    assert {path.parent.name for path in CORPUS} == set(doors.DOORS)
    assert tried(CORPUS) == ""


def test_a_door_that_breaks_would_be_seen(tmp_path: Path) -> None:
    broken = {"crash": "signal", "raise": "status", "spin": "signal", "grow": "status"}
    for name in broken:
        (tmp_path / "broken").mkdir(exist_ok=True)
        (tmp_path / "broken" / name).write_text(name)
    said = tried(sorted((tmp_path / "broken").iterdir())).splitlines()
    told = [line for line in said if line.startswith(str(tmp_path))]
    assert [line.split(": ")[1].split()[0] for line in told] == [broken[name] for name in sorted(broken)]


# Bombs


REFUSED = """
import sys
from contextlib import suppress
from pathlib import Path
from ecosystem import dataset
from ecosystem.errors import EcosystemError
from ecosystem.exchange import incoming, workbook_import
from tests import doors, fuzz
from tests.cities import SMALL

def come_in(path):
    if path.suffix == ".yaml":
        return [lambda: dataset.load(path)]
    return [lambda: workbook_import.read(path, city), lambda: incoming.read(path, today=doors.TODAY)]

city = dataset.parse(SMALL)
for door in come_in(Path(sys.argv[1])):  # what is imported late is then there already
    with suppress(EcosystemError):
        door()
fuzz.bound(100_000_000)
for door in come_in(Path(sys.argv[2])):
    try:
        door()
    except EcosystemError as error:
        print(error)
"""


def lying(method: int) -> bytes:
    """A workbook of which one sheet unpacks to 400 MB, and says that it is a thousand bytes."""
    packed = io.BytesIO(_workbook())
    with zipfile.ZipFile(packed, "a", method) as archive:
        with archive.open("xl/worksheets/sheet99.xml", "w") as part:
            for _ in range(400):
                part.write(b" " * 1_000_000)
        entry = archive.getinfo("xl/worksheets/sheet99.xml")
        entry.file_size, entry.CRC = 1_000, zlib.crc32(b" " * 1_000)
    return packed.getvalue()


def yaml_bombs() -> dict[str, bytes]:
    long = "x" * 1_000_000
    bombs = {
        "tag lines": "".join(f"%TAG !e{number}! tag:x{number}\n" for number in range(100_000))
        + "---\na: b\n",
        "late tag lines": "a: b\n...\n" + "".join(f"%TAG !e{n}! tag:x\n" for n in range(100_000)) + "---\n",
        "long tag line": f"%TAG !{long}! tag:x\n%TAG !{long}! tag:x\n---\na: b\n",
        "anchor": f"a: &{long} b\n",
        "alias": f"a: *{long}\n",
        "tag": f"a: !{long} b\n",
        "unknown tag": f"a: !{long}!x b\n",
        "key": f"{long}: b\n",
        "quoted key": f"'{long}': b\n",
        "id": f"partners:\n  '{long}': b\n",
        "address": f"sources:\n  s: {{title: t, url: '{long}'}}\n",
        "directive": f"%{long}\n---\na: b\n",
        "unclosed text": f"a: '{long}",
        "stray": f"a: @{long}\n",
    }
    return {name: text.encode() for name, text in bombs.items()}


@pytest.mark.posix
@pytest.mark.parametrize("name", [*yaml_bombs(), "deflated", "bzip2", "lzma"])
def test_bombs_are_refused_briefly_within_100_mb_and_two_seconds(name: str, tmp_path: Path) -> None:
    methods = {"deflated": zipfile.ZIP_DEFLATED, "bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}
    content = lying(methods[name]) if name in methods else yaml_bombs()[name]
    ending = "xlsx" if name in methods else "yaml"
    good, bomb = tmp_path / f"good.{ending}", tmp_path / f"bomb.{ending}"
    good.write_bytes(_workbook() if name in methods else SMALL.encode())
    bomb.write_bytes(content)
    command = [sys.executable, "-c", REFUSED, str(good), str(bomb)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert 10 < len(done.stdout) < 2_000
    assert "Error" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) < 400


# Bytes and texts


@pytest.mark.parametrize("door", doors.DOORS)
@quickly
@given(st.binary(max_size=400))
def test_any_bytes_come_to_an_end(door: str, content: bytes) -> None:
    doors.DOORS[door](content)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
@settings(quickly, max_examples=examples(6))
@given(data=st.data())
def test_what_is_known_and_cut_apart_comes_to_an_end(path: Path, data: st.DataObject) -> None:
    content = path.read_bytes()
    places = st.integers(0, len(content))
    start, stop, where = (data.draw(places) for _ in range(3))
    piece = data.draw(st.one_of(st.just(content[start:stop]), st.binary(max_size=8)))
    doors.DOORS[path.parent.name](content[:where] + piece + content[where + data.draw(st.integers(0, 40)) :])


# Things of the right shape


_texts = st.one_of(
    st.text(max_size=12), st.sampled_from(["forum", "2021", "=1", "a|b", "\x07", "é", "\ud800"])
)
_plain = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _texts)
_anything = st.recursive(
    _plain,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_texts, inner, max_size=3)),
    max_leaves=12,
)


@quickly
@given(data=st.data())
def test_any_value_anywhere_in_a_data_file_is_read_or_refused(data: st.DataObject) -> None:
    document: Any = yaml.load(SMALL, yaml.BaseLoader)
    for _ in range(data.draw(st.integers(1, 3))):
        _change(document, data)
    doors.yaml_door(json.dumps(document).encode())


_SAMPLES = [path for path in CORPUS if path.read_bytes().lstrip()[:1] == b"{"]


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.name)
@quickly
@given(data=st.data())
def test_any_value_anywhere_in_json_is_taken_over_or_refused(path: Path, data: st.DataObject) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 3))):
        _change(document, data)
    doors.imports_door(json.dumps(document).encode())


def _change(document: Any, data: st.DataObject) -> None:
    """Put any value at any place, under any name."""
    where = document
    while True:
        names = list(where) if isinstance(where, dict) else range(len(where))
        name = data.draw(st.sampled_from(names)) if names else data.draw(_texts)
        inner = where[name] if names else None
        if not isinstance(inner, dict | list) or data.draw(st.integers(0, 5)) == 0:
            break
        where = inner
    if isinstance(where, dict) and data.draw(st.booleans()):
        name = data.draw(
            st.one_of(_texts, st.sampled_from(["id", "number", "plan", "section", "source", "internal"]))
        )
    if isinstance(where, list) and not where:
        where.append(data.draw(_anything))
    else:
        where[name] = data.draw(_anything)


@cache
def _workbook() -> bytes:
    return workbook.dumps(dataset.parse(SMALL))


_cells = st.one_of(
    *(st.integers(), st.floats(allow_nan=False), st.booleans(), st.times()),
    *(
        st.datetimes(datetime(1900, 2, 1)),
        st.dates(date(1900, 2, 1)),
        st.timedeltas(timedelta(0), timedelta(900)),
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30),
    st.sampled_from(["=1+1", "#REF!", "forum", "groups", "2021", "a\nb, c;d", "x" * 400, "-", "1e999"]),
)


@settings(quickly, max_examples=examples(25))
@given(data=st.data())
def test_any_value_in_any_cell_is_read_or_named(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "back.xlsx"
        book = openpyxl.load_workbook(io.BytesIO(_workbook()))
        for _ in range(data.draw(st.integers(1, 6))):
            sheet = book[data.draw(st.sampled_from(book.sheetnames))]
            sheet.cell(data.draw(st.integers(1, 12)), data.draw(st.integers(1, 12))).value = data.draw(_cells)
        book.save(path)
        doors.workbook_door(path.read_bytes())


_rows = st.lists(st.lists(st.one_of(_texts, st.sampled_from(["a", "b"])), max_size=6), max_size=6)


@quickly
@given(_rows, st.sampled_from(["organisations", "others", "actions", "sources", "links"]))
def test_any_row_of_a_folder_of_tables_is_taken_over_or_refused(rows: list[list[str]], name: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for each in ("organisations", "others", "actions", "sources"):
            (folder / f"{each}.csv").write_text("id,name\na,A\n")
        (folder / "links.csv").write_text("from,to,type\na,b,helps\n")
        text = "".join(",".join(row) + "\n" for row in rows)
        with (folder / f"{name}.csv").open("ab") as file:
            file.write(text.encode("utf-8", "replace"))
        with suppress(EcosystemError):
            incoming.read(folder, today=doors.TODAY)


_tokens = {
    "digraph {": [
        "a",
        '"b"',
        "->",
        "--",
        "{",
        "}",
        "[",
        "]",
        "=",
        "label",
        ";",
        "subgraph",
        ":",
        "<",
        ">",
        "+",
        "/*",
    ],
    "graph [": [
        "node",
        "[",
        "]",
        "id",
        "1",
        "2",
        '"a"',
        "edge",
        "source",
        "target",
        "label",
        "&#x41;",
        "directed",
    ],
    "*Vertices 2": ["\n", "1", "2", '"a"', "*Arcs", "*Edges", "*Matrix", "*Arcslist", "l", "%", ":", "0.0"],
}


@quickly
@given(st.data())
def test_any_graph_as_text_is_taken_over_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(sorted(_tokens)))
    words = data.draw(st.lists(st.one_of(st.sampled_from(_tokens[start]), _texts), max_size=25))
    doors.imports_door(" ".join([start, *words]).encode("utf-8", "replace"))


_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2, 3), st.sampled_from(["a", "b", ""])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "nodes",
                        "edges",
                        "links",
                        "elements",
                        "connections",
                        "graph",
                        "graphs",
                        "data",
                        "id",
                        "label",
                    ),
                    *(
                        "source",
                        "target",
                        "from",
                        "to",
                        "attributes",
                        "adjacency",
                        "children",
                        "organizations",
                    ),
                    *("memberships", "persons", "parent", "name", "key", "options", "directed"),
                ]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=25,
)


@quickly
@given(_json)
def test_any_json_of_the_known_words_is_taken_over_or_refused(content: Any) -> None:
    doors.imports_door(json.dumps(content).encode())


# Large and strange, within the limits


def xml(rows: str) -> bytes:
    return f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph>{rows}</graph></graphml>'.encode()


LARGE = {
    "imports/nested.json": b'{"nodes": ' + b"[" * 60_000,
    "imports/nested.graphml": b"<a>" * 20_000,
    "imports/nodes-in-nodes.graphml": xml("<node id='a'>" * 2_000 + "</node>" * 2_000),
    "imports/one-name.json": b'{"nodes": [' + b'{"id": "A B", "name": "A"},' * 2000 + b'{"id": "a"}]}',
    "imports/wide.csv": b"from,to" + b",a" * 30_000 + b"\nx,y\n",
    "imports/field.csv": b"from,to\n" + b"a" * 60_000 + b",b\n",
    "imports/one-name.csv": b"Name,Note\n" + b"".join(b"A,%d\n" % number for number in range(6_000)),
    "imports/one-name.net": b"*Vertices 4000\n" + b"".join(b'%d "A"\n' % n for n in range(1, 4_001)),
    "imports/one-name.gml": b"graph [" + b"".join(b'node [id %d label "A"]' % n for n in range(2_000)) + b"]",
    "imports/one-name.dot": b"digraph {" + b"".join(b"n%d [label=A];" % n for n in range(3_000)) + b"}",
    "imports/counted.net": b"*Vertices 999999999\n1 a\n*Arcs\n1 999999999\n",
    "imports/matrix.net": b"*Vertices 9\n*Matrix\n" + b"1 " * 30_000,
    "imports/list.net": b"*Vertices 9\n*Arcslist\n1" + b" 2" * 30_000,
    "imports/digits.json": b'{"nodes": [{"id": ' + b"9" * 60_000 + b"}]}",
    "workbook/far.part": b"xl/worksheets/sheet3.xml\n<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    b"<sheetData><row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData></worksheet>",
    "workbook/deep.part": b"xl/worksheets/sheet3.xml\n" + b"<a>" * 20_000,
    "yaml/colons.yaml": b"a: " * 20_000,
    "yaml/questions.yaml": b"? a\n" * 15_000,
    "yaml/quotes.yaml": b'"' * 60_000,
    "yaml/twins.yaml": b"groups: {" + b"a, " * 20_000 + b"}",
}  # fmt: skip


def test_large_and_strange_files_stay_within_two_seconds_and_500_mb(tmp_path: Path) -> None:
    paths = []
    for name, content in LARGE.items():
        assert len(content) <= fuzz.LARGEST
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        paths.append(path)
    assert tried(paths) == ""
