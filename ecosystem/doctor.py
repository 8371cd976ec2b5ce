"""What in a data file may be one thing under two names, and sources that may be one or are dead.

It never changes anything: which of two names is right, only an editor knows. `merge` makes one of two.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import Any

from ecosystem import dataset, edits
from ecosystem.dataset.draft import SECTIONS
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, Scalar, read
from ecosystem.errors import Refused
from ecosystem.model import BODY_SECTIONS, Body, Ecosystem, Value
from ecosystem.queries.names import names, simplified
from ecosystem.words import listed

ALIKE = 0.88
"""How much of two names must agree for them to be shown as alike."""
MOST_COMPARED = 2_000
"""Bodies up to which every pair is compared letter by letter; above, only their keys are."""

# Letters of other alphabets that look like Latin ones, and digits that look like letters.
_LOOK_ALIKES = str.maketrans("аеорсухіјѕԁһкмтвнαβεικνορτυχ01", "aeopcyxijsdhkmtbhabeiknoptuxol")
_SMALL_WORDS = {"of", "the", "and", "for", "in", "on", "to", "a", "an", "at"}


class Doubt(Value, frozen=True, kw_only=True):
    """Something an editor should look at: what sort of doubt, about which ids, and the sentence."""

    doubt: str
    about: tuple[str, ...]
    sentence: str


HEADINGS = {
    "name": "Bodies that may be one",
    "alias": "Names that lead to two things",
    "source": "Sources that may be one",
    "unused": "Entries that nothing refers to",
}


def examine(ecosystem: Ecosystem) -> tuple[Doubt, ...]:
    """Every doubt, in the order of the headings."""
    found = (*_shared_names(ecosystem), *_alike(ecosystem), *_sources(ecosystem), *_unused(ecosystem))
    order = list(HEADINGS)
    return tuple(sorted(found, key=lambda doubt: (order.index(doubt.doubt), doubt.about)))


def _bodies(ecosystem: Ecosystem) -> list[Body]:
    return [body for section in BODY_SECTIONS for body in ecosystem.section(section).values()]  # type: ignore[misc]


def _shared_names(ecosystem: Ecosystem) -> Iterator[Doubt]:
    """Names, short names and aliases that two things go by."""
    called: dict[str, dict[str, str]] = {}
    for _, node in ecosystem.nodes():
        for name in names(node)[1:]:
            called.setdefault(simplified(name), {}).setdefault(node.id, name)
    for ids in called.values():
        if len(ids) > 1:
            shown = listed([f"{identifier}" for identifier in sorted(ids)])
            name = ids[min(ids)]
            sentence = f"‘{name}’ leads to {shown}. Whoever asks for it has to choose."
            yield Doubt(doubt="alias", about=tuple(sorted(ids)), sentence=sentence)


def _alike(ecosystem: Ecosystem) -> Iterator[Doubt]:
    bodies = _bodies(ecosystem)
    reasons: dict[tuple[str, str], str] = {}
    keyed: dict[str, list[Body]] = {}
    spelt: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    for body in bodies:
        for name in names(body)[1:]:
            keyed.setdefault(_plain(name), []).append(body)
            spelt.setdefault(_acronym(name), set()).add(body.id)
            if len(name) > 2 and " " not in name:
                short.setdefault(name.casefold(), set()).add(body.id)
    for acronym in short.keys() & spelt.keys():
        for one, other in (
            (one, other) for one in short[acronym] for other in spelt[acronym] if one != other
        ):
            reason = f"the first letters of the one make the other’s name, {acronym.upper()}"
            reasons.setdefault((min(one, other), max(one, other)), reason)
    for group in keyed.values():
        for one, other in combinations(dict.fromkeys(body.id for body in group), 2):
            reasons.setdefault((min(one, other), max(one, other)), "their names look the same")
    if len(bodies) <= MOST_COMPARED:
        for pair in _close(bodies):
            reasons.setdefault(pair, "their names are nearly the same")
    named = {body.id: body.name for body in bodies}
    linked = {frozenset((link.tail, link.head)) for link in ecosystem.links}
    for (one, other), reason in reasons.items():
        tie = " They are linked, so they are probably two." if frozenset((one, other)) in linked else ""
        sentence = f"{named[one]} ({one}) and {named[other]} ({other}) may be one: {reason}.{tie}"
        yield Doubt(doubt="name", about=(one, other), sentence=sentence)


def _close(bodies: Sequence[Body]) -> Iterator[tuple[str, str]]:
    ordered = sorted((_plain(body.name), body.id) for body in bodies)
    for (one, first), (other, second) in combinations(ordered, 2):
        if abs(len(one) - len(other)) > 0.25 * max(len(one), len(other)):
            continue
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE:
            yield min(first, second), max(first, second)


def _plain(name: str) -> str:
    """A name as the eye takes it: without case, accents, small words, and letters of other alphabets."""
    seen = unicodedata.normalize("NFKC", name).casefold().translate(_LOOK_ALIKES)
    return " ".join(word for word in simplified(seen).split() if word not in _SMALL_WORDS)


def _acronym(name: str) -> str:
    words = [word for word in re.findall(r"\w+", name) if word.casefold() not in _SMALL_WORDS]
    return "".join(word[0] for word in words).casefold() if len(words) > 2 else ""


def _sources(ecosystem: Ecosystem) -> Iterator[Doubt]:
    addresses: dict[str, list[str]] = {}
    for source in ecosystem.sources.values():
        if source.url:
            plain = re.sub(r"^https?://(www\.)?|[/?#]+$|#.*$", "", source.url.casefold())
            addresses.setdefault(plain, []).append(source.id)
    for address, ids in addresses.items():
        for one, other in pairwise(ids):
            sentence = f"The sources {one} and {other} have the same address: {address}."
            yield Doubt(doubt="source", about=(one, other), sentence=sentence)


def _unused(ecosystem: Ecosystem) -> Iterator[Doubt]:
    kinds = {getattr(node, "kind", None) for _, node in ecosystem.nodes()}
    types = {link.type for link in ecosystem.links}
    cited = ecosystem.cited()
    for key in ecosystem.sources:
        if key not in cited:
            yield Doubt(doubt="unused", about=(key,), sentence=f"Nothing rests on the source {key}.")
    for key in ecosystem.kinds:
        if key not in kinds:
            yield Doubt(doubt="unused", about=(key,), sentence=f"Nothing is of the kind {key}.")
    for key in ecosystem.link_types:
        if key not in types and key not in ("sets", "part-of", "leads", "advances"):
            yield Doubt(doubt="unused", about=(key,), sentence=f"No link is of the type {key}.")


def merge(document: edits.Document, gone: str, kept: str) -> list[str]:
    """Make one entry of two: everything that named `gone` names `kept`, which takes over what it lacks.

    Returns what was done, in sentences. Comments and layout of all else stay.

    Raises:
        Refused: They are not two entries of the same sort, or what results would not be valid.
    """
    ecosystem = dataset.parse(edits.text(document), document.file)
    section, other = _section_of(ecosystem, gone), _section_of(ecosystem, kept)
    if gone == kept:
        raise Refused(f"‘{gone}’ is one entry already.")
    if section != other and not {section, other} <= set(BODY_SECTIONS):
        raise Refused(f"‘{gone}’ is among the {section}, ‘{kept}’ among the {other}: they cannot be one.")
    said = [f"{gone} goes; what named it names {kept}."]
    said += list(_take_over(document, ecosystem, (section, gone), (other, kept)))
    edits.remove(document, (section, gone))
    said += list(_point_at(document, gone, kept, is_source=section == "sources"))
    said += list(_drop_doubles(document, kept))
    return said


def _section_of(ecosystem: Ecosystem, identifier: str) -> str:
    for section in (*(section for section in SECTIONS if section != "sources"), "sources"):
        if identifier in getattr(ecosystem, section) and section not in ("kinds", "link_types", "tours"):
            return section
    raise Refused(f"‘{identifier}’ is not the id of a thing or a source.")


def _take_over(
    document: edits.Document, ecosystem: Ecosystem, gone: tuple[str, str], kept: tuple[str, str]
) -> Iterator[str]:
    """What the entry that stays lacks, and the other one's names, facts and sources."""
    from ecosystem.exchange import documents

    whole = documents.of(ecosystem)
    old, new = whole[gone[0]][gone[1]], whole[kept[0]][kept[1]]
    if "name" in old:
        mine = {str(name).casefold() for name in (new["name"], new.get("short"), *new.get("aliases", ()))}
        others = dict.fromkeys(
            (old["name"], *([old["short"]] if "short" in old else []), *old.get("aliases", ()))
        )
        added = [name for name in others if name.casefold() not in mine]
        if added:
            edits.set_field(document, (*kept, "aliases"), [*new.get("aliases", ()), *added])
            yield f"{kept[1]} also goes by {listed(added)}."
    for name, value in old.items():
        if name in ("name", "short", "aliases", "kind", "plan", "number"):
            continue
        if name not in new:
            edits.set_field(document, (*kept, name), value)
            yield f"{kept[1]} takes over ‘{name}’."
        elif isinstance(value, list) and isinstance(new[name], list):
            more = [each for each in value if each not in new[name]]
            edits.extend(document, (*kept, name), more)
        elif value != new[name]:
            yield f"‘{name}’ differs and that of {kept[1]} stays; {gone[1]} said: {value}"


def _point_at(document: edits.Document, gone: str, kept: str, *, is_source: bool) -> Iterator[str]:
    """Every field that refers to the one that goes, from the last to the first."""
    fields = {"source", "evidence"} if is_source else _REFERRING
    tree = read(edits.text(document), Notes())
    places = list(_references(tree, (), fields, gone, is_source))
    for path, parts in reversed(places):
        if parts is None:
            edits.set_field(document, path, kept)
        else:
            edits.set_field(
                document, path, list(dict.fromkeys(kept if part == gone else part for part in parts))
            )
    if places:
        yield f"{len(places)} {'place was' if len(places) == 1 else 'places were'} changed."


_REFERRING = {"from", "to", "about", "owners", "leads", "plan", "advances", "show"}

_Place = tuple[tuple[str | int, ...], list[str] | None]


def _references(
    node: Node, path: tuple[str | int, ...], fields: set[str], gone: str, is_source: bool
) -> Iterator[_Place]:
    children: list[tuple[str | int, Any]] = []
    if isinstance(node, Pairs):
        children = [(key.text, value) for key, value in node.pairs]
    elif isinstance(node, Items):
        children = list(enumerate(node.items))
    for name, value in children:
        here = (*path, name)
        if name in ("internal", "link_types", "kinds") or (name == "evidence" and "progress" not in path):
            continue
        if name in fields and isinstance(value, Scalar) and value.text == gone:
            yield here, None
        elif (
            name in fields
            and isinstance(value, Items)
            and all(isinstance(item, Scalar) for item in value.items)
        ):
            parts = [item.text for item in value.items if isinstance(item, Scalar)]
            if gone in parts:
                yield here, parts
        else:
            yield from _references(value, here, fields, gone, is_source)


def _drop_doubles(document: edits.Document, kept: str) -> Iterator[str]:
    """Links that lead from the one to itself now, or stand twice."""
    tree = read(edits.text(document), Notes())
    links = next((value for key, value in tree.pairs if key.text == "links"), None)
    seen: set[tuple[Any, ...]] = set()
    drop: list[int] = []
    for place, item in enumerate(links.items if isinstance(links, Items) else ()):
        cells = {key.text: _flat(value) for key, value in item.pairs} if isinstance(item, Pairs) else {}
        key = (
            *(cells.get(name) for name in ("from", "type", "to", "role", "since", "until")),
            cells.get("source"),
        )
        if cells.get("from") == cells.get("to") or key in seen:
            drop.append(place)
        seen.add(key)
    for place in reversed(drop):
        edits.remove(document, ("links", place))
    if drop:
        yield f"{len(drop)} {'link that says' if len(drop) == 1 else 'links that say'} nothing any more went."


def _flat(node: Node) -> Any:
    if isinstance(node, Scalar):
        return (node.text,)
    return (
        tuple(sorted(part.text for part in node.items if isinstance(part, Scalar)))
        if isinstance(node, Items)
        else ()
    )
