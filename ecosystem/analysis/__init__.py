"""Questions about the whole city.

`study` says what stands out, `measure` who holds the city together, `gaps.find` where its holes are. All
measure the organisations as `projection` ties them.
"""

from ecosystem.analysis.betweenness import Spread, here
from ecosystem.analysis.findings import Finding, chosen_priorities, study
from ecosystem.analysis.measures import Measures, measure
from ecosystem.analysis.projection import project
from ecosystem.city import City
from ecosystem.model import Value

__all__ = ["Analysis", "Finding", "Measures", "analyse", "chosen_priorities", "measure", "study"]


class Analysis(Value, frozen=True, kw_only=True):
    """What stands out, and every measure."""

    findings: tuple[Finding, ...]
    measures: Measures


def analyse(city: City, *, exact: bool = False, cluster: str | None = None) -> Analysis:
    """Who holds the city together, counted by the workers of a Dask cluster where its address is given."""
    spread: Spread = here
    if cluster:
        from ecosystem.analysis.cluster import workers

        spread = workers(cluster)
    organisations = project(city)
    return Analysis(
        findings=study(city, organisations=organisations),
        measures=measure(city, exact=exact, spread=spread, organisations=organisations),
    )
