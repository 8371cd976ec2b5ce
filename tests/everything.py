"""A city in which every field of the model holds something that can be found again.

`Everything().document` is its data file. A text, a date or a number is a mark that stands nowhere else; what
is chosen from a few words or names another entry has no mark, so it is found by what it changes (`changed`).
"""

import copy
import json
from typing import Any

from ecosystem.city import City
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.model import About, Value
from ecosystem.model.descriptions import Field, Form, models, shown_fields

Document = dict[str, Any]
Path = tuple[str | int, ...]

ABOUT_A_GAP = "AcceptedGap.about"  # may name a link or a source, so it is no reference

IDS = {
    "sources": ("page", "book"),
    "nodes": ("hall", "mill", "farm"),
    "organisations": ("hall", "mill"),
    "plans": ("plan", "old-plan"),
    "priorities": ("jobs", "homes"),
    "kinds": ("club", "guild"),
    "link_types": ("helps", "feeds"),
    "shown": ("hall", "mill"),
}
"""Of each sort of thing that can be referred to: the id that is written, and others."""

OTHER_IDS = {
    "Progress.evidence": ("film", "leaflet"),
    "Event.kind": ("gala",),
    "Output.kind": ("film",),
    "AcceptedGap.kind": ("gala",),
    ABOUT_A_GAP: ("parks",),
}

TOGETHER = {"past": "past_inverse", "planned": "planned_inverse"}
"""Wordings that a link type gives for both directions, or for none."""

FULL = {
    "kinds": "club",
    "link_types": "helps",
    "sources": "page",
    "groups": "hall",
    "events": "fair",
    "outputs": "report",
    "plans": "plan",
    "priorities": "jobs",
    "actions": "build",
    "tours": "walk",
}
"""The entry of each section that has every field. Groups, networks and partners are one model."""


class Everything:
    """The data file, with the mark of each field, and its place."""

    def __init__(self) -> None:
        self.marks: dict[str, str] = {}
        self.places: dict[str, tuple[Path, Field]] = {}
        self._count = 0
        self.document = self._made()

    def _made(self) -> Document:
        document: Document = {ABOUT: self._entry(About, (ABOUT,))}
        for section, name in FULL.items():
            document[section] = {name: self._entry(SECTIONS[section][0], (section, name))}
        for name, (model, _) in LISTS.items():
            document[name] = [self._entry(model, (name, 0))]
        more = {"source": "book"}
        both = {"from": ["groups", "partners"], "to": ["groups", "partners"]}
        document["kinds"] |= {
            "guild": _kind("groups", "open circle"),
            "web": _kind("networks", "diamond"),
            "firm": _kind("partners", "square"),
            "show": _kind("events", "star"),
            "gala": _kind("events", "open star"),
            "paper": _kind("outputs", "hexagon"),
            "film": _kind("outputs", "open hexagon"),
        }
        self.places["Kind.section"] = ("kinds", "gala", "section"), self.places["Kind.section"][1]
        for end in "tails", "heads":
            (*_, written), field = self.places[f"LinkType.{end}"]
            self.places[f"LinkType.{end}"] = ("link_types", "feeds", written), field
        document["link_types"]["helps"] |= both
        document["link_types"]["feeds"] = {
            "label": "feeds", "inverse": "is fed by", "family": "delivery", **both,
        }  # fmt: skip
        document["sources"]["book"] = {"title": "A book", "publisher": "The town", "held_by": "The town"}
        document["sources"]["leaflet"] = {
            "title": "A leaflet",
            "publisher": "The town",
            "held_by": "The town",
        }
        document["sources"]["film"] = {"title": "A film", "publisher": "The town", "held_by": "The town"}
        document["partners"] = {
            name: {"name": name.capitalize(), "kind": "firm", **more} for name in ("mill", "farm")
        }
        document["networks"] = {"ring": {"name": "Ring", "kind": "web", **more}}
        document["events"]["fair"]["kind"] = "show"
        document["outputs"]["report"]["kind"] = "paper"
        document["plans"]["old-plan"] = {"name": "Old plan", **more}
        document["priorities"]["homes"] = {"name": "Homes", "plan": "old-plan", "number": 2, **more}
        document["links"][0]["to"] = "mill"
        document["disputes"][0]["claims"].append({"claim": "Another.", **more})
        document["priorities"] |= {
            name: {"name": name.capitalize(), "plan": "plan", "number": number, **more}
            for number, name in enumerate(("parks", "arts"), 2)
        }
        document["links"] += [
            {"from": "ring", "type": "leads", "to": each, **more} for each in ("jobs", "parks")
        ]
        document["links"].append({"from": "mill", "type": "helps", "to": "hall", "since": "2001", **more})
        document["accepted_gaps"][0] |= {"gap": "kind missing", "about": "arts", "kind": "web"}
        for entry in document["priorities"]["jobs"], document["actions"]["build"]:
            entry["progress"][0]["evidence"] = "film"
        document["actions"]["build"]["measure"]["readings"].append({"date": "1699", "value": 1.5})
        return document

    def _entry(self, model: type[Value], place: Path) -> Document:
        return {field.written: self._value(model, field, place) for field in shown_fields(model)}

    def _value(self, model: type[Value], field: Field, place: Path) -> Any:
        place = (*place, field.written)
        if field.entry:
            inner = self._entry(field.entry, (*place, 0) if field.many else place)
            return [inner] if field.many else inner
        name = f"{model.__name__}.{field.name}"
        first = name not in self.places
        if first:
            self.places[name] = place, field
        value = self._single(field, name if first else "")
        return [value] if field.many and field.form is not Form.REFERENCE else value

    def _single(self, field: Field, name: str) -> Any:
        self._count += 1
        mark: str | None = None
        value: Any = None
        match field.form:
            case Form.TEXT if field.name == "region":
                value = "FR"
            case Form.TEXT if field.pattern:
                mark = value = "zu-ZA" if name == "LinkWording.language" else "en-GB"
            case Form.TEXT if field.name == "about":
                value = IDS["nodes"][0]
            case Form.TEXT:
                mark = value = f"zq{self._count:03}"
            case Form.ADDRESS:
                mark = f"zq{self._count:03}"
                value = f"https://example.org/{mark}"
            case Form.DATE:
                mark = value = str(1700 + self._count)
            case Form.WHOLE:
                value = 80_000 + self._count
                mark = str(value)
            case Form.NUMBER:
                value = 70_000.5 + self._count
                mark = str(value)
            case Form.REFERENCE:
                value = IDS[field.refers][0]
            case Form.CHOICE:
                value = field.choices[0]
            case Form.TRUTH:
                value = True
        if name and mark:
            self.marks[name] = mark
        return value

    def alone(self, name: str, document: Document | None = None) -> Document:
        """The data file with nothing said in the entry of a field beside it that could stand in its place."""
        document = copy.deepcopy(document or self.document)
        place, _ = self.places[name]
        entry = _at(document, place[:-1])
        (model,) = (each for each in models() if each.__name__ == name.split(".")[0])
        last = str(place[-1])
        kept = {last, TOGETHER.get(last), *(one for one, other in TOGETHER.items() if other == last)}
        for field in shown_fields(model):
            if field.written not in kept and not (field.required or field.entry or field.refers):
                entry.pop(field.written, None)
        return document

    def changed(self, name: str) -> Document:
        """The data file with something else in a field."""
        place, field = self.places[name]
        document = copy.deepcopy(self.document)
        entry, last = _at(document, place[:-1]), place[-1]
        was = entry[last]
        if field.form is Form.CHOICE:
            choice = next(each for each in reversed(field.choices) if each != was)
            entry[last] = [choice] if field.many else choice
        elif field.form is Form.REFERENCE or name == ABOUT_A_GAP:
            ids = OTHER_IDS.get(name) or IDS[field.refers]
            entry[last] = next(each for each in reversed(ids) if each != was)
        else:
            del entry[last]
        if name == "AcceptedGap.gap":
            del entry["kind"]
        if name == "Link.tail":
            del entry["confirmations"]  # only an end of the link can confirm it
        return document


def _at(document: Document, place: Path) -> Any:
    found: Any = document
    for step in place:
        found = found[step]
    return found


def _kind(section: str, shape: str) -> Document:
    return {"section": section, "label": shape, "plural": shape.title(), "shape": shape, "hue": "rust"}


def city_of(document: Document) -> City:
    """The city of a data file."""
    return City.parse(json.dumps(document, indent=0))
