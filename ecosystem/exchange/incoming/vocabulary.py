"""The kinds, link types and sections of a new data file, guessed from the types that were found."""

import re
from collections import Counter
from dataclasses import dataclass

from ecosystem.exchange.incoming import account as said
from ecosystem.exchange.incoming.account import Account
from ecosystem.exchange.incoming.parsed_network import Cells, line
from ecosystem.exchange.slugs import slug
from ecosystem.model import FIELD_LINK_TYPES, Family, Hue, Section, Shape
from ecosystem.words import capital

_NAMED = {section.value: section for section in Section}
_SECTION_WORDS = {
    Section.GROUPS: "groups?|commissions?|partnerships?|boards?|committees?|panels?|task force|working group",
    Section.NETWORKS: "networks?|forums?|fora|alliances?|coalitions?|federations?",
    Section.EVENTS: "events?|meetings?|conferences?",
    Section.OUTPUTS: "outputs?|publications?|reports?|programmes?|projects?|awards?",
}
_SECTIONS = {section: re.compile(rf"\b(?:{words})\b") for section, words in _SECTION_WORDS.items()}

UNKNOWN_TYPE = "is linked to"
PART_OF = "part-of"

_SAME_BOTH_WAYS = re.compile(
    r"(?:is |are )?(?:linked|connected|related|tied|close|allied|similar|equal) (?:to|with)"
    r"|(?:works?|work(?:ed|ing)?|partners?|collaborat\w+|cooperat\w+|coordinat\w+|meets?|competes?|talks?|"
    r"merged|liais\w+) (?:together )?with"
    r"|collaborat(?:es|ion|ors?)|partners?|partnership|cooperation|friends?|colleagues?|peers?|siblings?|"
    r"knows|alliance|(?:is )?an? (?:partner|peer|ally|sibling|competitor) of",
    re.IGNORECASE,
)
_INVERSES = {
    "funds": ("is funded by", Family.MONEY),
    "pays": ("is paid by", Family.MONEY),
    "commissions": ("is commissioned by", Family.MONEY),
    "sponsors": ("is sponsored by", Family.MONEY),
    "donates to": ("receives donations from", Family.MONEY),
    "gives grants to": ("receives grants from", Family.MONEY),
    "owns": ("is owned by", Family.GOVERNANCE),
    "governs": ("is governed by", Family.GOVERNANCE),
    "oversees": ("is overseen by", Family.GOVERNANCE),
    "chairs": ("is chaired by", Family.GOVERNANCE),
    "manages": ("is managed by", Family.GOVERNANCE),
    "reports to": ("receives reports from", Family.GOVERNANCE),
    "is accountable to": ("holds to account", Family.GOVERNANCE),
    "is a member of": ("has as a member", Family.MEMBERSHIP),
    "member of": ("has as a member", Family.MEMBERSHIP),
    "belongs to": ("includes", Family.MEMBERSHIP),
    "has member": ("is a member of", Family.MEMBERSHIP),
    "includes": ("is included in", Family.MEMBERSHIP),
    "hosts": ("is hosted by", Family.DELIVERY),
    "runs": ("is run by", Family.DELIVERY),
    "delivers": ("is delivered by", Family.DELIVERY),
    "organises": ("is organised by", Family.DELIVERY),
    "supports": ("is supported by", Family.DELIVERY),
    "helps": ("is helped by", Family.DELIVERY),
    "provides services to": ("receives services from", Family.DELIVERY),
    "refers to": ("receives referrals from", Family.DELIVERY),
    "advises": ("is advised by", Family.KNOWLEDGE),
    "informs": ("is informed by", Family.KNOWLEDGE),
    "trains": ("is trained by", Family.KNOWLEDGE),
    "evaluates": ("is evaluated by", Family.KNOWLEDGE),
    "influences": ("is influenced by", Family.KNOWLEDGE),
    "founded": ("was founded by", Family.HISTORY),
    "set up": ("was set up by", Family.HISTORY),
    "became": ("was before", Family.HISTORY),
}
"""How common link types read the other way, and what they are about."""


def section_of(cells: Cells, kind: str) -> Section:
    """The section that a thing names, or that its kind sounds like."""
    section_name = str(cells.get("section") or "")
    if section_name in _NAMED:
        return _NAMED[section_name]
    words = kind.casefold()
    return next((section for section, sounds in _SECTIONS.items() if sounds.search(words)), Section.PARTNERS)


@dataclass(slots=True)
class _Type:
    words: str
    both: bool


class Vocabulary:
    """Gathers the kinds and link types that are used, and words them."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._kinds: dict[tuple[str, str], str] = {}
        self._types: dict[str, _Type] = {}
        self._by_words: dict[tuple[str, bool], str] = {}

    def gather(self, kinds: Counter[tuple[str, str]]) -> None:
        """Give an id to each kind, by section and words. If marks run short, the rarest share ‘other’."""
        sections = {section for section, _words in kinds}
        own = list(kinds)
        if len(kinds) > len(Shape):
            most = sorted(kinds, key=lambda kind: -kinds[kind])[: len(Shape) - len(sections)]
            own = [kind for kind in kinds if kind in most]
        used: set[str] = set()
        for kind in own:
            self._kinds[kind] = slug(kind[1], used)
            used.add(self._kinds[kind])
        shared: dict[str, str] = {}
        for section, words in kinds:
            if (section, words) not in self._kinds:
                if section not in shared:
                    shared[section] = slug(f"other {section}", used)
                    used.add(shared[section])
                self._account.note(said.RARE_KINDS, words)
        self._kinds |= {(section, "other"): name for section, name in shared.items()}

    def kind(self, section: Section, words: str) -> tuple[str, bool]:
        """Return the id of a kind, and whether it is its own and not ‘other’."""
        own = self._kinds.get((section.value, words))
        return (own, True) if own else (self._kinds[section.value, "other"], False)

    def link_type(self, words: str, tail: str, head: str, *, both: bool) -> str:
        """Return the id of a link type that may join two sections, and remember how it was worded.

        The program's own types join what they join. A link that is called the same between others is of
        another type.
        """
        name = slug(words, set())
        own = FIELD_LINK_TYPES.get(name)
        if own and (both or not (tail in own.tails and head in own.heads)):
            name = slug(f"{words} as imported", set())
        if own and name in FIELD_LINK_TYPES:
            return name
        if both and not _SAME_BOTH_WAYS.fullmatch(words) and words != UNKNOWN_TYPE:
            name = slug(f"{words} both ways", set())
        elif _SAME_BOTH_WAYS.fullmatch(words):
            both = True
        self._types.setdefault(name, _Type(words, both))
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
        known = self._types[name]
        words = line(known.words).replace("_", " ")
        inverse, family = _INVERSES.get(words.casefold(), ("", Family.WORKING_TOGETHER))
        if known.both:
            same = (
                words
                if _SAME_BOTH_WAYS.fullmatch(words) or words == UNKNOWN_TYPE
                else f"is linked by “{words[:250]}” to"
            )
            words = inverse = same
        return {
            "label": words[:300],
            "inverse": inverse or f"is at the other end of “{words[:250]}” from",
            "family": family.value,
            "from": [],
            "to": [],
        }
