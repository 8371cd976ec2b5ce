"""A Kumu blueprint (https://docs.kumu.io/guides/import/blueprints): JSON with elements and connections.

Every thing and every link is kept. Kumu finds the ends of a connection by label, so a label that two
things share gets the id behind it. Kumu's own words are used where it has them: label, type and
description; every other field is one of its custom fields. Lost: the parts of facts, progress and
measures, which become sentences (see `flat`); the legend, the sources beyond their ids, the disputes.
Kumu merges parallel connections of one type when a project is imported over an older one.
"""

import json
from collections import Counter

from ecosystem import __version__
from ecosystem.city import City
from ecosystem.exchange import flat
from ecosystem.files import OURS
from ecosystem.language import _

LOST = flat.LOST | flat.LOST_SOURCES | flat.LOST_ABOUT


def files(city: City) -> dict[str, str]:
    return {"ecosystem.kumu.json": dumps(city)}


def dumps(city: City) -> str:
    """The city as a blueprint."""
    about = city.ecosystem.about
    rows = flat.nodes(city)
    counts = Counter(str(row["label"]).casefold() for row in rows)
    labels = {str(row["id"]): _label(row, counts) for row in rows}
    document = {
        "generator": f"{OURS} {__version__}",
        "name": about.title,
        "description": " ".join(
            [
                about.summary,
                _("Edition {edition}.", edition=about.edition),
                _("Licence: {licence}.", licence=about.licence),
            ]
        ),
        "elements": [_element(row, labels) for row in rows],
        "connections": [_connection(row, labels) for row in flat.links(city)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _label(row: flat.Row, counts: Counter[str]) -> str:
    label = str(row["label"])
    return label if counts[label.casefold()] == 1 else f"{label} ({row['id']})"


_ELEMENT = {"purpose": "description", "summary": "description"}
_WRITTEN = ("label", "kind_label")


def _element(row: flat.Row, labels: dict[str, str]) -> flat.Row:
    kind = row.get("kind_label", str(row["section"]).removesuffix("s"))
    first: flat.Row = {"label": labels[str(row["id"])], "type": kind}
    return first | {_ELEMENT.get(name, name): cell for name, cell in row.items() if name not in _WRITTEN}


def _connection(row: flat.Row, labels: dict[str, str]) -> flat.Row:
    ends: flat.Row = {"from": labels[str(row["from"])], "to": labels[str(row["to"])]}
    first = ends | {"direction": "directed", "type": row["label"], "link type": row["type"]}
    rest = {
        name: cell for name, cell in row.items() if name not in ("from", "to", "label", "type", "sentence")
    }
    return first | {"description": row["sentence"]} | rest
