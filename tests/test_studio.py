"""The studio as static files, its program beside a browser, and what it hands over."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecosystem import files
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.errors import FileAccessError
from ecosystem.infographic import page, view
from ecosystem.studio import handover, static_site
from ecosystem.worker import BYTES, LATER, PAPER, Program, run
from tests import studio_bundle
from tests.cities import SMALL
from tests.fixture import BRISTOL, ROOT

NAMES = (*static_site.LATER, static_site.PYTHON, "later.zip.gz", "program.zip.gz", "pyodide.mjs")
PARTS = {name: name.encode() for name in NAMES}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "bundle.zip"
    static_site.write_bundle(path, PARTS)
    return path


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path / "work")
    program.call("open", json.dumps(["small.yaml", {BYTES: 0}]), [memoryview(SMALL.encode())])
    return program


def test_the_folder_holds_every_part_of_the_bundle_and_names_each_by_its_hash(
    bundle: Path, tmp_path: Path
) -> None:
    written = static_site.write(tmp_path / "studio", bundle)
    names = {path.name for path in written}
    assert names == {*PARTS, "index.html", "keeper.js", "studio.js", "studio.css", "worker.js", "text.js"}
    html = (tmp_path / "studio" / "index.html").read_text(encoding="utf-8")
    kept = (tmp_path / "studio" / "keeper.js").read_text(encoding="utf-8")
    for name in names - {"index.html", "keeper.js"}:
        assert f'"{name}":{{"size":{(tmp_path / "studio" / name).stat().st_size},' in html
        assert f'"{name}?' in kept


def test_the_same_parts_give_the_same_bundle_and_folder(bundle: Path, tmp_path: Path) -> None:
    static_site.write_bundle(tmp_path / "again.zip", dict(reversed(PARTS.items())))
    assert (tmp_path / "again.zip").read_bytes() == bundle.read_bytes()
    assert static_site.contents(tmp_path / "again.zip") == static_site.contents(bundle)


def test_a_missing_bundle_says_where_to_get_one(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["studio", str(tmp_path / "to"), "--bundle", str(tmp_path / "none.zip")])
    assert done.exit_code == 3
    assert "Make them with “make studio”, or take them from the release" in done.stderr
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_bundle_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bundle.zip").write_bytes(content)
    with pytest.raises(FileAccessError, match="cannot be read"):
        static_site.contents(tmp_path / "bundle.zip")


def rewritten(bundle: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(bundle) as file:
        held = {known: file.read(known) for known in file.namelist()}
    with zipfile.ZipFile(bundle, "w") as file:
        for known, old in {**held, name: content}.items():
            file.writestr(known, old)
    return bundle


def test_a_damaged_part_is_refused(bundle: Path) -> None:
    with pytest.raises(FileAccessError, match=r"pyodide\.mjs in .* is damaged"):
        static_site.contents(rewritten(bundle, "pyodide.mjs", b"something else"))


def test_the_bundle_of_another_version_is_refused(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as file:
        manifest = json.loads(file.read(static_site.MANIFEST))
    manifest["program"] = hashlib.sha256(b"another").hexdigest()
    rewritten(bundle, static_site.MANIFEST, json.dumps(manifest).encode())
    with pytest.raises(FileAccessError, match="was made from another version"):
        static_site.contents(bundle)


def test_the_rules_allow_the_scripts_of_the_map_and_no_text_as_script() -> None:
    policy = static_site.policy()
    scripts = (page.start(), page.early(), page.script(), page.script(large=True))
    for text in (*scripts, page.style(), page.large_style()):
        assert page.hash_of(text) in policy
    assert "'wasm-unsafe-eval'" in policy
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert "https:" not in policy


def test_the_first_map_needs_no_library_that_is_loaded_later(tmp_path: Path) -> None:
    code = f"""
import sys
from ecosystem.worker import Program
program = Program(__import__("pathlib").Path({str(tmp_path)!r}))
program.call("warm", "[]")
program.call("example", "[]")
html, _, missing = program.call("preview", "[]")
assert len(html) > 10_000 and not missing
print(*{{name.partition(".")[0] for name in sys.modules}})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    later = {name.lower() for name in (*studio_bundle.LATER, *studio_bundle.PAPER, "typst")}
    of = {package: {name.lower() for name in names} for package, names in packages_distributions().items()}
    assert [package for package in done.stdout.split() if of.get(package, set()) & later] == []


def test_the_program_answers_with_values_and_bytes(program: Program) -> None:
    answer, beside, missing = program.call("make", '["file"]')
    assert json.loads(answer) == {"name": "small.yaml", "data": {BYTES: 0}, "said": ""}
    assert beside == [SMALL.encode()]
    assert missing == ""


def test_the_preview_is_the_page_of_the_city(program: Program) -> None:
    answer, _, _ = program.call("preview", "[]")
    assert json.loads(answer) == {"html": page.render(view.compose(City.parse(SMALL)))}


def test_a_private_method_is_no_call(program: Program) -> None:
    with pytest.raises(AttributeError):
        program.call("_take", "[]")


@pytest.mark.parametrize(("library", "part"), [("xlsxwriter", LATER), ("typst", PAPER)])
def test_a_library_that_is_not_there_is_asked_for_once(
    library: str, part: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(*_: object) -> None:
        raise ModuleNotFoundError(name=library)

    monkeypatch.setattr(handover, "make", without)
    assert program.call("make", '["workbook"]') == ("null", [], part)
    with pytest.raises(ModuleNotFoundError):
        program.call("make", '["workbook"]')


def test_a_command_speaks_its_language_and_the_next_one_its_own(tmp_path: Path) -> None:
    data = ["--data", str(BRISTOL)]
    english = run([*data, "gaps"])
    assert run([*data, "gaps", "--language", "cy"]) != english
    assert run([*data, "gaps"]) == english


def test_wrong_usage_has_its_exit_status_and_its_words() -> None:
    status, said = run(["--data", str(BRISTOL), "without", "nobody at all"])
    assert status == 2
    assert "nobody at all" in said


@pytest.mark.parametrize("what", ["workbook", "calendar", "annual-report.md"])
def test_an_output_is_what_the_command_writes(what: str, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    made = handover.make(what, "bristol.yaml", BRISTOL.read_text(encoding="utf-8"), run, tmp_path / "work")
    output = tmp_path / handover.file_name(what, BRISTOL)
    done = CliRunner().invoke(main, handover.command(what, BRISTOL, output))
    expected = done.stdout_bytes if what in handover.PRINTED else output.read_bytes()
    assert made["data"] == expected
    assert made["name"] == output.name


def test_a_folder_becomes_a_zip_with_an_address_if_there_is_one(tmp_path: Path) -> None:
    made = handover.make("pages", "small.yaml", SMALL, run, tmp_path, "https://map.example/")
    assert made["data"] is not None
    with zipfile.ZipFile(io.BytesIO(made["data"])) as packed:
        assert {"pages/index.html", "pages/embed.html"} <= set(packed.namelist())
        assert b"https://map.example/" in packed.read("pages/index.html")
    assert made["name"] == "pages.zip"


@pytest.mark.parametrize("what", ["workbook", "letters"])
def test_what_is_said_names_no_folder_of_the_studio(what: str, tmp_path: Path) -> None:
    made = handover.make(what, "small.yaml", SMALL, run, tmp_path)
    assert made["said"].startswith(handover.file_name(what, Path("small.yaml")))
    assert str(tmp_path) not in made["said"]


def test_what_cannot_be_made_says_why(tmp_path: Path) -> None:
    made = handover.make("workbook", "small.yaml", "about: {", run, tmp_path)
    assert made["data"] is None
    assert "small.yaml" in made["said"]


def test_everything_the_bundle_is_made_of_is_pinned_by_hash() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]["node_modules/pyodide"]["integrity"].startswith("sha512-")
    pins = (ROOT / "requirements-studio.txt").read_text(encoding="utf-8")
    versions = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for line in pins.splitlines():
        if "==" in line:
            assert line in versions
    assert pins.count("--hash=sha256:") == pins.count("==") == 2
    assert "http" not in pins
    for name in (*studio_bundle.FIRST, *studio_bundle.LATER, *studio_bundle.PAPER):
        assert f"\n{name}==" in versions, name


def test_what_is_written_once_can_be_written_again(bundle: Path, tmp_path: Path) -> None:
    first = static_site.write(tmp_path / "studio", bundle)
    assert static_site.write(tmp_path / "studio", bundle) == first
    (tmp_path / "studio" / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(FileAccessError):
        static_site.write(tmp_path / "studio", bundle)
    assert files.read(tmp_path / "studio" / "index.html") == "mine"
