"""The kinds, link types and sections of a new data file, guessed from the types that were found."""

import re

from ecosystem.exchange.incoming.parsed_network import Cells, line
from ecosystem.exchange.slugs import slug
from ecosystem.model import ENTITY_SECTIONS, FIELD_LINK_TYPES, Family, Hue, Section, Shape
from ecosystem.words import capital

KIND_NAMES = ("kind", "type", "element type", "category", "group")
"""What other programs call the kind of a thing."""

TYPE_NAMES = ("link type", "type", "interaction", "relationship", "label", "kind")
"""What other programs call the type of a link."""

_SECTION_WORDS = {
    Section.GROUPS: "group|commission|partnership|board|committee|panel|task",
    Section.NETWORKS: "network|forum|alliance|coalition",
    Section.EVENTS: "event|meeting|conference",
    Section.OUTPUTS: "output|publication|report|programme|project|award",
}


def section_of(cells: Cells) -> Section:
    """The section that a thing names, or that its kind sounds like."""
    section_name = str(cells.get("section") or "")
    if section_name in list(Section):
        return Section(section_name)
    kind = kind_words(cells).casefold()
    sections = (section for section, words in _SECTION_WORDS.items() if re.search(words, kind))
    return next(sections, Section.PARTNERS)


def kind_words(cells: Cells) -> str:
    """What a thing is said to be."""
    lower = {name.casefold(): value for name, value in cells.items()}
    return line(next((lower[name] for name in KIND_NAMES if lower.get(name)), "organisation"))


def type_words(cells: Cells) -> str:
    """What a link is said to be."""
    lower = {name.casefold(): value for name, value in cells.items()}
    for name in TYPE_NAMES:
        if lower.get(name) and not (name == "type" and lower[name] == "directed"):
            return line(lower[name])
    return "is linked to"


class Vocabulary:
    """Gathers the kinds and link types that are used, and words them."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str], str] = {}
        self._words: dict[str, str] = {}

    def kind(self, section: Section, words: str) -> str:
        """The id of a kind; once other sections need the shapes that are left, that of a kind there is."""
        key = (section.value, words)
        if key not in self._kinds:
            same = [kind for (home, _), kind in self._kinds.items() if home == section.value]
            without = set(ENTITY_SECTIONS) - {home for home, _ in self._kinds}
            if same and len(self._kinds) + len(without) >= len(Shape):
                return same[-1]
            self._kinds[key] = slug(words, set(self._kinds.values()))
        return self._kinds[key]

    def link_type(self, words: str, tail: str, head: str) -> str:
        """Return the id of a link type that may join two sections, and remember how it was worded.

        The program's own types join what they join. A link that is called the same between others is of
        another type.
        """
        name = slug(words, set())
        own = FIELD_LINK_TYPES.get(name)
        if own and not (tail in own.tails and head in own.heads):
            name = slug(f"{words} as imported", set())
        self._words[name] = words
        return name

    def kinds(self) -> Cells:
        """Every kind, each with a shape and a hue."""
        shapes, hues = list(Shape), list(Hue)
        return {
            kind: {
                "section": section,
                "label": words[:300],
                "plural": capital(words)[:300],
                "shape": shapes[place % len(shapes)].value,
                "hue": hues[place % len(hues)].value,
            }
            for place, ((section, words), kind) in enumerate(self._kinds.items())
        }

    def link_types(self, links: list[Cells], home: dict[str, str]) -> Cells:
        """Every link type, with the sections its links lead from and to; `home` is the section of each id."""
        types: Cells = {}
        for link in links:
            name = link["type"]
            if name in FIELD_LINK_TYPES:
                continue
            if name not in types:
                types[name] = self._link_type(name)
            for end in ("from", "to"):
                if home[link[end]] not in types[name][end]:
                    types[name][end].append(home[link[end]])
        return types

    def _link_type(self, name: str) -> Cells:
        words = self._words[name].replace("-", " ")
        return {
            "label": words[:300],
            "inverse": f"is at the other end of “{words[:250]}” from",
            "family": Family.WORKING_TOGETHER.value,
            "from": [],
            "to": [],
        }
