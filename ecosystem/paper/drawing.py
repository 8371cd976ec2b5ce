"""The lines and marks of the wheel as SVG, without its words: those are set as text that can be selected."""

from collections.abc import Iterator

from ecosystem.infographic.shapes import Mark
from ecosystem.infographic.theme import dashes, theme
from ecosystem.infographic.view import View
from ecosystem.infographic.wheel import PRIORITY, Bundle, Curve, KindMark, Spoke
from ecosystem.model import Basis
from ecosystem.paper.colours import softened

EDGE = 17.0  # beyond the ring, for the largest mark


def reach(view: View) -> float:
    """The radius of the drawing, in units of the wheel."""
    return view.wheel.ring + EDGE


def wheel(view: View, ground: str = "paper") -> str:
    """The wheel, its centre in the middle of a square."""
    radius = reach(view)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="{-radius} {-radius} {2 * radius} {2 * radius}" fill="none">',
        *(
            f'<path d="{arc.path}" stroke="{softened(arc.hue.value, ground)}" stroke-width="2"/>'
            for arc in view.wheel.arcs
        ),
        *(_curve(curve, ground) for curve in view.wheel.curves),
        *(_bundle(bundle, ground) for bundle in sorted(view.wheel.bundles, key=lambda bundle: -bundle.width)),
        f'<circle r="{view.wheel.hub}" fill="{theme()[ground]}" stroke="{theme()["rule"]}"/>',
        *_marks(view, ground),
        *(
            f'<circle cx="{mark.x}" cy="{mark.y}" r="{PRIORITY}" fill="{theme()["accent"]}" '
            f'stroke="{theme()[ground]}" stroke-width="2"/>'
            for mark in view.wheel.hub_marks
        ),
        "</svg>",
    ]
    return "\n".join(lines)


def mark(shape: Mark, hue: str, ground: str = "paper") -> str:
    """The mark of a kind, for the key."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-14 -14 28 28">'
        + "".join(_outlined(shape, theme()[hue], 2.0, ground))
        + "</svg>"
    )


def _curve(curve: Curve, ground: str) -> str:
    hue = curve.hue.value if curve.hue else "accent"
    dash = " ".join(f"{length:g}" for length in dashes()[curve.basis])
    style = f' stroke-dasharray="{dash}" stroke-linecap="round"' if dash else ""
    return (
        f'<path d="{curve.path}" stroke="{softened(hue, ground)}" '
        f'stroke-width="{thickness(curve.basis)}"{style}/>'
    )


def thickness(basis: Basis) -> float:
    """Of a link's line, in units; dots need more to be as dark as a line."""
    return {Basis.CONFIRMED: 2.0, Basis.INFERRED: 1.6}.get(basis, 1.1)


def _bundle(bundle: Bundle, ground: str) -> str:
    """Many links as one curve."""
    hue = bundle.hue.value if bundle.hue else "accent"
    return f'<path d="{bundle.path}" stroke="{softened(hue, ground)}" stroke-width="{bundle.width}"/>'


def _marks(view: View, ground: str) -> Iterator[str]:
    """The marks of all entities, or of whole kinds where those are gathered."""
    kinds = {kind.kind.id: kind for kind in view.kinds}
    on_the_rim: list[tuple[str, Spoke | KindMark]] = [
        *((spoke.kind, spoke) for spoke in view.wheel.spokes),
        *((group.kind.id, group) for group in view.wheel.groups),
    ]
    for kind, mark in on_the_rim:
        scale, side = mark.radius / 10, "-" if mark.flipped else ""
        drawn = "".join(_outlined(kinds[kind].mark, theme()[kinds[kind].kind.hue.value], 1.6 / scale, ground))
        turn = f"rotate({mark.rotate})translate({side}{view.wheel.ring})rotate({-mark.rotate})"
        yield f'<g transform="{turn}scale({scale:.2f})">{drawn}</g>'


def _outlined(shape: Mark, colour: str, width: float, ground: str) -> Iterator[str]:
    yield f'<path d="{shape.outline}" fill="{theme()[ground]}" stroke="{colour}" stroke-width="{width:.2f}"/>'
    if shape.inside:
        yield f'<path d="{shape.inside}" fill="{colour}"/>'
