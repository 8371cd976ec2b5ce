"""Random cities for hypothesis, as documents one can shuffle, change and write out as a data file.

A document is the data file as plain maps and lists. JSON is YAML, so its text is the document as JSON.
"""

import json
from random import Random
from typing import Any

from hypothesis import strategies as st

from ecosystem.city import City
from tests.everywhere import IS_LONG

Document = dict[str, Any]

ORGANISATIONS = ["groups", "networks", "partners"]
SECTIONS = [*ORGANISATIONS, "events", "outputs", "plans", "priorities", "actions"]
BASES = ["confirmed", "stated", "disputed", "inferred", "planned"]
KINDS = {
    "club": ("groups", "circle", "plum"),
    "union": ("networks", "diamond", "teal"),
    "firm": ("partners", "square", "blue"),
    "charity": ("partners", "triangle", "amber"),
    "fair": ("events", "star", "slate"),
    "book": ("outputs", "hexagon", "slate"),
}
LINK_TYPES: Document = {
    "joins": {"label": "joins", "inverse": "is joined by", "family": "membership", "transitive": True},
    "pays": {"label": "pays", "inverse": "is paid by", "family": "money"},
    "met": {"label": "met", "inverse": "was met by", "family": "history", "one_off": True},
}
DATES = ["2015", "2015-08", "2015-08-31", "2019~", "2020-04/2021-03"]
_SOURCES = st.sampled_from(["s0", "s1", "s2"])


def examples(count: int) -> int:
    """How many examples to try: half in `make test`, five times as many in `make test-everywhere`."""
    return count * 5 if IS_LONG else -(-count // 2)


@st.composite
def documents(draw: st.DrawFn, organisations: int = 12, links: int = 40, least: int = 0) -> Document:
    """A valid data file: up to so many organisations, few of all else, and links of every sort between
    them.
    """
    count = draw(st.integers(least, organisations))
    homes = [draw(st.sampled_from(ORGANISATIONS)) for _ in range(count)]
    organisations_ = [f"b{index}" for index in range(count)]
    plans = [f"w{index}" for index in range(draw(st.integers(min(least, 1), 2)))]
    document = _frame(draw, plans)
    for identifier, section in zip(organisations_, homes, strict=True):
        document[section][identifier] = _entity(draw, identifier, section)
    for section, letter in (("events", "e"), ("outputs", "o")):
        for index in range(draw(st.integers(0, 2))):
            identifier = f"{letter}{index}"
            document[section][identifier] = _entity(draw, identifier, section)
    for plan in plans:
        document["plans"][plan] = _named(plan) | {"owners": _some(draw, organisations_)}
    for index in range(draw(st.integers(min(least, 1), 3)) if plans else 0):
        plan = draw(st.sampled_from(plans))
        document["priorities"][f"p{index}"] = _named(f"p{index}") | {"plan": plan, "number": index + 1}
    for index in range(draw(st.integers(0, 3)) if plans else 0):
        fields = {
            "plan": draw(st.sampled_from(plans)),
            "reference": f"{index + 1}",  # without one the order of the file decides
            "leads": _some(draw, organisations_),
            "advances": _some(draw, list(document["priorities"])),
        }
        document["actions"][f"a{index}"] = _named(f"a{index}") | fields
    nodes: list[str] = [identifier for section in SECTIONS for identifier in document[section]]
    if len(nodes) > 1:
        for index in range(draw(st.integers(0, links))):
            document["links"].append(_link(draw, nodes, organisations_, index))
    return document


def _frame(draw: st.DrawFn, plans: list[str]) -> Document:
    about = {"title": "A city", "place": "There", "edition": "2026", "summary": "Who.", "licence": "None"}
    if draw(st.booleans()) and plans:
        about["plan"] = draw(st.sampled_from(plans))
    kinds = {
        kind: {"section": section, "label": kind, "plural": f"{kind}s", "shape": shape, "hue": hue}
        for kind, (section, shape, hue) in KINDS.items()
    }
    types = {name: {**fields, "from": SECTIONS, "to": SECTIONS} for name, fields in LINK_TYPES.items()}
    sources = {name: {"title": f"Source {name}", "publisher": "The town"} for name in ("s0", "s1", "s2")}
    empty: Document = {section: {} for section in SECTIONS}
    return {"ecosystem": about, "kinds": kinds, "link_types": types, "sources": sources, **empty, "links": []}


def _named(identifier: str) -> Document:
    return {"name": f"Thing {identifier}", "source": "s0"}


def _entity(draw: st.DrawFn, identifier: str, section: str) -> Document:
    kinds = [kind for kind, (home, _, _) in KINDS.items() if home == section]
    return _named(identifier) | {"kind": draw(st.sampled_from(kinds))}


def _some(draw: st.DrawFn, identifiers: list[str]) -> list[str]:
    return draw(st.lists(st.sampled_from(identifiers), unique=True, max_size=3)) if identifiers else []


def _link(draw: st.DrawFn, nodes: list[str], organisations: list[str], index: int) -> Document:
    """A link of its own role: parallel links are many, and none stands twice."""
    among_organisations = draw(st.booleans()) and len(organisations) > 1
    likely = organisations if among_organisations else nodes
    tail = draw(st.sampled_from(likely))
    link: Document = {
        "from": tail,
        "type": draw(st.sampled_from(list(LINK_TYPES))),
        "to": draw(st.sampled_from([node for node in likely if node != tail])),
        "role": f"role {index}",
        "basis": draw(st.sampled_from(BASES)),
        "source": [_cited(draw, each) for each in draw(st.lists(_SOURCES, unique=True, min_size=1))],
    }
    if draw(st.booleans()):
        link["evidence"] = f"Evidence {index}."
    ends = [end for end in (link["from"], link["to"]) if end in organisations]
    is_confirmed = draw(st.booleans())
    if ends and is_confirmed:
        dates = draw(st.lists(st.sampled_from(DATES), unique=True, max_size=2))
        link["confirmations"] = [
            {"organisation": draw(st.sampled_from(ends)), "date": date} for date in dates
        ]
    if draw(st.booleans()):
        link["since"] = draw(st.sampled_from(DATES))
    return link


def _cited(draw: st.DrawFn, source: str) -> str | Document:
    """A source alone, or with a place in it."""
    where = draw(st.sampled_from(["", "row 2", "Aims (new), point b), last line"]))
    return {"id": source, "where": where} if where else source


def text(document: Document) -> str:
    """The document as the text of a data file."""
    return json.dumps(document, ensure_ascii=False)


def city(document: Document) -> City:
    return City.parse(text(document))


def links_written(document: Document) -> int:
    """How many links an editor has written, under `links:` and in fields."""
    fields = (("plans", "owners"), ("actions", "leads"), ("actions", "advances"))
    lists = sum(len(entry[field]) for section, field in fields for entry in document[section].values())
    return len(document["links"]) + lists + len(document["priorities"]) + len(document["actions"])


def shuffled(document: Document, seed: int) -> Document:
    """The same city in another order: its entries, links and sources. The legend's order has a meaning."""
    random = Random(seed)
    copy = dict(document)
    for section in (*SECTIONS, "sources"):
        entries = list(document[section].items())
        copy[section] = dict(random.sample(entries, len(entries)))
    copy["links"] = random.sample(document["links"], len(document["links"]))
    return copy
