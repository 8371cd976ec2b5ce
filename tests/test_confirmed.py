"""A link is confirmed by those at its ends: both, the only one that can be asked, or one of two."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ecosystem import changes, exchange, publishing, queries, report, sentences
from ecosystem.city import City
from ecosystem.confirmed import Sides
from ecosystem.dataset import parse
from ecosystem.errors import InvalidDataError
from ecosystem.infographic import explorer, page, view
from ecosystem.model import Basis, Link
from ecosystem.paper import poster
from ecosystem.publishing import fragment, static_api
from ecosystem.tracking import freshness, letters
from tests import outputs
from tests.cities import SMALL

MEMBER = "{from: charity, type: member-of, to: forum, since: 2016, source: minutes}"
FAIR = "{from: council, type: funds, to: fair, source: minutes}"


def city(*confirmations: str, link: str = MEMBER, text: str = SMALL) -> City:
    told = "".join(
        f"{{organisation: {each.split()[0]}, date: {each.split()[1]}}}, " for each in confirmations
    )
    return City.parse(text.replace(link, link.replace(", source", f", confirmations: [{told}], source")))


def the_link(city: City, identifier: str = "charity-member-of-forum") -> Link:
    return next(link for link in city.ecosystem.links if link.id == identifier)


@pytest.mark.parametrize(
    ("confirmations", "mark", "basis"),
    [
        (["charity 2026-10", "forum 2026-11"], "confirmed by both", Basis.CONFIRMED),
        (["charity 2026-10"], "one side confirms: The Charity", Basis.STATED),
        (["forum 2026-10"], "one side confirms: The Forum", Basis.STATED),
        (["charity 2024-10", "forum 2025-03"], "confirmed in 2024", Basis.STATED),
        (["charity 2024-10", "charity 2026-10", "forum 2026-10"], "confirmed by both", Basis.CONFIRMED),
        (["charity 2024-10"], "one side confirmed in 2024: The Charity", Basis.STATED),
    ],
)
def test_a_sentence_says_who_confirms_it(confirmations: list[str], mark: str, basis: Basis) -> None:
    told = city(*confirmations)
    assert sentences.of_link(told, the_link(told)) == (
        f"The Charity is a member of The Forum, since 2016 ({mark})."
    )
    assert told.basis(the_link(told)) is basis
    assert the_link(told).basis is Basis.STATED


def test_one_end_is_enough_where_the_other_cannot_be_asked() -> None:
    told = city("council 2026-10", link=FAIR)
    assert sentences.of_link(told, the_link(told, "council-funds-fair")).endswith(
        "(confirmed by The Council)."
    )
    ended = SMALL.replace("status: active in 2021", "ended: 2024")
    told = city("forum 2026-10", text=ended)
    assert told.confirmed(the_link(told)).sides is Sides.ALL_THERE_ARE  # type: ignore[union-attr]
    assert sentences.of_link(told, the_link(told)).endswith("(ended) (confirmed by The Forum).")


@pytest.mark.parametrize(
    ("basis", "is_told"), [("planned", "planned"), ("disputed", "disputed"), ("inferred", "confirmed")]
)
def test_what_is_planned_or_disputed_stays_so(basis: str, is_told: str) -> None:
    written = MEMBER.replace("source", f"basis: {basis}, source")
    told = city("charity 2026-10", "forum 2026-11", link=written, text=SMALL.replace(MEMBER, written))
    assert told.basis(the_link(told)) == is_told


def test_the_pattern_for_scripts_names_the_ends_by_their_places() -> None:
    from ecosystem.city import Step

    told = city("charity 2026-10")
    assert sentences.pattern(told, Step(the_link(told), True)).endswith("(one side confirms: {0}).")
    assert sentences.pattern(told, Step(the_link(told), False)).endswith("(one side confirms: {1}).")


def _every_output(told: City) -> Iterator[tuple[str, str]]:
    for name in outputs.names():
        yield name, outputs.text_of(name, told)
    yield "explorer", explorer.render(told)
    composed = view.compose(told)
    yield "poster", str(poster.contents(told, composed, None))
    yield "fragment", fragment.render(composed, publishing.publication(composed, "https://map.example/"))
    yield "api", "".join(map(str, static_api.files(told).values()))
    yield "changes", str(changes.compare(city(), told))
    day = date(2026, 11, 30)
    yield "annual report", report.as_markdown(report.compose(told))
    yield "progress report", report.as_markdown(report.progress_report(told, date(2026, 7, 1), day))
    yield "letters", "".join(map(str, letters.messages(told, freshness.find(told, day)).values()))
    yield "stale", str(freshness.find(told, date(2026, 11, 30)))
    yield "profile", str(queries.profile(told, "charity"))


@pytest.mark.parametrize("command", ["show charity", "connections homes", "path charity forum", "list"])
def test_no_answer_says_that_both_confirm_what_one_side_confirms(command: str, tmp_path: Path) -> None:
    from tests.commands import run

    data = tmp_path / "groups.yaml"
    told = "{organisation: charity, date: 2026-10}"
    whole = f"{told}, {{organisation: forum, date: 2026-11}}"
    said = []
    for confirmations in (told, whole):
        text = SMALL.replace(
            MEMBER, MEMBER.replace(", source", f", confirmations: [{confirmations}], source")
        )
        data.write_text(text, encoding="utf-8")
        outputs_of = [run("--data", data, *command.split(), *more).stdout for more in ((), ("--json",))]
        assert all(outputs_of)
        said.append(sum("confirmed by both" in output.casefold() for output in outputs_of))
    assert said[0] == 0
    assert command != "show charity" or said[1] == 2


def test_no_output_says_that_both_confirm_what_one_side_confirms() -> None:
    """Neither here, nor of a link whose basis in the file is ‘confirmed’."""
    written = MEMBER.replace("source", "basis: confirmed, source")
    cities = [
        city("charity 2026-10"),
        city("charity 2020"),
        city("council 2026-10", link=FAIR),
        city(link=written, text=SMALL.replace(MEMBER, written)),
        city("forum 2026-11", link=written, text=SMALL.replace(MEMBER, written)),
    ]
    for told in cities:
        held = [name for name, text in _every_output(told) if "confirmed by both" in text.casefold()]
        assert held == []
    whole = city("charity 2026-10", "forum 2026-11")
    held = [name for name, text in _every_output(whole) if "confirmed by both" in text.casefold()]
    assert {"page", "show", "csv", "markdown", "explorer"} <= set(held)


def test_the_role_and_the_date_are_told_with_the_evidence() -> None:
    told = City.parse(
        SMALL.replace(
            MEMBER,
            MEMBER.replace(
                "source", "confirmations: [{organisation: forum, role: secretariat, date: 2026-11}], source"
            ),
        )
    )
    assert "Confirmed by The Forum (secretariat), November 2026." in str(queries.profile(told, "charity"))


def test_a_confirmation_is_asked_for_again_after_a_year() -> None:
    day = date(2026, 11, 30)

    def asked(told: City, months: int = 12) -> set[str | None]:
        found = freshness.find(told, day, months)
        return {
            ask.organisation
            for ask in found.asks
            for item in ask.items
            if item.about == "charity-member-of-forum"
        }

    assert asked(city()) == {"charity"}
    assert asked(city("charity 2026-10", "forum 2026-10")) == set()
    assert asked(city("charity 2026-10")) == {"forum"}
    assert asked(city("charity 2025-10", "forum 2025-10")) == {"charity"}
    assert asked(city("charity 2025-10", "forum 2025-10"), months=24) == set()


def test_the_page_says_how_many_links_are_confirmed_without_ranking_anybody() -> None:
    told = city("charity 2026-10", "forum 2026-11")
    words = "1 link is confirmed, by 2 organisations."
    assert words in page.render(view.compose(told))
    assert freshness.confirmed_words(city("charity 2026-10"), date(2026, 11, 30)) == ""


def test_a_confirmation_is_news() -> None:
    found = [change.sentence for change in changes.compare(city(), city("charity 2026-10")).changes]
    assert found == [
        "Confirmed: The Charity is a member of The Forum, since 2016 (one side confirms: The Charity)."
    ]
    found = [change.sentence for change in changes.compare(city("charity 2026-10"), city()).changes]
    assert found == ["No longer confirmed as before: The Charity is a member of The Forum, since 2016."]


@pytest.mark.parametrize(
    ("confirmation", "message"),
    [
        ("choir 2026-10", "‘choir’ is at neither end of this link, so it cannot confirm it. Delete it here."),
        ("charity 2027-01", "the confirmation (2027-01) is dated after today, 2026-11-30. Correct the date."),
        ("fair 2026", "‘fair’ is a kind (line 14). Write the id of a group, network or partner here."),
    ],
)
def test_who_cannot_confirm_is_refused_with_the_line(confirmation: str, message: str) -> None:
    who, when = confirmation.split()
    told = f"confirmations: [{{organisation: {who}, date: {when}}}], source"
    text = SMALL.replace(MEMBER, MEMBER.replace("source", told))
    with pytest.raises(InvalidDataError) as caught:
        parse(text, today=date(2026, 11, 30))
    assert message in [problem.message for problem in caught.value.problems]


def test_formats_that_hold_every_field_hold_confirmations() -> None:
    told = city("charity 2026-10")
    for name in ("jsonld", "csv", "graphml", "node-link"):
        assert "2026-10" in "".join(map(str, exchange.files(name, told).values())), name
