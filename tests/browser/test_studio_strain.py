"""The studio under strain: edit after edit, each with its map."""

import json
import time
from pathlib import Path

import pytest

from tests.browser import studios
from tests.browser.unwatched import Unwatched, unwatched
from tests.fixture import BRISTOL

pytestmark = pytest.mark.slow

MOST_GROWTH = 1.2
"""How many times as much memory the studio may hold after all edits as after the first round."""
ROUNDS = 4
EDITS = 50

OPEN = """async (text) => {
  const given = new DataTransfer();
  given.items.add(new File([text], "bristol.yaml"));
  const input = document.getElementById("file");
  input.files = given.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}"""
EDIT = """async (count) => {
  const until = async (holds) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const isDrawn = () => document.querySelector(".map .state").textContent.includes("published");
  for (let number = 0; number < count; number += 1) {
    const box = document.getElementById("f-name");
    box.value = `Black South West Network ${"abcdefghij"[number % 10]}`;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await until(() => document.querySelector(".tag")); // the form is not saved
    document.querySelector("#work form [type=submit]").click();
    await until(() => !isDrawn());
    await until(isDrawn);
  }
  return document.querySelectorAll(".map iframe").length;
}"""
"""Change and save a name so often, and wait each time until the map shows it."""


def wait_for(tab: Unwatched, source: str) -> None:
    end = time.monotonic() + studios.PATIENCE / 1000
    while not tab.evaluate(source):
        assert time.monotonic() < end, source
        time.sleep(0.1)


def test_two_hundred_edits_leave_the_memory_as_it_was(tmp_path: Path) -> None:
    with studios.site(tmp_path) as address, unwatched() as tab:
        tab.open(address)
        wait_for(tab, "document.body?.dataset.state === 'ready' && !!document.getElementById('file')")
        tab.evaluate(f"({OPEN})({json.dumps(BRISTOL.read_text(encoding='utf-8'))})")
        wait_for(tab, "!!document.querySelector('.map .state')?.textContent.includes('published')")
        tab.evaluate("location.hash = '#/organisations/.bswn'")
        wait_for(tab, "!!document.getElementById('f-name')?.value")
        held = []
        for _ in range(ROUNDS):
            assert tab.evaluate(f"({EDIT})({EDITS})") == 1
            held.append(tab.memory())
    assert held[-1] <= MOST_GROWTH * held[0], held
