"""Questions about things one can name.

Every answer is a plain frozen value that has its own sentences, so that the terminal, `--json`
and the page cannot differ.
"""

from ecosystem.queries.names import find, find_organisation, names
from ecosystem.queries.nearness import (
    NEARNESS_WORDS,
    SURENESS,
    Answers,
    Carrier,
    Connection,
    Connections,
    Group,
    Nearness,
    answers,
    connected,
    connections,
    leads,
    nearness_words,
    to_group,
)
from ecosystem.queries.parts import part
from ecosystem.queries.profiles import (
    SECTION_WORDS,
    CitedSource,
    Profile,
    Said,
    Thing,
    cited_sources,
    counted,
    kind_of,
    links_of,
    listing,
    profile,
)
from ecosystem.queries.routes import STRONG, Component, Hop, Paths, paths
from ecosystem.queries.sources import Rests, SourceAnswer, source

__all__ = [
    "NEARNESS_WORDS",
    "SECTION_WORDS",
    "STRONG",
    "SURENESS",
    "Answers",
    "Carrier",
    "CitedSource",
    "Component",
    "Connection",
    "Connections",
    "Group",
    "Hop",
    "Nearness",
    "Paths",
    "Profile",
    "Rests",
    "Said",
    "SourceAnswer",
    "Thing",
    "answers",
    "cited_sources",
    "connected",
    "connections",
    "counted",
    "find",
    "find_organisation",
    "kind_of",
    "leads",
    "links_of",
    "listing",
    "names",
    "nearness_words",
    "part",
    "paths",
    "profile",
    "source",
    "to_group",
]
