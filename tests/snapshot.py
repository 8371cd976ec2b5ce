"""What was said last time: texts in `tests/snapshots`, to compare with; `make snapshots` renews them."""

import os
from difflib import unified_diff
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "snapshots"


def same(name: str, text: str) -> None:
    """Fail with the difference, unless the text is that of the snapshot; with ECOSYSTEM_RENEW, write it."""
    path = FOLDER / name
    if os.environ.get("ECOSYSTEM_RENEW"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    difference = "\n".join(
        unified_diff(kept.split("\n"), text.split("\n"), "snapshot", "now", n=2, lineterm="")
    )
    if difference:
        advice = f"tests/snapshots/{name} differs; `make snapshots` renews it."
        pytest.fail(f"{advice}\n{difference}", pytrace=False)
