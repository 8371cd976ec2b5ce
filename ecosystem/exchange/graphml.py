"""GraphML (http://graphml.graphdrawing.org/specification.html), as networkx, igraph, Gephi and yEd read it.

Every node and every link is kept, parallel links with their own ids. Lost: the parts of facts, progress
and measures, which become sentences (see `flat`); the legend, but for the label of each thing's kind and
each link's type; what is known of the sources beyond their ids; the disputes.
"""

from collections.abc import Iterator

from ecosystem.city import City
from ecosystem.exchange import flat
from ecosystem.exchange.markup import document, element, within

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_ENDS = ("id", "from", "to")
_ABOUT = ("title", "edition", "licence")

LOST = flat.LOST | flat.LOST_SOURCES | flat.LOST_ABOUT_WITH_SUMMARY


def files(city: City) -> dict[str, str]:
    return {"ecosystem.graphml": dumps(city)}


def dumps(city: City) -> str:
    """The city as GraphML."""
    keys = [*_keys("graph", _ABOUT), *_keys("node", flat.NODE_COLUMNS), *_keys("edge", flat.LINK_COLUMNS)]
    drawn = within("graph", {"id": "ecosystem", "edgedefault": "directed"}, _drawn(city))
    return document(within("graphml", {"xmlns": _NAMESPACE}, [*keys, *drawn]))


def _drawn(city: City) -> Iterator[str]:
    about = city.ecosystem.about
    yield from _data("graph", {name: getattr(about, name) for name in _ABOUT})
    for row in flat.nodes(city):
        yield from within("node", {"id": str(row["id"])}, _data("node", row))
    for row in flat.links(city):
        ends = {"id": str(row["id"]), "source": str(row["from"]), "target": str(row["to"])}
        yield from within("edge", ends, _data("edge", row))


def _keys(owner: str, columns: tuple[str, ...]) -> Iterator[str]:
    for name in columns:
        if name not in _ENDS:
            kind = "int" if name in flat.NUMBERS else "string"
            named = {"id": f"{owner}-{name}", "for": owner, "attr.name": name, "attr.type": kind}
            yield element("key", named)


def _data(owner: str, row: flat.Row) -> Iterator[str]:
    for name, cell in row.items():
        if name not in _ENDS:
            yield element("data", {"key": f"{owner}-{name}"}, flat.text(cell))
