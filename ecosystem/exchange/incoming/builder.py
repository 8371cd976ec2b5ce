"""What was found → the document of a new data file, with an account of what became of it.

What one of our own exports wrote comes back by the names of its fields (`own_exports`). All else is read by
`meaning`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ecosystem import dates
from ecosystem.dataset import documents, migrations
from ecosystem.dataset.draft import SECTIONS
from ecosystem.dataset.unseen import without_unseen
from ecosystem.exchange import flat
from ecosystem.exchange.incoming import account as said, own_exports
from ecosystem.exchange.incoming.columns import Columns
from ecosystem.exchange.incoming.meaning import EMPTY, Meaning, few_values, text_of
from ecosystem.exchange.incoming.parsed_network import PARENT, Cells, ParsedNetwork, line
from ecosystem.exchange.incoming.spellings import Entries, same
from ecosystem.exchange.incoming.vocabulary import PART_OF, Vocabulary, section_of
from ecosystem.exchange.slugs import slug
from ecosystem.language import _
from ecosystem.model import (
    ENTITY_SECTIONS,
    ORGANISATION_SECTIONS,
    SHORT_LENGTH,
    UNWRITTEN,
    Basis,
    Section,
)

SOURCE = "imported"
"""The id of the file itself, as a source of what names none."""
LONGEST_NAME = 300

_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER = re.compile("[1-9][0-9]{0,5}")


class Builder:
    """Gathers a document from what was found."""

    def __init__(self, network: ParsedNetwork, columns: Columns, file: str, edition: str) -> None:
        """Gather a document.

        Args:
            network: What was found.
            columns: What its columns mean.
            file: The name of the file.
            edition: The date of the new map.
        """
        self._network = network
        self._account = network.account
        self._columns = columns
        self._meaning = Meaning(columns, network.account)
        self._file = file
        self._edition = edition
        self._ids: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._kinds: dict[str, tuple[str, Section]] = {}
        self._sources: dict[str, Cells] = {}
        self._vocabulary = Vocabulary(network.account)
        self._sections: dict[str, dict[str, Cells]] = {section.value: {} for section in Section}
        self._shorts: set[str] = set()
        self._entries: Entries | None = None

    def document(self) -> Cells:
        """Return the document, without what is empty."""
        nodes = self._network.nodes
        for key, cells in nodes.items():
            self._labels[key] = self._name_of(key, cells)
        ends = self._ends()
        self._meaning.see_dates((*nodes.values(), *(cells for _tail, _head, cells in ends)))
        self._give_ids()
        self._give_kinds()
        for key, cells in nodes.items():
            self._node(key, cells)
        home = {key: section for section, entries in self._sections.items() for key in entries}
        links = [*self._links(ends, home), *self._nesting(home)]
        document = {
            migrations.KEY: migrations.FORMAT,
            "ecosystem": self._about(),
            "kinds": self._vocabulary.kinds(),
            "link_types": self._vocabulary.link_types(links, home),
            "sources": self._sources,
            **self._sections,
            "links": links,
        }
        self._tell(document)
        return {name: value for name, value in document.items() if value}

    def _ends(self) -> list[tuple[str, str, Cells]]:
        """Return every link with the keys of the nodes at its ends; who is named by links alone is added."""
        nodes = self._network.nodes
        listed = bool(nodes)
        known = Entries(nodes, self._labels)
        added: dict[str, str] = {}
        spellings: dict[str, set[str]] = {}
        links: list[tuple[str, str, Cells]] = []
        for tail, head, cells in self._network.links:
            keys: list[str] = []
            for end in (tail, head):
                named = known.find(end)
                if len(named) > 1:
                    self._account.note(said.SEVERAL_NAMED, end)
                if named:
                    keys.append(named[0])
                elif not self._network.is_list and line(end):
                    key = added.setdefault(same(end), end)
                    spellings.setdefault(key, set()).add(end)
                    keys.append(key)
            if len(keys) == 2:
                links.append((keys[0], keys[1], cells))
            else:
                self._account.note(said.NO_SUCH_END, f"{line(tail)} → {line(head)}")
        for key in added.values():
            nodes[key] = {}
            self._labels[key] = self._name_of(key, {})
            for other in sorted(spellings[key] - {key}):
                if line(other) != line(key) or other != key:
                    self._account.note(said.SPELLINGS, f"‘{other}’")
            if listed:
                self._account.note(said.ADDED, key)
            if key.strip().isdecimal():
                self._account.note(said.NUMBERS_AS_NAMES, key)
        return links

    def _name_of(self, key: str, cells: Cells) -> str:
        name = (own_exports if own_exports.is_ours(cells) else self._meaning).name(key, cells)
        return self._short_enough(self._clean(line(name)) or _("Without a name"))

    def _short_enough(self, name: str) -> str:
        if len(name) > LONGEST_NAME:
            self._account.note(said.SHORTENED, name, limit=str(LONGEST_NAME))
            return f"{name[: LONGEST_NAME - 1].rstrip()}…"
        return name

    def _clean(self, text: str) -> str:
        """Return a text without what no data file may hold."""
        clean = without_unseen(text)
        if clean is not text and clean.split() != text.split():
            self._account.note(said.CLEANED, clean)
        return clean.strip()

    def _give_ids(self) -> None:
        used: set[str] = set()
        names: Counter[str] = Counter()
        for key, cells in self._network.nodes.items():
            own = str(cells.get("id") or key)
            fits = own_exports.is_ours(cells) and _SLUG.fullmatch(own) and len(own) <= 60 and own not in used
            self._ids[key] = own if fits else slug(self._labels[key], used)
            used.add(self._ids[key])
            name = same(self._labels[key])
            names[name] += 1
            if names[name] > 1:
                self._account.note(said.SAME_NAME, self._labels[key])

    def _give_kinds(self) -> None:
        counts: Counter[tuple[str, str]] = Counter()
        for key, cells in self._network.nodes.items():
            words = self._kind_words(cells)
            section = section_of(cells, words)
            self._kinds[key] = words, section
            if section in ENTITY_SECTIONS:
                counts[section.value, words] += 1
        self._vocabulary.gather(counts)

    def _kind_words(self, cells: Cells) -> str:
        words = (own_exports if own_exports.is_ours(cells) else self._meaning).kind(cells)
        return self._clean(words)[:LONGEST_NAME] or "organisation"

    def _about(self) -> Cells:
        title = self._clean(line(self._network.title)) or _("A map from {file}", file=self._file)
        return {
            "title": title[:LONGEST_NAME],
            "place": UNWRITTEN,
            "edition": self._edition,
            "summary": _("Imported from {file}.", file=self._file),
            "licence": UNWRITTEN,
        }

    def _tell(self, document: Cells) -> None:
        """Complete the account."""
        entries = sum(len(entries) for entries in self._sections.values())
        counts = (len(document[name]) for name in ("links", "kinds", "link_types"))
        self._account.counts = (entries, *counts)  # type: ignore[assignment]
        nodes = [cells for cells in self._network.nodes.values() if not own_exports.is_ours(cells)]
        if not any(map(self._meaning.kind, nodes)):
            for column in few_values(nodes, self._columns.of_node):
                self._account.note(said.MAYBE_KIND, column)
        ties = [cells for _tail, _head, cells in self._network.links if not own_exports.is_our_link(cells)]
        if ties and not self._meaning.typed:
            for column in few_values(ties, self._columns.of_link):
                self._account.note(said.MAYBE_TYPE, column)
        for column, role in self._meaning.matched.items():
            self._account.note(said.COLUMNS, _("‘{column}’ as {field}", column=column, field=role))
        self._account.add_tasks(
            len(document["kinds"]), len(document["link_types"]), SOURCE if SOURCE in self._sources else ""
        )

    def _node(self, key: str, cells: Cells) -> None:
        words, section = self._kinds[key]
        model = SECTIONS[section][0]
        name = self._labels[key]
        if own_exports.is_ours(cells):
            entry = own_exports.node_fields(model, cells, self._ids, self._account)
            facts: list[str] = []
        else:
            entry, facts = self._other_node(section, model, name, cells)
        entry["name"] = self._short_enough(line(entry.get("name") or name))
        if section in ENTITY_SECTIONS:
            entry["kind"], is_own = self._vocabulary.kind(section, words)
            facts += [] if is_own else [f"Kind: {words}"]
        self._name_otherwise(section, entry)
        if section in (Section.PRIORITIES, Section.ACTIONS):
            self._in_plan(section, entry)
        entry["source"] = self._cited(cells)
        if facts:
            entry["facts"] = [{"text": fact, "source": entry["source"]} for fact in dict.fromkeys(facts)]
        self._sections[section][self._ids[key]] = {
            field: value for field, value in entry.items() if value != []
        }

    def _other_node(self, section: Section, model: Any, name: str, cells: Cells) -> tuple[Cells, list[str]]:
        is_organisation = section in ORGANISATION_SECTIONS
        cells = {column: self._clean_value(value) for column, value in cells.items()}
        parent = self._columns.of_node
        cells = {
            column: value
            for column, value in cells.items()
            if not (parent(column)[0] == "parent" and self._parent(value)) and column != "sources"
        }
        entry, facts = self._meaning.node(name, cells, is_organisation=is_organisation)
        if "summary" in own_exports.written(model) and "purpose" in entry:
            entry["summary"] = entry.pop("purpose")
        known = own_exports.written(model)
        entry = {field: value for field, value in entry.items() if field in known}
        _in_order(entry, "founded", "ended")
        return entry, facts if "facts" in known else []

    def _clean_value(self, value: Any) -> Any:
        match value:
            case str():
                return value if value.isascii() and value.isprintable() else self._clean(value)
            case list():
                return [self._clean_value(part) for part in value]
        return value

    def _parent(self, value: Any) -> str | None:
        """Return the key of the node that a node is part of, by its key or its name, or None."""
        if str(value) in self._network.nodes:
            return str(value)
        if self._entries is None:
            self._entries = Entries(self._network.nodes, self._labels)
        return next(iter(self._entries.find(text_of(value))), None)

    def _nesting(self, home: dict[str, str]) -> Iterator[Cells]:
        """Yield a link from every node to the one that it is part of."""
        for key, cells in self._network.nodes.items():
            if own_exports.is_ours(cells):
                continue
            for column, value in cells.items():
                if column != PARENT and self._columns.of_node(column)[0] != "parent":
                    continue
                parent = self._parent(value) if value not in EMPTY else None
                if parent is None and column == PARENT:
                    self._account.note(said.NO_SUCH_END, f"{self._labels[key]} → {line(value)}")
                elif parent is not None and parent != key:
                    ends = {"from": self._ids[key], "type": PART_OF, "to": self._ids[parent]}
                    yield {**ends, "source": self._cited({})}

    def _in_plan(self, section: Section, entry: Cells) -> None:
        entry["plan"] = self._ids.get(str(entry.get("plan", "")), entry.get("plan"))
        if section is Section.PRIORITIES:
            number = line(entry.get("number", ""))
            entry["number"] = (
                int(number) if _NUMBER.fullmatch(number) else len(self._sections[section.value]) + 1
            )

    def _name_otherwise(self, section: Section, entry: Cells) -> None:
        """Give a long name a short one that nothing else has, and take out the aliases that it has anyway."""
        name, short = entry["name"], str(entry.get("short", ""))
        if short and len(short) > SHORT_LENGTH:
            short = ""
        if not short and len(name) > SHORT_LENGTH and section is not Section.ACTIONS:
            short = f"{name[: SHORT_LENGTH - 1].rstrip()}…"
            number = 2
            while short.casefold() in self._shorts:
                end = f"… ({number})"
                short = f"{name[: SHORT_LENGTH - len(end)].rstrip()}{end}"
                number += 1
        entry.pop("short", None)
        if short:
            entry["short"] = short
            self._shorts.add(short.casefold())
        entry["aliases"] = _unlike(entry.get("aliases", ()), {name.casefold(), short.casefold()})

    def _cited(self, cells: Cells) -> list[Any]:
        given = cells.get("sources", cells.get("source") if isinstance(cells.get("source"), list) else None)
        parts = given if isinstance(given, list) else str(given or "").split(flat.SEPARATOR)
        named = list(dict.fromkeys(line(part) for part in parts if part)) or [SOURCE]
        cited = []
        for citation in map(documents.uncited, named):
            name = _source_of(citation)
            key = name if _SLUG.fullmatch(name) and len(name) <= 60 else slug(name, set())
            if key not in self._sources:
                own = self._network.sources.get(name, {})
                title = _("The file {file}", file=self._file) if name == SOURCE else name
                self._sources[key] = {"title": title[:LONGEST_NAME], "publisher": UNWRITTEN, **own}
            cited.append({**citation, "id": key} if isinstance(citation, dict) else key)
        return cited

    def _links(self, links: list[tuple[str, str, Cells]], home: dict[str, str]) -> Iterator[Cells]:
        implied = own_exports.implied(self._sections)
        seen: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        whole: set[tuple[Any, ...]] = set()
        for tail, head, cells in links:
            ends = self._ids[tail], self._ids[head]
            ours = own_exports.is_our_link(cells)
            if ours:
                words, both = own_exports.type_words(cells), False
                fields, others = own_exports.link_fields(cells, self._account), list[str]()
            else:
                clean = {column: self._clean_value(value) for column, value in cells.items()}
                words, both, fields, others = self._meaning.link(clean)
                if cells.get("basis") in list(Basis):
                    fields["basis"] = cells["basis"]
            name = self._vocabulary.link_type(words, *(home[end] for end in ends), both=both)
            if (ends[0], name, ends[1]) in implied and cells.get("field"):
                continue
            shown = f"{self._labels[tail]} → {self._labels[head]} ({words})"
            if ends[0] == ends[1]:
                self._account.note(said.TO_ITSELF, shown)
                continue
            row = (*ends, *sorted((column, repr(value)) for column, value in cells.items()))
            if row in whole and not ours:
                self._account.note(said.SAME_ROW, shown)
                continue
            whole.add(row)
            if both:
                self._account.note(said.BOTH_WAYS, shown)
            link = {"from": ends[0], "type": name, "to": ends[1], **fields}
            _in_order(link, "since", "until")
            if others:
                link["evidence"] = "; ".join(dict.fromkeys(others))[:10_000]
            link["source"] = self._cited(cells)
            self._keep_apart(link, seen, shown, both=both)
            yield link

    def _keep_apart(self, link: Cells, seen: dict[Any, Any], shown: str, *, both: bool) -> None:
        """Give a link a role if without it `check` would take it for another one."""
        number = 1
        while (key := _same_link(link)) in seen:
            if number == 1:
                self._account.note(said.APART, shown)
            evidence = line(link.get("evidence", "")) if number == 1 else ""
            role = str(link.get("role", "")).partition(" (")[0]
            number += 1
            link["role"] = (evidence if evidence and not role else f"{role or 'link'} ({number})")[
                :LONGEST_NAME
            ]
        seen[key] = key


def _same_link(link: Cells) -> tuple[Any, ...]:
    """Return what `check` compares two links by."""
    sources = sorted({_source_of(citation) for citation in link["source"]})
    return (*(link.get(name) for name in ("from", "type", "to", "role", "since", "until")), *sources)


def _source_of(citation: Any) -> str:
    return str(citation["id"] if isinstance(citation, dict) else citation)


def _in_order(entry: Cells, begin: str, end: str) -> None:
    """Keep a beginning after the end in words only: `check` refuses it as dates."""
    first, last = entry.get(begin), entry.get(end)
    both = first and last and dates.valid(str(first)) and dates.valid(str(last))
    if both and dates.bounds(str(first))[0] > dates.bounds(str(last))[1]:
        entry[f"{end}_text"] = entry.pop(end)


def _unlike(names: Iterable[str], known: set[str]) -> list[str]:
    kept = []
    for name in names:
        if name.casefold() not in known:
            known.add(name.casefold())
            kept.append(name)
    return kept
