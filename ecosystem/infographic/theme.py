"""Colours and line styles, for all that is drawn without a style sheet. `theme.css` alone holds them."""

import re
from functools import cache
from pathlib import Path

from ecosystem.model import Basis


@cache
def _light() -> str:
    """What the sheet says of the light scheme, which is also that of paper."""
    sheet = Path(__file__).with_name("theme.css").read_text(encoding="utf-8")
    return sheet.partition("@media")[0]


@cache
def theme() -> dict[str, str]:
    """The light colours by name, such as `plum`: `#6a2a83`."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", _light()))


@cache
def dashes() -> dict[Basis, tuple[float, ...]]:
    """The lengths of dashes and gaps of a link's line, in units of the wheel; of a solid line none."""
    dashes = dict(re.findall(r"--dash-([a-z]+): ([\d. ]+);", _light()))
    return {basis: tuple(map(float, dashes.get(basis, "").split())) for basis in Basis}
