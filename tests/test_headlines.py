"""The three findings that open the page: chosen by rule, in one plain sentence each."""

from datetime import date

from ecosystem.city import City
from ecosystem.headlines import Headline, headlines
from ecosystem.tracking import tracker
from tests.cities import SMALL

DAY = date(2026, 11, 30)


def of(text: str, day: date = DAY) -> tuple[Headline, ...]:
    city = City.parse(text)
    return headlines(city, tracker.track(city, day), day)


def test_bristol_opens_with_who_how_far_and_what_is_silent(bristol: City) -> None:
    day = tracker.edition_day(bristol.ecosystem)
    who, far, silent = headlines(bristol, tracker.track(bristol, day), day)
    assert who.lead.startswith("Four organisations take part in ")
    assert who.lead.endswith("% of all connections")
    assert who.rest.count(",") == 2
    assert who.rest.endswith(".")
    assert far.lead == "3 of the 8 priorities have no action"
    assert silent.lead == "No report found on any of the 15 actions"


def test_the_share_counts_each_connection_once() -> None:
    (who, *_) = of(SMALL)
    city = City.parse(SMALL)
    ranked = sorted(filter(city.is_organisation, city), key=lambda each: (-city.degree(each), each))
    best = [each for each in ranked[:4] if city.degree(each) > city.degree(ranked[4])]
    touched = {step.link.id for each in best for step in city.steps(each)}
    share = round(100 * len(touched) / len(city.ecosystem.links))
    assert who.lead == f"Four organisations take part in {share}% of all connections"
    assert all(city.label(each) in who.rest for each in best)


def test_nobody_is_named_who_has_no_more_connections_than_one_left_out() -> None:
    text = SMALL + "\n"
    city = City.parse(text)
    ranked = sorted(filter(city.is_organisation, city), key=lambda each: (-city.degree(each), each))
    (who, *_) = of(text)
    for left_out in ranked[4:]:
        assert city.label(left_out) not in who.rest


PAINT = """actions:
  paint: {plan: plan, reference: "2", name: Paint ten homes, leads: [charity], due: 2021-07, source: minutes}
"""


def test_late_actions_are_counted_and_named_where_the_plan_is_kept_up() -> None:
    *_, third = of(SMALL.replace("actions:\n", PAINT), date(2040, 1, 1))
    assert third == Headline(lead="2 of 2 actions are late", rest="Build ten homes and Paint ten homes.")


def test_one_action_is_late_or_done_without_a_count() -> None:
    *_, third = of(SMALL, date(2040, 1, 1))
    assert third == Headline(lead="The one action is late", rest="Build ten homes.")
    report = "    progress: [{date: 2021, state: done, note: So we hear., source: minutes}]\nlinks:\n"
    *_, third = of(SMALL.replace("links:\n", report), date(2040, 1, 1))
    assert third.lead == "The one action is reported done"


def test_actions_without_a_report_do_not_read_as_reports() -> None:
    two = SMALL.replace("actions:\n", PAINT).replace("due: 2021-07, ", "").replace("    due: 2021-06\n", "")
    report = "    progress: [{date: 2021, state: done, note: So we hear., source: minutes}]\nlinks:\n"
    *_, third = of(two.replace("links:\n", report))
    assert third == Headline(lead="No report found on 1 of 2 actions", rest="None on Paint ten homes.")


def test_a_city_without_actions_says_when_it_was_checked() -> None:
    document = SMALL[: SMALL.index("actions:")]
    *_, third = of(document)
    assert third.lead == "No entry has been checked in the last year"


def test_a_city_of_one_organisation_has_a_headline_and_no_more_than_is_known() -> None:
    start = SMALL.index("groups:")
    text = SMALL[:start].replace("  plan: plan\n", "") + (
        "partners:\n  council: {name: The Council, kind: public, source: minutes}\n"
    )
    (who, *_) = of(text)
    assert who == Headline(lead="The map has 1 organisation", rest="No connection is known yet.")
