"""Names in the scripts of a city's people: kept whole, and found with and without accents."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from playwright.sync_api import Browser

from ecosystem import dataset, edition, queries
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.errors import InvalidDataError
from ecosystem.infographic import page, view
from ecosystem.language import isolated
from tests.browser.visits import visit
from tests.cities import SMALL
from tests.test_page import elements, parsed, text_of

# A name as it is written, and what somebody might type who has no such keyboard at hand, or is in a hurry.
NAMES = {
    "arabic": ("شبكة المساواة العِرقية", "المساواة العرقية"),
    "hebrew": ("רֶשֶׁת שִׁוְיוֹן", "רשת שויון"),
    "somali": ("Ururka Haweenka Soomaaliyeed", "haweenka"),
    "urdu": ("نسلی مساوات کا نیٹ\u200cورک", "مساوات"),
    "chinese": ("布里斯托种族平等网络", "种族平等"),
    "welsh": ("Rhwydwaith Cydraddoldeb Tŷ Gŵyr", "ty gwyr"),
    "vietnamese": ("Hội Người Việt ở Bristol", "nguoi viet"),
    "marks": ("Cafe\u0301 Ro\u0308stigraben", "café röstigraben"),
    "emoji": ("Families 👩‍👩‍👧 together", "families"),
    "hindi": ("समानता क्\u200dष नेटवर्क", "नेटवर्क"),
}


def city() -> City:
    document: Any = yaml.load(SMALL, yaml.BaseLoader)
    for identifier, (name, _) in NAMES.items():
        document["partners"][identifier] = {"name": name, "kind": "charity", "source": "minutes"}
        document["links"].append(
            {"from": identifier, "type": "member-of", "to": "forum", "source": "minutes"}
        )
    return City.parse(yaml.dump(document, allow_unicode=True, sort_keys=False, default_style="'"))


@pytest.fixture(scope="module")
def names_of_the_world() -> City:
    return city()


@pytest.mark.parametrize("identifier", NAMES)
def test_a_name_stands_whole_in_the_wheel_the_list_and_the_sentences(
    names_of_the_world: City, identifier: str
) -> None:
    name, _ = NAMES[identifier]
    tree = parsed(page.render(view.compose(names_of_the_world)))
    labels = [text_of(each) for each in elements(tree, "text")]
    headings = [text_of(each) for each in elements(tree, "h5")]
    lines = [text_of(each) for each in elements(tree, "li")]
    assert name in labels
    assert name in headings
    assert any(line.startswith(f"Has as a member {isolated(name)}.") for line in lines)


@pytest.mark.parametrize("identifier", NAMES)
def test_a_name_is_found_by_command_with_and_without_accents(
    names_of_the_world: City, identifier: str
) -> None:
    name, typed = NAMES[identifier]
    assert queries.find(names_of_the_world, name) == identifier
    assert queries.find(names_of_the_world, typed) == identifier


def test_a_name_is_found_on_the_page_with_and_without_accents(
    names_of_the_world: City, browser: Browser, tmp_path: Path
) -> None:
    edition.write(names_of_the_world, tmp_path, paper=False)  # not every computer has these fonts
    with visit(browser, (tmp_path / "index.html").as_uri()) as opened:
        for identifier, typed in ((key, word) for key, pair in NAMES.items() for word in pair):
            opened.locator("#find").fill(typed)
            lit = opened.locator("#wheel .spoke.lit").evaluate_all(
                "(all) => all.map((mark) => mark.dataset.n)"
            )
            assert identifier in lit, typed
            assert len(lit) < len(NAMES), typed


def test_a_name_comes_back_from_every_format_that_reads(tmp_path: Path) -> None:
    data = tmp_path / "world.yaml"
    document: Any = yaml.load(SMALL, yaml.BaseLoader)
    document["partners"]["choir"]["aliases"] = [name for name, _ in NAMES.values()]
    data.write_text(yaml.dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")
    said = CliRunner().invoke(main, ["--data", str(data), "show", "choir", "--json"])
    assert said.exit_code == 0, said.stderr
    assert all(name in json.dumps(json.loads(said.stdout), ensure_ascii=False) for name, _ in NAMES.values())
    book = tmp_path / "ecosystem.xlsx"
    for command in (["export", "workbook", "--output", str(book)], ["import", str(book)]):
        done = CliRunner().invoke(main, ["--data", str(data), *command])
        assert done.exit_code == 0, done.stderr
    assert "nothing" in done.output.lower()


@pytest.mark.parametrize(
    "text", ["jo\u200diner", "non\u200cjoiner", "end\u200d", "\u200dstart", "👩\u200d", "a\u200d👩"]
)
def test_a_joiner_that_joins_nothing_is_refused_with_its_code_point(text: str) -> None:
    with pytest.raises(
        InvalidDataError,
        match=r"line \d+: there is a character that cannot be seen, U\+200[CD] \(zero width (non-)?joiner\)",
    ):
        dataset.parse(SMALL.replace("name: The Choir", f'name: "The {text} Choir"'))


def built(folder: Path, old: str, new: str, *options: str) -> Result:
    """A build, in a folder, of the small city with other words."""
    data = folder / "world.yaml"
    data.write_text(SMALL.replace(old, new), encoding="utf-8")
    output = ("--output", str(folder / "output"))
    return CliRunner().invoke(main, ["--data", str(data), "build", *output, *options])


def test_a_build_goes_without_posters_when_no_font_has_a_letter(tmp_path: Path) -> None:
    said = built(tmp_path, "name: The Choir", "name: The \U0001faef Choir")
    assert said.exit_code == 0, said.stderr
    assert said.stderr.startswith("The posters are left out. No font on this computer has \U0001faef")
    written = {path.name for path in (tmp_path / "output").iterdir()}
    assert "index.html" in written
    assert not [name for name in written if "poster" in name]


@pytest.mark.parametrize("options", [(), ("--no-paper",)])
def test_a_published_build_needs_the_letters_of_its_share_card(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    url = ("--url", "https://example.org/map/")
    said = built(tmp_path, "title: A small city", "title: A \U0001faef city", *url, *options)
    assert (said.exit_code, said.stdout) == (3, "")
    assert said.stderr.startswith("No font on this computer has \U0001faef")
    assert not (tmp_path / "output").exists()
