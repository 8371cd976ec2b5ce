"""Takes the README's picture of the shipped map: `make picture`."""

import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from ecosystem import dataset, graph
from ecosystem.infographic import page, view
from tests.conftest import BRISTOL, ROOT, chromium_path

SIZE: ViewportSize = {"width": 1440, "height": 1240}


def main() -> None:
    html = page.render(view.compose(graph.build(dataset.load(BRISTOL))))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "index.html"
        file.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        sheet = browser.new_page(viewport=SIZE, color_scheme="light")
        sheet.goto(file.as_uri())
        sheet.screenshot(path=ROOT / "docs" / "map.png")
        browser.close()


if __name__ == "__main__":
    main()
