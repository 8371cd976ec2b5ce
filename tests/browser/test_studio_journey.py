"""What an editor does first in the studio, in three browsers: changes a name and takes that back."""

from tests.browser import native_studio
from tests.browser.readers import Reader
from tests.browser.test_journeys import SIDEWAYS, VIOLATIONS

HEADING = "(words) => document.querySelector('h1')?.textContent === words"
SAID = "(words) => document.querySelector('.said')?.textContent.startsWith(words)"
SHOWN = """(heading) => document.querySelector('.map iframe')?.srcdoc.includes(heading)
  && document.querySelector('.map .state').textContent.includes('published')"""
DRAWN = """() => document.addEventListener("load", ({ target }) => {
  if (target.matches?.(".map iframe")) window.drawn = target.srcdoc;
}, true)"""
DRAWN = "document.querySelector('#n-hospital h5').textContent.trim()"
NAME = "Exampleton Hospital Trust"


def wait_for_map(reader: Reader, name: str) -> None:
    """Wait until the map beside the form shows the hospital by a name."""
    reader.wait_for(SHOWN, f"{name}</bdi></h5>")
    with reader.within(".map iframe"):
        assert reader.evaluate(DRAWN) == name


def test_an_editor_changes_a_name_and_takes_it_back(reader: Reader) -> None:
    with native_studio.served() as studio:
        reader.viewport(1440, 900)
        reader.open(studio.address)
        reader.wait_for("document.querySelector('.ways') !== null")
        reader.click(".ways section:last-child button")
        reader.wait_for(HEADING, "An example city’s race equality eco-system")
        before = studio.session.state()["text"]
        reader.evaluate("() => { location.hash = '#/organisations/.hospital'; }")
        reader.wait_for("document.querySelector('#f-name')?.value")
        wait_for_map(reader, NAME)
        visited = reader.evaluate("history.length")
        reader.click("#f-name")
        reader.press("End")
        reader.type(" North")
        reader.click("#work form [type=submit]")
        reader.wait_for(SAID, "Saved")
        changed = before.replace(f"name: {NAME}\n", f"name: {NAME} North\n")
        assert studio.session.state()["text"] == changed != before
        wait_for_map(reader, f"{NAME} North")
        reader.click(".tools button")
        reader.wait_for(SAID, "Undone")
        reader.wait_for("(name) => document.getElementById('f-name').value === name", NAME)
        assert studio.session.state()["text"] == before
        wait_for_map(reader, NAME)
        assert reader.evaluate("history.length") == visited  # Back leads to no older map
        assert reader.evaluate(SIDEWAYS) == 0
        assert (reader.complaints, reader.evaluate(VIOLATIONS), reader.evaluate("canaries")) == ([], [], 0)
        reader.open("about:blank")  # which asks no server that is gone
