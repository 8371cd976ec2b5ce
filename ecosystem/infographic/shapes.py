"""The marks of the legend as SVG paths, about a circle of radius 10, each of about the same area.

The outline gives the silhouette, an inside tells the kinds of one silhouette apart: the pair is
what print, greyscale and eyes that do not see colour go by.
"""

from math import cos, pi, sin
from typing import NamedTuple

from ecosystem.model import Shape


class Mark(NamedTuple):
    """`outline` is stroked and filled with paper, `inside` is filled with the kind's colour."""

    outline: str
    inside: str


def _polygon(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in points) + "z"


def _regular(corners: int, radius: float, turn: float = -0.25) -> str:
    angles = [2 * pi * (corner / corners + turn) for corner in range(corners)]
    return _polygon([(radius * cos(angle), radius * sin(angle)) for angle in angles])


def _star(points: int, outer: float, inner: float) -> str:
    angles = [pi * corner / points - pi / 2 for corner in range(2 * points)]
    radii = [outer if corner % 2 == 0 else inner for corner in range(2 * points)]
    return _polygon([(r * cos(angle), r * sin(angle)) for r, angle in zip(radii, angles, strict=True)])


_CIRCLE = "M-10 0a10 10 0 1 1 20 0a10 10 0 1 1-20 0z"
_SQUARE = "M-9-9H9V9H-9z"
_TRIANGLE = _regular(3, 13.5)
_DIAMOND = "M0-12.5L12.5 0L0 12.5L-12.5 0z"
_HEXAGON = _regular(6, 11)
_STAR = _star(5, 13.5, 6)
_CROSS = "M-4-11H4V-4H11V4H4V11H-4V4H-11V-4H-4z"
_DOT = "M-4.5 0a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1-9 0z"

MARKS: dict[Shape, Mark] = {
    Shape.CIRCLE: Mark(_CIRCLE, _CIRCLE),
    Shape.OPEN_CIRCLE: Mark(_CIRCLE, ""),
    Shape.HALF_CIRCLE: Mark(_CIRCLE, "M-10 0a10 10 0 0 0 20 0z"),
    Shape.DOTTED_CIRCLE: Mark(_CIRCLE, _DOT),
    Shape.BARRED_CIRCLE: Mark(_CIRCLE, "M-10-2.5H10V2.5H-10z"),
    Shape.CROSSED_CIRCLE: Mark(_CIRCLE, "M-2-10H2V-2H10V2H2V10H-2V2H-10V-2H-2z"),
    Shape.SQUARE: Mark(_SQUARE, _SQUARE),
    Shape.OPEN_SQUARE: Mark(_SQUARE, ""),
    Shape.HALF_SQUARE: Mark(_SQUARE, "M-9 0H9V9H-9z"),
    Shape.DOTTED_SQUARE: Mark(_SQUARE, _DOT),
    Shape.BARRED_SQUARE: Mark(_SQUARE, "M-9-2.5H9V2.5H-9z"),
    Shape.CROSSED_SQUARE: Mark(_SQUARE, "M-2-9H2V-2H9V2H2V9H-2V2H-9V-2H-2z"),
    Shape.TRIANGLE: Mark(_TRIANGLE, _TRIANGLE),
    Shape.OPEN_TRIANGLE: Mark(_TRIANGLE, ""),
    Shape.DIAMOND: Mark(_DIAMOND, _DIAMOND),
    Shape.OPEN_DIAMOND: Mark(_DIAMOND, ""),
    Shape.HALF_DIAMOND: Mark(_DIAMOND, "M-12.5 0L0 12.5L12.5 0z"),
    Shape.HEXAGON: Mark(_HEXAGON, _HEXAGON),
    Shape.OPEN_HEXAGON: Mark(_HEXAGON, ""),
    Shape.STAR: Mark(_STAR, _STAR),
    Shape.OPEN_STAR: Mark(_STAR, ""),
    Shape.CROSS: Mark(_CROSS, _CROSS),
    Shape.OPEN_CROSS: Mark(_CROSS, ""),
}
