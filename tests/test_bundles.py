"""The bundles of scripts and styles are what their sources make, which their manifest tells without Node."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from ecosystem import bundles, language
from ecosystem.infographic.view import script_words
from ecosystem.studio import desk_words
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
        if path.suffix in (".js", ".jsx", ".css") and path.parent != bundles.FOLDER
    }
    assert sources <= set(MANIFEST["sources"]), ADVICE
    assert not [name for name in MANIFEST["sources"] if name.startswith("..")], ADVICE
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


def test_no_module_makes_elements_of_texts() -> None:
    for path in modules():
        assert not re.search("(inner|outer|dangerouslySetInner)HTML", path.read_text(encoding="utf-8")), path


def modules() -> list[Path]:
    paths = sorted([*(ROOT / "ecosystem").rglob("*.js"), *(ROOT / "ecosystem").rglob("*.jsx")])
    return [path for path in paths if path.parent != bundles.FOLDER]


NOT_SAID = {"small quiet", "plain counted", "priority row", "main details", "desk only-map", "whole number"}
NOT_SAID |= {"annual report", "progress report"}
"""Classes, selectors, and a form of a field."""
KEYS = ("Escape", "Arrow", "Home", "End", "Enter")


def literals(path: Path) -> list[str]:
    """The texts in a script, without what its templates fill in; nothing of its comments and imports."""
    code = re.sub(r"(?s)/\*.*?\*/", "", path.read_text(encoding="utf-8"))
    code = re.sub(r"(?m)(^|\s)//.*$|^import .*$|class=\"[^\"]*\"", "", code)
    return [re.sub(r"\$\{[^}]*\}", "…", text[1:-1]) for text in re.findall(r'"[^"\n]*"|`[^`\n]*`', code)]


def test_scripts_hold_no_words_of_their_own() -> None:
    """A text with two words in a row, or one that begins with a capital, is English.

    The receiver speaks to the console of another website's page, which has no patterns. The editor of the
    studio's text knows its phrases by their English.
    """
    found = [
        f"{path.name}: {text}"
        for path in modules()
        if path.name not in ("strings.js", "receiver.js", "editor_phrases.js")
        for text in literals(path)
        if re.search(r"(^|[ …])[a-z]{2,} [a-z]{2,}($|[ …:.])|^[A-Z‹][a-z]", text)
        if text not in NOT_SAID and not text.startswith(KEYS) and not text.endswith("Error")
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


def test_every_pattern_that_scripts_fill_is_given_and_every_one_given_is_filled() -> None:
    ours = ROOT / "ecosystem/infographic"
    keys = {folder: keys_in(ours / folder) for folder in ("parts", "gathering", "explorer")}
    assert keys["parts"] == set(script_words.MAP)
    assert keys["gathering"] <= {*script_words.MAP, *script_words.GROUPED}
    assert keys["gathering"] >= set(script_words.GROUPED)
    assert keys["explorer"] == set(script_words.EXPLORER)
    assert keys_in(ROOT / "ecosystem/publishing") == set(script_words.EMBED)
    assert keys_in(ROOT / "ecosystem/studio/desk") | {"gaps", "actions", "diff", *OUTPUTS} == set(
        desk_words.DESK
    )


OUTPUTS = (
    "workbook",
    "pages",
    "posters",
    "letters",
    "calendar",
    "edition",
    "annualReport",
    "progressReport",
    "annualReportText",
    "progressReportText",
    "month",
)
"""What the studio hands over, whose names are chosen from a list."""


def keys_in(folder: Path) -> set[str]:
    """The keys of patterns in the scripts of a folder; one that is chosen stands with the other."""
    paths = sorted([*folder.glob("*.js"), *folder.glob("*.jsx")])
    code = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    calls = re.findall(r'\b(?:say|counted)\((?:[^"()]*\? )?"(\w+)"(?: : "(\w+)")?', code)
    named = re.findall(r'"(move(?:Left|Right|Up|Down))"', code)
    return {key for call in calls for key in call if key} | set(named)


def filled_in(code: str) -> Iterator[tuple[str, set[str]]]:
    """The key and the names of the values of each call that gives them as they stand."""
    for call in re.finditer(r'\b(say|counted)\("(\w+)"', code):
        depth, end = 1, call.end()
        while depth:
            depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(code[end], 0)
            end += 1
        given = re.search(r"\{\s(.*)\s\}\)$", code[call.end() : end], re.DOTALL)
        values = re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)", "", given[1]) if given else ""
        names = {value.split(":")[0].strip() for value in values.split(",")} - {""}
        if not any("..." in name for name in names) and (given or code[call.end() : end] == ")"):
            yield call[2], names | ({"count"} if call[1] == "counted" else set())


def test_a_script_fills_every_placeholder_of_a_pattern() -> None:
    patterns = script_words.EMBED | script_words.GROUPED | script_words.MAP
    checked = 0
    for path in modules():
        own = {"explorer": script_words.EXPLORER, "desk": desk_words.DESK}
        known = own.get(path.parent.name, patterns)
        for key, names in filled_in(path.read_text(encoding="utf-8")):
            pattern = known[key]
            for form in [pattern] if isinstance(pattern, str) else pattern:
                assert set(re.findall(r"\{(\w+)\}", form)) <= names, key
                checked += 1
    assert checked > 60


def test_a_plural_has_a_pattern_for_each_category_of_the_language() -> None:
    class Forms:
        code = "qps"
        is_right_to_left = False
        reviewed = ""

        def translate(self, pattern: str, context: str | None = None) -> str:
            return f"[{pattern}]"

        def translate_plural(self, one: str, many: str, count: int) -> str:
            return f"[{one if count == 1 else many}]"

        def number(self, value: int) -> str:
            return str(value)

        def joined(self, names: Sequence[str]) -> str:
            return ", ".join(names)

        def date(self, year: int, month: int | None, day: int | None) -> str:
            return f"{year}"

    patterns: dict[str, script_words.Pattern] = {"play": "Play", "links": ("{count} link", "{count} links")}
    english = {"play": "Play", "links": {"one": "{count} link", "other": "{count} links"}}
    assert script_words.block(patterns) == {"language": "en", "words": english}
    with language.speaking(Forms()):
        spoken = {"play": "[Play]", "links": {"one": "[{count} link]", "other": "[{count} links]"}}
        assert script_words.block(patterns) == {"language": "qps", "words": spoken}
