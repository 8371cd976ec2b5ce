"""Press keys in Firefox while the screen reader Orca listens, and compare what it says: `make orca`.

Orca and xdotool are Debian's. They run with a bus and a screen of their own, and no voice: Orca writes down
what it would speak. What was said for each key is compared with `spoken.txt`; `ECOSYSTEM_RENEW=1` writes it
anew. It is no part of `make test`.
"""

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import NamedTuple

from ecosystem.city import City
from ecosystem.infographic import page as pages, view
from tests.browser import firefox
from tests.browser.readers import Desk
from tests.browser.screens import unseen_screen
from tests.fixture import BRISTOL

PROGRAMS = ("orca", "xdotool", "Xvfb", "dbus-daemon")
EXPECTED = Path(__file__).with_name("spoken.txt")
QUIET = 2.0  # s without a word until the next key
PATIENCE = 10.0  # s until a key counts as one that says nothing

ROUNDS = {
    "Headings and landmarks": ["h", "h", "h", "h", "m", "m"],
    "The contents and the search": [
        *[*["Tab"] * 9],
        *["u", "j", "i", "m", "a", "Down", "Return", "Escape"],
    ],
    "The wheel": [
        *[*["Tab"] * 11],
        *["Right", "Right", "Return", "Escape", "Down", "Up", "End", "Home", "b", "Return", "Escape", "Tab"],
    ],
    "A question": ["c", "c", "c", "shift+Tab", "Down", "Down", "Tab", "Escape"],
    "A table": [
        *["Tab", "Tab", "Tab", "Return", "Insert+a"],
        *["t", "alt+shift+Down", "alt+shift+Down", "alt+shift+Right"],
    ],
}
"""The keys of each part, by the names that X has for them."""

# Orca reads this when it starts. The file is written line by line, so that one sees when it is silent.
CUSTOM = """from orca import debug
debug.debugLevel = debug.LEVEL_INFO
debug.debugFile = open({log!r}, "w", buffering=1)
"""
SPOKEN = re.compile(r"SPEECH OUTPUT: '(.*)'(?: voice=\w+)? ?\{.*\}$", re.MULTILINE)


class Listener(NamedTuple):
    """Firefox with Orca beside it."""

    reader: firefox.Firefox
    environment: dict[str, str]
    log: Path

    def press(self, key: str) -> list[str]:
        """What Orca says when a key is pressed."""
        start = self.log.stat().st_size
        subprocess.run(["xdotool", "key", key], env=self.environment, check=True, stderr=DEVNULL)
        return self.heard(start)

    def heard(self, start: int) -> list[str]:
        """What Orca says until it is quiet, read from a place in its log."""
        spoken: list[str] = []
        asked = last = time.monotonic()
        while (now := time.monotonic()) - last < QUIET or (not spoken and now - asked < PATIENCE):
            time.sleep(0.1)
            text = self.log.read_bytes()[start:].decode("utf-8", errors="replace")
            if (found := SPOKEN.findall(text)) != spoken:
                spoken, last = found, now
        return spoken


def missing() -> str:
    """What is not there that this needs, or nothing."""
    gone = [name for name in PROGRAMS if not shutil.which(name)]
    return ", ".join(gone if firefox.firefox_path() else [*gone, "Firefox"])


@contextmanager
def listening(folder: Path) -> Iterator[Listener]:
    """Firefox and Orca on a screen and a bus of their own, which keep what they write in `folder`."""
    with ExitStack() as stack:
        environment = {
            **os.environ,
            "DISPLAY": stack.enter_context(unseen_screen()),
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "LC_ALL": "C.UTF-8",
            "GNOME_ACCESSIBILITY": "1",
        }
        bus = stack.enter_context(
            subprocess.Popen(
                ["dbus-daemon", "--session", "--nofork", "--print-address"],
                env=environment,
                stdout=PIPE,
                stderr=DEVNULL,
                text=True,
            )
        )
        stack.callback(bus.terminate)
        assert bus.stdout
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        log = folder / "orca.log"
        settings = _settings(folder / "orca", log)
        orca = stack.enter_context(
            subprocess.Popen(["orca", "-u", str(settings)], env=environment, stdout=DEVNULL, stderr=DEVNULL)
        )
        stack.callback(orca.terminate)
        while not log.exists() or "Screen reader on" not in log.read_text(encoding="utf-8"):
            assert orca.poll() is None, "Orca ended"
            time.sleep(0.1)
        profile = folder / "profile"
        profile.mkdir()
        reader = stack.enter_context(firefox.started(profile, Desk(bars=True), environment))
        yield Listener(reader, environment, log)


def _settings(folder: Path, log: Path) -> Path:
    """Orca's settings: no Braille, no sounds, no echo of keys, nothing read before one asks for it."""
    folder.mkdir()
    names = ("enableBraille", "enableSound", "enableKeyEcho", "enableEchoByWord", "sayAllOnLoad")
    profile = {"profile": ["Default", "default"], "pronunciations": {}, "keybindings": {}}
    general = {"startingProfile": ["Default", "default"], **dict.fromkeys(names, False)}
    settings = {"general": general, "profiles": {"default": profile}, "pronunciations": {}, "keybindings": {}}
    (folder / "user-settings.conf").write_text(json.dumps(settings), encoding="utf-8")
    (folder / "orca-customizations.py").write_text(CUSTOM.format(log=str(log)), encoding="utf-8")
    return folder


def told(listener: Listener, address: str) -> Iterator[str]:
    """A line for each key of each round, on a page that is opened afresh."""
    for title, keys in ROUNDS.items():
        listener.reader.open("about:blank")
        start = listener.log.stat().st_size
        listener.reader.open(address)
        listener.heard(start)
        listener.press("ctrl+Home")  # what is said of a page that loads is not always the same
        yield f"## {title}\n"
        for key in keys:
            yield f"{key}: {' | '.join(listener.press(key)) or '(nothing)'}\n"


def main() -> None:
    if gone := missing():
        sys.exit(f"This needs {gone}: see tests/install.sh")
    with tempfile.TemporaryDirectory() as name, listening(Path(name)) as listener:
        file = Path(name) / "index.html"
        file.write_text(pages.render(view.compose(City.load(BRISTOL))), encoding="utf-8")
        spoken = []
        for line in told(listener, file.as_uri()):
            print(line, end="", flush=True)
            spoken.append(line)
    if os.environ.get("ECOSYSTEM_RENEW"):
        EXPECTED.write_text("".join(spoken), encoding="utf-8")
    expected = EXPECTED.read_text(encoding="utf-8").splitlines(keepends=True)
    difference = list(difflib.unified_diff(expected, spoken, "expected", "spoken", n=1))
    print("\nOrca said what was expected." if not difference else f"\n{''.join(difference)}")
    sys.exit(bool(difference))


if __name__ == "__main__":
    main()
