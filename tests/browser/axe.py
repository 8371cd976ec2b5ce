"""What axe finds on a page: https://github.com/dequelabs/axe-core."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page


def violations(
    where: Page | Frame, within: str | None = None, *, colours: bool = True
) -> list[tuple[str, list[str]]]:
    """Return the rules that are broken, each with its first places.

    Args:
        where: The page, or a frame of it.
        within: The selector of the only part to look at.
        colours: Whether the contrast of colours is looked at, which takes longest.
    """
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": colours}}}
    found: dict[str, Any] = Axe().run(where, context=within, options=options).response
    assert found["passes"]
    return [
        (each["id"], [f"{node['target']}: {node['failureSummary']}" for node in each["nodes"][:3]])
        for each in found["violations"]
    ]
