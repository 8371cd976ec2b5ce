"""Another program's file → the text of a new data file, and what could not be carried.

CSV (pairs, one link to a row, or the folder that `export csv` writes), Kumu blueprints, GraphML, GEXF,
Cytoscape and node-link JSON are read to the same things: nodes and edges with named values. Values that have
the name of a field of the data file become that field, so that what `export` wrote comes back; a vocabulary
is guessed from the types found. XML is read by defusedxml; nothing is fetched and no entity is expanded.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from ecosystem import dataset
from ecosystem.dataset.draft import SECTIONS
from ecosystem.dataset.fields import bare, fields_of
from ecosystem.dataset.syntax import quoted
from ecosystem.errors import InvalidData, Unwritable
from ecosystem.exchange import csvw, flat
from ecosystem.exchange.returned import MOST_ROWS, opened, rows_of, slug
from ecosystem.model import (
    ENTITY_SECTIONS,
    FIELD_LINK_TYPES,
    SHORT_LENGTH,
    Family,
    Hue,
    Link,
    Section,
    Shape,
    Standing,
)
from ecosystem.words import counted

MOST_BYTES = dataset.MAX_BYTES
"""What is taken over has to fit into a data file."""

MOST_THINGS = 100_000
"""Nodes, and links too: as many as a data file may hold."""

MOST_TAGS = 1_500_000
"""Of XML; a guard for the computer's memory, which a tag fills with a hundred times its length."""

SOURCE = "imported"

_NAMES = ("name", "label", "title")
_ENDS = ("from", "source", "tail", "start"), ("to", "target", "head", "end")
_KIND_NAMES = ("kind", "type", "element type", "category", "group")
_TYPE_NAMES = ("type", "link type", "interaction", "relationship", "label", "kind")
_TEXT_NAMES = {"description": "purpose", "url": "website", "tags": "aliases"}
_MADE_BY_US = ("label", "kind_label", "family", "sentence", "short label", "section", "key", "field", "id")
_SECTION_WORDS = {
    Section.GROUPS: "group|commission|partnership|board|committee|panel|task",
    Section.NETWORKS: "network|forum|alliance|coalition",
    Section.EVENTS: "event|meeting|conference",
    Section.OUTPUTS: "output|publication|report|programme|project|award",
}

_NUMBER = re.compile("[1-9][0-9]{0,5}")

Cells = dict[str, Any]


@dataclass(slots=True)
class Found:
    """What stood in a file: things by id or name, and links by the ids or names of their ends."""

    nodes: dict[str, Cells] = field(default_factory=dict)
    links: list[tuple[str, str, Cells]] = field(default_factory=list)
    sources: dict[str, Cells] = field(default_factory=dict)
    title: str = ""
    remarks: list[str] = field(default_factory=list)


def read(path: Path) -> tuple[str, list[str]]:
    """The text of a data file, and sentences on what could not be carried.

    Raises:
        Unwritable: The file cannot be read, or is of no kind that is known.
    """
    found = _found(path)
    document, remarks = _Builder(found, path.name).document()
    text = written(document, path.name)
    try:
        dataset.parse(text, path.name)
    except InvalidData as error:
        remarks += [f"To be put right in the new file: {problem}" for problem in error.problems]
    return text, [*found.remarks, *remarks]


def _found(path: Path) -> Found:
    if path.is_dir():
        return _from_folder(path)
    if path.suffix.lower() == ".xlsx":
        return _from_sheets(path)
    return parse(_text_of(path), path.name)


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unwritable(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(content) > MOST_BYTES:
        raise Unwritable(f"{path} is larger than {MOST_BYTES // 1_000_000} MB, the most that is read.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unwritable(f"{path} is not a text in UTF-8. Save it as UTF-8.") from error


def parse(text: str, name: str) -> Found:
    """What stands in the text of a file; its name says of which format it is."""
    ending = name.lower().rpartition(".")[2]
    with _said(name, ending):
        if ending == "csv":
            return _counted(_from_rows(_rows(text)))
        if ending in ("graphml", "gexf", "xml"):
            return _counted(_from_xml(text))
        if ending in ("json", "cyjs"):
            return _counted(_from_json(_json(text)))
    known = ".csv, .graphml, .gexf, .cyjs, .json or .xlsx, or the folder of export csv"
    raise Unwritable(f"{name} is of no kind that is read here: {known}.")


@contextmanager
def _said(name: str, ending: str) -> Iterator[None]:
    """What is wrong with a file, in one sentence."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        match error:
            case KeyError():
                reason = f"{quoted(str(error.args[0]))} is missing"
            case RecursionError():
                reason = "it is nested too deeply"
            case TypeError() | AttributeError():
                reason = "it is not built as such a file is"
            case _:
                reason = str(error)
        raise Unwritable(f"{name} cannot be read as {ending}: {reason}.") from error


def _counted(found: Found) -> Found:
    if max(len(found.nodes), len(found.links)) > MOST_THINGS:
        raise ValueError(f"it holds more than {MOST_THINGS:,} things or links. Split it in two")
    return found


# --- formats


def _rows(text: str) -> list[dict[str, Any]]:
    rows = list(islice(csv.DictReader(io.StringIO(text, newline="")), MOST_THINGS + 1))
    if len(rows) > MOST_THINGS:
        raise ValueError(f"it holds more than {MOST_THINGS:,} rows. Split it in two")
    return rows


def _json(text: str) -> Any:
    """What JSON says; half of a character, which no file can hold, is refused."""
    data = json.loads(text)
    if re.search(r"\\u[dD][89a-fA-F]", text) and re.search(
        "[\ud800-\udfff]", json.dumps(data, ensure_ascii=False)
    ):
        raise ValueError("it holds half of a character, written as ‘\\ud…’")
    return data


def _row_cells(row: dict[str, Any]) -> Cells:
    """The filled cells that stand under a heading."""
    return {str(name): csvw.plain(text) for name, text in row.items() if name and text}


def _from_rows(rows: list[dict[str, Any]]) -> Found:
    """Pairs: one link to a row."""
    found = Found()
    if not rows:
        return found
    headers = {str(name).strip().casefold(): name for name in rows[0] if name}
    tail, head = (next((headers[name] for name in names if name in headers), None) for names in _ENDS)
    if tail is None or head is None:
        raise ValueError("it needs a column ‘from’ and a column ‘to’")
    for row in rows:
        cells = _row_cells(row)
        ends = cells.pop(tail, "").strip(), cells.pop(head, "").strip()
        if all(ends):
            found.links.append((*ends, cells))
        elif any(ends):
            found.remarks.append(f"A row with only one end was left out: {' '.join(ends).strip()}.")
    return found


def _from_folder(path: Path) -> Found:
    """The folder that `export csv` writes."""
    tables = {}
    for name in ("bodies", "others", "actions", "sources", "links"):
        text = _text_of(path / f"{name}.csv")
        with _said(f"{name}.csv", "csv"):
            tables[name] = [_row_cells(row) for row in _rows(text)]
            missing = [row for row in tables[name] if "id" not in row]
            if missing and name != "links":
                raise ValueError("it needs a column ‘id’, filled in every row")
    with _said("links.csv", "csv"):
        found = _counted(_from_rows(tables["links"]))
    for row in (*tables["bodies"], *tables["others"], *tables["actions"]):
        found.nodes[row["id"]] = row
    found.sources = {row["id"]: _rest(row, "id") for row in tables["sources"]}
    return found


def _from_sheets(path: Path) -> Found:
    """A workbook as Kumu reads and writes it: a sheet of elements and one of connections, or pairs alone."""
    book = opened(path)
    pages = {title.casefold(): list(_sheet_rows(path, book[title])) for title in book.sheetnames}
    with _said(path.name, "a map"):
        found = _counted(_from_rows(pages.get("connections") or next(iter(pages.values()), [])))
    for row in pages.get("elements", ()):
        named = {name.casefold(): text for name, text in row.items()}
        if named.get("label"):
            found.nodes[named["label"]] = named
    return found


def _sheet_rows(path: Path, page: Any) -> Iterator[dict[str, Any]]:
    """The rows of a sheet by their headings; a formula counts as nothing."""
    headers: list[str] = []
    for row in rows_of(path, page, MOST_ROWS):
        cells = [
            "" if cell.value is None or cell.data_type == "f" else str(cell.value).strip() for cell in row
        ]
        if not headers:
            headers = cells
        elif any(cells):
            yield {name: text for name, text in zip(headers, cells, strict=False) if name}


def _from_json(data: Any) -> Found:
    found = Found()
    if "connections" in data:  # Kumu
        found.title = str(data.get("name") or "")
        for cells in data["elements"]:
            found.nodes[str(cells["label"])] = _values(cells)
        found.links = [
            (str(each["from"]), str(each["to"]), _rest(each, "from", "to")) for each in data["connections"]
        ]
    elif "elements" in data:  # Cytoscape
        found.title = str(data.get("data", {}).get("name") or "")
        elements = data["elements"]
        if isinstance(elements, list):
            elements = {
                "nodes": [each for each in elements if "source" not in each["data"]],
                "edges": [each for each in elements if "source" in each["data"]],
            }
        for each in elements["nodes"]:
            found.nodes[str(each["data"]["id"])] = _values(each["data"])
        for each in elements.get("edges", ()):
            cells = each["data"]
            found.links.append((str(cells["source"]), str(cells["target"]), _rest(cells, "source", "target")))
    else:  # node-link, as networkx and D3 write it
        about = data.get("graph") or {}
        found.title = str(about.get("title") or about.get("name") or "") if isinstance(about, dict) else ""
        for cells in data["nodes"]:
            found.nodes[str(cells["id"])] = _values(cells)
        for cells in data.get("links", data.get("edges", ())):
            found.links.append((str(cells["source"]), str(cells["target"]), _rest(cells, "source", "target")))
        sources = about.get("sources", ()) if isinstance(about, dict) else ()
        found.sources = {str(each["id"]): _rest(each, "id") for each in sources}
    return found


def _rest(cells: Cells, *ends: str) -> Cells:
    return {name: value for name, value in _values(cells).items() if name not in ends}


def _values(cells: Cells) -> Cells:
    """Named values of which none is nested, but in a list of texts."""
    return {name: value if isinstance(value, str) else _value(value) for name, value in cells.items()}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in value]
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _from_xml(text: str) -> Found:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if text.count("<") > MOST_TAGS:
        raise ValueError(f"it holds more than {MOST_TAGS:,} tags. Split it in two")
    try:
        root = fromstring(text.encode(), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise ValueError(f"it is no XML that is safe to read ({error})") from error
    named: dict[tuple[str, str], str] = {}
    found = Found()
    owner = "node"
    for each in root.iter():
        tag = _tag(each)
        if tag == "key":  # GraphML
            named["", each.get("id", "")] = each.get("attr.name", each.get("id", ""))
        elif tag == "attributes":  # GEXF
            owner = each.get("class", "node")
        elif tag == "attribute":
            named[owner, each.get("id", "")] = each.get("title", "")
        elif tag == "node":
            found.nodes[each.get("id", "")] = _xml_cells(each, "node", named)
        elif tag == "edge":
            cells = _xml_cells(each, "edge", named)
            found.links.append((each.get("source", ""), each.get("target", ""), cells))
        elif tag == "title" or (
            tag == "data" and named.get(("", each.get("key", ""))) == "title" and not found.title
        ):
            found.title = found.title or each.text or ""
    return found


def _xml_cells(element: Any, owner: str, named: dict[tuple[str, str], str]) -> Cells:
    cells = {name: value for name, value in element.attrib.items() if name in ("label", "kind")}
    if "kind" in cells:
        cells["type"] = cells.pop("kind")
    for part in element:
        if _tag(part) == "data" and part.text:
            cells[named.get(("", part.get("key", "")), "")] = part.text
        for each in part if _tag(part) == "attvalues" else ():
            cells[named.get((owner, each.get("for", "")), "")] = each.get("value", "")
    return cells


def _tag(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


# --- things found → a document


class _Builder:
    """Gathers a document from what was found, and says what it leaves out."""

    def __init__(self, found: Found, file: str) -> None:
        self._found = found
        self._file = file
        self._ids: dict[str, str] = {}
        self._sources: dict[str, Cells] = {}
        self._kinds: dict[tuple[str, str], str] = {}
        self._words: dict[str, str] = {}
        self._lost: Counter[str] = Counter()
        self._remarks: list[str] = []
        self._sections: dict[str, dict[str, Cells]] = {section.value: {} for section in Section}

    def document(self) -> tuple[Cells, list[str]]:
        for tail, head, _ in self._found.links:
            for end in (tail, head):
                self._found.nodes.setdefault(end, {"label": end})
        used: set[str] = set()
        for key, cells in self._found.nodes.items():
            own = str(cells.get("id") or key)
            fits = re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", own) and len(own) <= 60 and own not in used
            words = next((str(cells[name]) for name in _NAMES if cells.get(name)), key)
            self._ids[key] = own if fits else slug(words, used)
            used.add(self._ids[key])
        for key, cells in self._found.nodes.items():
            self._node(key, cells)
        links = list(self._links())
        document = {
            "ecosystem": self._about(),
            "kinds": self._legend(),
            "link_types": self._types(links),
            "sources": self._sources,
            **self._sections,
            "links": links,
        }
        if self._lost:
            names = ", ".join(f"{name} ({count})" for name, count in sorted(self._lost.items()))
            self._remarks.append(f"No field holds these values, so they were left out: {names}.")
        guessed = (
            f"{counted(len(self._kinds), 'kind')} and {counted(len(document['link_types']), 'link type')}"
        )
        self._remarks.append(f"{guessed} were guessed from the types found. Read them before you build.")
        if SOURCE in self._sources:
            self._remarks.append(
                f"What names no source rests on ‘{SOURCE}’, the file itself. Name the true ones."
            )
        return {name: value for name, value in document.items() if value}, self._remarks

    def _about(self) -> Cells:
        title = _line(self._found.title) or f"A map from {self._file}"
        told = f"Taken over from {self._file}."
        return {
            "title": title[:300],
            "place": "Not known",
            "edition": "2000",
            "summary": told,
            "licence": "Not known",
        }

    def _section(self, cells: Cells) -> Section:
        said = str(cells.get("section") or "")
        if said in list(Section):
            return Section(said)
        kind = self._kind_words(cells).casefold()
        found = (section for section, words in _SECTION_WORDS.items() if re.search(words, kind))
        return next(found, Section.PARTNERS)

    def _kind_words(self, cells: Cells) -> str:
        lower = {name.casefold(): value for name, value in cells.items()}
        return _line(next((lower[name] for name in _KIND_NAMES if lower.get(name)), "body"))

    def _node(self, key: str, cells: Cells) -> None:
        section, identifier = self._section(cells), self._ids[key]
        model, _ = SECTIONS[section.value]
        renamed = {_TEXT_NAMES.get(name.casefold(), name): value for name, value in cells.items()}
        entry = self._fields(model, {**renamed, **cells})
        name = next((_line(cells[each]) for each in _NAMES if cells.get(each)), key)
        entry["name"] = _line(entry.get("name") or name)[:300]
        if section in ENTITY_SECTIONS:
            entry["kind"] = self._kind(section, self._kind_words(cells))
        if len(entry["name"]) > SHORT_LENGTH and not entry.get("short") and section is not Section.ACTIONS:
            entry["short"] = f"{entry['name'][: SHORT_LENGTH - 1].rstrip()}…"
        known = {entry["name"].casefold(), str(entry.get("short", "")).casefold()}
        entry["aliases"] = _unlike(entry.get("aliases", ()), known)
        if section in (Section.PRIORITIES, Section.ACTIONS):
            self._in_plan(section, entry)
        entry["source"] = self._cited(cells)
        used = {
            *fields_of(model).readers,
            *_MADE_BY_US,
            *_NAMES,
            *_KIND_NAMES,
            "sources",
            "x",
            "y",
            "shared name",
        }
        self._lost.update(
            name for name in cells if name not in used and _TEXT_NAMES.get(name.casefold()) is None
        )
        self._lost.update(name for name in ("facts", "progress", "measure") if cells.get(name))
        self._sections[section.value][identifier] = {
            name: value for name, value in entry.items() if value != []
        }

    def _in_plan(self, section: Section, entry: Cells) -> None:
        entry["plan"] = self._ids.get(str(entry.get("plan", "")), entry.get("plan"))
        if section is Section.PRIORITIES:
            number = _line(entry.get("number", ""))
            entry["number"] = (
                int(number) if _NUMBER.fullmatch(number) else len(self._sections[section.value]) + 1
            )

    def _fields(self, model: Any, cells: Cells) -> Cells:
        """The values that have the name of a field, as that field holds them."""
        entry: Cells = {}
        for name, (own, _) in fields_of(model).readers.items():
            value = cells.get(name)
            if value in (None, "", []) or name in (
                "facts",
                "progress",
                "measure",
                "kind",
                "source",
                "readings",
            ):
                continue
            kind, _ = bare(next(f.type for f in _infos(model) if f.name == own))
            if getattr(kind, "__origin__", None) is tuple:
                parts = value if isinstance(value, list) else str(value).split(flat.SEPARATOR)
                named = [_line(part) for part in parts if _line(part)]
                entry[name] = [self._ids.get(part, part) for part in named] if name != "aliases" else named
            else:
                entry[name] = value if isinstance(value, int | float) else str(value).strip()
        return entry

    def _kind(self, section: Section, words: str) -> str:
        key = (section.value, words)
        if key not in self._kinds and len(self._kinds) == len(Shape):
            same = [kind for (home, _), kind in self._kinds.items() if home == section.value]
            if same:
                return same[-1]
        if key not in self._kinds:
            self._kinds[key] = slug(words, set(self._kinds.values()))
        return self._kinds[key]

    def _legend(self) -> Cells:
        shapes, hues = list(Shape), list(Hue)
        return {
            kind: {
                "section": section,
                "label": words[:300],
                "plural": words[:1].upper() + words[1:300],
                "shape": shapes[place % len(shapes)].value,
                "hue": hues[place % len(hues)].value,
            }
            for place, ((section, words), kind) in enumerate(self._kinds.items())
        }

    def _cited(self, cells: Cells) -> list[str]:
        said = cells.get("sources", cells.get("source") if isinstance(cells.get("source"), list) else None)
        parts = said if isinstance(said, list) else str(said or "").split(flat.SEPARATOR)
        named = list(dict.fromkeys(str(part) for part in parts if part)) or [SOURCE]
        for name in named:
            if name not in self._sources:
                own = self._found.sources.get(name, {})
                title = f"The file {self._file}" if name == SOURCE else name
                self._sources[name] = {"title": title, "publisher": "Not known", **own}
        return named

    def _links(self) -> Iterator[Cells]:
        implied = self._implied()
        seen: set[tuple[Any, ...]] = set()
        for tail, head, cells in self._found.links:
            ends = self._ids[tail], self._ids[head]
            words = self._type_words(cells)
            name = slug(words, set())
            if (ends[0], name, ends[1]) in implied and cells.get("field"):
                continue
            if ends[0] == ends[1]:
                self._remarks.append(f"A link from ‘{ends[0]}’ to itself was left out.")
                continue
            link = {"from": ends[0], "type": name, "to": ends[1], **self._link_fields(cells)}
            link["source"] = self._cited(cells)
            key = (
                *ends,
                name,
                link.get("role"),
                link.get("since"),
                link.get("until"),
                *sorted(link["source"]),
            )
            if key in seen:
                self._remarks.append(
                    f"A second link that says the same was left out: {' '.join(map(str, key[:3]))}."
                )
                continue
            seen.add(key)
            self._words[name] = words
            yield link

    def _type_words(self, cells: Cells) -> str:
        lower = {name.casefold(): value for name, value in cells.items()}
        for name in ("link type", "type", "interaction", "relationship", "label", "kind"):
            if lower.get(name) and not (name == "type" and lower[name] == "directed"):
                return _line(lower[name])
        return "is linked to"

    def _link_fields(self, cells: Cells) -> Cells:
        known = {name for name in fields_of(Link).readers if name not in ("from", "to", "type", "source")}
        used = {
            *known,
            *_MADE_BY_US,
            *_TYPE_NAMES,
            "sources",
            "direction",
            "description",
            "id",
            "shared interaction",
        }
        self._lost.update(name for name in cells if name not in used)
        fields = {
            name: _line(value) if name != "evidence" else value
            for name, value in cells.items()
            if name in known
        }
        if fields.get("standing", "stated") not in list(Standing):
            fields.pop("standing")
        return {name: value for name, value in fields.items() if value not in ("", None)}

    def _implied(self) -> set[tuple[str, str, str]]:
        """The links that fields say already."""
        sections = self._sections
        found = {
            (owner, "sets", plan)
            for plan, each in sections["plans"].items()
            for owner in each.get("owners", ())
        }
        for name in ("priorities", "actions"):
            found |= {(key, "part-of", each["plan"]) for key, each in sections[name].items()}
        for key, each in sections["actions"].items():
            found |= {(lead, "leads", key) for lead in each.get("leads", ())}
            found |= {(key, "advances", priority) for priority in each.get("advances", ())}
        return found

    def _types(self, links: list[Cells]) -> Cells:
        home = {key: section for section, entries in self._sections.items() for key in entries}
        types: Cells = {}
        for link in links:
            name = link["type"]
            given = FIELD_LINK_TYPES.get(name)
            if name not in types:
                words = given.label if given else self._words[name].replace("-", " ")
                types[name] = {
                    "label": words[:300],
                    "inverse": given.inverse if given else f"is at the other end of “{words[:250]}” from",
                    "family": given.family.value if given else Family.WORKING_TOGETHER.value,
                    "from": [each.value for each in given.tails] if given else [],
                    "to": [each.value for each in given.heads] if given else [],
                }
            for end in ("from", "to"):
                if home[link[end]] not in types[name][end]:
                    types[name][end].append(home[link[end]])
        return types


def _infos(model: Any) -> Iterable[Any]:
    import msgspec

    return msgspec.structs.fields(model)


def _line(value: Any) -> str:
    return " ".join(str(value).split())


def _unlike(names: Iterable[str], known: set[str]) -> list[str]:
    kept = []
    for name in names:
        if name.casefold() not in known:
            known.add(name.casefold())
            kept.append(name)
    return kept


def written(document: Cells, file: str) -> str:
    """A document as the text of a new data file."""
    said = "Correct the guesses, then run `ecosystem check`."
    head = f"# Taken over from {_line(file)} by `ecosystem import`. {said}\n\n"
    body = yaml.dump(document, Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=110)
    return head + str(body)


class _Quoting(yaml.CSafeDumper):
    """Puts every text in quotation marks that some YAML program would take for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: Any, text: str) -> Any:
    plain = re.fullmatch(r"[A-Za-z][\w ./()-]*[\w.)]", text) and not re.fullmatch(
        "(?i)y|n|yes|no|on|off|true|false|null", text
    )
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Quoting.add_representer(str, _text)
