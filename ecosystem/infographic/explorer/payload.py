"""All that the script reads, as one value: the network, and the words of its panel, its tools and its key."""

from collections.abc import Mapping

from ecosystem import queries, sentences
from ecosystem.city import City
from ecosystem.infographic import wheel as wheels
from ecosystem.infographic.explorer import legend, network, positions
from ecosystem.infographic.theme import dashes
from ecosystem.infographic.view import terms
from ecosystem.language import _
from ecosystem.model import Basis, Family, Link, Section


def compose(city: City, said: Mapping[str, str]) -> dict[str, object]:
    """All that the script needs, in an order that the order of the file does not change.

    `said` is `sentences.of_links(city)`.
    """
    ecosystem = city.ecosystem
    gathers = wheels.is_large(city)
    wheel = wheels.gather(city) if gathers else wheels.draw(city, opens=False)
    by_kind = legend.legend(city)
    radii = positions.radii(city)
    kinds = {key: index for index, key in enumerate(by_kind)}
    cited = sorted(
        {pair for link in ecosystem.links for pair in sentences.places(link.sources).items()},
        key=lambda pair: (pair[0], pair[1] or ""),
    )
    numbers = {pair: index for index, pair in enumerate(cited)}
    columns, headings = ({}, []) if gathers else positions.in_columns(city, kinds)
    bold = {spoke.id for spoke in wheel.spokes if spoke.bold}
    families = {city.link_type(link).family for link in ecosystem.links}
    bases = {city.basis(link) for link in ecosystem.links}
    return {
        "gathers": gathers,
        "language": ecosystem.about.language,
        "opening": _opening(city),
        "network": network.draw(city, positions.on_wheel(city, wheel), radii),
        "things": {
            identifier: legend.thing(city, identifier, kinds, bold=identifier in bold)
            for identifier in sorted(city)
        },
        "links": {
            link.id: {"sentence": said[link.id]} | _panel_words(city, link, numbers)
            for link in network.links(city)
        },
        "order": {
            identifier: [step.link.id for step in queries.links_of(city, identifier)]
            for identifier in sorted(city)
        },
        "sources": [sentences.citation(ecosystem.sources[source], where) for source, where in cited],
        "kinds": list(by_kind.values()),
        "families": {family.value: _(terms.FAMILIES[family]) for family in Family if family in families},
        "bases": [
            [basis.value, _(sentences.BASIS_WORDS[basis]), dashes()[basis]]
            for basis in Basis
            if basis in bases
        ],
        "marks": legend.OUTLINES,
        "columns": columns,
        "headings": headings,
        "arcs": [] if gathers else [[arc.hue.value, arc.path] for arc in wheel.arcs],
        "rim": sorted(radii),
        "ring": wheel.ring * positions.SCALE,
        "scale": positions.SCALE,
        "bend": network.BEND,
        "row": positions.ROW,
        "column": positions.COLUMN,
    }


def _opening(city: City) -> str | None:
    """Return the entry whose neighbourhood a phone opens with: the chosen plan, else the best connected."""
    plan = city.ecosystem.about.plan
    if plan and any(city.section(step.end) is Section.PRIORITIES for step in city.steps(plan)):
        return plan
    return min(city, key=lambda entry: (-city.degree(entry), entry), default=None)


def _panel_words(city: City, link: Link, numbers: Mapping[tuple[str, str | None], int]) -> dict[str, object]:
    """What the panel says of a link beside its sentence; `numbers` are the places of the sources."""
    return {
        "family": city.link_type(link).family.value,
        "basis": _(sentences.BASIS_WORDS[city.basis(link)]),
        "evidence": sentences.grounds(city, link) or "",
        "sources": [numbers[pair] for pair in sentences.places(link.sources).items()],
    }
