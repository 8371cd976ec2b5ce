"""Same data, same bytes: on any machine, in any order of the file."""

import builtins
import hashlib
import operator
import os
import random
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from math import fsum
from pathlib import Path
from typing import Any

import pytest
import yaml

from ecosystem import analysis, exchange, report
from ecosystem.city import City
from ecosystem.infographic import explorer, page, view, wheel
from tests import large
from tests.cities import SMALL
from tests.everywhere import IS_LONG
from tests.fixture import BRISTOL, ROOT

SUM = sum
ORDERED = ("ecosystem", "kinds", "link_types", "tours")  # their order says something: the legend, the stories
PYTHONS = sorted(
    {
        sys.executable,
        *(found for name in ("python3.12", "python3.13", "python3.14") if (found := shutil.which(name))),
    }
)
EVERYTHING = """
import pathlib, sys
from ecosystem import edition, exchange
from ecosystem.city import City
city = City.load(pathlib.Path(sys.argv[1]))
folder = pathlib.Path(sys.argv[2])
edition.write(city, folder, url="https://map.example/")
for name in exchange.FORMATS:
    for file, content in exchange.files(name, city).items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}-{file}").write_bytes(data)
"""


def shuffled(text: str, seed: int) -> str:
    """The same file with its sections, their entries and its lists in another order, written another way."""
    chance = random.Random(seed)

    def turned(values: Iterable[Any]) -> list[Any]:
        return chance.sample(list(values), len(list(values)))

    document: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    for name, section in document.items():
        if name not in ORDERED and not isinstance(section, str):
            document[name] = dict(turned(section.items())) if isinstance(section, dict) else turned(section)
    return yaml.dump(dict(turned(document.items())), allow_unicode=True, sort_keys=False, default_style="'")


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def can_run(python: str) -> bool:
    """Whether another Python has what the program imports."""
    check = subprocess.run([python, "-c", "import ecosystem.edition"], cwd=ROOT, capture_output=True)
    return check.returncode == 0


def environments() -> Iterator[tuple[str, dict[str, str]]]:
    """Four hash seeds, or ten in the long run; the time zone, the locale and the Python change with them."""
    pythons = [python for python in PYTHONS if can_run(python)]
    for seed in range(10 if IS_LONG else 4):
        yield (
            pythons[seed % len(pythons)],
            {
                "PYTHONHASHSEED": str(seed),
                "TZ": ("UTC", "Asia/Kathmandu")[seed % 2],
                "LC_ALL": ("C", "C.UTF-8")[seed // 2 % 2],
                "PYTHONUTF8": "0",
            },
        )


def test_every_output_is_the_same_bytes_anywhere_and_in_any_order_of_the_file(tmp_path: Path) -> None:
    def made(number: int, python: str, environment: dict[str, str]) -> dict[str, str]:
        data = tmp_path / f"{number}.yaml"
        data.write_text(SMALL if not number else shuffled(SMALL, number), encoding="utf-8")
        folder = tmp_path / f"out-{number}"
        done = subprocess.run(
            [python, "-c", EVERYTHING, str(data), str(folder)],
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return digests(folder)

    with ThreadPoolExecutor(2) as pool:
        first, *others = pool.map(
            made, *zip(*((n, *each) for n, each in enumerate(environments())), strict=True)
        )
    assert len(first) > 25
    for other in others:
        assert other == first


def test_bristol_in_another_order_is_the_same_bristol() -> None:
    text = BRISTOL.read_text(encoding="utf-8")
    one, other = (City.parse(each) for each in (text, shuffled(text, 7)))
    assert shuffled(text, 7) != text
    assert list(one) == list(other)
    for name in exchange.FORMATS:
        assert exchange.files(name, one) == exchange.files(name, other), name


def sum_of_python_3_12(values: Iterable[Any], /, start: Any = 0) -> Any:
    """Return the sum as Python has added floats since 3.12: without the errors of rounding on the way."""
    every = list(values)
    return fsum([start, *every]) if any(isinstance(each, float) for each in every) else SUM(every, start)


def sum_of_python_3_11(values: Iterable[Any], /, start: Any = 0) -> Any:
    return reduce(operator.add, values, start)


def no_sum_of_floats(values: Iterable[Any], /, start: Any = 0) -> Any:
    """Return the sum; ours may not hold floats, of which each Python makes another sum. Use math.fsum."""
    every = list(values)
    caller = sys._getframe(1).f_globals["__name__"]
    if caller.split(".")[0] == "ecosystem":
        assert not any(isinstance(each, float) for each in every), f"{caller} adds floats with sum()"
    return SUM(every, start)


@pytest.mark.parametrize(
    "text", [BRISTOL.read_text(encoding="utf-8"), large.text(400, 800)], ids=["real", "large"]
)
def test_floats_are_added_the_same_way_in_every_python(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for way in (sum_of_python_3_11, sum_of_python_3_12, no_sum_of_floats):
        monkeypatch.setattr(builtins, "sum", way)
        city = City.parse(text)
        made.append(
            (
                page.render(view.compose(city)),
                explorer.render(city),
                report.markdown(city),
                analysis.analyse(city),
            )
        )
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("seed", range(5))
def test_another_organisation_moves_the_others_by_two_places_at_most(seed: int, bristol: City) -> None:
    """In the median, as they follow each other round the wheel."""
    document: Any = yaml.load(BRISTOL.read_text(encoding="utf-8"), yaml.BaseLoader)
    chance = random.Random(seed)
    kind = chance.choice([organisation["kind"] for organisation in document["partners"].values()])
    source = next(iter(document["sources"]))
    document["partners"]["newcomer"] = {"name": "The Newcomer", "kind": kind, "source": source}
    for other in chance.sample(sorted(document["groups"]), 3):
        document["links"].append(
            {"from": "newcomer", "type": "works-with", "to": other, "source": source, "basis": "stated"}
        )
    after = City.parse(yaml.dump(document, allow_unicode=True, sort_keys=False, default_style="'"))
    before, now = ([spoke.id for spoke in wheel.draw(city).spokes] for city in (bristol, after))
    at = now.index("newcomer")
    now.remove("newcomer")
    moves = [abs(now.index(organisation) - place) for place, organisation in enumerate(before)]
    assert statistics.median(moves) <= 2, (at, sorted(moves)[-10:])
