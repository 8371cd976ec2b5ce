"""The colours of the page, on paper."""

from collections.abc import Sequence
from functools import cache

from ecosystem.infographic.theme import theme

LEAST = 3.05  # contrast of a line on paper; 3 is the rule, and printing loses a little


@cache
def softened(name: str, ground: str = "paper") -> str:
    """A colour as light as a line on a ground may be, so that two hundred of them stay quiet."""
    own, paper = _channels(theme()[name]), _channels(theme()[ground])
    for share in range(30, 101):  # per cent of the colour's own
        mixed = [round(p + (o - p) * share / 100) for o, p in zip(own, paper, strict=True)]
        if contrast(mixed, paper) >= LEAST:
            return "#" + "".join(f"{channel:02x}" for channel in mixed)
    return theme()[name]


def contrast(one: Sequence[int], other: Sequence[int]) -> float:
    """The contrast of two colours as WCAG reckons it, from 1 to 21.

    >>> round(contrast([0, 0, 0], [255, 255, 255]))
    21
    """
    dark, light = sorted([_luminance(one), _luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def _luminance(channels: Sequence[int]) -> float:
    parts = [channel / 255 for channel in channels]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> list[int]:
    return list(bytes.fromhex(colour.removeprefix("#")))
