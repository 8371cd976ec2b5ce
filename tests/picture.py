"""Takes the pictures of the documents: `make picture`.

The map is that of the shipped data, the workbook that of the example city. It is drawn by LibreOffice and
pdftoppm, which Debian has as libreoffice-calc-nogui and poppler-utils.
"""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import ViewportSize, sync_playwright

from ecosystem import dataset, graph, newcity
from ecosystem.exchange import workbook
from ecosystem.infographic import page, view
from tests.conftest import BRISTOL, ROOT, chromium_path
from tests.office import Open

SIZE: ViewportSize = {"width": 1440, "height": 1240}
SHEETS = ("Bodies", "Links")
WIDTH, HEIGHT = 1440, 560
DOTS, COLOURS = 96, 24


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        take_map(folder)
        for sheet in SHEETS:
            take_sheet(folder, sheet)


def take_map(folder: Path) -> None:
    html = page.render(view.compose(graph.build(dataset.load(BRISTOL))))
    file = folder / "index.html"
    file.write_text(html, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        sheet = browser.new_page(viewport=SIZE, color_scheme="light")
        sheet.goto(file.as_uri())
        sheet.screenshot(path=ROOT / "docs" / "map.png")
        browser.close()


def take_sheet(folder: Path, title: str) -> None:
    """The first columns and rows of a sheet, as on a screen: with letters, numbers and lines."""
    newcity.start(folder / title)
    file = folder / f"{title}.xlsx"
    file.write_bytes(workbook.dumps(dataset.load(folder / title / "data" / "groups.yaml")))
    opened = Open(file)
    opened.only(title)
    command = [
        "pdftoppm",
        "-r",
        str(DOTS),
        "-png",
        "-singlefile",
        str(opened.save("pdf")),
        str(folder / title),
    ]
    subprocess.run(command, check=True)
    with Image.open(folder / f"{title}.png") as whole:
        picture = whole.convert("RGB")
    empty = Image.new("RGB", picture.size, "white")
    _, _, right, bottom = ImageChops.difference(picture, empty).getbbox() or (0, 0, *picture.size)
    picture = picture.crop((0, 0, min(right + 1, WIDTH), min(bottom + 1, HEIGHT)))
    picture.quantize(COLOURS).save(ROOT / "docs" / f"workbook-{title.lower()}.png", optimize=True)


if __name__ == "__main__":
    main()
