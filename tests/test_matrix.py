"""Who works on what: the filled cells are the answers of `connections`, in the table and in the lists."""

import json
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings

from ecosystem import queries
from ecosystem.city import City
from ecosystem.infographic import page, view
from ecosystem.infographic.view.matrix import SIGNS, WORDS, How
from ecosystem.model import AS_FACT
from ecosystem.queries import Nearness
from tests import strategies
from tests.cities import SMALL
from tests.commands import run
from tests.fixture import BRISTOL
from tests.strategies import Document, examples
from tests.test_page import elements, parsed, text_of

Cells = dict[tuple[str, str], str]

LETTERS = {
    Nearness.DIRECT: {How.LEADS, How.DIRECT},
    Nearness.ACTION: {How.ACTION},
    Nearness.EVENT_OR_OUTPUT: {How.EVENT_OR_OUTPUT},
    Nearness.ORGANISATION: {How.ORGANISATION},
}


def section(html: str) -> Element:
    (found,) = [each for each in elements(parsed(html), "section") if each.get("id") == "who"]
    return found


def named(line: Element) -> str:
    """The id of the organisation to which a row or a name of a list leads."""
    (link,) = elements(line, "a")
    return link.get("href", "").removeprefix("#n-")


def in_tables(who: Element) -> Cells:
    """What each filled cell of the tables says, by organisation and priority."""
    cells = {}
    for table in elements(who, "table"):
        priorities = [each.get("data-n", "") for each in elements(table, "col") if each.get("data-n")]
        for row in elements(table, "tr"):
            if elements(row, "td"):
                organisation = named(row)
                for priority, cell in zip(priorities, elements(row, "td"), strict=True):
                    if text_of(cell):
                        (how,) = elements(cell, "span")
                        assert how.get("aria-label")
                        cells[organisation, priority] = text_of(cell).replace("\N{NO-BREAK SPACE}", " ")
    return cells


def in_lists(who: Element) -> list[tuple[str, int]]:
    """Every organisation of the lists, with the place of its priority among all."""
    lists = elements(who, "dl")
    return sorted((named(each), at) for at, one in enumerate(lists) for each in elements(one, "dd"))


def expected(city: City) -> dict[tuple[str, str], queries.Connection]:
    return {
        (each.id, priority): each
        for priority, answer in queries.answers(city).items()
        for each in answer.connections
    }


def test_the_filled_cells_are_what_the_command_answers_for_every_priority(bristol: City) -> None:
    cells = in_tables(section(page.render(view.compose(bristol))))
    for priority in bristol.ecosystem.priorities:
        answer = json.loads(run("--data", BRISTOL, "connections", priority, "--json").stdout)
        answered = {each["id"]: Nearness(each["nearness"]) for each in answer["answer"]["connections"]}
        filled = {organisation: sign for (organisation, of), sign in cells.items() if of == priority}
        assert filled.keys() == answered.keys()
        assert all(filled[each].split()[1] in LETTERS[near] for each, near in answered.items())
    assert len(cells) > 100


@given(strategies.documents(least=2))
@settings(max_examples=examples(25), deadline=None)
def test_in_any_city_cells_and_lists_are_the_answers(document: Document) -> None:
    city = strategies.city(document)
    composed = view.compose(city)
    wanted = expected(city)
    who = section(page.render(composed))
    cells = in_tables(who)
    assert cells.keys() == wanted.keys()
    for key, sign in cells.items():
        mark, letter = sign.split()
        assert letter in LETTERS[wanted[key].nearness]
        assert mark == SIGNS[How(letter)][0 if wanted[key].basis in AS_FACT else 1]
    columns = [each.id for matrix in composed.matrices if matrix.groups for each in matrix.columns]
    assert in_lists(who) == sorted((one, columns.index(priority)) for one, priority in wanted)


def test_who_leads_is_told_from_who_is_connected_directly_otherwise() -> None:
    cells = in_tables(section(page.render(view.compose(City.parse(SMALL)))))
    assert cells == {
        ("forum", "jobs"): "● L",
        ("charity", "jobs"): "▬ M",
        ("council", "jobs"): "□ E",
        ("staff", "jobs"): "▭ M",
        ("forum", "homes"): "◆ D",
        ("charity", "homes"): "△ A",
        ("council", "homes"): "▬ M",
    }


def test_a_table_has_a_caption_and_headings_with_their_scope(bristol: City) -> None:
    who = section(page.render(view.compose(bristol)))
    tables = elements(who, "table")
    assert len(tables) == len({each.plan for each in bristol.ecosystem.priorities.values()})
    for table in tables:
        assert len(elements(table, "caption")) == 1
        assert {each.get("scope") for each in elements(table, "th")} == {"col", "row", "rowgroup"}
        for row in elements(table, "tr"):
            first = next(iter(row))
            assert first.tag.endswith("th")


def test_organisations_stand_under_their_kind_in_the_order_of_the_key(bristol: City) -> None:
    for matrix in view.compose(bristol).matrices:
        kinds = [group.kind.id for group in matrix.groups]
        assert kinds == [kind for kind in bristol.ecosystem.kinds if kind in kinds]
        for group in matrix.groups:
            assert [row.label.casefold() for row in group.rows] == sorted(
                r.label.casefold() for r in group.rows
            )


def test_the_key_says_every_letter_and_the_rest_is_counted() -> None:
    composed = view.compose(City.parse(SMALL))
    assert [(each.letter, each.words) for each in composed.matrix_key] == [
        (how.value, WORDS[how]) for how in How
    ]
    (matrix,) = composed.matrices
    assert matrix.rest == "1 other organisation is not connected to any of these priorities."


@pytest.mark.parametrize("priorities", ["", "priorities:\n  p: {plan: w, number: 1, name: P, source: s}\n"])
def test_a_plan_that_nobody_is_connected_to_has_no_table(priorities: str) -> None:
    text = (
        "ecosystem: {title: T, place: P, edition: 2026, summary: S., licence: L}\n"
        "sources: {s: {title: S, publisher: P}}\nplans: {w: {name: W, owners: [], source: s}}\n" + priorities
    )
    html = page.render(view.compose(City.parse(text)))
    assert ("Who works on what" in html) == bool(priorities)
    assert "<table" not in html
    parsed(html)
