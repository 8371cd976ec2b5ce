"""What must hold between the entries of a data file, and what is said where it does not."""

import pytest

from ecosystem import dataset
from tests.towns import CITY, SPREAD, problems

ORGANISATION = "the id of a group, network or partner."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[hall, mill]", "[hall, THE ROOM]", f"{ORGANISATION} Did you mean ‘hall’ (The hall)?"),
        ("[hall, mill]", "[hall, The Mill]", f"{ORGANISATION} Did you mean ‘mill’ (The mill)?"),
        ("[hall, mill]", "[hall, nothing]", ORGANISATION),
        ("[page, book]", "[page, A BOOK]", "the id of a source. Did you mean ‘book’ (A book)?"),
        ("[page, book]", "[page, a boot]", "the id of a source. Did you mean ‘book’ (A book)?"),
        ("barn, type: helps", "barn, type: HELP", "the id of a link type. Did you mean ‘helps’ (helps)?"),
        ("barn, type: helps", "barn, type: LEAD", "the id of a link type. Did you mean ‘leads’?"),
        ("kind: club\n    f", "kind: CLUBB\n    f", "the id of a kind. Did you mean ‘club’ (club)?"),
        ("[jobs, games]", "[jobs, Game]", "the id of a priority. Did you mean ‘games’ (Games)?"),
        ("about: hall", "about: fare", "the id of an entry on the map. Did you mean ‘fair’ (Hold a fair)?"),
    ],
)
def test_an_id_that_is_none_is_told_with_the_one_that_may_be_meant(old: str, new: str, told: str) -> None:
    (problem,) = problems(CITY.replace(old, new))
    assert problem.endswith(f"’ is not {told}")


def test_every_entry_with_the_same_wrong_id_has_the_hint() -> None:
    first, second = problems(CITY.replace("kind: club", "kind: clubb"))
    assert first.split(": ", 2)[2] == second.split(": ", 2)[2]
    assert first.endswith("Did you mean ‘club’ (club)?")


def test_an_id_of_something_else_is_told_what_it_is() -> None:
    assert problems(CITY.replace("leads: hall", "leads: jobs")) == [
        "line 33: actions.fair.leads: ‘jobs’ is a priority (line 27). Write the id of a group, network or "
        "partner here."
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "kind: club",
            "kind: wheel",
            "16: groups.hall.kind: ‘wheel’ is a kind for networks, and this entry is under "
            "groups. Kinds for groups: club.",
        ),
        (
            "kind: wheel",
            "kind: club",
            "26: networks.ring.kind: ‘club’ is a kind for groups, and this entry is under "
            "networks. Kinds for networks: wheel.",
        ),
        (
            "shape: diamond",
            "shape: circle",
            "6: kinds.wheel.shape: ‘circle’ is already the shape of ‘club’ (line 3). Choose another.",
        ),
        (
            "    short: The hall\n    name: A hall",
            f"    name: {'h' * 35}",
            "17: groups.hall.name: the name has 35 characters, and the wheel has room for 34. Add"
            " a short form of it under `short:`.",
        ),
        (
            "[Room]",
            "[the HALL]",
            "21: groups.hall.aliases: ‘the HALL’ is already a name of this entry. Delete it here.",
        ),
        (
            "[Room]",
            "[Room, room]",
            "21: groups.hall.aliases: ‘room’ is already a name of this entry. Delete it here.",
        ),
        (
            "founded: 2010",
            "founded: 2011",
            "20: groups.hall.founded: ‘founded’ (2011) is later than ‘ended’ (2010). Correct one of them.",
        ),
        (
            "founded: 2009",
            "founded: 2011",
            "28: networks.ring.founded: ‘founded’ (2011) is later than ‘ended’ (2010). Correct one of them.",
        ),
        (
            "number: 2",
            "number: 1",
            "39: priorities.games.number: 1 is the number of ‘jobs’ (line 30), in the same plan. "
            "Choose another.",
        ),
        (
            "number: 1",
            "number: one",
            "34: priorities.jobs.number: ‘one’ is not a whole number. Write plain digits, such as 10.",
        ),
        (
            "      - {claim: 16, source: book}\n",
            "",
            "55: disputes[1].claims: a dispute needs two claims or more. Add the "
            "other side, or make it a fact.",
        ),
        (
            "disputes:",
            "accepted_gaps: [{gap: inferred link, about: ring-helps-ring, reason: Old.}]\ndisputes:",
            "52: accepted_gaps[1].about: ‘ring-helps-ring’ is not the id of an entry, a source or "
            "a link. Did you mean ‘ring-helps-hall’?",
        ),
        (
            "about: hall",
            "about: The Hall",
            "53: disputes[1].about: ‘The Hall’ is not the id of an entry on the map. Did you mean"
            " ‘hall’ (A hall)?",
        ),
        (
            "[book]",
            "[A Book]",
            "44: priorities.games.progress[1].evidence[1]: ‘A Book’ is not the id of a source. "
            "Did you mean ‘book’ (A book)?",
        ),
    ],
)
def test_a_mistake_is_told_with_the_line_of_its_field(old: str, new: str, told: str) -> None:
    assert problems(SPREAD.replace(old, new, 1)) == [f"line {told}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    short: The hall\n    name: A hall", f"    name: {'h' * 34}"),
        ("founded: 2010", "founded: 2010-05/2011-02"),
        ("ended: 2010\n    founded: 2010", "ended: 2010-01-01\n    founded: 2010-01-01"),
        (
            "disputes:",
            "accepted_gaps: [{gap: inferred link, about: ring-helps-hall, reason: Old.}]\ndisputes:",
        ),
    ],
)
def test_what_just_fits_is_no_mistake(old: str, new: str) -> None:
    dataset.parse(SPREAD.replace(old, new, 1))


@pytest.mark.parametrize(
    "gap", ["gap: kind missing, about: jobs", "gap: source unused, about: page, kind: club"]
)
def test_a_missing_kind_is_accepted_by_its_name_and_nothing_else_is(gap: str) -> None:
    entry = f"accepted_gaps:\n  - {{{gap}, reason: Old.}}\ndisputes:\n"
    assert problems(CITY.replace("disputes:\n", entry)) == [
        "line 44: accepted_gaps[1].gap: ‘kind missing’ needs the id of that kind under `kind:`. No other gap "
        "may have one."
    ]


def test_who_says_so_does_not_show_it_too() -> None:
    (said,) = problems(CITY.replace("evidence: page,", "source: page, evidence: [book, page],"))
    assert said.endswith(
        "progress[1].evidence: ‘page’ makes the claim, under ‘source’, so it is not evidence for it. "
        "Name another source, or delete it here."
    )


def test_an_accepted_gap_is_read() -> None:
    gap = "accepted_gaps:\n  - {gap: source unused, about: page, reason: It is old.}\ndisputes:\n"
    (accepted,) = dataset.parse(CITY.replace("disputes:\n", gap)).accepted_gaps
    assert (accepted.gap.value, accepted.about, accepted.reason) == ("source unused", "page", "It is old.")
