"""A network of Pajek (http://mrvar.fdv.uni-lj.si/pajek/), as Pajek, networkx, igraph and Gephi read it.

Every thing and every link is kept, as a vertex with its name and an arc with the words of its type. Vertices
are counted from 1. networkx finds vertices by name, so a name that two things share gets the id behind it.
Lost: every other field.
"""

from collections import Counter

from ecosystem import __version__
from ecosystem.city import City
from ecosystem.exchange import flat
from ecosystem.files import OURS

LOST = {
    "every other field": flat.all_but(
        *("About.title", "LinkType.label", "Link.tail", "Link.type", "Link.head"),
        *("Organisation.name", "Event.name", "Output.name", "Plan.name", "Priority.name", "Action.name"),
        *(
            "Organisation.short",
            "Event.short",
            "Output.short",
            "Plan.short",
            "Priority.short",
            "Action.short",
        ),
        *("Plan.owners", "Priority.plan", "Action.plan", "Action.leads", "Action.advances"),
    )
}


def files(city: City) -> dict[str, str]:
    return {"ecosystem.net": dumps(city)}


def names(city: City) -> dict[str, str]:
    """Return what each thing is called in the file, by its id; no two are called the same."""
    counts = Counter(_plain(city.label(key)).casefold() for key in city)
    return {
        key: label if counts[label.casefold()] == 1 else f"{label} ({key})"
        for key, label in ((key, _plain(city.label(key))) for key in city)
    }


def dumps(city: City) -> str:
    """Return the city as a network of Pajek."""
    called = names(city)
    places = {key: place for place, key in enumerate(called, 1)}
    lines = [f"% {OURS} {__version__}", f"*Network {_plain(city.ecosystem.about.title)}"]
    lines.append(f"*Vertices {len(called)}")
    lines += [f'{places[key]} "{name}"' for key, name in called.items()]
    lines.append("*Arcs")
    for link in sorted(city.ecosystem.links, key=lambda link: link.id):
        words = _plain(city.link_type(link).label)
        lines.append(f'{places[link.tail]} {places[link.head]} 1 l "{words}"')
    return "\n".join([*lines, ""])


def _plain(text: str) -> str:
    """Return a text on one line; the format has no way to write a quotation mark in it.

    >>> _plain('The "Hub"')
    'The ”Hub”'
    """
    return " ".join(text.split()).replace('"', "”")
