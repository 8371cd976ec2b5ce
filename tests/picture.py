"""Takes the pictures of the documents: `make picture`.

The first map and the poster are those of the frozen fixture, all else is of the example city. The workbook is
drawn by LibreOffice and pdftoppm, which Debian has as libreoffice-calc-nogui and poppler-utils.
"""

import subprocess
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from ecosystem import dataset, newcity, report
from ecosystem.city import City
from ecosystem.errors import InvalidDataError
from ecosystem.exchange import workbook
from ecosystem.infographic import page, view
from ecosystem.paper import poster, word_document
from ecosystem.paper.typesetting import Press
from ecosystem.preview import drafts, mistakes
from ecosystem.studio.session import Session
from tests.browser import native_studio
from tests.browser.visits import wait_until_whole
from tests.conftest import chromium_path
from tests.fixture import BRISTOL, ROOT
from tests.office import Open, saved_as

SIZE: ViewportSize = {"width": 1440, "height": 1240}
STUDIO: ViewportSize = {"width": 1280, "height": 800}
PURPOSE = "Purpose (optional)"
SHEETS = ("Organisations", "Links", "Progress")
WIDTH, HEIGHT = 1440, 560
DOTS, COLOURS = 96, 256
POSTER = 72.0  # dots an inch
MONTHS = date(2026, 8, 1), date(2026, 11, 30)

HOST = """<!doctype html>
<meta charset="utf-8">
<style>
body { margin: 0; font: 17px/1.5 "Noto Sans", Arial, sans-serif; }
header { background: #10375c; color: #fff; padding: 14px 32px; font-weight: 700; }
main { padding: 8px 32px; }
h1 { font-size: 30px; margin: 12px 0 4px; }
p { margin: 4px 0 12px; }
iframe { width: 100%; height: 1600px; border: 0; }
</style>
<header>The council’s website</header>
<main>
<h1>Race equality in the city</h1>
<p>The map shows who works with whom. Choose a priority to see which groups connect to it.</p>
<iframe src="MAP"></iframe>
</main>
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        take_page(browser, drawn(BRISTOL), "map", SIZE)
        take_page(browser, held(folder, "p2021-5"), "embedding", {"width": 1240, "height": 860})
        newcity.start(folder / "city")
        data = folder / "city" / "data" / "groups.yaml"
        take_page(browser, drawn(data), "another-city", {"width": 1280, "height": 1030})
        take_page(browser, with_mistakes(data), "mistakes", {"width": 900, "height": 440})
        take_studio(browser, data.read_text(encoding="utf-8"))
        browser.close()
        for title in SHEETS:
            take_sheet(folder, data, title)
        take_report(folder, data)
    take_poster()


def drawn(data: Path) -> str:
    return page.render(view.compose(City.load(data)))


def held(folder: Path, show: str) -> str:
    """A page of a council that holds the map, opened at one thing."""
    file = folder / "map.html"
    file.write_text(drawn(BRISTOL), encoding="utf-8")
    return HOST.replace("MAP", f"{file.as_uri()}#show={show}")


def with_mistakes(data: Path) -> str:
    """What the preview shows after two slips of the pen."""
    text = data.read_text(encoding="utf-8")
    text = text.replace("kind: task-group", "kind: taskgroup").replace("to: summit", "to: sumit")
    try:
        dataset.parse(text, data.name)
    except InvalidDataError as error:
        return mistakes.render(drafts.Draft(map="the last good one", error=error), Path("data/groups.yaml"))
    raise AssertionError("There is no mistake to show.")


def take_page(browser: Browser, html: str, name: str, size: ViewportSize) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(html, encoding="utf-8")
        sheet = browser.new_page(viewport=size, color_scheme="light")
        sheet.goto(file.as_uri())
        wait_until_whole(sheet)
        taken = ROOT / "docs" / f"{name}.png"
        sheet.screenshot(path=taken)
        sheet.close()
    with Image.open(taken) as whole:
        picture = whole.convert("RGB")
    picture.quantize(COLOURS).save(taken, optimize=True)


def take_studio(browser: Browser, text: str) -> None:
    """The studio with its forms, with the text of the file, and while a second file is merged."""
    partnership = "#/organisations/.partnership"
    with native_studio.served() as studio:
        sheet = browser.new_page(viewport=STUDIO, color_scheme="light", reduced_motion="reduce")
        sheet.goto(studio.address)
        sheet.set_input_files("#file", {"name": "groups.yaml", "mimeType": "", "buffer": text.encode()})
        sheet.locator(".desk").wait_for()
        sheet.evaluate("place => (location.hash = place)", partnership)
        sheet.get_by_label(PURPOSE).fill("Brings organisations together each month.")
        sheet.get_by_role("button", name="Save", exact=True).click()
        sheet.get_by_text("Saved: ").wait_for()
        take_screen(sheet, "studio-forms")
        sheet.evaluate("location.hash = '#/file'")
        theirs = rewritten(text, "Brings organisations together twice a year.")
        sheet.set_input_files("#second", {"name": "from-the-council.yaml", "mimeType": "", "buffer": theirs})
        sheet.get_by_role("dialog").wait_for()
        take_screen(sheet, "studio-merge")
        sheet.get_by_role("button", name="Cancel").click()
        broken = text.replace("kind: task-group", "kind: taskgroup").encode()
        sheet.reload()
        sheet.set_input_files("#file", {"name": "groups.yaml", "mimeType": "", "buffer": broken})
        sheet.locator(".desk").wait_for()
        line = broken[: broken.index(b"kind: taskgroup")].count(b"\n") + 1
        sheet.evaluate("place => (location.hash = place)", f"#/text/.{line}")
        sheet.locator(".text .cm-lint-marker-error").hover()
        take_screen(sheet, "studio-text")
        sheet.close()


def rewritten(text: str, purpose: str) -> bytes:
    """The file with another purpose of the partnership, as a colleague would send it."""
    session = Session(date(2026, 11, 30))
    session.open("groups.yaml", text.encode())
    entry = session.entry("organisations", "partnership")
    assert entry
    state = session.save("organisations", "partnership", entry["values"] | {"purpose": purpose})
    return str(state["text"]).encode()


def take_screen(sheet: Page, name: str) -> None:
    """What the window shows, when the map in its frame is drawn."""
    sheet.wait_for_timeout(3000)
    with Image.open(BytesIO(sheet.screenshot())) as whole:
        picture = whole.convert("RGB")
    picture.quantize(COLOURS).save(ROOT / "docs" / f"{name}.png", optimize=True)


def take_sheet(folder: Path, data: Path, title: str) -> None:
    """The first columns and rows of a sheet, as on a screen: with letters, numbers and lines."""
    file = folder / f"{title}.xlsx"
    file.write_bytes(workbook.dumps(dataset.load(data)))
    opened = Open(file)
    opened.only(title)
    picture = first_page(opened.save("pdf"), folder / title)
    empty = Image.new("RGB", picture.size, "white")
    _, _, right, bottom = ImageChops.difference(picture, empty).getbbox() or (0, 0, *picture.size)
    picture = picture.crop((0, 0, min(right + 1, WIDTH), min(bottom + 1, HEIGHT)))
    picture.quantize(COLOURS).save(ROOT / "docs" / f"workbook-{title.lower()}.png", optimize=True)


def take_report(folder: Path, data: Path) -> None:
    """The first page of the progress report, as LibreOffice shows the Word document."""
    city, file = City.load(data), folder / "progress.docx"
    file.write_bytes(word_document.docx(city, report.progress_report(city, *MONTHS)))
    picture = first_page(saved_as(file, "pdf"), folder / "progress")
    picture.quantize(COLOURS).save(ROOT / "docs" / "progress-report.png", optimize=True)


def first_page(pdf: Path, stem: Path) -> Image.Image:
    command = ["pdftoppm", "-r", str(DOTS), "-png", "-singlefile", str(pdf), str(stem)]
    subprocess.run(command, check=True)
    with Image.open(stem.with_name(f"{stem.name}.png")) as whole:
        return whole.convert("RGB")


def take_poster() -> None:
    city = City.load(BRISTOL)
    sheet = {**poster.contents(city, view.compose(city)), "sheet": "a3"}
    with Image.open(BytesIO(Press().png("poster.typ", sheet, ppi=POSTER))) as whole:
        picture = whole.convert("RGB")
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(ROOT / "docs" / "poster.png", optimize=True)


if __name__ == "__main__":
    main()
