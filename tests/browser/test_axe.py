"""axe finds nothing to complain of, in any state, scheme or width.

axe cannot run where script is off, so the page without script is the page without its scripts. Its check of
colours takes long: in the states that change only the wheel and what stands beside it, it looks at these, and
most schemes and widths are seen on the small city, whose page has the same parts.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ecosystem import sentences
from tests.browser.axe import violations
from tests.browser.built_pages import BuiltPage
from tests.browser.visits import Scheme, key_button, open_all, visit
from tests.everywhere import also

Act = Callable[[Page, BuiltPage], None]

OTHERS = [("dark", 375), *also(("dark", 1280), ("light", 375))]
"""Schemes and widths but the usual ones, both others at once first."""


def ask(page: Page, built: BuiltPage) -> None:
    page.locator("#ask-priority").select_option(built.chosen[-1].id)


def select_an_organisation(page: Page, built: BuiltPage) -> None:
    page.locator("#wheel .spoke").first.focus()
    page.keyboard.press("Enter")


def select_a_kind(page: Page, built: BuiltPage) -> None:
    key_button(page, built.ecosystem.kinds[built.entities[0].kind].plural).click()


def select_a_basis(page: Page, built: BuiltPage) -> None:
    key_button(page, sentences.BASIS_WORDS[built.ecosystem.links[0].basis]).click()


def search(page: Page, built: BuiltPage) -> None:
    page.locator("#panel-close").click()
    page.locator("#find").fill(built.entities[0].name)


STATES: dict[str, Act] = {
    "asked": ask,
    "an organisation selected": select_an_organisation,
    "a kind selected": select_a_kind,
    "a basis selected": select_a_basis,
    "searched": search,
}


@pytest.mark.parametrize("built", ["small", *also("bristol")], indirect=True)
def test_axe_finds_nothing_in_any_state(browser: Browser, built: BuiltPage) -> None:
    look_at_all_states(browser, built, "light", 1280)


@pytest.mark.parametrize(("scheme", "width"), OTHERS)
def test_axe_finds_nothing_in_the_other_schemes_and_widths(
    browser: Browser, small_page: BuiltPage, scheme: Scheme, width: int
) -> None:
    look_at_all_states(browser, small_page, scheme, width)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), *also(("dark", 1280), ("dark", 375))])
def test_axe_finds_nothing_round_the_wheel_of_bristol(
    browser: Browser, bristol_page: BuiltPage, scheme: Scheme, width: int
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=width, scheme=scheme) as page:
        assert violations(page, within=".main") == []
        ask(page, bristol_page)
        assert violations(page, within=".main") == []


def look_at_all_states(browser: Browser, built: BuiltPage, scheme: Scheme, width: int) -> None:
    with visit(browser, built.file.as_uri(), width=width, scheme=scheme) as page:
        assert violations(page) == []
        for state, act in STATES.items():
            act(page, built)
            assert page.locator("#panel").is_visible(), state
            assert violations(page, within=".main") == [], state
            if state == "searched":
                assert page.get_by_role("option").first.is_visible()
                assert violations(page, within=".find") == []
        page.keyboard.press("Escape")
        open_all(page)
        is_small = len(built.entities) < 50
        assert violations(page, within="main", colours=is_small) == []


@pytest.mark.parametrize("scheme", ["light", *also("dark")])
def test_axe_finds_nothing_in_the_contents_of_a_phone(
    browser: Browser, bristol_page: BuiltPage, scheme: Scheme
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=375, scheme=scheme) as page:
        page.get_by_role("button", name="Contents").click()
        assert page.locator("#contents").is_visible()
        assert violations(page, within=".bar") == []


@pytest.mark.parametrize("built", ["small", *also("bristol")], indirect=True)
def test_axe_finds_nothing_without_script(
    browser: Browser, built: BuiltPage, small_page: BuiltPage, tmp_path: Path
) -> None:
    """The colours are those of classes, which the small city has too."""
    bare = without_scripts(built, tmp_path)
    with visit(browser, bare.as_uri()) as page:
        assert page.locator(".has-script").count() == 0
        assert violations(page, colours=built is small_page) == []


@pytest.mark.parametrize(("scheme", "width"), OTHERS)
def test_axe_finds_nothing_without_script_in_the_other_schemes_and_widths(
    browser: Browser, small_page: BuiltPage, scheme: Scheme, width: int, tmp_path: Path
) -> None:
    bare = without_scripts(small_page, tmp_path)
    with visit(browser, bare.as_uri(), width=width, scheme=scheme) as page:
        assert violations(page) == []


def without_scripts(built: BuiltPage, folder: Path) -> Path:
    html = built.file.read_text(encoding="utf-8")
    file = folder / "bare.html"
    file.write_text(re.sub(r"<script[ >].*?</script>", "", html, flags=re.DOTALL), encoding="utf-8")
    return file


def test_axe_would_find_a_fault(browser: Browser, small_page: BuiltPage, tmp_path: Path) -> None:
    """The measure itself: a button without a name, and text that is too pale."""
    html = small_page.file.read_text(encoding="utf-8")
    faulty = tmp_path / "faulty.html"
    spoilt = html.replace("</main>", '<button></button><p class="pale">Pale</p></main>').replace(
        "</style>", ".pale { color: var(--rule); }</style>"
    )
    spoilt = re.sub(r'<meta http-equiv="?Content-Security-Policy[^>]*>', "", spoilt)
    faulty.write_text(spoilt, encoding="utf-8")
    with visit(browser, faulty.as_uri()) as page:
        assert [name for name, _ in violations(page)] == ["button-name", "color-contrast"]
