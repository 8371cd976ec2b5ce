"""Questions about the whole city.

`study` says what stands out, `measure` who holds the city together, `gaps.find` where its holes are. All
measure the bodies as `projection` ties them.
"""

from ecosystem.analysis.findings import Finding, chosen_priorities, study
from ecosystem.analysis.measures import Measures, measure

__all__ = ["Finding", "Measures", "chosen_priorities", "measure", "study"]
