"""What was found → the document of a new data file, and remarks on what it leaves out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ecosystem.dataset import documents, migrations
from ecosystem.dataset.draft import SECTIONS
from ecosystem.exchange import flat
from ecosystem.exchange.incoming.parsed_network import Cells, ParsedNetwork, line
from ecosystem.exchange.incoming.vocabulary import (
    KIND_NAMES,
    TYPE_NAMES,
    Vocabulary,
    kind_words,
    section_of,
    type_words,
)
from ecosystem.exchange.slugs import slug
from ecosystem.language import _, plural
from ecosystem.model import ENTITY_SECTIONS, SHORT_LENGTH, Basis, Link, Section, Value
from ecosystem.model.descriptions import shown_fields

SOURCE = "imported"
"""The id of the file itself, as a source of what names none."""

_NAMES = ("name", "label", "title")
_TEXT_NAMES = {"description": ("purpose", "summary"), "url": ("website",), "tags": ("aliases",)}
"""What other programs call a field of ours: the one of these that an entry has."""
_MADE_BY_US = ("label", "kind_label", "family", "sentence", "short label", "section", "key", "field", "id")
_NESTED = ("facts", "progress", "measure", "confirmations")
_NOT_NODES = {*_MADE_BY_US, *_NAMES, *KIND_NAMES, "sources", "x", "y", "shared name"}
_NOT_LINKS = {*_MADE_BY_US, *TYPE_NAMES, "sources", "direction", "description", "id", "shared interaction"}

_EMPTY: tuple[Any, ...] = (None, "", [])
_NUMBER = re.compile("[1-9][0-9]{0,5}")


class Builder:
    """Gathers a document from what was found, and says what it leaves out."""

    def __init__(self, network: ParsedNetwork, file: str) -> None:
        self._network = network
        self._file = file
        self._ids: dict[str, str] = {}
        self._sources: dict[str, Cells] = {}
        self._vocabulary = Vocabulary()
        self._lost: Counter[str] = Counter()
        self._remarks: list[str] = []
        self._sections: dict[str, dict[str, Cells]] = {section.value: {} for section in Section}

    def document(self) -> tuple[Cells, list[str]]:
        """The document without what is empty, and the remarks."""
        for tail, head, _cells in self._network.links:
            for end in (tail, head):
                self._network.nodes.setdefault(end, {"label": end})
        self._give_ids()
        for key, cells in self._network.nodes.items():
            self._node(key, cells)
        home = {key: section for section, entries in self._sections.items() for key in entries}
        links = list(self._links(home))
        document = {
            migrations.KEY: migrations.FORMAT,
            "ecosystem": self._about(),
            "kinds": self._vocabulary.kinds(),
            "link_types": self._vocabulary.link_types(links, home),
            "sources": self._sources,
            **self._sections,
            "links": links,
        }
        self._remark(document)
        return {name: value for name, value in document.items() if value}, self._remarks

    def _give_ids(self) -> None:
        used: set[str] = set()
        for key, cells in self._network.nodes.items():
            own = str(cells.get("id") or key)
            fits = re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", own) and len(own) <= 60 and own not in used
            words = next((str(cells[name]) for name in _NAMES if cells.get(name)), key)
            self._ids[key] = own if fits else slug(words, used)
            used.add(self._ids[key])

    def _about(self) -> Cells:
        title = line(self._network.title) or _("A map from {file}", file=self._file)
        return {
            "title": title[:300],
            "place": _("Not known"),
            "edition": "2000",
            "summary": _("Imported from {file}.", file=self._file),
            "licence": _("Not known"),
        }

    def _remark(self, document: Cells) -> None:
        if self._lost:
            names = ", ".join(f"{name} ({count})" for name, count in sorted(self._lost.items()))
            self._remarks.append(
                _("These values were left out, because no field can hold them: {names}.", names=names)
            )
        self._remarks.append(
            _(
                "We guessed {kinds} and {link_types} from the file. Check them before you build.",
                kinds=plural("{count} kind", "{count} kinds", len(document["kinds"])),
                link_types=plural("{count} link type", "{count} link types", len(document["link_types"])),
            )
        )
        if SOURCE in self._sources:
            self._remarks.append(
                _(
                    "Anything without a source now cites ‘{source}’, the file itself. Add the real sources.",
                    source=SOURCE,
                )
            )

    def _node(self, key: str, cells: Cells) -> None:
        section = section_of(cells)
        model = SECTIONS[section.value][0]
        renamed = {field: cells[name] for name, field in _renamed(model, cells).items()}
        entry = self._fields(model, {**cells, **renamed})
        name = next((line(cells[column]) for column in _NAMES if cells.get(column)), key)
        entry["name"] = line(entry.get("name") or name)[:300]
        if section in ENTITY_SECTIONS:
            entry["kind"] = self._vocabulary.kind(section, kind_words(cells))
        _name_otherwise(section, entry)
        if section in (Section.PRIORITIES, Section.ACTIONS):
            self._in_plan(section, entry)
        entry["source"] = self._cited(cells)
        used = {*_written(model), *_NOT_NODES, *_renamed(model, cells)}
        self._lost.update(name for name, value in cells.items() if name not in used and value not in _EMPTY)
        self._lost.update(name for name in _NESTED if cells.get(name))
        self._sections[section.value][self._ids[key]] = {
            name: value for name, value in entry.items() if value != []
        }

    def _fields(self, model: Any, cells: Cells) -> Cells:
        """The values that have the name of a field, as that field holds them."""
        entry: Cells = {}
        for field in shown_fields(model):
            name = field.written
            value = cells.get(name)
            if value in _EMPTY or name in (*_NESTED, "kind", "source", "readings"):
                continue
            if field.many:
                parts = value if isinstance(value, list) else str(value).split(flat.SEPARATOR)
                named = [line(part) for part in parts if line(part)]
                entry[name] = [self._ids.get(part, part) for part in named] if name != "aliases" else named
            else:
                entry[name] = value if isinstance(value, int | float) else str(value).strip()
        return entry

    def _in_plan(self, section: Section, entry: Cells) -> None:
        entry["plan"] = self._ids.get(str(entry.get("plan", "")), entry.get("plan"))
        if section is Section.PRIORITIES:
            number = line(entry.get("number", ""))
            entry["number"] = (
                int(number) if _NUMBER.fullmatch(number) else len(self._sections[section.value]) + 1
            )

    def _cited(self, cells: Cells) -> list[Any]:
        given = cells.get("sources", cells.get("source") if isinstance(cells.get("source"), list) else None)
        parts = given if isinstance(given, list) else str(given or "").split(flat.SEPARATOR)
        named = list(dict.fromkeys(line(part) for part in parts if part)) or [SOURCE]
        cited = [documents.uncited(part) for part in named]
        for name in map(_source_of, cited):
            if name not in self._sources:
                own = self._network.sources.get(name, {})
                title = _("The file {file}", file=self._file) if name == SOURCE else name
                self._sources[name] = {"title": title, "publisher": _("Not known"), **own}
        return cited

    def _links(self, home: dict[str, str]) -> Iterator[Cells]:
        implied = self._implied()
        seen: set[tuple[Any, ...]] = set()
        for tail, head, cells in self._network.links:
            ends = self._ids[tail], self._ids[head]
            words = type_words(cells)
            name = self._vocabulary.link_type(words, *(home[end] for end in ends))
            if (ends[0], name, ends[1]) in implied and cells.get("field"):
                continue
            if ends[0] == ends[1]:
                self._remarks.append(_("A link from ‘{id}’ to itself was left out.", id=ends[0]))
                continue
            link = {"from": ends[0], "type": name, "to": ends[1], **self._link_fields(cells)}
            link["source"] = self._cited(cells)
            when = link.get("since"), link.get("until")
            key = (
                *ends,
                name,
                link.get("role"),
                *when,
                *sorted({_source_of(citation) for citation in link["source"]}),
            )
            if key in seen:
                self._remarks.append(
                    _("A duplicate link was left out: {link}.", link=" ".join(map(str, key[:3])))
                )
                continue
            seen.add(key)
            yield link

    def _link_fields(self, cells: Cells) -> Cells:
        known = _written(Link) - {"from", "to", "type", "source"}
        if "standing" in cells and "basis" not in cells:  # as exports of the first version call it
            cells = {migrations.FORMER_FIELDS.get(name, name): value for name, value in cells.items()}
        used = known | _NOT_LINKS
        self._lost.update(name for name in cells if name not in used)
        fields = {
            name: line(value) if name != "evidence" else value
            for name, value in cells.items()
            if name in known
        }
        if fields.get("basis", "stated") not in list(Basis):
            fields.pop("basis")
        return {name: value for name, value in fields.items() if value not in ("", None)}

    def _implied(self) -> set[tuple[str, str, str]]:
        """The links that fields say already."""
        sections = self._sections
        implied = {
            (owner, "sets", plan)
            for plan, action in sections["plans"].items()
            for owner in action.get("owners", ())
        }
        for name in ("priorities", "actions"):
            implied |= {(key, "part-of", action["plan"]) for key, action in sections[name].items()}
        for key, action in sections["actions"].items():
            implied |= {(lead, "leads", key) for lead in action.get("leads", ())}
            implied |= {(key, "advances", priority) for priority in action.get("advances", ())}
        return implied


def _source_of(citation: Any) -> str:
    return str(citation["id"] if isinstance(citation, dict) else citation)


def _renamed(model: Any, cells: Cells) -> dict[str, str]:
    """The values that have another program's name for a field, each with the field, which must be free."""
    known = _written(model)
    texts: dict[str, str] = {}
    for name in cells:
        field = next(
            (field_name for field_name in _TEXT_NAMES.get(name.casefold(), ()) if field_name in known), None
        )
        if field and cells.get(field) in _EMPTY and field not in texts.values():
            texts[name] = field
    return texts


def _written(model: type[Value]) -> set[str]:
    return {field.written for field in shown_fields(model)}


def _name_otherwise(section: Section, entry: Cells) -> None:
    """A short name where the name is long, and no alias that is one of both."""
    name = entry["name"]
    if len(name) > SHORT_LENGTH and not entry.get("short") and section is not Section.ACTIONS:
        entry["short"] = f"{name[: SHORT_LENGTH - 1].rstrip()}…"
    known = {name.casefold(), str(entry.get("short", "")).casefold()}
    entry["aliases"] = _unlike(entry.get("aliases", ()), known)


def _unlike(names: Iterable[str], known: set[str]) -> list[str]:
    kept = []
    for name in names:
        if name.casefold() not in known:
            known.add(name.casefold())
            kept.append(name)
    return kept
