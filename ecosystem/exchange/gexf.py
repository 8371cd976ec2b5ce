"""GEXF 1.3 (https://gexf.net/), for Gephi and Gephi Lite. No date stamp, so that the bytes stay the same.

Every node and every link is kept; parallel links differ in id and in `kind`, which is the link type.
Gephi itself merges parallel links of one kind when it opens the file, unless that is off. Lost: the same
as in GraphML.
"""

from collections.abc import Iterable, Iterator

from ecosystem.city import City
from ecosystem.exchange import flat
from ecosystem.exchange.markup import document, element, within
from ecosystem.files import OURS
from ecosystem.language import _, plural

_ENDS = ("id", "from", "to", "label")

LOST = flat.LOST | flat.LOST_SOURCES | flat.LOST_ABOUT


def files(city: City) -> dict[str, str]:
    return {"ecosystem.gexf": dumps(city)}


def dumps(city: City) -> str:
    """The city as GEXF."""
    about = city.ecosystem.about
    description = " ".join(
        [
            about.summary,
            _("Edition {edition}.", edition=about.edition),
            _("Licence: {licence}.", licence=about.licence),
        ]
    )
    meta = [
        element("creator", {}, OURS),
        element("title", {}, about.title),
        element("description", {}, description),
    ]
    drawn = within("graph", {"defaultedgetype": "directed", "mode": "static"}, _drawn(city))
    parts = [*within("meta", {}, meta), *drawn]
    return document(within("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"}, parts))


def remarks(city: City) -> Iterator[str]:
    """Say how many links Gephi would merge."""
    kinds = {(link.tail, link.type, link.head) for link in city.ecosystem.links}
    merged = len(city.ecosystem.links) - len(kinds)
    if merged:
        yield plural(
            "{count} link joins the same two entries as another link of its type. "
            "To see both in Gephi, set ‘Edges merge strategy’ to ‘Don’t merge’ when you import the file.",
            "{count} links join the same two entries as another link of their type. "
            "To see them all in Gephi, set ‘Edges merge strategy’ to ‘Don’t merge’ when you import the file.",
            merged,
        )


def _drawn(city: City) -> Iterator[str]:
    of_node, of_edge = _places(flat.NODE_COLUMNS), _places(flat.LINK_COLUMNS)
    yield from within("attributes", {"class": "node", "mode": "static"}, _declared(of_node))
    yield from within("attributes", {"class": "edge", "mode": "static"}, _declared(of_edge))
    nodes = (_node(row, of_node) for row in flat.nodes(city))
    yield from within("nodes", {}, (line for lines in nodes for line in lines))
    edges = (_edge(row, of_edge) for row in flat.links(city))
    yield from within("edges", {}, (line for lines in edges for line in lines))


def _places(columns: tuple[str, ...]) -> dict[str, str]:
    return {name: str(place) for place, name in enumerate(name for name in columns if name not in _ENDS)}


def _declared(places: dict[str, str]) -> Iterator[str]:
    for name, place in places.items():
        kind = "integer" if name in flat.NUMBERS else "string"
        yield element("attribute", {"id": place, "title": name, "type": kind})


def _node(row: flat.Row, places: dict[str, str]) -> Iterable[str]:
    return within("node", {"id": str(row["id"]), "label": str(row["label"])}, _values(row, places))


def _edge(row: flat.Row, places: dict[str, str]) -> Iterable[str]:
    ends = {"id": str(row["id"]), "source": str(row["from"]), "target": str(row["to"])}
    named = {"type": "directed", "kind": str(row["type"]), "label": str(row["label"])}
    return within("edge", ends | named, _values(row, places))


def _values(row: flat.Row, places: dict[str, str]) -> Iterable[str]:
    named = ({"for": places[name], "value": flat.text(cell)} for name, cell in row.items() if name in places)
    return within("attvalues", {}, (element("attvalue", values) for values in named))
