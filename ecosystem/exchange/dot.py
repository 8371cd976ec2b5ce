"""DOT (https://graphviz.org/doc/info/lang.html), for Graphviz.

Every node and every link is kept, with labels, shapes and tooltips. Lost: every other field, the
sources and the disputes. Within quotation marks DOT gives a meaning to `"` and to the backslash; both
are escaped.
"""

from ecosystem import __version__
from ecosystem.city import City
from ecosystem.exchange import flat
from ecosystem.files import OURS
from ecosystem.model import Basis, Entity, Section

_SHAPES = {
    "circle": "ellipse",
    "square": "box",
    "triangle": "triangle",
    "diamond": "diamond",
    "hexagon": "hexagon",
    "star": "star",
    "cross": "octagon",
}
_OTHER_SHAPES = {Section.PLANS: "folder", Section.PRIORITIES: "note", Section.ACTIONS: "component"}
_STYLES = {Basis.PLANNED: "dashed", Basis.INFERRED: "dotted", Basis.DISPUTED: "dashed"}


LOST = {
    "every other field": flat.all_but(
        *("About.title", "Kind.shape", "LinkType.label", "LinkType.one_off"),
        *(
            "Organisation.name",
            "Organisation.short",
            "Event.name",
            "Event.short",
            "Output.name",
            "Output.short",
        ),
        *("Plan.name", "Plan.short", "Plan.owners", "Priority.name", "Priority.short", "Priority.plan"),
        *(
            "Priority.number",
            "Action.name",
            "Action.short",
            "Action.plan",
            "Action.reference",
            "Action.leads",
        ),
        *("Action.advances", "Link.tail", "Link.type", "Link.head", "Link.basis", "Link.role"),
        *("Link.since", "Link.since_text", "Link.until", "Link.until_text", "Confirmation.organisation"),
    )
}


def files(city: City) -> dict[str, str]:
    return {"ecosystem.dot": dumps(city)}


def dumps(city: City) -> str:
    """Return the city as DOT."""
    ecosystem = city.ecosystem
    lines = [
        f"// {OURS} {__version__}",
        "digraph ecosystem {",
        f'  graph [label={quoted(ecosystem.about.title)}, charset="UTF-8"];',
        '  node [fontname="sans-serif"];',
    ]
    for section in Section:
        for node in ecosystem.section(section).values():
            shape = _OTHER_SHAPES.get(section, "ellipse")
            if isinstance(node, Entity):
                shape = _SHAPES[ecosystem.kinds[node.kind].shape.split()[-1]]
            named = {"label": node.label, "tooltip": node.name, "shape": shape}
            lines.append(f"  {quoted(node.id)} {_attributes(named)};")
    for link, row in zip(sorted(ecosystem.links, key=lambda link: link.id), flat.links(city), strict=True):
        named = {"label": str(row["label"]), "tooltip": str(row["sentence"]), "id": link.id}
        if (basis := city.basis(link)) in _STYLES:
            named["style"] = _STYLES[basis]
        lines.append(f"  {quoted(link.tail)} -> {quoted(link.head)} {_attributes(named)};")
    return "\n".join([*lines, "}", ""])


def quoted(text: str) -> str:
    r"""Return the text as a string of DOT.

    >>> print(quoted('The "Hub" \\N'))
    "The \"Hub\" \\N"
    """
    one_line = " ".join(text.split())
    escaped = one_line.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _attributes(named: dict[str, str]) -> str:
    return f"[{', '.join(f'{name}={quoted(value)}' for name, value in named.items())}]"
