"""What the columns of other programs' tables mean, by their names.

Names are compared without case, and `_`, `-` and `.` count as spaces. The words are those that Kumu, Gephi,
Cytoscape, NodeXL, yEd and plain spreadsheets use. `Choices` says otherwise.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ecosystem.errors import UnknownColumnError

_SUBJECTS = (
    *("organisation", "organization", "org", "node", "actor", "vertex", "element", "entity", "item"),
    *("stakeholder", "partner", "company", "institution", "agency", "charity", "member", "group", "body"),
)

_ENDS = (
    *(("from", "to"), ("source", "target"), ("origin", "destination"), ("tail", "head"), ("src", "dst")),
    *(("vertex 1", "vertex 2"), ("vertex1", "vertex2"), ("subject", "object"), ("sender", "receiver")),
    *(("from id", "to id"), ("source id", "target id"), ("from name", "to name")),
    *(("source name", "target name"), ("from label", "to label"), ("source label", "target label")),
    *(
        (pattern.format(one), pattern.format(other).replace("from", "to").replace("source", "target"))
        for subject in _SUBJECTS
        for pattern, one, other in (
            *((f"{subject} {{}}", "1", "2"), (f"{subject}{{}}", "1", "2"), (f"{subject} {{}}", "a", "b")),
            *((f"from {subject}{{}}", "", ""), (f"source {subject}{{}}", "", "")),
        )
    ),
    ("start", "end"),
)

_KIND_ENDS = ("type", "kind", "category", "classification", "class", "sector")

NODE_ROLES: dict[str, tuple[str, ...]] = {
    "name": (
        *("label", "name", "full name", "legal name", "official name", "display name"),
        *(f"{subject} name" for subject in _SUBJECTS),
        *(f"name of {subject}" for subject in _SUBJECTS),
        *(f"{subject} label" for subject in _SUBJECTS),
        *(subject for subject in _SUBJECTS if subject not in ("group", "body")),
        *("title", "shared name"),
    ),
    "kind": (
        *("kind", "type", "element type", "category", "classification"),
        *(f"{subject} {end}" for subject in _SUBJECTS for end in _KIND_ENDS),
        *(f"type of {subject}" for subject in _SUBJECTS),
        *("node type", "sector", "group"),
    ),
    "description": (
        *("purpose", "description", "about", "summary", "mission", "abstract", "overview", "title"),
    ),
    "website": ("website", "url", "web", "web site", "website url", "homepage", "home page", "web address"),
    "aliases": ("aliases", "also known as", "other names", "alternative names", "other name", "aka"),
    "short": ("short", "short name", "acronym", "abbreviation", "initials"),
    "founded": (
        *("founded", "start", "start date", "established", "founding date", "date founded", "founded on"),
        *("incorporation date", "date of incorporation", "since", "registration date", "begin"),
    ),
    "ended": (*("ended", "end", "end date", "dissolved", "dissolution date", "closed", "until", "ended on"),),
    "status": ("status",),
    "parent": ("parent", "parent id", "parent organisation", "parent organization", "part of", "pid"),
}
"""For each role of a column of organisations the names it goes by, the likeliest first."""

LINK_ROLES: dict[str, tuple[str, ...]] = {
    "type": (
        *("link type", "connection type", "relationship type", "relation type", "edge type"),
        *("type of link", "type of relationship", "type of connection", "type of relation"),
        *("type", "interaction", "shared interaction", "relationship", "relation", "label", "kind"),
        *("connection", "link", "predicate", "name", "title"),
    ),
    "since": ("since", "start", "start date", "began", "begin", "valid from", "started"),
    "until": ("until", "end", "end date", "ended", "finish", "valid to", "valid until"),
    "role": ("role",),
    "evidence": ("evidence", "description", "note", "notes", "comment", "comments", "summary"),
    "direction": ("direction", "directed"),
}

_LOOK = frozenset(
    (
        *("x", "y", "z", "size", "color", "colour", "shape", "width", "height", "opacity", "visibility"),
        *("font", "image", "picture", "icon", "viz", "fixed", "physics", "hidden", "selected", "locked"),
        *("position", "radius", "fill", "border", "style", "suid", "score", "index", "vx", "vy", "fx", "fy"),
        *("degree", "in degree", "out degree", "indegree", "outdegree", "weighted degree", "page rank"),
        *("pagerank", "betweenness", "betweenness centrality", "closeness", "closeness centrality"),
        *("eigenvector centrality", "clustering coefficient", "modularity class", "eccentricity", "hub"),
        *("authority", "harmonic closeness centrality", "component id", "label color", "label colour"),
        *("arrows", "dashes", "smooth", "visual properties", "layout", "scale", "zindex", "z index", "pos"),
        *("xloc", "yloc", "graphics", "geometry", "arrow", "dash", "delayed", "reversed", "curvature"),
        *("vertex shape", "tooltip", "marked", "polar r", "polar angle", "timeset", "timestamp", "captions"),
    )
)

_PERSONAL = frozenset(
    (
        *("email", "e mail", "email address", "mail", "phone", "telephone", "tel", "mobile", "fax"),
        *("phone number", "telephone number", "contact", "contact name", "contact person", "contacts"),
        *("contact email", "contact phone", "contact details", "main contact", "key contact"),
        *("first name", "last name", "surname", "forename", "given name", "family name", "person", "people"),
        *("chief executive", "ceo", "chair", "director", "manager", "lead contact", "postcode", "post code"),
        *("address", "postal address", "street", "trustee", "trustees", "director name", "chair name"),
    )
)
_PRIVATE = re.compile(
    r"\b(?:internal|confidential|in confidence|withheld|^(?:\w+ly )?sensitive|secret|unpublished"
    r"|off the record"
    r"|private(?! (?:sector|compan|limited|fund|income|invest|financ|school))"
    r"|restricted(?! (?:fund|income|grant|reserve))"
    r"|(?:not|non|never) (?:for |to be )?(?:publi\w+|shar\w+|disclos\w+|circulation)"
    r"|do not (?:publish|share|disclose|circulate))\b"
)
_PEOPLE = re.compile(
    r"\b(?:managers?|officers?|staff|employees?|(?<!per )person(?! cent)"
    r"|date of birth|dob|^named(?! (?:partner|organi))|^leads?$"
    r"|(?:project|team|programme|program|service|policy|named) leads?$|lead name|relationship owner"
    r"|named contacts?|primary contacts?|point of contact|contact (?:person|name)|line managed by)\b"
)
_MANY_PEOPLE = re.compile(r"\b(?:managers|officers|staff|employees)\b")
_MOST_NAMED = 12
"""Columns that a message names."""
IDS = frozenset(("id", "key", "uid", "uuid", "guid", "nodeid", "node id", "edge id", "identifier"))
_DIRECTIONS = frozenset(("directed", "undirected", "mutual", "bidirectional", "both", "one way", "two way"))
_NO_DIRECTION = _DIRECTIONS - {"directed", "one way"}


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Return the name of a column as it is compared.

    >>> plain(" Start_Date"), plain("organizationName")
    ('start date', 'organization name')
    """
    apart = re.sub("(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"[\s_\-.:]+", " ", apart).split()).casefold()


@dataclass(frozen=True, slots=True)
class Choices:
    """Which columns hold what, where a user says so; names are compared as all are."""

    tail: str | None = None
    head: str | None = None
    type: str | None = None
    kind: str | None = None
    name: str | None = None


@dataclass(slots=True)
class Columns:
    """Knows what a column means."""

    choices: Choices = field(default_factory=Choices)
    headers: set[str] = field(default_factory=set)
    """Every column of the file, as far as it is known."""
    _of_nodes: dict[str, tuple[str, int]] = field(default_factory=dict)
    _of_links: dict[str, tuple[str, int]] = field(default_factory=dict)

    def refuse_unknown(self) -> None:
        """Refuse a choice that is none of the headers.

        Raises:
            UnknownColumnError: A user chose a column that is not there.
        """
        chosen = self.choices
        known = {plain(name) for name in self.headers}
        for name in (chosen.tail, chosen.head, chosen.type, chosen.kind, chosen.name):
            if name is not None and plain(name) not in known:
                raise UnknownColumnError(name, sorted(self.headers)[:_MOST_NAMED])

    def ends(self, headers: Iterable[str]) -> tuple[str, str] | None:
        """Return the two columns that hold the ends of links, or None."""
        headers = list(headers)
        known = {plain(name): name for name in reversed(headers)}
        chosen = self.choices.tail, self.choices.head
        for tail, head in _ENDS:
            pair = plain(chosen[0] or tail), plain(chosen[1] or head)
            if tail == "start" and not any(chosen) and self.name(headers):
                continue  # a register with dates
            if pair[0] in known and pair[1] in known and pair[0] != pair[1]:
                return known[pair[0]], known[pair[1]]
        return None

    def name(self, headers: Sequence[str]) -> str | None:
        """Return the column that holds the names of organisations, or None."""
        ranked = [(self.of_node(name)[1], name) for name in headers if self.of_node(name)[0] == "name"]
        return min(ranked)[1] if ranked else None

    def of_node(self, name: str) -> tuple[str, int]:
        """Return the role of a column of organisations, and how likely it is: 0 most of all."""
        if name not in self._of_nodes:
            chosen = {"name": self.choices.name, "kind": self.choices.kind}
            self._of_nodes[name] = _role(name, NODE_ROLES, chosen)
        return self._of_nodes[name]

    def of_link(self, name: str) -> tuple[str, int]:
        """Return the role of a column of links, and how likely it is."""
        if name not in self._of_links:
            self._of_links[name] = _role(name, LINK_ROLES, {"type": self.choices.type})
        return self._of_links[name]


def _role(name: str, roles: dict[str, tuple[str, ...]], chosen: dict[str, str | None]) -> tuple[str, int]:
    word = plain(name)
    for role, choice in chosen.items():
        if choice is not None and word == plain(choice):
            return role, 0
    for role, names in roles.items():
        if word in names and chosen.get(role) is None:
            return role, names.index(word)
    if _PRIVATE.search(word):
        return "private", 0
    if word in _PERSONAL or _PEOPLE.search(word):
        return "personal", 0
    if word in _LOOK:
        return "look", 0
    return ("id", 0) if word in IDS else ("", 0)


def may_count_people(name: str) -> bool:
    """Whether a column that names people may say how many there are instead.

    >>> may_count_people("Paid staff"), may_count_people("Line manager")
    (True, False)
    """
    return bool(_MANY_PEOPLE.search(plain(name)))


def is_direction(text: str) -> bool:
    """Whether a text says how a link is directed, and not what it is."""
    return plain(text) in _DIRECTIONS


def reads_both_ways(text: str) -> bool:
    """Whether a text says that a link has no direction, or two."""
    return plain(text) in _NO_DIRECTION or plain(text) == "false"
