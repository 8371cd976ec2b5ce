"""A Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html), for Markdown pages.

Every node and every link is kept; a link that is planned, inferred or disputed is dotted. Lost: every
field but the label of a thing and of a link's type. Nodes are called n1, n2 …, because Mermaid reads
some words (`end`) as commands; in labels, whatever may have a meaning is written as its number.
"""

import re
from collections.abc import Iterator

from ecosystem import __version__
from ecosystem.city import City
from ecosystem.exchange import flat
from ecosystem.files import OURS
from ecosystem.language import _
from ecosystem.model import AS_FACT, Entity, Section

MOST_EDGES = 500
"""Mermaid refuses to draw more, unless the page that holds the picture sets `maxEdges`."""
MOST_TEXT = 50_000
"""Mermaid refuses longer texts, unless the page sets `maxTextSize`."""

_BRACKETS = {
    "circle": ("([", "])"),
    "square": ("[", "]"),
    "triangle": ("[/", "\\]"),
    "diamond": ("{", "}"),
    "hexagon": ("{{", "}}"),
    "star": (">", "]"),
    "cross": ("[[", "]]"),
}
_OTHER_BRACKETS = {Section.PLANS: ("[(", ")]"), Section.PRIORITIES: ("(", ")"), Section.ACTIONS: ("[", "]")}


LOST = {
    "every other field": flat.all_but(
        *("About.title", "Kind.shape", "LinkType.label", "Link.tail", "Link.type", "Link.head", "Link.basis"),
        *(
            "Organisation.name",
            "Organisation.short",
            "Event.name",
            "Event.short",
            "Output.name",
            "Output.short",
        ),
        *("Plan.name", "Plan.short", "Plan.owners", "Priority.name", "Priority.short", "Priority.plan"),
        *("Action.name", "Action.short", "Action.plan", "Action.leads", "Action.advances"),
    )
}


def files(city: City) -> dict[str, str]:
    return {"ecosystem.mmd": dumps(city)}


def dumps(city: City) -> str:
    """The city as a flowchart."""
    ecosystem = city.ecosystem
    lines = [f"%% {OURS} {__version__}: {escaped(ecosystem.about.title)}", "flowchart LR"]
    names: dict[str, str] = {}
    for section in Section:
        for node in ecosystem.section(section).values():
            names[node.id] = f"n{len(names) + 1}"
            opening, closing = _OTHER_BRACKETS.get(section, ("[", "]"))
            if isinstance(node, Entity):
                opening, closing = _BRACKETS[ecosystem.kinds[node.kind].shape.split()[-1]]
            lines.append(f'  {names[node.id]}{opening}"{escaped(node.label)}"{closing}')
    for link in sorted(ecosystem.links, key=lambda link: link.id):
        arrow = "-->" if city.basis(link) in AS_FACT else "-.->"
        label = escaped(city.link_type(link).label)
        lines.append(f'  {names[link.tail]} {arrow}|"{label}"| {names[link.head]}')
    return "\n".join([*lines, ""])


def remarks(city: City) -> Iterator[str]:
    """Say which of Mermaid's own limits the city is over."""
    links, length = len(city.ecosystem.links), len(dumps(city))
    if links > MOST_EDGES:
        yield _(
            "Mermaid draws at most {limit} links, and this map has {links}. Raise maxEdges on the page.",
            limit=MOST_EDGES,
            links=links,
        )
    if length > MOST_TEXT:
        yield _(
            "Mermaid reads at most {limit} characters, and this text has {length}. Raise "
            "maxTextSize on the page.",
            limit=MOST_TEXT,
            length=length,
        )


def escaped(text: str) -> str:
    """The text as a label, on one line.

    >>> escaped('Say "#end" <b>')
    'Say #34;#35;end#34; #60;b#62;'
    """
    return re.sub(r"[^\w .,:’‘–/()'-]", lambda match: f"#{ord(match[0])};", " ".join(text.split()))
