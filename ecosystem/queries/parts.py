"""A part of the map: what belongs to a priority, lies around an entry, or is of a kind."""

from collections.abc import Collection, Mapping
from typing import Any

from msgspec.structs import replace

from ecosystem.city import City
from ecosystem.errors import EmptyPartError
from ecosystem.language import _, joined, plural
from ecosystem.model import Action, Ecosystem, Entity, Node, Plan, Priority
from ecosystem.queries.nearness import connections


def part(
    city: City,
    *,
    priority: str | None = None,
    around: str | None = None,
    steps: int = 1,
    kinds: Collection[str] = (),
) -> City:
    """Return the part of a city that fits all that is asked, as a city whose title and summary say so.

    A priority and an action keep their plan, which they need.

    Args:
        city: The whole city.
        priority: The id of a priority: it, its actions, and the organisations, events and outputs that
            connect to it.
        around: The id of an entry: it, and what is no more than `steps` links from it.
        steps: How many links.
        kinds: The ids of kinds.

    Raises:
        EmptyPartError: Nothing fits.
    """
    kept, told = set(city), []
    if priority is not None:
        kept &= _of_priority(city, priority)
        told.append(_("everything connected to {name}", name=city.label(priority)))
    if around is not None:
        kept &= _around(city, around, steps)
        told.append(
            plural(
                "{name} and everything within {count} step",
                "{name} and everything within {count} steps",
                steps,
                name=city.label(around),
            )
        )
    if kinds:
        kept &= {key for key in city if getattr(city.value(key), "kind", None) in kinds}
        told.append(joined([city.ecosystem.kinds[kind].plural for kind in dict.fromkeys(kinds)]))
    if not kept:
        raise EmptyPartError("; ".join(told))
    part_of_it = City(
        _only(city.ecosystem, kept, "; ".join(told)),
        as_it_stood=city.as_it_stood,
        withheld_before=city.withheld,
    )
    part_of_it.day = city.day
    return part_of_it


def _of_priority(city: City, priority: str) -> set[str]:
    answer = connections(city, priority)
    near = {step.end for step in city.steps(priority)}
    return {
        priority,
        *near,
        *(each.id for each in answer.connections),
        *(each.id for each in answer.carriers),
    }


def _around(city: City, start: str, steps: int) -> set[str]:
    found = edge = {start}
    for _step in range(steps):
        edge = {step.end for identifier in edge for step in city.steps(identifier)} - found
        found = found | edge
    return found


def _only(whole: Ecosystem, kept: set[str], told: str) -> Ecosystem:
    """Return the entries that are kept, with the links, sources and words that they use."""
    nodes = {node.id: node for _section, node in whole.nodes()}
    kept = kept | {node.plan for key in kept if isinstance(node := nodes[key], Priority | Action)}
    links = tuple(link for link in whole.links if link.tail in kept and link.head in kept)
    sections: dict[str, Any] = {
        name: {key: _trimmed(node, kept) for key, node in getattr(whole, name).items() if key in kept}
        for name in ("groups", "networks", "partners", "events", "outputs", "plans", "priorities", "actions")
    }
    used = {node.kind for key in kept if isinstance(node := nodes[key], Entity)}
    types = {link.type for link in links}
    about = replace(
        whole.about,
        title=_("{title} (part: {part})", title=whole.about.title, part=told),
        summary=_("This is a part of the map: {part}. {summary}", part=told, summary=whole.about.summary),
        plan=whole.about.plan if whole.about.plan in kept else None,
    )
    known = kept | {link.id for link in links}
    made = replace(
        whole,
        about=about,
        kinds=_among(whole.kinds, used),
        link_types=_among(whole.link_types, types),
        links=links,
        disputes=tuple(dispute for dispute in whole.disputes if dispute.about in kept),
        accepted_gaps=tuple(gap for gap in whole.accepted_gaps if gap.about in known),
        tours={},
        **sections,
    )
    return replace(made, sources=_among(whole.sources, made.cited()))


def _trimmed(node: Node, kept: set[str]) -> Node:
    """Return an entry without the ids of what is not kept."""
    match node:
        case Plan():
            return replace(node, owners=tuple(key for key in node.owners if key in kept))
        case Action():
            leads = tuple(key for key in node.leads if key in kept)
            return replace(node, leads=leads, advances=tuple(key for key in node.advances if key in kept))
    return node


def _among(values: Mapping[str, Any], used: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key in used}
