"""The city as organisations alone: who is tied to whom.

Two organisations are tied when a link joins them, or when both are linked to one action, event, output or
priority. (A plan ties nobody: its one link to an organisation says who sets it.) The tie's `weight` is the
number of such links and shared things, its `through` what they share. This is the projection that
every measure of the whole city uses; measures of degree also count the links of the file themselves.
"""

from itertools import combinations

import networkx as nx

from ecosystem.city import City
from ecosystem.model import Section

SHARED = (Section.ACTIONS, Section.EVENTS, Section.OUTPUTS, Section.PRIORITIES)
"""The sections whose entries tie the organisations that are linked to them."""


def project(city: City) -> "nx.Graph[str]":
    """The organisations of a city and the ties between them, in the order of the city."""
    organisations: nx.Graph[str] = nx.Graph()
    organisations.add_nodes_from(identifier for identifier in city if city.is_organisation(identifier))
    for tail, head in city.graph.edges():
        if tail in organisations and head in organisations and tail != head:
            _tie(organisations, tail, head, None)
    for identifier in city:
        if city.section(identifier) in SHARED:
            partners = {step.end for step in city.steps(identifier)} & set(organisations)
            for one, other in combinations(sorted(partners), 2):
                _tie(organisations, one, other, identifier)
    return organisations


def _tie(organisations: "nx.Graph[str]", one: str, other: str, through: str | None) -> None:
    if not organisations.has_edge(one, other):
        organisations.add_edge(one, other, weight=0, through=[])
    tie = organisations.edges[one, other]
    tie["weight"] += 1
    if through:
        tie["through"].append(through)
