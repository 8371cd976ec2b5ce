"""What a wheel is made of."""

import json
from pathlib import Path

from ecosystem.model import Basis, Hue, Kind, Link, Priority, Value

GEOMETRY = json.loads(Path(__file__).with_name("geometry.json").read_text(encoding="utf-8"))
"""The measures that the scripts of the page share: they draw what opens on a large city's wheel."""
FONT = float(GEOMETRY["font"])  # units; the page draws the wheel so wide that this is at least 11 px at 1280
LINE = float(GEOMETRY["line"]) * FONT  # room of a label across its direction: the tallest fonts need 1.17
HUB = float(GEOMETRY["hub"])  # radius of the hub
PRIORITY = float(GEOMETRY["priority"])  # radius of a priority's mark
RIM = float(GEOMETRY["rim"])  # from the inner end of a label to the marks' centres
REACH = 15.0  # from the marks' centres to their corners: the largest star or triangle
ARC = float(GEOMETRY["arc"])  # from the marks' centres inwards to the arc of their kind
GAP = float(GEOMETRY["gap"])  # free places between two kinds
THIN, THICK = float(GEOMETRY["thin"]), float(GEOMETRY["thick"])  # width of a bundle
RIM_CURVE: dict[str, float] = GEOMETRY["rimCurve"]  # see `curves.rim_curve`
SPOKE_CURVE: dict[str, float] = GEOMETRY["spokeCurve"]  # see `curves.spoke_curve`


def ring_scale(box: tuple[float, float, float, float], ring: float) -> float:
    """Return the scale by which a ring and its marks fill their view box."""
    reach = 1.02 * ring + REACH  # 2 % for the edges of marks, which do not shrink with the ring
    return max(box[2:]) / (2 * reach)


class Spoke(Value, frozen=True):
    """An entity on the rim. `rotate` is in degrees; a flipped label ends at its anchor."""

    id: str
    label: str
    kind: str
    x: float
    y: float
    radius: float
    label_x: float
    label_y: float
    rotate: float
    flipped: bool
    bold: bool
    degree: int


class Arc(Value, frozen=True):
    """The thin arc behind the entities of one kind."""

    kind: str
    hue: Hue
    path: str


class Curve(Value, frozen=True):
    """A link. Its colour is the hue of its less connected end; none means a priority's."""

    link: Link
    basis: Basis
    path: str
    hue: Hue | None


class HubMark(Value, frozen=True):
    """A priority: its numbered mark on the hub's rim and its line in the list, if that fits."""

    priority: Priority
    x: float
    y: float
    line_y: float | None


class KindMark(Value, frozen=True):
    """A kind on the rim of a large city's wheel: one mark for all its entities."""

    kind: Kind
    label: str
    count: int
    links: int  # that touch any of its entities
    radius: float
    rotate: float
    flipped: bool


class Bundle(Value, frozen=True):
    """All links between two kinds, within one, or between a kind or priority and a priority, as one curve.

    The ends are ids of kinds or priorities, the same one twice for links within a kind.
    """

    ends: tuple[str, str]
    count: int
    path: str
    width: float
    hue: Hue | None  # as of a curve


class Label(Value, frozen=True):
    """Words beside the ring of the overview, of a kind or an entity: its lines by their baselines."""

    of: str
    lines: tuple[tuple[str, float], ...]
    x: float
    anchor: str  # as SVG's text-anchor
    hue: Hue
    pointer: str | None  # the path of a thin line from its place on the ring, where it stands aside


class Overview(Value, frozen=True):
    """The wheel as it opens, in the view box of the whole drawing: fewer names, and larger.

    The style sheet scales the ring, which fills the box, by the shares that geometry.json names.
    """

    middle: tuple[float, float]  # of the box, from which the places of labels count
    size: float  # of letters
    hub_size: float | None  # of letters in the hub, in units of the picture; None where they have no room
    kinds: tuple[Label, ...]
    entries: tuple[Label, ...]


class Wheel(Value, frozen=True):
    """The whole drawing. `box` is its view box: left, top, width, height; the hub's centre is 0 0."""

    box: tuple[float, float, float, float]
    ring: float  # radius of the circle on which the marks stand
    label_ring: float  # radius at which the labels begin
    hub: float
    spokes: tuple[Spoke, ...]
    arcs: tuple[Arc, ...]
    curves: tuple[Curve, ...]
    hub_marks: tuple[HubMark, ...]
    list_x: int  # where the hub's list begins
    groups: tuple[KindMark, ...] = ()  # of a large city, in place of spokes,
    bundles: tuple[Bundle, ...] = ()  # and these in place of curves
    overview: Overview | None = None  # of a city that is drawn one by one

    @property
    def ring_in_box(self) -> str:
        """The SVG transform by which the ring and its marks fill the box, without room for labels.

        The box then counts as a square about its middle, as wide as its longer side.
        """
        left, top, width, height = self.box
        scale = ring_scale(self.box, self.ring)
        return f"translate({left + width / 2:g} {top + height / 2:g})scale({scale:.3f})"
