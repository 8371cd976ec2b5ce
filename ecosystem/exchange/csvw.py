"""CSV (RFC 4180) with CSVW metadata (https://www.w3.org/TR/tabular-metadata/): a folder of tables.

`organisations.csv`, `others.csv` (events, outputs, plans, priorities), `actions.csv`, `links.csv`,
`sources.csv`, and `csv-metadata.json`, which names every column and what joins the tables. In
`datapackage.json` stand the columns for programs that read data packages
(https://specs.frictionlessdata.io/data-package/). UTF-8 without a mark at its start, lines end in CR LF, the
first line names the columns, every cell is quoted. Lists and nested values follow the rules of `flat`; the
list separator is `|`. Lost: the parts of facts, progress and measures, the legend beyond its labels, the
disputes.

A spreadsheet takes a cell that starts with = + - @ or a wide form of these, a tab or a carriage return for a
formula. Where its list separator is a semicolon or a tab, it starts a cell at each of these, and at each line
break, although the text is quoted. So a text gets an apostrophe wherever a cell could start with one of these
signs, and also where apostrophes stand before the sign, so that the reader can take exactly one away again
(`neutral`, `plain`).
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import msgspec

from ecosystem import __version__
from ecosystem.city import City
from ecosystem.exchange import flat
from ecosystem.files import OURS
from ecosystem.model import (
    ORGANISATION_SECTIONS,
    Action,
    Event,
    Organisation,
    Output,
    Plan,
    Priority,
    Section,
    Source,
)
from ecosystem.model.descriptions import described_fields

_METADATA = "csv-metadata.json"
_PACKAGE = "datapackage.json"
_OTHERS = (Section.EVENTS, Section.OUTPUTS, Section.PLANS, Section.PRIORITIES)
_COLUMNS = {
    "organisations.csv": flat.columns(Organisation),
    "others.csv": flat.columns(Event, Output, Plan, Priority),
    "actions.csv": tuple(name for name in flat.columns(Action) if name != "kind_label"),
    "links.csv": flat.LINK_COLUMNS,
    "sources.csv": tuple(field.written for field in described_fields(Source)),
}
_REQUIRED = ("id", "section", "label", "from", "to", "type", "title", "publisher")
# The wide forms too: some spreadsheets of East Asia take them for the narrow ones.
_SIGN = r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]"
_STARTS_CELL = r"""((?:^|(?<=[;\t\r\n]))"*)"""
_DANGEROUS = re.compile(rf"{_STARTS_CELL}(?='*{_SIGN})")
_NEUTRALISED = re.compile(rf"{_STARTS_CELL}'(?='*{_SIGN})")


LOST = flat.LOST | {
    "the place, plan, region, method and contact of the map": (
        "About.place",
        "About.plan",
        "About.region",
        "About.method",
        "About.contact",
    )
}


def files(city: City, said: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the tables and their metadata, by file name; `said` is as in `flat.links`."""
    sources = sorted(city.ecosystem.sources.items())
    tables = {
        "organisations.csv": flat.nodes(city, *ORGANISATION_SECTIONS),
        "others.csv": flat.nodes(city, *_OTHERS),
        "actions.csv": flat.nodes(city, Section.ACTIONS),
        "links.csv": flat.links(city, said),
        "sources.csv": [msgspec.to_builtins(source) for _, source in sources],
    }
    texts = {name: table(_COLUMNS[name], rows) for name, rows in tables.items()}
    return texts | {_METADATA: _metadata(city), _PACKAGE: _package(city)}


def archive(city: City, said: Mapping[str, str] | None = None) -> bytes:
    """Return the folder as one ZIP file, without times; `said` is as in `flat.links`."""
    made = files(city, said)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name in sorted(made):
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, made[name])
    return written.getvalue()


def table(columns: tuple[str, ...], rows: list[flat.Row]) -> str:
    """Return rows as CSV."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return written.getvalue()


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, nor any part of it.

    >>> neutral("=1+1"), neutral("'-"), neutral("a-b"), neutral("a;=b")
    ("'=1+1", "''-", 'a-b', "a;'=b")
    """
    return _DANGEROUS.sub(r"\1'", text)


def plain(text: str) -> str:
    """Return what `neutral` was given.

    >>> plain("'=1+1"), plain("'tis")
    ('=1+1', "'tis")
    """
    return _NEUTRALISED.sub(r"\1", text)


def _cell(cell: flat.Cell | None) -> str:
    if cell is None:
        return ""
    written = flat.text(cell)
    return neutral(written) if isinstance(cell, str | tuple) else written


def _metadata(city: City) -> str:
    about = city.ecosystem.about
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": about.language}],
        "dc:creator": f"{OURS} {__version__}",
        "dc:title": about.title,
        "dc:description": about.summary,
        "dc:license": about.licence,
        "dc:hasVersion": about.edition,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [_described(name) for name in _COLUMNS],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _package(city: City) -> str:
    about = city.ecosystem.about
    document = {
        "profile": "tabular-data-package",
        "name": OURS,
        "title": about.title,
        "description": about.summary,
        "version": about.edition,
        "licenses": [{"name": "other", "title": about.licence}],
        "resources": [_resource(name) for name in _COLUMNS],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _resource(name: str) -> dict[str, Any]:
    fields = [
        {
            "name": column,
            "type": "integer" if column in flat.NUMBERS else "string",
            **({"constraints": {"required": True}} if column in _REQUIRED else {}),
        }
        for column in _COLUMNS[name]
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name.removesuffix(".csv"),
        "path": name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "id"},
    }


def _described(name: str) -> dict[str, Any]:
    schema = {"columns": [_column(column) for column in _COLUMNS[name]], "primaryKey": "id"}
    return {"url": name, "tableSchema": schema}


def _column(name: str) -> dict[str, Any]:
    described: dict[str, Any] = {"name": name, "titles": name, "datatype": "string"}
    if name in flat.NUMBERS:
        described["datatype"] = "integer"
    if name in flat.LISTS:
        described["separator"] = flat.SEPARATOR
    if name in _REQUIRED:
        described["required"] = True
    return described
