"""The preview: the map follows the data file, mistakes are shown, and nobody else can see it."""

import http.client
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from ecosystem import dataset, edition
from ecosystem.city import City
from ecosystem.cli import commands_of, main
from ecosystem.edits import What, change, change_list
from ecosystem.preview import copies
from tests.browser.axe import violations
from tests.browser.visits import PATIENCE, WATCH
from tests.cities import SMALL

BROKEN = SMALL.replace("kind: forum\n", "kind: form\n").replace("number: 1,", "number: one,")
RENAMED = SMALL.replace("title: A small city", "title: Another small city")


@dataclass
class Preview:
    """A preview that runs, and the data file it shows."""

    process: "subprocess.Popen[str]"
    address: str
    data: Path

    def get(self, path: str, host: str | None = None) -> tuple[int, str, http.client.HTTPMessage]:
        line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        line.request("GET", path, headers={"Host": host} if host else {})
        answer = line.getresponse()
        said = answer.status, answer.read().decode("utf-8", "replace"), answer.headers
        line.close()
        return said

    def save(self, text: str, *, until: str) -> None:
        """Save the data file, and wait until the front page holds certain words."""
        with self.news() as versions:
            self.data.write_text(text, encoding="utf-8")
            for _ in versions:
                if until in self.get("/")[1]:
                    return

    @contextmanager
    def news(self) -> Iterator[Iterator[str]]:
        """What the server says to an open page."""
        line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        line.request("GET", "/events")
        answer = line.getresponse()
        try:
            yield (row.decode().strip() for row in iter(answer.readline, b"") if row.strip())
        finally:
            answer.close()
            line.close()


@contextmanager
def served(data: Path, *options: str, **environment: str) -> Iterator[Preview]:
    process = subprocess.Popen(
        [sys.executable, "-m", "ecosystem", "--data", str(data), "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **environment},
    )
    assert process.stdout
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found, process.communicate(timeout=PATIENCE)
        yield Preview(process, found[0], data)
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    data = tmp_path_factory.mktemp("served") / "groups.yaml"
    data.write_text(SMALL, encoding="utf-8")
    with served(data) as preview:
        yield preview


@pytest.fixture
def preview(running: Preview) -> Preview:
    """The preview of the small city, as it is."""
    running.save(SMALL, until="<bdi>A small city</bdi></h1>")
    return running


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A browser window in which no content rule may be broken and no error may happen."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    sheet = context.new_page()
    complaints: list[str] = []
    sheet.on("pageerror", lambda error: complaints.append(str(error)))
    sheet.on("console", lambda message: complaints.append(message.text))
    sheet.add_init_script(WATCH)
    sheet.set_default_timeout(PATIENCE * 1000)
    yield sheet
    assert (sheet.evaluate("window.violations"), sheet.evaluate("window.canaries"), complaints) == ([], 0, [])
    context.close()


# In the browser


def test_the_page_follows_the_file_and_stays_at_its_address(preview: Preview, window: Page) -> None:
    window.goto(f"{preview.address}#show=forum")
    expect(window.locator("h1")).to_have_text("A small city")
    preview.data.write_text(RENAMED, encoding="utf-8")
    expect(window.locator("h1")).to_have_text("Another small city")
    assert window.url == f"{preview.address}#show=forum"


def test_mistakes_are_shown_all_at_once_and_the_last_good_map_is_a_click_away(
    preview: Preview, window: Page
) -> None:
    window.goto(preview.address)
    preview.data.write_text(BROKEN, encoding="utf-8")
    expect(window.locator("h1")).to_have_text("2 mistakes to correct")
    assert window.title() == "2 mistakes in groups.yaml"
    with pytest.raises(Exception, match="2 mistakes") as told:
        dataset.parse(BROKEN)
    for problem in told.value.problems:  # type: ignore[attr-defined]
        entry = window.locator("li", has_text=problem.message[1:])
        expect(entry.locator("h2")).to_have_text(f"Line {problem.line} {problem.path}")
    window.get_by_role("link", name="Show the last good map").click()
    expect(window.locator("h1")).to_have_text("A small city")
    expect(window.get_by_role("status").first).to_contain_text("This is the last good map.")
    window.get_by_role("link", name="groups.yaml now has 2 mistakes.").click()
    expect(window.locator("h1")).to_have_text("2 mistakes to correct")
    preview.data.write_text(RENAMED, encoding="utf-8")
    expect(window.locator("h1")).to_have_text("Another small city")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_mistakes_can_be_read_by_everybody(
    preview: Preview, browser: Browser, scheme: str, width: int
) -> None:
    preview.save(BROKEN, until="2 mistakes to correct")
    sheet = browser.new_page(
        viewport={"width": width, "height": 700},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    sheet.goto(preview.address)
    assert violations(sheet) == []
    assert sheet.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sheet.close()


def test_hostile_text_in_a_mistake_is_only_text(preview: Preview, window: Page) -> None:
    hostile = "<img src=x onerror=canary()><script>canary()</script>"
    preview.save(SMALL.replace("kind: forum\n", f'kind: "{hostile}"\n'), until="1 mistake to correct")
    window.goto(preview.address)
    expect(window.locator("li")).to_contain_text(hostile)


def test_every_page_beside_the_map_reloads_too(preview: Preview, window: Page) -> None:
    window.goto(f"{preview.address}explorer.html")
    expect(window.locator("h1")).to_have_text("A small city: the explorer")
    preview.data.write_text(RENAMED, encoding="utf-8")
    expect(window.locator("h1")).to_have_text("Another small city: the explorer")


# What is served


def test_the_page_is_the_published_one_but_for_the_script_that_reloads_it(
    preview: Preview, tmp_path: Path
) -> None:
    preview.get("/ecosystem.json")  # which is answered when the whole edition is written
    _, html, headers = preview.get("/")
    rules = headers["content-security-policy"]
    assert f"{copies.policy(html)}; frame-ancestors 'none'" == rules  # which browsers heed in a header only
    assert "connect-src 'self'" in rules
    assert "unsafe" not in rules
    edition.write(City.parse(SMALL), tmp_path)
    published = (tmp_path / "index.html").read_text(encoding="utf-8")
    without = re.sub(r'<script data-version="[0-9a-f]{16}">.*?</script>\n', "", html, flags=re.DOTALL)
    policy = re.compile(r'(Content-Security-Policy"? content=")[^"]*')
    assert policy.sub(r"\1", without) == policy.sub(r"\1", published)


def test_the_front_page_has_its_usual_name_too(preview: Preview) -> None:
    assert preview.get("/index.html")[1] == preview.get("/")[1] == preview.get("/last-good-map")[1]


def test_the_files_beside_the_map_are_there_and_nothing_else_is(preview: Preview) -> None:
    status, text, headers = preview.get("/ecosystem.json")
    assert (status, headers["content-type"]) == (200, "application/json")
    assert '"name": "The Choir"' in text or '"name":"The Choir"' in text
    assert preview.get("/ecosystem.xlsx")[0] == 200
    for path in ("/nowhere.html", "/../groups.yaml", "/..%2fgroups.yaml", "//etc/passwd", "/groups.yaml"):
        assert preview.get(path)[0] == 404


def test_no_private_note_is_served(preview: Preview) -> None:
    for path in ("/", "/explorer.html", "/ecosystem.json"):
        assert "canary-in-the-coal-mine" not in preview.get(path)[1]


def test_only_this_machine_is_answered_and_only_under_its_own_name(preview: Preview) -> None:
    port = urlsplit(preview.address).port
    assert preview.get("/", f"localhost:{port}")[0] == 200
    for name in (f"map.example:{port}", "127.0.0.1.map.example", "0.0.0.0", ""):
        status, text, _ = preview.get("/", name or " ")
        assert (status, "small city" in text) == (400, False)
    with pytest.raises(OSError):  # noqa: PT011
        socket.create_connection(("127.0.0.2", port or 0), timeout=PATIENCE)


def test_nothing_that_is_served_may_stand_in_a_frame(preview: Preview) -> None:
    for path in ("/", "/index.html", "/explorer.html", "/last-good-map", "/ecosystem.json", "/nowhere"):
        rules = preview.get(path)[2]["content-security-policy"].split("; ")
        assert rules.count("frame-ancestors 'none'") == 1, path


# The file


def test_a_temporary_folder_that_is_cleaned_away_ends_no_preview(tmp_path: Path) -> None:
    data, temporary = tmp_path / "groups.yaml", tmp_path / "temporary"
    data.write_text(SMALL, encoding="utf-8")
    temporary.mkdir()
    with served(data, TMPDIR=str(temporary)) as preview:
        for folder in temporary.iterdir():
            shutil.rmtree(folder)
        assert preview.get("/ecosystem.json")[0] == 404
        preview.save(RENAMED, until="Another small city")
        assert preview.get("/ecosystem.json")[0] == 200


def test_a_file_that_is_replaced_is_followed_and_one_that_goes_is_missed(preview: Preview) -> None:
    with preview.news() as versions:
        aside = preview.data.with_name("aside")
        aside.write_text(RENAMED, encoding="utf-8")
        aside.replace(preview.data)
        next(version for version in versions if "Another small city" in preview.get("/")[1])
        preview.data.unlink()
        next(version for version in versions if "does not exist" in preview.get("/")[1])
        assert "Another small city" in preview.get("/last-good-map")[1]
    preview.save(SMALL, until="<bdi>A small city</bdi></h1>")


def test_a_save_that_changes_nothing_on_the_map_leaves_the_page_alone(preview: Preview) -> None:
    with preview.news() as versions:
        first = next(versions)
        aside = preview.data.with_name("aside")
        aside.write_text(f"# A remark.\n{SMALL}", encoding="utf-8")
        aside.replace(preview.data)  # or it might be read when only its start is written
        assert next(versions) == first


def test_what_others_suggest_is_a_page_and_a_line_above_the_map(tmp_path: Path) -> None:
    data = tmp_path / "groups.yaml"
    data.write_text(SMALL, encoding="utf-8")
    hostile = "<script>alert(1)</script>"
    one = change(What.SET, ("partners", "choir", "purpose"), value=hostile)
    told = data.with_name("changes.json")
    told.write_text(change_list.dumps([one]), encoding="utf-8")
    with served(data) as preview:
        front = preview.get("/")[1]
        assert '<a href="/suggestions">1 suggestion waits for you.</a>' in front
        listed = preview.get("/suggestions")
        assert listed[2]["content-security-policy"].startswith("default-src")
        assert "<h3>The Choir</h3>" in listed[1]
        assert hostile not in listed[1]
        assert "alert(1)" in listed[1]
        assert preview.process.stdout
        with preview.news() as versions:
            other = change(What.SET, ("partners", "choir", "name"), was="The Choir", value="Singers")
            told.write_text(change_list.dumps([one, other]), encoding="utf-8")
            next(version for version in versions if "2 suggestions wait for you." in preview.get("/")[1])
            told.unlink()
            next(version for version in versions if "suggestions" not in preview.get("/")[1])


def suggested(folder: Path) -> Path:
    """A data file with lists of suggestions beside it: one with long words and markup, one that is broken."""
    data = folder / "groups.yaml"
    data.write_text(SMALL, encoding="utf-8")
    words = f"<img src=x onerror=canary()> {'endless' * 40} https://www.example.org/{'a' * 200}"
    fields = {"purpose": (None, words), "name": ("The Choir", "Singers")}
    listed = [
        change(What.SET, ("partners", "choir", field), was=was, value=value)
        for field, (was, value) in fields.items()
    ]
    (folder / "changes.json").write_text(change_list.dumps(listed), encoding="utf-8")
    (folder / f"changes-{'x' * 100}.json").write_text('{"schema": "ecosystem-changes/1"}', encoding="utf-8")
    return data


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_others_suggest_can_be_read_by_everybody(tmp_path: Path, browser: Browser, scheme: str) -> None:
    with served(suggested(tmp_path)) as preview:
        for width in (320, 1280):
            sheet = browser.new_page(
                viewport={"width": width, "height": 700},
                color_scheme="dark" if scheme == "dark" else "light",
                bypass_csp=True,
            )
            sheet.add_init_script(WATCH)
            sheet.goto(f"{preview.address}suggestions")
            expect(sheet.locator("li p").first).to_contain_text("onerror")
            assert violations(sheet) == []
            assert sheet.evaluate("[document.documentElement.scrollWidth - innerWidth, canaries]") == [0, 0]
            sheet.close()


def test_a_letter_that_no_font_has_stops_no_preview(tmp_path: Path) -> None:
    data = tmp_path / "city.yaml"
    data.write_text(SMALL.replace("name: The Choir", "name: 'The \U000f0000 Choir'"), encoding="utf-8")
    with served(data) as preview:
        assert "The \U000f0000 Choir" in unescape(preview.get("/")[1])
        assert preview.get("/poster-a3.pdf")[0] == 404


def test_a_file_with_mistakes_to_begin_with_is_shown_with_them(tmp_path: Path) -> None:
    data = tmp_path / "groups.yaml"
    data.write_text(BROKEN, encoding="utf-8")
    with served(data) as preview:
        assert "2 mistakes to correct" in preview.get("/")[1]
        assert "last good map" not in preview.get("/")[1]
        assert preview.get("/explorer.html")[0] == 404


@pytest.mark.posix
def test_a_link_to_a_data_file_is_followed_to_its_end(tmp_path: Path) -> None:
    data, link = tmp_path / "far" / "groups.yaml", tmp_path / "near.yaml"
    data.parent.mkdir()
    data.write_text(SMALL, encoding="utf-8")
    link.symlink_to(data)
    with served(link) as preview:
        preview.save(RENAMED, until="Another small city")
        assert data.read_text(encoding="utf-8") == RENAMED


# The command


def test_ctrl_c_ends_it_with_one_line_even_when_a_page_is_open(tmp_path: Path) -> None:
    data = tmp_path / "groups.yaml"
    data.write_text(SMALL, encoding="utf-8")
    with served(data) as preview, preview.news() as versions:
        next(versions)
        preview.process.send_signal(signal.SIGINT)
        preview.process.wait(timeout=PATIENCE)
        assert preview.process.stdout
        assert preview.process.stderr
        said, remarks = preview.process.stdout.read(), preview.process.stderr.read()
        assert (preview.process.returncode, remarks) == (130, "The preview has stopped.\n")
        assert said.startswith("Showing 5 organisations and ")


@pytest.mark.posix
def test_the_browser_is_opened_when_it_is_wanted(tmp_path: Path) -> None:
    data, seen = tmp_path / "groups.yaml", tmp_path / "seen"
    data.write_text(SMALL, encoding="utf-8")
    os.mkfifo(seen)
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {seen}\n', encoding="utf-8")
    browser.chmod(0o755)
    with served(data, "--open", BROWSER=f"{browser} %s") as preview:
        assert seen.read_text(encoding="utf-8") == preview.address


def test_the_example_of_the_help_is_one_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, ["serve", "--help"]).stdout
    found = re.search(r"Example: ecosystem (serve .*)", said)
    assert found
    context = commands_of("project")["serve"].make_context("serve", shlex.split(found[1])[1:])
    assert context.params == {"port": 8080, "opens": None, "studio": False, "bundle": None}


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path) -> None:
    data = tmp_path / "groups.yaml"
    data.write_text(SMALL, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["--data", str(data), "serve", "--port", str(port)])
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (f"Another program is using port {port}. Choose another with --port.\n")


def test_a_file_that_is_not_there_is_not_waited_for() -> None:
    result = CliRunner().invoke(main, ["--data", "nowhere.yaml", "serve", "--port", "0"])
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("nowhere.yaml does not exist.")


@pytest.mark.parametrize("name", ["starlette", "uvicorn", "watchfiles"])
def test_what_is_missing_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for module in [each for each in sys.modules if each.startswith(("ecosystem.preview.", f"{name}."))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, name, None)
    result = CliRunner().invoke(main, ["serve"])
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        f"The preview needs {name}, which is not installed. "
        "Install it with “pip install starlette uvicorn watchfiles”.\n"
    )
