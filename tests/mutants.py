"""A plugin for `make mutate`: every test starts with empty caches, and another process minifies.

What the code remembers was made by another test, or before a mutant was: it would hide who calls what, and
what a mutant does. The minifier is written in Go, whose runtime does not live through the fork that mutmut
makes for each mutant: there it would wait for ever, and every mutant of the page would seem endless.
"""

import json
import subprocess
import sys
from functools import cache

import minify

_MINIFIED = """
import json, minify, sys
settings, kind, text = json.load(sys.stdin)
minify.config(settings)
sys.stdout.write(minify.string(kind, text))
"""
_settings = "{}"


def pytest_runtest_setup() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("ecosystem"):
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


def _configure(settings: object) -> None:
    global _settings
    _settings = json.dumps(settings)


def _string(kind: str, text: str) -> str:
    return _elsewhere(_settings, kind, text)


@cache
def _elsewhere(settings: str, kind: str, text: str) -> str:
    asked = json.dumps([json.loads(settings), kind, text])
    command = [sys.executable, "-c", _MINIFIED]
    return subprocess.run(command, input=asked, capture_output=True, text=True, check=True).stdout


minify.config, minify.string = _configure, _string
