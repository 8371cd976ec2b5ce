"""Reading records: what a document says, part by part, and what of the map holds it, checked against the map.

A record stands in `readings/` beside the data file and names that file in `data:`. It lists the document's
paragraphs, list items and table rows by their places, without their text, so that completeness can be
checked without the document. In `held_by`, the id of an entry stands for its own fields, its facts and the
disagreements about it; the id of a link stands for that link alone.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from ecosystem.dataset.fields import Entry, read_entry
from ecosystem.dataset.suggestions import nearest
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, Scalar, UnreadableError, read
from ecosystem.dataset.unseen import quoted
from ecosystem.errors import FileAccessError, Problem
from ecosystem.language import N_, _, joined
from ecosystem.model import DEFAULT_REGION, Ecosystem, Name, Slug, Text, TourStep, Value
from ecosystem.model.types import described

FOLDER = "readings"


class Statement(Value, frozen=True, kw_only=True):
    """What a part of a document says, and what holds it or why nothing does."""

    says: Annotated[Text, described("The statement, in your own words.")]
    held_by: Annotated[tuple[Name, ...], described("The ids of the entries and links that hold it.")] = ()
    left_out: Annotated[Text | None, described("Why nothing on the map holds it.")] = None


class Part(Value, frozen=True, kw_only=True):
    """A paragraph, list item or table row of a document."""

    place: Annotated[Name, described("Where a reader finds it: Challenges, second point.")]
    statements: Annotated[tuple[Statement, ...], described("What it says.")] = ()
    nothing: Annotated[Text | None, described("Why it holds no statement.")] = None


class Record(Value, frozen=True, kw_only=True):
    """What one document says, part by part."""

    source: Annotated[Slug, described("The id of the document among the sources.")]
    data: Annotated[Name, described("The name of the data file beside the folder of records.")]
    parts: Annotated[tuple[Part, ...], described("Every part of the document, in its order.")]


class _Citation(msgspec.Struct, frozen=True):
    """A citation as it is written in the data file."""

    line: int
    path: str
    source: str
    where: str | None


class _Draft(msgspec.Struct):
    """A record as it was read, with the line of each of its parts."""

    file: str
    record: Record
    lines: Mapping[str, int]

    def line(self, path: str) -> int:
        return self.lines.get(path, 1)


def check(data: Path, text: str, ecosystem: Ecosystem | None) -> list[Problem]:
    """Return every mistake of the records of a data file, and of its citations of documents with a record.

    Args:
        data: The data file, beside which the folder of records may stand.
        text: What it holds.
        ecosystem: The map it makes; None when it makes none, and records are then only read.

    Raises:
        FileAccessError: A record cannot be read.
    """
    problems: list[Problem] = []
    region = ecosystem.about.region if ecosystem else DEFAULT_REGION
    drafts = [draft for path in _paths(data) if (draft := _read(path, data, region, problems))]
    own = [draft for draft in drafts if draft.record.data == data.name]
    problems += _twice(own)
    if ecosystem:
        cited = _cited_at(ecosystem)
        for draft in own:
            problems += _parts(draft, ecosystem, cited)
        if own:
            problems += _without_place(text, {draft.record.source: draft for draft in own})
    return sorted(problems)


def places(data: Path, source: str, region: str) -> list[str]:
    """Return the places of a document in its order, as its record names them; none without a record."""
    drafts = (_read(path, data, region, []) for path in _paths(data))
    for draft in drafts:
        if draft and (draft.record.source, draft.record.data) == (source, data.name):
            return [part.place for part in draft.record.parts]
    return []


def _paths(data: Path) -> list[Path]:
    return sorted((data.parent / FOLDER).glob("*.yaml"))


def _read(path: Path, data: Path, region: str, problems: list[Problem]) -> _Draft | None:
    """Return the record of a file, or None when it has none; its mistakes go to `problems`."""
    notes = Notes(region=region)
    entry = Entry(Record, "record", 1)
    try:
        tree = read(path.read_text(encoding="utf-8"), notes)
        read_entry(entry, tree, N_("a reading record"), notes)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileAccessError(_("{path} cannot be read: {reason}.", path=str(path), reason=reason)) from error
    except UnreadableError:
        entry.whole = False
    file = f"{FOLDER}/{path.name}"
    problems += [Problem(problem.line, problem.path, problem.message, file) for problem in notes.problems]
    if notes.problems or not entry.whole:
        return None
    lines = notes.lines | {f"record.{name}": line for name, line in entry.lines.items()}
    draft = _Draft(file, entry.build(), lines)
    if not (data.parent / draft.record.data).is_file():
        message = _(
            "{file} does not exist beside the folder of records. Correct the name.",
            file=quoted(draft.record.data),
        )
        problems.append(Problem(draft.line("record.data"), "record.data", message, file))
    return draft


def _twice(drafts: list[_Draft]) -> Iterator[Problem]:
    first: dict[str, _Draft] = {}
    for draft in drafts:
        other = first.setdefault(draft.record.source, draft)
        if other is not draft:
            message = _(
                "{file} is already the record of {source}. Merge the two.",
                file=other.file,
                source=quoted(draft.record.source),
            )
            yield Problem(draft.line("record.source"), "record.source", message, draft.file)


def _cited_at(ecosystem: Ecosystem) -> dict[str, set[tuple[str, str | None]]]:
    """Return where each entry and link cites what: pairs of a source and a place, by its id."""
    cited: dict[str, set[tuple[str, str | None]]] = {}
    for holding in ecosystem.holdings():
        if isinstance(holding.what, TourStep):
            continue  # a tour may have the id of an entry
        places = ((citation.id, citation.where) for citation in holding.sources)
        cited.setdefault(holding.of, set()).update(places)
    return cited


def _parts(
    draft: _Draft, ecosystem: Ecosystem, cited: Mapping[str, set[tuple[str, str | None]]]
) -> Iterator[Problem]:
    """Find what is wrong with the parts of a record, and with the entries that are to hold them."""
    source = draft.record.source
    if source not in ecosystem.sources:
        message = _("{id} is not the id of a source.", id=quoted(source))
        message = f"{message}{nearest(source, ecosystem.sources)}"
        yield Problem(draft.line("record.source"), "record.source", message, draft.file)
        return
    known = {*(node.id for _, node in ecosystem.nodes()), *(link.id for link in ecosystem.links)}
    seen: set[str] = set()
    for number, part in enumerate(draft.record.parts, 1):
        path = f"record.parts[{number}]"
        for message in _wrong_part(part, seen):
            yield Problem(draft.line(path), path, message, draft.file)
        seen.add(part.place)
        for place, statement in enumerate(part.statements, 1):
            below = f"{path}.statements[{place}]"
            for message in _wrong_statement(statement, part.place, source, known, cited):
                line = draft.lines.get(f"{below}.held_by", draft.line(below))
                yield Problem(line, below, message, draft.file)


def _wrong_part(part: Part, seen: set[str]) -> Iterator[str]:
    if part.place in seen:
        yield _("{place} is the place of a part above. Give each part its own.", place=quoted(part.place))
    if not part.statements and not part.nothing:
        yield _("it has no statements. List them, or say under `nothing:` why there are none.")
    if part.statements and part.nothing:
        yield _("it has both statements and `nothing:`. Keep one of the two.")


def _wrong_statement(
    statement: Statement,
    place: str,
    source: str,
    known: set[str],
    cited: Mapping[str, set[tuple[str, str | None]]],
) -> Iterator[str]:
    if bool(statement.held_by) == bool(statement.left_out):
        yield _("name the entry that has the statement under `held_by:`, or give a reason under `left_out:`.")
    for identifier in statement.held_by:
        if identifier not in known:
            message = _("{id} is not the id of an entry or a link.", id=quoted(identifier))
            yield f"{message}{nearest(identifier, known)}"
        elif (source, place) not in cited.get(identifier, set()):
            values = {"id": quoted(identifier), "source": source, "place": quoted(place)}
            message = _("{id} does not cite {source} at {place}.", **values)
            places = {where for other, where in cited.get(identifier, set()) if other == source and where}
            if places:
                hint = _(
                    "It cites {places}.",
                    places=joined([quoted(where) for where in sorted(places)]),
                )
                message = f"{message} {hint}"
            yield message


def _without_place(text: str, records: Mapping[str, _Draft]) -> Iterator[Problem]:
    """Citations in the data file that name no place of the document's record."""
    for citation in _citations(read(text, Notes()), ""):
        if citation.source not in records:
            continue
        draft = records[citation.source]
        places = [part.place for part in draft.record.parts]
        if not citation.where:
            message = _(
                "{source} has a reading record. Name the place in it under `where:`.",
                source=quoted(citation.source),
            )
        elif citation.where not in places:
            message = _("{place} is not a place of {file}.", place=quoted(citation.where), file=draft.file)
            message = f"{message}{nearest(citation.where, places)}"
        else:
            continue
        yield Problem(citation.line, citation.path, message)


def _citations(node: Node, path: str) -> Iterator[_Citation]:
    """Every citation that is written in a data file, with its line and path."""
    if isinstance(node, Items):
        for place, item in enumerate(node.items, 1):
            yield from _citations(item, f"{path}[{place}]")
    for key, value in node.pairs if isinstance(node, Pairs) else ():
        here = f"{path}.{key.text}" if path else key.text
        if key.text == "source" or (key.text == "evidence" and ".progress" in path):
            several = value.items if isinstance(value, Items) else [value]
            for place, cited in enumerate(several, 1):
                yield _citation(cited, f"{here}[{place}]" if isinstance(value, Items) else here)
        elif key.text != "internal":
            yield from _citations(value, here)


def _citation(node: Node, path: str) -> _Citation:
    if isinstance(node, Scalar):
        return _Citation(node.line, path, node.text.strip(), None)
    pairs = node.pairs if isinstance(node, Pairs) else []
    given = {key.text: value.text.strip() for key, value in pairs if isinstance(value, Scalar)}
    return _Citation(node.line, path, given.get("id", ""), given.get("where"))
