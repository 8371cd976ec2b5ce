"""The bundles of scripts and styles are what their sources make, which their manifest tells without Node."""

import hashlib
import json
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from ecosystem import bundles
from tests.fixture import ROOT

MANIFEST = json.loads((bundles.FOLDER / "manifest.json").read_text(encoding="utf-8"))
ADVICE = "`make bundle` writes the bundles anew"


def digest(path: Path) -> str:
    """The hash of a text, however its lines end here."""
    return hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest()


@pytest.mark.parametrize("name", sorted(MANIFEST["sources"]))
def test_a_source_is_what_it_was_when_it_was_bundled(name: str) -> None:
    assert digest(ROOT / name) == MANIFEST["sources"][name], ADVICE


@pytest.mark.parametrize("name", sorted(MANIFEST["bundles"]))
def test_a_bundle_is_what_was_made(name: str) -> None:
    assert digest(bundles.FOLDER / name) == MANIFEST["bundles"][name], ADVICE


def test_every_script_and_style_is_bundled_and_every_bundle_is_named() -> None:
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "ecosystem").rglob("*")
        if path.suffix in (".js", ".css") and path.parent != bundles.FOLDER
    }
    assert sources <= set(MANIFEST["sources"]), ADVICE
    kept = {path.name for path in bundles.FOLDER.iterdir() if path.suffix in (".js", ".css")}
    assert kept == set(MANIFEST["bundles"]), ADVICE


def test_the_lock_names_the_bundler_that_made_them_and_no_registry() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert json.loads(lock)["packages"]["node_modules/esbuild"]["version"] == MANIFEST["esbuild"]
    assert "resolved" not in lock


@pytest.mark.parametrize("name", sorted(MANIFEST["bundles"]))
def test_a_bundle_can_stand_in_a_page(name: str) -> None:
    text = bundles.text(name)
    assert not re.search(r"</?(script|style)", text, re.IGNORECASE)
    assert "sourceMappingURL" not in text
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "@import"):
        assert word not in text


def modules() -> list[Path]:
    return [path for path in sorted((ROOT / "ecosystem").rglob("*.js")) if path.parent != bundles.FOLDER]


NOT_SAID = {"small quiet", "plain counted", "priority row", "main details"}  # classes and selectors
KEYS = ("Escape", "Arrow", "Home", "End", "Enter")


def literals(path: Path) -> list[str]:
    """The texts in a script, without what its templates fill in; nothing of its comments and imports."""
    code = re.sub(r"(?s)/\*.*?\*/", "", path.read_text(encoding="utf-8"))
    code = re.sub(r"(?m)(^|\s)//.*$|^import .*$", "", code)
    return [re.sub(r"\$\{[^}]*\}", "…", text[1:-1]) for text in re.findall(r'"[^"\n]*"|`[^`\n]*`', code)]


def test_the_words_of_scripts_stand_in_one_module() -> None:
    """A text with two words in a row, or one that begins with a capital, is English."""
    found = [
        f"{path.name}: {text}"
        for path in modules()
        if path.name != "strings.js"
        for text in literals(path)
        if re.search(r"(^|[ …])[a-z]{2,} [a-z]{2,}($|[ …:.])|^[A-Z‹][a-z]", text)
        if text not in NOT_SAID and not text.startswith(KEYS)
    ]
    assert found == []


def test_no_module_imports_one_that_imports_it() -> None:
    imports = {
        path: {
            (path.parent / name).resolve()
            for name in re.findall(r'(?:from|^import) "(\.[^"]+)"', path.read_text("utf-8"), re.MULTILINE)
        }
        for path in modules()
    }
    assert list(TopologicalSorter(imports).static_order())


def test_every_text_that_scripts_can_say_is_said() -> None:
    strings = (ROOT / "ecosystem/infographic/strings.js").read_text(encoding="utf-8")
    code = "\n".join(path.read_text(encoding="utf-8") for path in modules())
    names = re.findall(r"^export (?:const|function) (\w+)", strings, re.MULTILINE)
    assert len(names) > 50
    assert [name for name in names if len(re.findall(rf"\b{name}\b", code)) < 2] == []
