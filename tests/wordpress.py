"""Publish every snippet in a real WordPress, and say what it keeps and where it shows it: `make wordpress`.

WordPress, PHP and MariaDB are Debian's, and listen on 127.0.0.1 alone. An author and an administrator publish
each snippet in the block editor, in the classic editor and by REST; Chromium then looks at the post. It is no
part of `make test`.
"""

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Error, sync_playwright

from ecosystem import publishing
from ecosystem.city import City
from ecosystem.infographic import page as pages, view
from ecosystem.publishing.snippets import Form
from tests.browser.hosts import served
from tests.browser.ports import free_port
from tests.conftest import chromium_path
from tests.fixture import BRISTOL

PROGRAM = Path("/usr/share/wordpress")
THEME = "twentytwentythree"
PASSWORD = "only for this test"
ROLES = ("administrator", "author")
WIDTH = 1440  # px of the window that looks at a post

CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}'); define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_CONTENT_DIR', '{content}'); define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_'; if (!defined('ABSPATH')) define('ABSPATH', '{root}/');
require_once ABSPATH . 'wp-settings.php';
"""

# The map is on this machine, which WordPress asks nothing of by itself; `?classic` opens the classic editor.
PLUGIN = """<?php
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn() => [{port}]);
add_filter('pre_http_request', fn($no, $args, $url) =>
    str_starts_with($url, 'http://127.0.0.1') ? $no : new WP_Error('offline'), 10, 3);
if (isset($_GET['classic'])) add_filter('use_block_editor_for_post', '__return_false');
"""

INSTALL = """<?php
define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = '127.0.0.1'; require '{root}/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Council', 'administrator', 'a@example.org', true, '', '{password}');
wp_insert_user(['user_login' => 'author', 'user_pass' => '{password}', 'user_email' => 'b@example.org',
    'role' => 'author']);
switch_theme('{theme}');
foreach (['administrator', 'author'] as $name) {{
    $user = get_user_by('login', $name);
    update_user_meta($user->ID, 'rich_editing', 'false');
    echo WP_Application_Passwords::create_new_application_password($user->ID, ['name' => 'test'])[0], "\\n";
}}
echo $wp_version, "\\n";
"""

IN_BLOCKS = """async ([title, html, isAddress]) => {
  const block = isAddress
    ? wp.blocks.createBlock("core/paragraph", { content: html })
    : wp.blocks.createBlock("core/html", { content: html });
  wp.data.dispatch("core/block-editor").insertBlocks(block);
  wp.data.dispatch("core/editor").editPost({ title, status: "publish" });
  await wp.data.dispatch("core/editor").savePost();
  return wp.data.select("core/editor").getCurrentPost().link;
}"""

SHOWN = """() => {
  const content = document.querySelector(".entry-content, .wp-block-post-content");
  const found = content.querySelector("iframe, img, .ecosystem-mapper") ?? content.querySelector("a");
  if (!found) return { what: "nothing" };
  const { x, width, height } = found.getBoundingClientRect();
  const title = document.querySelector("h1").getBoundingClientRect();
  return {
    what: found.matches("a") ? "a link alone" : found.localName === "div" ? "the text" : found.localName,
    x: Math.round(x), width: Math.round(width), height: Math.round(height), column: Math.round(title.x),
    ids: content.querySelectorAll("[id]").length,
  };
}"""


class Site(NamedTuple):
    """A WordPress that runs."""

    url: str
    version: str
    keys: dict[str, str]
    """The password of each role for REST."""


def missing() -> str:
    """What is not there that WordPress needs, or nothing."""
    gone = [name for name in ("php", "mariadbd", "mariadb-install-db") if not shutil.which(name)]
    themes = Path("/usr/share/wordpress/wp-content/themes"), Path("/var/lib/wordpress/wp-content/themes")
    return ", ".join(
        gone + ([] if any((each / THEME).exists() for each in themes) else ["WordPress and its theme"])
    )


@contextmanager
def running(port_of_map: int) -> Iterator[Site]:
    """A WordPress of one's own, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        root, data, socket = folder / "www", folder / "data", folder / "sql"
        shutil.copytree(PROGRAM, root, symlinks=False, ignore_dangling_symlinks=True)
        content = root / "wp-content"
        themes = Path("/var/lib/wordpress/wp-content/themes") / THEME
        if not (content / "themes" / THEME).exists():
            shutil.copytree(themes, content / "themes" / THEME)
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        text = CONFIG.format(socket=socket, url=url, content=content, root=root)
        (root / "wp-config.php").write_text(text, encoding="utf-8")
        (content / "mu-plugins").mkdir(exist_ok=True)
        (content / "mu-plugins" / "here.php").write_text(
            PLUGIN.replace("{port}", str(port_of_map)), encoding="utf-8"
        )
        user = ["--user=root"] if os.getuid() == 0 else []
        make = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", *user]
        make.append("--auth-root-authentication-method=normal")
        subprocess.run(make, check=True, stdout=DEVNULL, stderr=DEVNULL)
        base = [
            f"--datadir={data}",
            f"--socket={socket}",
            "--skip-networking",
            f"--pid-file={folder / 'pid'}",
        ]
        sql = stack.enter_context(
            subprocess.Popen(["mariadbd", "--no-defaults", *base, *user], stdout=DEVNULL, stderr=DEVNULL)
        )
        stack.callback(sql.terminate)
        create = [
            "mariadb",
            "--no-defaults",
            f"--socket={socket}",
            "-uroot",
            "-e",
            "create database wordpress",
        ]
        while subprocess.run(create, stderr=DEVNULL, check=False).returncode:
            assert sql.poll() is None, "MariaDB ended"
            time.sleep(0.3)
        (folder / "install.php").write_text(
            INSTALL.format(root=root, password=PASSWORD, theme=THEME), encoding="utf-8"
        )
        said = subprocess.run(
            ["php", str(folder / "install.php")], capture_output=True, check=True, text=True, stdin=DEVNULL
        ).stdout
        *keys, version = said.strip().splitlines()[-3:]
        environment = {**os.environ, "PHP_CLI_SERVER_WORKERS": "4"}
        php = stack.enter_context(
            subprocess.Popen(
                ["php", "-S", f"127.0.0.1:{port}", "-t", str(root)],
                env=environment,
                stdout=DEVNULL,
                stderr=DEVNULL,
                start_new_session=True,  # its workers end with it
            )
        )
        stack.callback(lambda: os.killpg(php.pid, signal.SIGTERM))
        time.sleep(1)
        yield Site(url, version, dict(zip(ROLES, keys, strict=True)))


def by_rest(site: Site, role: str, title: str, html: str) -> str:
    """Publish by REST; where the post is."""
    body = json.dumps({"title": title, "content": html, "status": "publish"}).encode()
    secret = base64.b64encode(f"{role}:{site.keys[role]}".encode()).decode()
    headers = {"Authorization": f"Basic {secret}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{site.url}/?rest_route=/wp/v2/posts", body, headers)
    with urllib.request.urlopen(request) as answer:
        return str(json.load(answer)["link"])


class Editor:
    """One who writes in the browser, in both editors."""

    def __init__(self, browser: Browser, site: Site, role: str) -> None:
        self._site = site
        self._page = browser.new_context(viewport={"width": WIDTH, "height": 900}).new_page()
        self._page.set_default_timeout(60_000)
        self._page.goto(f"{site.url}/wp-login.php")
        self._page.fill("#user_login", role)
        self._page.fill("#user_pass", PASSWORD)
        self._page.click("#wp-submit")
        self._page.wait_for_selector("#wpadminbar")

    def in_blocks(self, title: str, html: str, is_address: bool) -> str:
        self._page.goto(f"{self._site.url}/wp-admin/post-new.php")
        self._page.wait_for_function("window.wp?.data?.select('core/editor')?.getCurrentPost()?.id")
        return str(self._page.evaluate(IN_BLOCKS, [title, html, is_address]))

    def in_classic(self, title: str, html: str) -> str:
        self._page.goto(f"{self._site.url}/wp-admin/post-new.php?classic")
        self._page.fill("#title", title)
        self._page.fill("#content", html)
        self._page.locator("#publish:not(.disabled)").click()
        self._page.wait_for_url(re.compile(r"post\.php\?post=\d+"), wait_until="commit")
        number = re.search(r"post=(\d+)", self._page.url)
        assert number
        return f"{self._site.url}/?p={number[1]}"


def look(browser: Browser, address: str) -> dict[str, Any]:
    """What a reader sees of a post."""
    context = browser.new_context(viewport={"width": WIDTH, "height": 900})
    try:
        page = context.new_page()
        page.goto(address)
        page.wait_for_timeout(2500)  # until a frame has told its height
        return dict(page.evaluate(SHOWN))
    finally:
        context.close()


def main() -> None:
    if gone := missing():
        sys.exit(f"This needs {gone}: see tests/install.sh")
    with (
        tempfile.TemporaryDirectory() as name,
        served(Path(name)) as here,
        sync_playwright() as playwright,
    ):
        composed = view.compose(City.load(BRISTOL))
        publication = publishing.publication(composed, f"{here}/")
        (Path(name) / "index.html").write_text(pages.render(composed, publication), encoding="utf-8")
        for file, content in publishing.files(composed, publication).items():
            (Path(name) / file).write_bytes(content if isinstance(content, bytes) else content.encode())
        embedding = publishing.embedding(composed, publication)
        paste = {each.form: each.paste for each in embedding.snippets}
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        with running(int(here.rpartition(":")[2])) as site:
            print(f"WordPress {site.version}, {THEME}, a window of {WIDTH} px")
            print(f"{'role':14} {'way':8} {'snippet':8} shown", flush=True)
            for role in reversed(ROLES):
                editor = Editor(browser, site, role)
                for form in Form:
                    html, title = paste[form], f"{role} {form}"
                    for way in ("rest", "classic", "blocks"):
                        try:
                            if way == "rest":
                                address = by_rest(site, role, title, html)
                            elif way == "classic":
                                address = editor.in_classic(title, html)
                            else:
                                address = editor.in_blocks(title, html, form is Form.ADDRESS)
                            print(f"{role:14} {way:8} {form:8} {look(browser, address)}", flush=True)
                        except Error as error:
                            print(f"{role:14} {way:8} {form:8} failed: {error.message[:150]}", flush=True)


if __name__ == "__main__":
    main()
