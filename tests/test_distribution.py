"""The package as others install it: a wheel that holds all it needs, tried without the repository."""

import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from trove_classifiers import classifiers

from ecosystem import __version__
from ecosystem.cli import VERBS
from tests import lowest
from tests.cities import SMALL
from tests.fixture import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "ecosystem"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed >= set(listed.stdout.split())
    assert [name for name in packed if not name.startswith("ecosystem/") or "__pycache__" in name] == []


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment that has the wheel and what it depends on, and not the repository."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder, with_pip=False)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    zipfile.ZipFile(wheel).extractall(packages)
    (packages / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    return Path(sysconfig.get_path("scripts", "venv", {"base": str(folder)})) / "python"


def run(python: Path, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [python, "-I", "-m", "ecosystem", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_installed_package_builds_a_map_and_answers(elsewhere: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "groups.yaml").write_text(SMALL, encoding="utf-8")
    where = subprocess.run(
        [elsewhere, "-I", "-c", "import ecosystem; print(ecosystem.__file__)"], capture_output=True, text=True
    )
    assert str(ROOT) not in where.stdout
    for command in (["build"], ["connections", "jobs"], ["schema"], ["export", "jsonld"]):
        done = run(elsewhere, tmp_path, *command)
        assert (done.returncode, done.stderr) == (0, ""), command
        assert done.stdout
    page = (tmp_path / "output" / "index.html").read_text(encoding="utf-8")
    assert "<script>" in page
    assert "A small city" in page


def test_a_new_city_can_be_started_from_the_installed_package(elsewhere: Path, tmp_path: Path) -> None:
    assert run(elsewhere, tmp_path, "new", "town").returncode == 0
    assert run(elsewhere, tmp_path / "town", "check").stdout == ""


def test_every_dependency_of_the_package_is_pinned() -> None:
    pinned = {canonicalize_name(name) for name, _ in pins(ROOT / "requirements.txt")}
    needed = [Requirement(each) for each in requires("ecosystem-mapper") or []]
    assert {canonicalize_name(each.name) for each in needed if not each.marker} <= pinned


PIN = re.compile(
    r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.+-]+)(?: ; [^\\]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n"
)
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))


def pins(file: Path) -> list[tuple[str, str]]:
    """The names and versions in a file of pins."""
    return [(name, version) for name, version, _ in PIN.findall(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: file.name)
def test_a_file_of_pins_holds_exact_versions_with_hashes_and_names_no_registry(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    comments, entries = re.match(r"((?:#.*\n)*)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    assert "://" not in comments
    assert PIN.sub("", entries) == ""
    assert pins(file)


def test_the_files_of_pins_agree() -> None:
    run, test, tools = (set(pins(ROOT / f"requirements{suffix}.txt")) for suffix in ("", "-test", "-tools"))
    assert run < test < tools


def test_every_dependency_has_a_lowest_version_that_is_tried() -> None:
    needed = [Requirement(each) for each in requires("ecosystem-mapper") or []]
    extras = ("serve", "mcp")
    mine = {
        each.name
        for each in needed
        if not each.marker or any(f'extra == "{extra}"' in str(each.marker) for extra in extras)
    }
    assert {line.partition("==")[0] for line in lowest.constraints()} == mine
    for line in lowest.constraints():
        name, _, version = line.partition("==")
        assert next(each for each in needed if each.name == name).specifier.contains(version), line


def test_the_smoke_test_tries_every_command() -> None:
    tried = (ROOT / "tests" / "smoke.py").read_text(encoding="utf-8")
    for verb in (verb for verbs in VERBS.values() for verb in verbs):
        assert f'"{verb}"' in tried, verb


def test_what_the_package_says_of_itself_is_known_to_the_registry() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["classifiers"]) <= classifiers
    assert project["classifiers"] == sorted(project["classifiers"])
    assert (ROOT / "ecosystem" / "py.typed").exists()


def test_the_citation_names_this_version_and_no_person() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert citation["version"] == __version__
    assert citation["license"] == project["license"]
    assert citation["keywords"] == project["keywords"]
    assert [set(author) for author in citation["authors"]] == [{"name"}]
