"""The address of the map as a QR code (ISO/IEC 18004), for those who hold paper in front of a camera."""

import io

from ecosystem.infographic.theme import theme

QUIET = 2  # modules around the code; the sheet around it is as light


def svg(address: str, ground: str = "paper") -> str:
    """Return the code as vectors. It can be read with 15 per cent of it lost (level M)."""
    import segno  # only where paper is set

    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture,
        kind="svg",
        border=QUIET,
        dark=theme()["ink"],
        light=theme()[ground],
        omitsize=True,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
    )
    return picture.getvalue().decode("utf-8").strip()
