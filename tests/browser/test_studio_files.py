"""The files of the studio: opened, kept in the browser, saved in their place, merged and edited as text.

The program answers from beside the browser: see `native_studio`. Whatever happens to a tab, what was saved in
it is still there; whatever a file holds, it is only shown.
"""

import os
import random
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ecosystem import dataset
from ecosystem.studio import opened_files
from tests import attacks
from tests.browser import native_studio
from tests.browser.axe import violations
from tests.browser.native_studio import Studio
from tests.browser.test_studio_forms import OF_AXE, Desk
from tests.browser.visits import WATCH, until
from tests.cities import TOURED
from tests.conftest import chromium_path
from tests.everywhere import also
from tests.workbooks import put, returning, row_of

# A file of this computer, as the window of the browser would give it: one in the browser's own file system.
PICKERS = """
(() => {
  const place = async () => {
    const folder = await navigator.storage.getDirectory();
    return folder.getFileHandle("groups.yaml", { create: true });
  };
  window.showOpenFilePicker = async () => [await place()];
  window.showSaveFilePicker = place;
})();
"""
WRITE = """async (text) => {
  const stream = await (await window.showSaveFilePicker()).createWritable();
  await stream.write(text);
  await stream.close();
}"""
FULL = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError"); };
}"""
DROP = """(text) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], "groups.yaml"));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""
# Nothing while the file is being replaced.
READ = "async () => (await (await window.showSaveFilePicker()).getFile()).text().catch(() => null)"
# The file was replaced while it was being read, once or every time.
REPLACED = """([name, times]) => {
  const whole = Blob.prototype.arrayBuffer;
  Blob.prototype.arrayBuffer = function () {
    if (times === 0) return whole.call(this);
    times -= 1;
    return Promise.reject(new DOMException("It was replaced", name));
  };
}"""


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """A browser of their own: what kills a tab here would kill those of other tests too."""
    arguments = ["--no-sandbox", "--disable-gpu"]
    with browser.browser_type.launch(executable_path=chromium_path(), args=arguments) as own:
        yield own


class Tabs:
    """A browser with the studio in its tabs."""

    def __init__(self, browser: Browser, studio: Studio) -> None:
        self.studio = studio
        self.wrong: list[str] = []
        self._browser = browser
        self._context = browser.new_context(
            viewport={"width": 1440, "height": 900}, reduced_motion="reduce", accept_downloads=True
        )
        for script in (WATCH, PICKERS):
            self._context.add_init_script(script)

    def open(self) -> Desk:
        """Open another tab."""
        page = self._context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda message: self.wrong.append(message.text))
        page.on("request", lambda request: self.wrong.append(request.url))
        page.goto(self.studio.address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return Desk(self.studio, page)

    def kill(self, page: Page) -> None:
        """Kill the process of a tab, as a crash or a lack of memory would."""
        session = self._browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        with page.expect_event("crash"):
            for process in processes:
                if process["type"] == "renderer":
                    os.kill(int(process["id"]), signal.SIGKILL)
        session.detach()

    def close(self, *desks: Desk) -> None:
        """Close everything. No script has failed and none that is not ours has run."""
        for desk in desks:
            assert desk.page.evaluate("window.violations") == []
            assert desk.page.evaluate("window.canaries") == 0
        own = (self.studio.address, "about:", "data:", f"blob:{self.studio.address}")
        assert [one for one in self.wrong if OF_AXE not in one and not one.startswith(own)] == []

    def end(self) -> None:
        self._context.close()


def open_in_place(desk: Desk) -> None:
    """Open the small city as a file that the browser may save in its place."""
    desk.page.evaluate(WRITE, TOURED)
    desk.page.locator("#file").click()
    expect(desk.page.locator(".desk")).to_be_visible()


@contextmanager
def tabs(browser: Browser) -> Iterator[Tabs]:
    with native_studio.served() as studio:
        opened = Tabs(browser, studio)
        try:
            yield opened
        finally:
            opened.end()


def upload(page: Page, name: str, data: bytes, box: str = "#file") -> None:
    page.set_input_files(box, {"name": name, "mimeType": "application/octet-stream", "buffer": data})


def type_purpose(desk: Desk, words: str) -> None:
    desk.go("organisations/.choir")
    desk.fill("Purpose", words)


def editor(desk: Desk) -> Any:
    desk.go("text")
    content = desk.page.locator(".text .cm-content")
    expect(content).to_be_focused()
    return content


@pytest.mark.parametrize("seed", [0, *also(*range(1, 17))])
def test_nothing_that_was_saved_is_lost_when_the_tab_is_killed(browser: Browser, seed: int) -> None:
    chance = random.Random(seed)
    with tabs(browser) as opened:
        desk = opened.open()
        desk.open(TOURED)
        for turn in range(3):
            type_purpose(desk, f"Sings song {seed}.{turn}.")
            desk.save()
            saved = desk.text
            if chance.random() < 0.5:
                type_purpose(desk, "Sings on.")
                desk.page.get_by_role("button", name="Save", exact=True).click(no_wait_after=True)
            else:
                editor(desk)
                desk.page.keyboard.type("# sung", delay=chance.random() * 30)
            time.sleep(chance.random() / 4)
            opened.kill(desk.page)
            desk = opened.open()
            desk.page.get_by_role("button", name="Open: A small city").click()
            expect(desk.page.locator(".desk")).to_be_visible()
            kept = desk.text
            later = saved.replace(f"Sings song {seed}.{turn}.", "Sings on.")
            typed = kept.removesuffix(saved)
            assert kept in (saved, later) or (kept.endswith(saved) and "# sung".startswith(typed))
        opened.close(desk)


def test_older_versions_are_listed_and_can_be_gone_back_to(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        desk.open(TOURED)
        type_purpose(desk, "Sings on Mondays.")
        desk.save()
        newest = desk.text
        desk.go("file")
        expect(desk.page.locator(".version")).to_have_count(2)
        assert violations(desk.page) == []
        desk.page.locator(".version button").last.click()
        until(lambda: desk.text == TOURED)
        desk.press("Undo")
        expect(desk.page.locator(".said")).to_contain_text("Undone")
        assert desk.text == newest
        opened.close(desk)
        with desk.page.expect_event("dialog") as asked:
            desk.page.close(run_before_unload=True)
        assert asked.value.type == "beforeunload"
        asked.value.accept()


def test_a_file_is_saved_in_its_place_and_a_change_elsewhere_is_asked_about(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        page = desk.page
        open_in_place(desk)
        type_purpose(desk, "Sings on Mondays.")
        desk.save()
        desk.press("Save the file")
        expect(page.locator(".said")).to_have_text("Saved: groups.yaml")
        assert page.evaluate(READ) == desk.text

        theirs = desk.text.replace("title: A small city", "title: A smaller city")
        page.evaluate(WRITE, theirs)
        type_purpose(desk, "Sings on Tuesdays.")
        desk.save()
        desk.press("Save the file")
        dialog = page.get_by_role("dialog", name="groups.yaml was changed elsewhere")
        dialog.get_by_role("button", name="Add its changes").click()
        merged = page.get_by_role("dialog", name="Second file: groups.yaml")
        expect(merged).to_contain_text("A small city → A smaller city")
        merged.get_by_role("button", name="Close").click()
        desk.press("Save the file")
        expect(page.locator(".said")).to_have_text("Saved: groups.yaml")
        written = page.evaluate(READ)
        assert "title: A smaller city" in written
        assert written == desk.text

        page.evaluate(WRITE, theirs + "# theirs\n")
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        page.get_by_role("button", name="Replace them with mine").click()
        until(lambda: page.evaluate(READ) == written)

        page.reload()
        page.get_by_role("button", name="Open: A smaller city").click()
        expect(page.locator(".desk")).to_be_visible()
        type_purpose(desk, "Sings on Sundays.")
        desk.save()
        desk.press("Save the file")
        expect(page.locator(".said")).to_have_text("Saved: groups.yaml")
        assert "Sings on Sundays." in page.evaluate(READ)
        opened.close(desk)


@pytest.mark.parametrize("name", ["NotFoundError", "NotReadableError"])
def test_a_change_elsewhere_is_asked_about_even_if_it_comes_while_the_file_is_read(
    browser: Browser, name: str
) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        page = desk.page
        page.evaluate(REPLACED, [name, 1])
        open_in_place(desk)
        type_purpose(desk, "Sings on Mondays.")
        desk.save()
        theirs = TOURED + "# theirs\n"
        page.evaluate(WRITE, theirs)
        page.evaluate(REPLACED, [name, 1])
        desk.press("Save the file")
        dialog = page.get_by_role("dialog", name="groups.yaml was changed elsewhere")
        dialog.get_by_role("button", name="Decide later").click()
        assert page.evaluate(READ) == theirs
        opened.close(desk)


def test_a_file_that_cannot_be_read_is_not_replaced(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        page = desk.page
        open_in_place(desk)
        type_purpose(desk, "Sings on Mondays.")
        desk.save()
        page.evaluate(REPLACED, ["NotReadableError", -1])
        desk.press("Save the file")
        expect(page.locator(".said")).to_contain_text("It was replaced")
        assert page.evaluate(READ) == TOURED
        opened.close(desk)


HELD_BACK = """() => {
  const read = FileSystemFileHandle.prototype.getFile;
  const isAllowed = new Promise((allow) => { window.letRead = allow; });
  FileSystemFileHandle.prototype.getFile = async function () {
    await isAllowed;
    return read.call(this);
  };
}"""


def resume_from_a_slow_disk(desk: Desk) -> None:
    """Open a file that is kept and was changed in its place, which nobody can read before `letRead()`."""
    page = desk.page
    open_in_place(desk)
    type_purpose(desk, "Sings on Mondays.")
    desk.save()
    page.evaluate(WRITE, TOURED + "# theirs\n")
    page.reload()
    page.evaluate(HELD_BACK)
    desk.press("Open: A small city")
    expect(page.locator(".desk")).to_be_visible()


def test_whoever_goes_on_while_the_file_in_its_place_is_read_stays_there(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        page = desk.page
        resume_from_a_slow_disk(desk)
        desk.go("organisations/.choir")
        page.evaluate("letRead()")
        dialog = page.get_by_role("dialog", name="groups.yaml was changed elsewhere")
        dialog.get_by_role("button", name="Decide later").click()
        assert page.evaluate("location.hash") == "#/organisations/.choir"
        opened.close(desk)


def test_what_a_slow_disk_says_of_a_closed_file_is_not_said_of_the_next_one(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        page = desk.page
        resume_from_a_slow_disk(desk)
        desk.go("file")
        desk.press("Close this file")
        desk.press("Close it anyway")
        desk.press("Open the example")
        expect(page.locator("#work h2")).to_be_visible()
        page.evaluate("letRead()")
        assert "# theirs" in page.evaluate(READ)
        expect(page.get_by_role("dialog")).to_have_count(0)
        opened.close(desk)


def test_a_file_is_dropped_anywhere(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        desk.page.evaluate(DROP, TOURED)
        expect(desk.page.locator(".desk")).to_be_visible()
        desk.page.evaluate(DROP, TOURED.replace("title: A small city", "title: A smaller city"))
        desk.page.get_by_role("dialog").get_by_role("button", name="Add its changes").click()
        expect(desk.page.get_by_role("dialog")).to_contain_text("A small city → A smaller city")
        assert "title: A smaller city" in desk.text
        opened.close(desk)


def test_two_tabs_on_one_file_are_noticed_and_keep_their_own_changes(browser: Browser) -> None:
    with tabs(browser) as opened:
        one = opened.open()
        one.open(TOURED)
        expect(one.page.get_by_text("also open in another tab")).to_have_count(0)
        type_purpose(one, "Sings on Mondays.")
        one.save()
        mine = one.text
        other = opened.open()
        other.open(TOURED)
        expect(other.page.get_by_text("also open in another tab")).to_be_visible()
        type_purpose(other, "Sings on Fridays.")
        other.save()
        opened.close(one, other)
        one.page.close()
        other.page.close()
        last = opened.open()
        kept = last.page.get_by_role("button", name="Open: A small city")
        expect(kept).to_have_count(2)
        kept.last.click()
        expect(last.page.locator(".desk")).to_be_visible()
        assert last.text == mine
        opened.close(last)


def test_a_file_that_was_closed_here_can_be_opened_in_another_tab(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        desk.open(TOURED)
        type_purpose(desk, "Sings on Mondays.")
        desk.save()
        desk.press("Save the file")
        expect(desk.page.locator(".said")).to_contain_text("groups.yaml")
        desk.go("file")
        desk.press("Close this file")
        expect(desk.page.locator(".opening")).to_be_visible()
        other = opened.open()
        other.press("Open: A small city")
        expect(other.page.locator("#work h2")).to_be_visible()
        expect(other.page.locator(".notice")).to_have_count(0)
        opened.close(desk, other)


@pytest.mark.parametrize("in_text", [False, True], ids=["a form", "the text"])
def test_what_is_being_saved_when_a_file_is_closed_is_kept(browser: Browser, in_text: bool) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        desk.open(TOURED)
        if in_text:
            editor(desk)
        else:
            type_purpose(desk, "Sings on Mondays.")
        with desk.studio.busy:
            if in_text:
                desk.page.keyboard.type("# sung\n")
            else:
                desk.press("Save")
            desk.go("file")
            desk.press("Close this file")
            desk.press("Close it anyway")
        desk.press("Open: A small city")
        expect(desk.page.locator("#work h2")).to_be_visible()
        assert ("# sung\n" if in_text else "Sings on Mondays.") in desk.text
        opened.close(desk)


def test_a_file_is_saved_with_what_is_being_saved_in_a_form(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        open_in_place(desk)
        type_purpose(desk, "Sings on Mondays.")
        with desk.studio.busy:
            desk.press("Save")
            expect(desk.page.locator(".working")).to_have_text("Working …")
            desk.fill("Purpose", "Sings on Tuesdays.")
            desk.press("Save")
            desk.press("Save the file")
        expect(desk.page.locator(".said")).to_have_text("Saved: groups.yaml")
        assert "Sings on Tuesdays." in desk.page.evaluate(READ)
        assert desk.page.evaluate(READ) == desk.text
        opened.close(desk)


def test_a_file_that_was_forgotten_in_another_tab_does_not_come_back_empty(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk, other = opened.open(), opened.open()
        desk.open(TOURED)
        type_purpose(desk, "Sings on Mondays.")
        desk.save()
        other.page.reload()
        other.press("Forget: A small city")
        other.page.get_by_role("dialog").get_by_role("button", name="Forget", exact=True).click()
        expect(other.page.locator(".kept")).to_have_count(0)
        desk.press("Save the file")
        expect(desk.page.locator(".said")).to_contain_text("groups.yaml")
        other.page.reload()
        expect(other.page.locator(".opening")).to_be_visible()
        other.page.wait_for_timeout(500)
        expect(other.page.locator(".kept")).to_have_count(0)
        opened.close(desk, other)


def test_changes_are_kept_again_after_somebody_cleared_what_the_browser_keeps(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        desk.open(TOURED)
        type_purpose(desk, "Sings on Mondays.")
        desk.save()
        session = desk.page.context.new_cdp_session(desk.page)
        cleared = {"origin": desk.studio.address.rstrip("/"), "storageTypes": "indexeddb"}
        session.send("Storage.clearDataForOrigin", cleared)
        type_purpose(desk, "Sings on Tuesdays.")
        desk.save()
        expect(desk.page.locator(".notice")).to_have_count(0)
        desk.go("file")
        expect(desk.page.locator(".version")).to_have_count(1)
        opened.close(desk)


UNREADABLE = """() => {
  Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException("It was moved.", "NotReadableError"));
}"""


def test_a_file_that_cannot_be_read_is_said(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        desk.page.evaluate(UNREADABLE)
        upload(desk.page, "groups.yaml", TOURED.encode())
        expect(desk.page.get_by_role("alert")).to_have_text("The file could not be read. It was moved.")
        desk.press("Open the example")
        expect(desk.page.locator("#work h2")).to_be_visible()
        desk.page.evaluate(DROP, TOURED)
        expect(desk.page.locator(".said")).to_have_text("The file could not be read. It was moved.")
        opened.close(desk)


def test_a_file_that_ends_the_program_is_said_and_the_next_one_opens(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        with desk.studio.busy:
            with desk.page.expect_request("**/call"):
                upload(desk.page, "map.json", b"[]")
            desk.page.evaluate("kill()")
        expect(desk.page.get_by_role("alert")).to_contain_text("The program had to start again.")
        desk.open(TOURED)
        expect(desk.page.locator("#work h2")).to_be_visible()
        opened.close(desk)


def test_while_the_program_is_slow_only_the_last_text_goes_to_it(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        desk.open(TOURED)
        expect(desk.page.locator(".map iframe")).to_have_count(1)  # or it would be asked for first
        editor(desk).press("Control+End")
        sent: list[str] = []
        desk.page.on("request", lambda request: sent.append(request.post_data or ""))
        with desk.studio.busy:
            with desk.page.expect_request(lambda request: '"set_text"' in (request.post_data or "")):
                desk.page.keyboard.type("#0\n")
            for number in range(1, 4):
                desk.page.keyboard.type(f"#{number}\n")
                desk.page.wait_for_timeout(600)  # in which it would be sent
        until(lambda: desk.text.endswith("#0\n#1\n#2\n#3\n"))
        expect(desk.page.locator(".working")).to_have_text("")
        assert sum('"set_text"' in body for body in sent) == 2
        opened.close(desk)


def test_a_full_storage_is_said_in_one_sentence_and_the_file_can_still_be_saved(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        desk.page.evaluate(FULL)
        desk.open(TOURED)
        type_purpose(desk, "Sings on Mondays.")
        desk.save()
        expect(desk.page.get_by_role("alert")).to_contain_text("no room left")
        desk.press("Save the file")
        expect(desk.page.locator(".said")).to_have_text("Saved: groups.yaml")
        assert desk.page.evaluate(READ) == desk.text
        opened.close(desk)


BAD = [
    ("letter.yaml", b"\xff\xfe\x00", "is not a text in UTF-8"),
    ("picture.png", b"\x89PNG\r\n", "picture.png"),
    ("broken.xlsx", b"PK\x03\x04", "broken.xlsx"),
    ("<img src=x onerror=canary()>.csv", b"\0", "onerror"),
]


def test_a_file_that_is_no_such_thing_is_refused_in_a_sentence_and_nothing_is_lost(
    browser: Browser, tmp_path: Path
) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 30_000_000)
    with tabs(browser) as opened:
        desk = opened.open()
        desk.page.set_input_files("#file", large)
        expect(desk.page.get_by_role("alert")).to_contain_text("large.yaml is larger than 20 MB")
        for name, data, words in BAD:
            upload(desk.page, name, data)
            expect(desk.page.get_by_role("alert")).to_contain_text(words)
        desk.open(TOURED)
        for name, data, words in [
            *BAD,
            ("other.yaml", opened_files.example().text.encode(), "Choose another"),
        ]:
            desk.go("file")
            upload(desk.page, name, data, "#second")
            dialog = desk.page.get_by_role("dialog")
            expect(dialog.get_by_role("alert")).to_contain_text(words)
            dialog.get_by_role("button", name="Close").click()
        assert desk.text == TOURED
        opened.close(desk)


def test_a_broken_file_opens_as_text_with_its_mistake_and_is_mended_there(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        upload(desk.page, "groups.yaml", TOURED.replace("kinds:", "kinds: [", 1).encode())
        expect(desk.page.locator(".text .cm-lint-marker-error")).to_be_visible()
        assert violations(desk.page) == []
        desk.page.locator(".text .cm-line").filter(has_text=re.compile(r"^kinds: \[")).click()
        desk.page.keyboard.press("End")
        desk.page.keyboard.press("Backspace")
        desk.page.keyboard.press("Backspace")
        expect(desk.page.locator(".text .cm-lint-marker-error")).to_have_count(0)
        assert desk.text == TOURED
        opened.close(desk)


def test_the_text_and_the_forms_change_the_same_file(browser: Browser) -> None:
    before = TOURED.replace("\n", "\r\n")
    with tabs(browser) as opened:
        desk = opened.open()
        desk.open(before)
        content = editor(desk)
        desk.page.keyboard.press("Control+End")
        desk.page.keyboard.type("\n# the end")
        until(lambda: desk.text.startswith(before) and desk.text.endswith("\r\n# the end"))
        type_purpose(desk, "Sings on Mondays.")
        desk.save()
        content = editor(desk)
        assert "# the end" in desk.text
        desk.page.keyboard.press("Control+Home")
        desk.page.keyboard.type("# typed\n")
        desk.press("Undo")
        until(lambda: not desk.text.startswith("# typed"))
        expect(content).not_to_contain_text("# typed")
        assert "Sings on Mondays." in desk.text
        opened.close(desk)


def test_what_fits_is_suggested_while_typing(browser: Browser) -> None:
    with tabs(browser) as opened:
        desk = opened.open()
        desk.open(TOURED)
        editor(desk)
        desk.page.keyboard.press("Control+End")
        listed = desk.page.locator(".text .cm-tooltip-autocomplete li")
        for typed, expected in (
            ("\nlinks:\n  - {from: cha", "charityThe Charity"),
            (", ty", "typeType"),
            (": hos", "hosts"),
        ):
            desk.page.keyboard.type(typed, delay=10)
            expect(listed.filter(has_text=expected).first).to_be_visible()
            desk.page.keyboard.press("Escape")
            desk.page.keyboard.type({"charityThe Charity": "rity", "typeType": "pe"}.get(expected, "ts}"))
        opened.close(desk)


def test_a_second_workbook_is_merged_by_questions_side_by_side(browser: Browser, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        page = book["Organisations"]
        put(book, "Organisations", row_of(page, "choir"), purpose="Sings on Fridays.")
        put(book, "Organisations", row_of(page, "charity"), status="closed")

    data = returning(tmp_path, TOURED, change).read_bytes()
    with tabs(browser) as opened:
        desk = opened.open()
        desk.open(TOURED)
        type_purpose(desk, "Sings on Mondays.")
        desk.save()
        before = desk.text
        desk.go("file")
        upload(desk.page, "back.xlsx", data, "#second")
        dialog = desk.page.get_by_role("dialog", name="Second file: back.xlsx")
        expect(dialog.locator(".side")).to_have_count(2)
        assert violations(desk.page) == []
        expect(dialog.get_by_role("button", name="Merge")).to_be_disabled()
        dialog.get_by_label("The second file").check()
        assert desk.text == before
        dialog.get_by_role("button", name="Merge").click()
        expect(dialog).to_contain_text("Sings on Mondays. → Sings on Fridays.")
        city = dataset.parse(desk.text)
        assert city.partners["charity"].status == "closed"
        dialog.get_by_role("button", name="Close").click()
        desk.press("Undo")
        until(lambda: desk.text == before)
        opened.close(desk)


@pytest.mark.parametrize("city", [attacks.CITIES[0], *also(*attacks.CITIES[1:])])
def test_a_hostile_file_is_only_shown(browser: Browser, city: int) -> None:
    text = attacks.text_of(attacks.city(city))
    with tabs(browser) as opened:
        desk = opened.open()
        upload(desk.page, "<script>canary()</script>.yaml", text.encode())
        expect(desk.page.locator(".desk")).to_be_visible()
        content = editor(desk)
        desk.page.keyboard.press("Control+Home")
        desk.page.keyboard.type("# ")
        for _ in range(12):
            desk.page.keyboard.press("PageDown")
        expect(content).to_be_visible()
        until(lambda: desk.text.startswith("# "))
        for place in ("file", "changes", "correct", "organisations"):
            desk.go(place)
        desk.go("file")
        upload(desk.page, "<img src=x onerror=canary()>.yaml", text.encode(), "#second")
        expect(desk.page.get_by_role("dialog")).to_be_visible()
        desk.page.get_by_role("dialog").get_by_role("button", name="Close").click()
        last = opened.open()
        expect(last.page.locator(".kept .version")).to_have_count(1)
        opened.close(desk, last)
