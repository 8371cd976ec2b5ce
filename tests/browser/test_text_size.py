"""A reader who has set another size of text gets it, in three browsers."""

from itertools import pairwise
from typing import Any

import pytest

from tests.browser.built_pages import BuiltPage
from tests.browser.readers import Reader
from tests.everywhere import also

# Of what is shown, or would be in an open fold: WebKit works nothing out anew for what has no box at all.
SIZES = """() => {
  const style = (element) => getComputedStyle(element);
  const isGone = (element) => style(element).display === "none";
  const isKept = (element) => !element || (!isGone(element) && isKept(element.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter((element) => !element.closest("svg, script, style, [type=range]") && isKept(element))
    .map((element) => parseFloat(style(element).fontSize));
}"""
SET = "(size) => { document.documentElement.style.fontSize = size; }"
NUMBERS = """() => [...document.querySelectorAll(".glance dl div")].map((pair) => {
  const text = new Range();
  text.selectNodeContents(pair);
  const { left, right, top, bottom } = text.getBoundingClientRect();
  return { left, right, top, bottom };
})"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(params=[375, *also(1280)])
def page(request: pytest.FixtureRequest, reader: Reader, bristol_page: BuiltPage) -> Reader:
    reader.viewport(request.param, 900)
    reader.open(bristol_page.file.as_uri())
    return reader


def are_apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two boxes have at least 8 px between them, beside each other or in two rows."""
    beside = max(one["left"], other["left"]) - min(one["right"], other["right"])
    below = max(one["top"], other["top"]) - min(one["bottom"], other["bottom"])
    return bool(beside >= 8 or below >= 0)


def test_all_text_follows_the_size_that_the_reader_has_set(page: Reader) -> None:
    before = page.evaluate(SIZES)
    page.evaluate(SET, "32px")
    assert page.evaluate(SIZES) == pytest.approx([2 * size for size in before])


def test_large_numbers_at_a_glance_stand_apart_and_nothing_scrolls_sideways(page: Reader) -> None:
    page.evaluate(SET, "28px")
    numbers = page.evaluate(NUMBERS)
    assert len(numbers) == 4
    assert all(are_apart(*pair) for pair in pairwise(numbers))
    assert page.evaluate(SIDEWAYS) == 0
