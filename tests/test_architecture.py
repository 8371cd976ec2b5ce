"""Imports go one way, by the layers that docs/architecture.md names, and no two modules share a name."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import networkx as nx
import pytest

from tests.fixture import ROOT

PACKAGE = ROOT / "ecosystem"


def name_of(path: Path) -> str:
    """The dotted name of a module; that of a package is the folder's."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imported(path: Path) -> Iterator[str]:
    """Every module of ours that a module imports, at its top or within a function or for its types alone."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def arrows() -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    for name, path in MODULES.items():
        graph.add_edges_from((name, other) for other in imported(path) if other in MODULES and other != name)
    return graph


def room(module: str) -> str:
    """The part of the program that a module belongs to: `dataset` for `ecosystem.dataset.rules`."""
    return module.split(".")[1] if "." in module else module


def layers() -> list[list[str]]:
    """The rooms of each layer, the lowest first, as the document lists them."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    block = re.search(r"^## Layers\n(?:.*\n)*?\n((?: {4}.+\n)+)", text, re.MULTILINE)
    assert block
    return [line.split() for line in block[1].splitlines()]


@pytest.fixture(scope="module")
def heights() -> Mapping[str, int]:
    return {name: height for height, names in enumerate(layers()) for name in names}


def test_every_room_stands_in_one_layer(heights: Mapping[str, int]) -> None:
    named = Counter(name for names in layers() for name in names)
    assert named == Counter({room(module) for module in MODULES})


def test_no_arrow_leads_back_up(heights: Mapping[str, int]) -> None:
    wrong = [
        f"{one} imports {other}"
        for one, other in arrows().edges()
        if room(one) != room(other) and heights[room(other)] >= heights[room(one)]
    ]
    assert not wrong


def test_no_import_goes_in_a_circle() -> None:
    assert not [sorted(part) for part in nx.strongly_connected_components(arrows()) if len(part) > 1]


def test_no_two_modules_share_a_name() -> None:
    paths = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    names = Counter(name_of(path).rpartition(".")[2] for path in paths if path.name != "conftest.py")
    assert not [name for name, count in names.items() if count > 1]


def test_the_check_sees_an_import_within_a_function() -> None:
    assert "ecosystem.dataset" in set(imported(MODULES["ecosystem.city"]))
