"""The scripts and style sheets as pages carry them: `make bundle` makes them from those beside the templates.

They are committed, so that nobody who uses the program needs Node. `manifest.json` holds the hash of every
source and of every bundle; a test compares them.
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def text(name: str) -> str:
    """The text of a bundle, such as `page.js`."""
    return (FOLDER / name).read_text(encoding="utf-8").strip()
