"""The city as organisations alone: who is tied to whom.

Two organisations are tied when a link joins them, or when both are linked to one action, event, output or
priority. (A plan ties nobody: its one link to an organisation says who sets it.) The tie's `weight` is the
number of such links and shared things, its `through` what they share. This is the projection that
every measure of the whole city uses; measures of degree also count the links of the file themselves.
"""

from itertools import combinations
from typing import TYPE_CHECKING

from ecosystem.city import City
from ecosystem.model import Section

if TYPE_CHECKING:
    import networkx as nx

SHARED = (Section.ACTIONS, Section.EVENTS, Section.OUTPUTS, Section.PRIORITIES)
"""The sections whose entries tie the organisations that are linked to them."""


def ties(city: City) -> dict[tuple[str, str], list[str | None]]:
    """Return what ties each pair of organisations: the id of a shared entry, or None for a link."""
    families_of: dict[tuple[str, str], list[str | None]] = {}
    for tail in filter(city.is_organisation, city):
        for step in city.steps(tail):
            if step.forward and step.end != tail and city.is_organisation(step.end):
                families_of.setdefault((min(tail, step.end), max(tail, step.end)), []).append(None)
    for identifier in city:
        if city.section(identifier) in SHARED:
            partners = {step.end for step in city.steps(identifier) if city.is_organisation(step.end)}
            for pair in combinations(sorted(partners), 2):
                families_of.setdefault(pair, []).append(identifier)
    return families_of


def neighbours(city: City) -> dict[str, set[str]]:
    """Return the organisations that each organisation is tied to, in the order of the city.

    A question about one organisation needs no more. To import networkx takes longer than to answer it.
    """
    tied: dict[str, set[str]] = {identifier: set() for identifier in city if city.is_organisation(identifier)}
    for one, other in ties(city):
        tied[one].add(other)
        tied[other].add(one)
    return tied


def project(city: City) -> "nx.Graph[str]":
    """The organisations of a city and the ties between them, in the order of the city."""
    import networkx as nx

    organisations: nx.Graph[str] = nx.Graph()
    organisations.add_nodes_from(identifier for identifier in city if city.is_organisation(identifier))
    organisations.add_edges_from(
        (one, other, {"weight": len(by), "through": [through for through in by if through]})
        for (one, other), by in ties(city).items()
    )
    return organisations
