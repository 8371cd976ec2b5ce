"""The forms of the studio: every kind of edit, by mouse and by keyboard, whatever the file says.

The program answers from beside the browser: see `native_studio`.
"""

import difflib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from ecosystem.studio.form_fields import FORMS
from tests import attacks
from tests.browser import native_studio
from tests.browser.axe import violations
from tests.browser.native_studio import Studio
from tests.browser.visits import WATCH
from tests.cities import TOURED
from tests.everywhere import also

VIEWS = ["organisations", "organisations/.forum", "links/+", "ask", "changes", "correct", "file", "text"]
OTHER_FORMS = [form for form in FORMS if form not in ("links", "accepted_gaps")]
WIDTHS = [(1440, "light"), *also((390, "light"), (768, "dark"), (1024, "light"), (320, "dark"))]


OF_AXE = "Failed to execute 'postMessage'"
"""What the console says when axe looks for itself in the frame of the map, which answers nobody."""


GO = """(place) => new Promise((done) => {
  const before = location.hash;
  addEventListener("hashchange", done, { once: true });
  location.hash = `#/${place}`;
  if (location.hash === before) done();
})"""
"""Goes to a place, and waits until the studio has heard of it: until then it shows the place before."""


class Desk:
    """The studio with a file open, as somebody uses it."""

    def __init__(self, studio: Studio, page: Page) -> None:
        self.studio = studio
        self.page = page
        self.before = ""

    def open(self, text: str) -> None:
        data = text.encode()
        self.page.set_input_files("#file", {"name": "groups.yaml", "mimeType": "text/yaml", "buffer": data})
        expect(self.page.locator(".desk")).to_be_visible()
        self.before = self.text

    @property
    def text(self) -> str:
        text: str = self.studio.session.state()["text"]
        return text

    def go(self, place: str) -> None:
        self.page.evaluate(GO, place)
        expect(self.page.locator("#work h2")).to_be_visible()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def fill(self, label: str, text: str) -> None:
        self.page.locator("#work").get_by_label(re.compile(rf"^{label}")).first.fill(text)

    def pick(self, label: str, typed: str) -> None:
        """Type a part of a name and take the first that has it."""
        box = self.page.get_by_role("combobox", name=re.compile(rf"^{label}"))
        box.fill(typed)
        expect(self.page.locator("[role=option]:visible").first).to_be_visible()
        box.press("Enter")

    def save(self) -> None:
        self.press("Save")
        expect(self.page.locator(".said")).to_contain_text("Saved")
        expect(self.page.locator(".working")).to_have_text("")  # the form has heard what the file then says

    def changed(self) -> list[str]:
        """The lines that went and that came."""
        lines = difflib.unified_diff(self.before.splitlines(), self.text.splitlines(), n=0, lineterm="")
        return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@contextmanager
def studio_in(browser: Browser, *, width: int = 1440, scheme: str = "light") -> Iterator[Desk]:
    """The studio as it opens. When this ends well, no script has failed and none that is not ours has run."""
    wrong: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.add_init_script(WATCH)
    try:
        with native_studio.served() as studio:
            page = context.new_page()
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("console", lambda message: wrong.append(message.text))
            page.on("request", lambda request: wrong.append(request.url))
            page.goto(studio.address)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            yield Desk(studio, page)
            assert page.evaluate("window.violations") == []
            assert page.evaluate("window.canaries") == 0
            page.close()
        own = (studio.address, "about:", "data:")
        assert [one for one in wrong if OF_AXE not in one and not one.startswith(own)] == []
    finally:
        context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    with studio_in(browser) as desk:
        desk.open(TOURED)
        yield desk


def test_a_first_visit_explains_itself_in_three_sentences(browser: Browser) -> None:
    with studio_in(browser) as desk:
        words = desk.page.locator(".lede").inner_text()
        assert len(re.findall(r"[.!?](?:\s|$)", words)) == 3
        assert violations(desk.page) == []
        desk.page.get_by_label("City or area").fill("Leeds")
        desk.press("Start")
        expect(desk.page.get_by_role("heading", level=1)).to_have_text("Leeds")


def test_a_field_is_changed_undone_and_done_again(desk: Desk) -> None:
    desk.go("organisations/.charity")
    desk.fill("Status", "active in 2026")
    desk.save()
    lines = ["-    status: active in 2021", "+    status: active in 2026"]
    assert desk.changed() == lines
    desk.press("Undo")
    expect(desk.page.locator(".said")).to_contain_text("Undone")
    assert desk.changed() == []
    expect(desk.page.get_by_label("Status")).to_have_value("active in 2021")
    desk.press("Redo")
    expect(desk.page.locator(".said")).to_contain_text("Done again")
    assert desk.changed() == lines
    desk.go("changes")
    expect(desk.page.locator(".change")).to_have_text(
        re.compile("The Charity.*active in 2021.* and is now .*active in 2026")
    )


def test_a_link_is_written_as_a_sentence_with_a_new_source(desk: Desk) -> None:
    desk.go("links/+")
    desk.pick("Who or what", "choir")
    desk.page.get_by_label("How they are linked").select_option("is a member of")
    desk.pick("To whom or what", "round table")
    expect(desk.page.locator(".told")).to_have_text(
        "The Choir is a member of The Forum for Everybody who Works in the City."
    )
    desk.press("New source")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("The choir's page")
    dialog.get_by_label("Publisher").fill("The Choir")
    dialog.get_by_label(re.compile("^Web address")).fill("https://example.org/choir")
    dialog.get_by_role("button", name="Add the source").click()
    expect(dialog).to_have_count(0)
    desk.save()
    assert [line for line in desk.changed() if "from:" in line] == [
        "+  - {from: choir, type: member-of, to: forum, source: the-choirs-page}"
    ]
    assert all(line.startswith("+") for line in desk.changed())
    assert desk.studio.session.state()["valid"]


def test_what_hangs_on_an_entry_is_shown_before_it_is_deleted(desk: Desk) -> None:
    desk.go("organisations/.charity")
    desk.press("Delete")
    dialog = desk.page.get_by_role("dialog", name="Delete: The Charity")
    expect(dialog.locator("li").filter(has_text="is a member of")).to_have_count(1)
    dialog.get_by_role("button", name="Cancel").click()
    assert desk.changed() == []
    desk.press("Delete")
    desk.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(desk.page.locator("#work h2", has_text="Organisations")).to_be_visible()
    assert desk.studio.session.state()["valid"]
    desk.press("Undo")
    expect(desk.page.locator(".said")).to_contain_text("Undone")
    assert desk.changed() == []


def test_an_id_is_changed_with_all_that_names_it_in_one_step(desk: Desk) -> None:
    desk.go("organisations/.charity")
    desk.press("Change the id")
    dialog = desk.page.get_by_role("dialog", name="Change the id: The Charity")
    follows = len(desk.studio.session.naming("organisations", "charity"))
    expect(dialog.get_by_text(f"{follows} places name it, and follow:")).to_be_visible()
    expect(dialog.locator("li")).to_have_count(follows)
    assert violations(desk.page) == []
    box = dialog.get_by_label("New id")
    box.fill("choir")
    dialog.get_by_role("button", name="Change the id").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The id ‘choir’ is taken.")
    assert desk.changed() == []
    box.fill("trust")
    box.press("Enter")
    expect(dialog).to_have_count(0)
    expect(desk.page.locator("#work h2")).to_have_text("The Charity")
    assert desk.page.evaluate("location.hash") == "#/organisations/.trust"
    assert all("trust" in line for line in desk.changed() if line[0] == "+")
    desk.press("Undo")
    expect(desk.page.locator(".said")).to_contain_text("Undone")
    assert desk.changed() == []


def test_an_entry_is_copied(desk: Desk) -> None:
    desk.go("organisations/.choir")
    desk.press("Make a copy")
    expect(desk.page.locator("#work h2")).to_have_text("New organisation")
    desk.fill("Name", "The Orchestra")
    desk.save()
    assert sorted(desk.changed()) == [
        "+    kind: charity",
        "+    name: The Orchestra",
        "+    source: leaflet",
        "+  the-orchestra:",
    ]


def test_a_mistake_is_told_at_its_field_and_nothing_is_lost(desk: Desk) -> None:
    desk.go("organisations/.charity")
    desk.fill("Status", "kept")
    desk.fill("Website", "example.org")
    desk.press("Save")
    summary = desk.page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("button").click()
    box = desk.page.get_by_label(re.compile("^Website"))
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    told = box.get_attribute("aria-describedby") or ""
    assert "https://example.org" in " ".join(
        desk.page.locator(f"#{one}").inner_text() for one in told.split()
    )
    assert desk.changed() == []
    assert violations(desk.page, "#desk") == []
    desk.go("organisations")
    desk.go("organisations/.charity")
    expect(desk.page.get_by_label("Status")).to_have_value("kept")
    desk.fill("Website", "https://example.org")
    desk.save()
    assert len(desk.changed()) == 3


def test_a_mistake_in_the_file_opens_its_field(browser: Browser) -> None:
    with studio_in(browser) as desk:
        desk.open(TOURED.replace("founded: 2015-08", "founded: last summer"))
        desk.page.get_by_role("link", name="The file has 1 mistake.").click()
        desk.page.get_by_role("link", name="The Forum for Everybody who Works in the City › Founded").click()
        box = desk.page.get_by_label("Founded (optional)", exact=True)
        expect(box).to_be_focused()
        box.fill("2015-08")
        desk.save()
        assert desk.text == TOURED


def test_a_question_has_the_terminals_answer(desk: Desk) -> None:
    desk.go("ask")
    desk.page.get_by_label("Your question").fill("connections jobs")
    desk.page.get_by_label("Your question").press("Enter")
    answer = desk.page.locator(".answer pre")
    expect(answer).to_contain_text("connect")
    assert answer.text_content() == desk.studio.session.ask("connections jobs")["output"]
    told = desk.studio.session.ask("diff")["output"]
    for name in ("What is missing?", "What progress has been made?", "What has changed?"):
        desk.press(name)
    expect(answer).to_have_text(told)


def test_a_whole_job_is_done_by_keyboard_alone(desk: Desk) -> None:
    """A new organisation, linked to the forum, from the first key to the last."""
    keys = desk.page.keyboard

    def reach(name: str, role: str) -> None:
        for _step in range(80):
            keys.press("Tab")
            focused = desk.page.locator(":focus")
            if focused.count() and focused.and_(desk.page.get_by_role(role, name=name)).count():  # type: ignore[arg-type]
                return
        raise AssertionError(f"Tab does not reach {name}")

    def pick(typed: str) -> None:
        keys.type(typed)
        expect(desk.page.locator("[role=option]:visible").first).to_be_visible()
        keys.press("Enter")

    desk.page.get_by_role("link", name="Skip to the form").focus()
    keys.press("Enter")
    reach("New organisation", "link")
    keys.press("Enter")
    expect(desk.page.locator("#work h2", has_text="New organisation")).to_be_focused()
    reach("Name", "textbox")
    keys.type("The Museum")
    reach("Kind", "combobox")
    pick("publ")
    reach("Add: Source", "combobox")
    pick("minutes")
    reach("Save", "button")
    keys.press("Enter")
    expect(desk.page.locator("#work h2", has_text="The Museum")).to_be_focused()
    reach("New link from here", "button")
    keys.press("Enter")
    expect(desk.page.locator("#work h2", has_text="New link")).to_be_focused()
    reach("How they are linked", "combobox")
    keys.type("hosts")
    reach("To whom or what", "combobox")
    pick("forum for")
    reach("Add: Source", "combobox")
    pick("leaflet")
    reach("Save", "button")
    keys.press("Enter")
    expect(desk.page.locator(".said")).to_contain_text("Saved: The Museum hosts The Forum")
    assert "+  - {from: the-museum, type: hosts, to: forum, source: leaflet}" in desk.changed()


@pytest.mark.parametrize("form", ["links", "accepted_gaps", *also(*OTHER_FORMS)])
def test_what_is_typed_as_soon_as_a_form_is_there_finds_its_choices(desk: Desk, form: str) -> None:
    desk.studio.delays = {"entries": 0.4, "link_types": 0.8}
    page, keys = desk.page, desk.page.keyboard
    page.evaluate("form => (location.hash = `#/${form}/+`)", form)
    expect(page.locator("#work h2")).to_be_focused()
    page.evaluate("document.querySelectorAll('#work details').forEach((fold) => (fold.open = true))")
    for box in page.locator("#work [role=combobox]").all():
        box.focus()
        keys.type("e")
        keys.press("Enter")
        assert page.evaluate("document.activeElement.value") != "e"
    if form == "links":
        page.locator("#f-type").focus()
        keys.type("hosts")
        assert page.locator("#f-type").input_value() == "hosts"


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_axe_finds_nothing_and_every_view_fits(browser: Browser, width: int, scheme: str) -> None:
    with studio_in(browser, width=width, scheme=scheme) as desk:
        desk.open(TOURED)
        for place in VIEWS:
            desk.go(place)
            assert violations(desk.page, "#desk") == [], place
            assert desk.page.evaluate("document.documentElement.scrollWidth") <= width, place
            small = desk.page.evaluate(SMALL_TARGETS)
            assert small == [], place


SMALL_TARGETS = """() => [...document.querySelectorAll(
  "#desk :is(button, input, select, textarea, summary, nav a, .button)")]
  .filter((element) => element.checkVisibility() && !element.matches("[type=checkbox], .link, .unseen *"))
  .filter((element) => element.getBoundingClientRect().height < 43.5)
  .map((element) => element.outerHTML.slice(0, 120))"""


@pytest.mark.slow
def test_every_view_can_be_read_at_four_times_its_size(browser: Browser) -> None:
    """1280 px at 400 % are 320 px."""
    with studio_in(browser, width=320) as desk:
        desk.open(TOURED)
        for form in FORMS:
            desk.go(form)
            assert desk.page.evaluate("document.documentElement.scrollWidth") <= 320, form


ADDED: dict[str, dict[str, str | tuple[str]]] = {
    "organisations": {"Name": "New one", "Kind": ("charity",), "Add: Source": ("minutes",)},
    "plans": {"Name": "New one", "Add: Source": ("minutes",)},
    "priorities": {"Name": "New one", "Plan": ("forum",), "Number": "3", "Add: Source": ("minutes",)},
    "actions": {"Name": "New one", "Plan": ("forum",), "Add: Source": ("minutes",)},
    "events": {"Name": "New one", "Kind": ("fair",), "Add: Source": ("minutes",)},
    "outputs": {"Name": "New one", "Kind": ("report",), "Add: Source": ("minutes",)},
    "sources": {"Title": "New one", "Publisher": "The Choir", "Held by": "The Choir"},
}
"""What is filled in for a new entry: a text, or what is typed to pick a name."""


@pytest.mark.slow
@pytest.mark.parametrize("form", list(ADDED))
def test_a_new_entry_of_every_form_adds_its_own_lines_alone(desk: Desk, form: str) -> None:
    desk.go(f"{form}/+")
    for label, value in ADDED[form].items():
        if isinstance(value, tuple):
            desk.pick(label, value[0])
        else:
            if not desk.page.locator("#work").get_by_label(re.compile(f"^{label}")).first.is_visible():
                desk.page.locator("summary").click()
            desk.fill(label, value)
    desk.save()
    assert desk.studio.session.state()["valid"]
    assert all(line.startswith("+") for line in desk.changed())
    assert any("New one" in line for line in desk.changed())


@pytest.mark.slow
def test_progress_on_an_action_is_reported(desk: Desk) -> None:
    desk.go("actions/.build")
    desk.press("Add: Progress")
    part = desk.page.locator(".part").last
    part.get_by_label(re.compile("^Date")).fill("2026-10")
    part.get_by_label(re.compile("^State")).select_option("Under way")
    desk.save()
    assert all(line.startswith("+") for line in desk.changed())
    assert any("under way" in line for line in desk.changed())


@pytest.mark.slow
def test_every_entry_of_every_form_is_saved_as_it_was(desk: Desk) -> None:
    for form in FORMS:
        for item in desk.studio.session.entries(form):
            desk.go(f"{form}/.{item['id'].replace('/', '%2F').replace('?', '%3F')}")
            desk.press("Save")
            expect(desk.page.locator(".working")).to_have_text("")
            assert desk.changed() == [], (form, item)


@pytest.mark.parametrize("number", [attacks.CITIES[0], *also(*attacks.CITIES[1:])])
def test_no_text_of_the_file_runs_in_any_view(browser: Browser, number: int) -> None:
    with studio_in(browser) as desk:
        desk.open(attacks.text_of(attacks.city(number)))
        for form in FORMS:
            desk.go(form)
            for item in desk.studio.session.entries(form)[:2]:
                desk.page.evaluate(
                    "([form, id]) => (location.hash = `#/${form}/.${encodeURIComponent(id)}`)",
                    [form, item["id"]],
                )
                expect(desk.page.locator("#work form")).to_be_visible()
        for view in ("ask", "changes", "correct"):
            desk.go(view)
        assert desk.page.locator("#desk :is(script, img, object, embed, base, meta, svg, style)").count() == 0


@pytest.mark.parametrize(
    "words", [attacks.CORPUS["HTML"][:12], *also(*[(texts,) for texts in attacks.CORPUS.values()])]
)
def test_no_text_in_a_field_runs(browser: Browser, words: tuple[str, ...]) -> None:
    with studio_in(browser) as desk:
        desk.open(TOURED)
        desk.go("organisations/+")
        desk.page.locator("summary").click()
        for text in words[:40]:
            for box in desk.page.locator("#work :is(input[type=text], textarea)").all()[:8]:
                box.fill(text)
            desk.press("Save")
            expect(desk.page.locator(".summary, .said:not(:empty)").first).to_be_visible()
        assert desk.page.locator("#desk :is(script, img, object, embed, base, meta, svg, style)").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_no_text_in_any_field_of_any_form_runs(desk: Desk, form: str) -> None:
    desk.go(f"{form}/+")
    for fold in desk.page.locator("#work summary").all():
        fold.click()
    for name in desk.page.locator("#work button", has_text=re.compile("^Add: ")).all_inner_texts():
        desk.page.get_by_role("button", name=name, exact=True).first.click()
        if desk.page.locator("dialog[open]").count():
            desk.page.keyboard.press("Escape")
    boxes = desk.page.locator(
        "#work :is(input:not([type]), input[type=text], input[type=url], textarea):visible"
    )
    assert boxes.count() >= 3
    for texts in attacks.CORPUS.values():
        for text in texts[:4]:
            for box in boxes.all():
                box.fill(text)
            desk.press("Save")
            expect(desk.page.locator(".summary, .said:not(:empty)").first).to_be_visible()
    assert desk.page.locator("#desk :is(script, img, object, embed, base, meta, svg, style)").count() == 0


def test_an_output_is_made_and_kept(desk: Desk) -> None:
    desk.go("hand")
    with desk.page.expect_download() as download:
        desk.press("Workbook")
    assert download.value.suggested_filename == "groups.xlsx"
    expect(desk.page.get_by_role("status").filter(has_text="Made: groups.xlsx")).to_be_visible()


def test_an_output_may_hold_the_address_of_the_map(desk: Desk) -> None:
    desk.go("hand")
    desk.fill("Web address of the map", "https://example.org/map/")
    with desk.page.expect_download() as download:
        desk.press("The map for a website")
    with ZipFile(download.value.path()) as pages:
        assert "https://example.org/map/" in pages.read("pages/index.html").decode()


def test_whoever_leaves_a_form_while_it_is_saved_stays_where_they_went(desk: Desk) -> None:
    desk.go("organisations/.charity")
    desk.fill("Status", "active in 2026")
    with desk.studio.busy:
        desk.press("Save")
        expect(desk.page.locator(".working")).to_have_text("Working …")
        desk.page.get_by_role("link", name="Ask a question").click()
        box = desk.page.get_by_label("Your question")
        box.fill("gaps")
    expect(desk.page.locator(".said")).to_have_text("Saved: The Charity")
    expect(box).to_be_focused()
    assert desk.page.evaluate("location.hash") == "#/ask"


def fill_in_the_museum(desk: Desk) -> None:
    """Fill in the form of a new organisation."""
    desk.go("organisations/+")
    desk.fill("Name", "The Museum")
    desk.pick("Kind", "charity")
    desk.pick("Add: Source", "minutes")


def test_a_new_entry_that_is_saved_slowly_is_saved_once_and_pulls_nobody_back(desk: Desk) -> None:
    fill_in_the_museum(desk)
    with desk.studio.busy:
        desk.press("Save")
        desk.press("Save")
        desk.page.get_by_role("link", name="My changes").click()
    expect(desk.page.locator(".change")).to_contain_text("The Museum")
    assert desk.page.evaluate("location.hash") == "#/changes"
    assert sum("The Museum" in line for line in desk.changed()) == 1


def test_what_is_typed_while_a_new_entry_is_saved_is_kept_in_its_form(desk: Desk) -> None:
    fill_in_the_museum(desk)
    with desk.studio.busy:
        desk.press("Save")
        desk.fill("Purpose", "Shows what there was.")
    expect(desk.page.locator("#work h2")).to_have_text("The Museum")
    expect(desk.page.get_by_label("Purpose")).to_have_value("Shows what there was.")
    desk.save()
    assert "+    purpose: Shows what there was." in desk.changed()
    assert sum("The Museum" in line for line in desk.changed()) == 1


def test_an_old_mistake_is_gone_while_its_correction_is_saved(desk: Desk) -> None:
    desk.go("organisations/.charity")
    desk.fill("Website", "example.org")
    desk.press("Save")
    expect(desk.page.get_by_role("alert")).to_be_visible()
    desk.fill("Website", "https://example.org")
    with desk.studio.busy:
        desk.press("Save")
        expect(desk.page.locator(".working")).to_have_text("Working …")
        expect(desk.page.get_by_role("alert")).to_have_count(0)
        expect(desk.page.get_by_label(re.compile("^Website"))).not_to_have_attribute("aria-invalid", "true")
    expect(desk.page.locator(".said")).to_have_text("Saved: The Charity")


def test_a_new_source_is_added_once_and_waited_for(desk: Desk) -> None:
    desk.go("links/+")
    desk.press("New source")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("The choir's page")
    dialog.get_by_label("Publisher").fill("The Choir")
    dialog.get_by_label(re.compile("^Web address")).fill("https://example.org/choir")
    with desk.studio.busy:
        dialog.get_by_role("button", name="Add the source").click()
        dialog.get_by_role("button", name="Add the source").click()
        desk.page.keyboard.press("Escape")
        expect(dialog).to_be_visible()
    expect(dialog).to_have_count(0)
    expect(desk.page.locator(".chosen")).to_contain_text("The choir's page")
    assert len([line for line in desk.changed() if "title:" in line]) == 1


def test_a_box_for_a_file_says_no_more_than_fits(browser: Browser) -> None:
    with studio_in(browser) as desk:
        size = desk.page.locator("#file").evaluate("(box) => getComputedStyle(box).fontSize")
        assert size == "0px"


def test_the_interface_speaks_the_language_of_the_file(browser: Browser) -> None:
    with studio_in(browser) as desk:
        desk.open(TOURED.replace("  title: A small city", "  title: A small city\n  language: cy"))
        expect(desk.page.locator("html")).to_have_attribute("lang", "cy")
        desk.go("organisations/.charity")
        expect(desk.page.get_by_role("button", name="Cadw", exact=True)).to_be_visible()
        desk.page.get_by_label("Gwefan").fill("example.org")
        desk.press("Cadw")
        expect(desk.page.get_by_role("alert")).to_contain_text("example.org")
        assert violations(desk.page, "#desk") == []
        desk.go("file")
        languages = desk.page.get_by_label("Iaith y stiwdio")
        assert languages.locator("option").all_inner_texts()[1:] == ["العربية", "Cymraeg", "English"]
        languages.select_option("English")
        expect(desk.page.get_by_role("heading", name="The file", exact=True)).to_be_visible()
        expect(desk.page.locator("html")).to_have_attribute("lang", "en")
        desk.page.evaluate(
            "addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)"
        )
        desk.page.reload()
        expect(desk.page.get_by_label("Language of the studio")).to_have_value("en")


def test_the_interface_runs_from_right_to_left_and_its_text_editor_does_not(browser: Browser) -> None:
    with studio_in(browser) as desk:
        desk.page.get_by_label("Language of the studio").select_option("العربية")
        expect(desk.page.locator("html")).to_have_attribute("dir", "rtl")
        desk.open(TOURED)
        page = desk.page
        places = page.evaluate(
            "[...document.querySelectorAll('.sections, #work, #map')].map((part) => part.offsetLeft)"
        )
        assert places == sorted(places, reverse=True)
        desk.go("organisations/.charity")
        assert violations(page, "#desk") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 1440
        desk.go("text")
        editor = page.locator(".text .cm-content")
        expect(editor).to_be_visible()
        assert editor.evaluate("(text) => getComputedStyle(text).direction") == "ltr"


def test_what_is_undone_while_its_form_is_open_leads_back_to_the_list(desk: Desk) -> None:
    desk.go("organisations/.choir")
    desk.press("Make a copy")
    desk.fill("Name", "The Orchestra")
    desk.save()
    desk.press("Undo")
    expect(desk.page.get_by_text("There is no such entry any more.")).to_be_visible()
    expect(desk.page.get_by_role("heading", name="Organisations")).to_be_visible()


def test_a_pressed_button_can_be_read_under_the_pointer(browser: Browser) -> None:
    with studio_in(browser, width=768) as desk:
        desk.open(TOURED)
        desk.press("Map")
        desk.page.get_by_role("button", name="Map", exact=True).hover()
        assert violations(desk.page, ".bar") == []


@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_reached_by_tab_is_not_under_the_buttons_of_its_form(browser: Browser, width: int) -> None:
    with studio_in(browser, width=width) as desk:
        desk.open(TOURED)
        desk.go("organisations/.forum")
        for _step in range(30):
            desk.page.keyboard.press("Tab")
            hidden = desk.page.evaluate(
                """() => {
                  const box = document.activeElement;
                  if (!box.matches("#work form :is(input, textarea)")) return false;
                  const { bottom } = box.getBoundingClientRect();
                  return bottom > document.querySelector("form > .actions").getBoundingClientRect().top + 1;
                }"""
            )
            assert not hidden, desk.page.evaluate("document.activeElement.outerHTML")


def test_nothing_is_lost_when_the_program_ends_with_a_fault(desk: Desk) -> None:
    desk.go("organisations/.charity")
    desk.fill("Status", "closed")
    desk.save()
    changed = desk.changed()
    desk.fill("Purpose", "Helps with homes.")
    with desk.studio.busy:
        desk.press("Save")
        expect(desk.page.locator(".working")).to_have_text("Working …")
        desk.page.evaluate("kill()")
    expect(desk.page.get_by_role("alert")).to_contain_text("The program had to start again.")
    assert desk.changed() == changed
    expect(desk.page.get_by_label("Purpose")).to_have_value("Helps with homes.")
    desk.save()
    assert "+    purpose: Helps with homes." in desk.changed()
    desk.page.evaluate("kill()")
    desk.go("changes")
    expect(desk.page.locator(".change li")).to_have_count(2)
    expect(desk.page.locator(".map .state")).to_have_text("The map as it will be published")
    desk.press("Undo")
    expect(desk.page.locator(".said")).to_contain_text("Undone")
    assert desk.changed() == []


def test_a_question_that_ends_the_program_is_asked_twice_at_most(desk: Desk) -> None:
    desk.page.evaluate(
        """() => {
          const { fetch } = window;
          window.asked = 0;
          window.fetch = (url, options) => {
            if (!options?.body || JSON.parse(options.body).method !== "changes") return fetch(url, options);
            window.asked += 1;
            window.kill();
            return new Promise(() => {});
          };
        }"""
    )
    desk.go("changes")
    expect(desk.page.locator(".said")).to_contain_text("it stopped the program twice.")
    assert desk.page.evaluate("asked") == 2
    desk.go("organisations/.charity")
    desk.fill("Status", "closed")
    desk.save()
    assert "+    status: closed" in desk.changed()


def test_a_save_that_waits_for_the_one_before_says_so_and_follows_though_the_program_ends(desk: Desk) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if not held and json.loads(route.request.post_data or "")["method"] == "entry":
            held.append(route)
        else:
            route.continue_()

    desk.go("organisations/.charity")
    desk.fill("Status", "closed")
    desk.page.route("**/call", hold)
    desk.press("Save")
    expect(desk.page.locator(".said")).to_contain_text("Saved")
    desk.fill("Purpose", "Helps with homes.")
    desk.press("Save")
    expect(desk.page.locator(".said")).to_have_text("")
    expect(desk.page.locator(".working")).to_have_text("Working …")
    assert "+    purpose: Helps with homes." not in desk.changed()
    desk.page.evaluate("kill()")
    expect(desk.page.locator(".said")).to_contain_text("Saved")
    expect(desk.page.locator(".working")).to_have_text("")
    assert "+    purpose: Helps with homes." in desk.changed()


def test_what_is_typed_right_after_a_save_does_not_take_the_save_back(desk: Desk) -> None:
    desk.go("organisations/.charity")
    desk.fill("Status", "closed")
    with desk.studio.busy:
        desk.press("Save")
        expect(desk.page.locator(".working")).to_have_text("Working …")
        desk.page.evaluate(TYPE_WHEN_SAVED)
        desk.studio.delays = {"entry": 0.8}  # the form hears late of the first save
    expect(desk.page.get_by_label("Purpose")).to_have_value("Helps with homes.")
    desk.save()
    assert set(desk.changed()) == {
        "-    status: active in 2021",
        "+    status: closed",
        "+    purpose: Helps with homes.",
    }


def test_a_new_entry_that_is_saved_twice_in_a_row_is_one_entry(desk: Desk) -> None:
    desk.go("organisations/.choir")
    desk.press("Make a copy")
    expect(desk.page.locator("#work h2")).to_have_text("New organisation")
    desk.fill("Name", "The Orchestra")
    with desk.studio.busy:
        desk.press("Save")
        expect(desk.page.locator(".working")).to_have_text("Working …")
        desk.fill("Purpose", "Plays on Mondays.")
        desk.press("Save")
        desk.press("Save")
    expect(desk.page.locator("#work h2")).to_have_text("The Orchestra")
    expect(desk.page.get_by_role("button", name="Discard changes")).to_have_count(0)
    expect(desk.page.locator(".said")).to_contain_text("Saved")
    assert sorted(desk.changed()) == [
        "+    kind: charity",
        "+    name: The Orchestra",
        "+    purpose: Plays on Mondays.",
        "+    source: leaflet",
        "+  the-orchestra:",
    ]


def test_whoever_saves_a_form_stays_at_its_field(desk: Desk) -> None:
    desk.go("organisations/.charity")
    work = desk.page.locator("#work")
    work.evaluate("(part) => { part.scrollTop = 200; }")
    field = desk.page.get_by_label("Status")
    field.fill("closed")
    place = work.evaluate("(part) => part.scrollTop")
    assert place > 0
    field.press("Enter")
    expect(desk.page.locator(".said")).to_have_text("Saved: The Charity")
    expect(desk.page.get_by_role("button", name="Discard changes")).to_have_count(0)
    expect(field).to_be_focused()
    assert work.evaluate("(part) => part.scrollTop") == place


def test_a_button_that_is_pressed_twice_does_its_work_once(desk: Desk) -> None:
    dialog = desk.page.get_by_role("dialog")

    def press_twice(name: str) -> None:
        """While the program is slow; else the second press might find the dialog closed."""
        button = dialog.get_by_role("button", name=name)
        expect(button).to_be_enabled()
        with desk.studio.busy:
            button.dblclick()

    desk.go("organisations/.choir")
    desk.press("Change the id")
    dialog.get_by_label("New id").fill("singers")
    press_twice("Change the id")
    expect(desk.page.locator(".working")).to_have_text("")
    expect(desk.page.locator(".said")).to_have_text("Saved: The Choir")
    before = len(desk.studio.session.entries("links"))
    desk.go("links")
    desk.page.get_by_role("link", name="The Council funded The Charity").click()
    desk.press("Delete")
    press_twice("Delete")
    expect(dialog).to_have_count(0)
    expect(desk.page.locator(".working")).to_have_text("")
    expect(desk.page.locator(".said")).to_contain_text("Deleted")
    assert len(desk.studio.session.entries("links")) == before - 1


def test_no_address_stops_the_interface(desk: Desk) -> None:
    for place in ("constructor", "__proto__", "toString", "links/.constructor", "%E0%A4%A"):
        desk.page.evaluate("place => (location.hash = `#/${place}`)", place)
        desk.go("ask")
    desk.go("text/.x")
    expect(desk.page.locator(".text .cm-content")).to_be_focused()


def test_what_was_typed_for_an_entry_that_is_gone_can_be_discarded(desk: Desk) -> None:
    desk.go("organisations/.charity")
    desk.press("Change the id")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("New id").fill("the-trust")
    dialog.get_by_role("button", name="Change the id").click()
    expect(dialog).to_have_count(0)
    desk.fill("Purpose", "Helps with homes.")
    desk.press("Undo")
    expect(desk.page.get_by_text("There is no such entry any more.")).to_be_visible()
    desk.press("Discard changes")
    expect(desk.page.locator(".bar .tag")).to_have_count(0)
    assert desk.page.evaluate("location.hash") == "#/organisations"


def test_a_refused_source_is_seen_however_often_escape_is_pressed(desk: Desk) -> None:
    desk.go("links/+")
    desk.press("New source")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("The choir's page")
    with desk.studio.busy:
        dialog.get_by_role("button", name="Add the source").click()
        for _time in range(3):
            desk.page.keyboard.press("Escape")
    expect(dialog.get_by_text("Fill in this field.")).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_text_can_be_dropped_into_a_box(desk: Desk) -> None:
    desk.go("organisations/.charity")
    assert desk.page.locator("#f-name").evaluate(DROP_TEXT) == [True, True]
    assert desk.page.locator("#work h2").evaluate(DROP_TEXT) == [False, False]


DROP_TEXT = """(element) => ["dragover", "drop"].map((name) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.setData("text/plain", "Homes");
  return element.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
})"""
"""Whether the browser does with a text what it would do anyway."""


def test_a_text_that_is_too_long_is_refused_and_not_cut(desk: Desk) -> None:
    desk.go("organisations/.charity")
    words = "homes " * 2_000
    desk.page.get_by_label("Purpose").focus()
    desk.page.keyboard.insert_text(words)
    desk.press("Save")
    expect(desk.page.get_by_role("alert")).to_contain_text("Purpose")
    assert desk.page.get_by_label("Purpose").input_value() == words
    assert desk.changed() == []


def test_what_was_saved_is_never_seen_as_it_was_before(desk: Desk) -> None:
    desk.go("organisations/.charity")
    desk.fill("Status", "closed")
    desk.studio.delays = {"entry": 0.8}
    desk.page.evaluate(WATCH_STATUS)
    desk.save()
    expect(desk.page.get_by_role("button", name="Discard")).to_have_count(0)
    assert desk.page.evaluate("[...window.seen]") == ["closed"]


WATCH_STATUS = """() => {
  window.seen = new Set();
  const look = () => {
    window.seen.add(document.getElementById("f-status").value);
    requestAnimationFrame(look);
  };
  look();
}"""
TYPE_WHEN_SAVED = """() => new MutationObserver((_, observer) => {
  if (!document.querySelector(".said").textContent.startsWith("Saved")) return;
  observer.disconnect();
  const box = document.getElementById("f-purpose");
  box.value = "Helps with homes.";
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}).observe(document.querySelector(".said"), { childList: true, characterData: true, subtree: true })"""
"""Types at the moment that something is saved, before the form has heard what the file then says."""


WATCH_MAP = """() => {
  const loaded = new WeakSet([document.querySelector(".map iframe")]);
  document.addEventListener("load", ({ target }) => loaded.add(target), true);
  window.unloaded = 0;
  const look = () => {
    if (!loaded.has(document.querySelector(".map iframe"))) window.unloaded += 1;
    requestAnimationFrame(look);
  };
  look();
}"""
"""Counts the moments in which the map that is seen is not there or has not been loaded."""


def test_maps_that_are_drawn_anew_neither_flash_nor_stand_behind_the_back_button(desk: Desk) -> None:
    state = desk.page.locator(".map .state")
    desk.go("organisations")
    desk.go("organisations/.charity")
    expect(state).to_have_text("The map as it will be published")
    desk.page.evaluate(WATCH_MAP)
    for number in range(3):
        desk.fill("Name", f"The Charity {number}")
        desk.save()
        heading = desk.page.frame_locator(".map iframe >> nth=0").locator("#n-charity h5")
        expect(heading).to_have_text(f"The Charity {number}")
        expect(state).to_have_text("The map as it will be published")
        expect(desk.page.locator(".map iframe")).to_have_count(1)
    assert desk.page.evaluate("window.unloaded") == 0
    desk.page.go_back()
    expect(desk.page.locator("#work h2")).to_have_text("Organisations")
