"""The city as it stood at a date: what has a date keeps to it, and the rest is always there and counted."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from ecosystem import dataset, dates, queries, report, timeline
from ecosystem.analysis import gaps
from ecosystem.city import City
from ecosystem.dates import DateError
from ecosystem.infographic import page, view
from ecosystem.model import ORGANISATION_SECTIONS, Ecosystem, Organisation, Section
from tests import tangles
from tests.cities import SMALL
from tests.commands import run
from tests.fixture import BRISTOL
from tests.strategies import examples

# Bounds


def with_forum(founded: str | None = None, ended: str | None = None) -> Ecosystem:
    lines = [f"{field}: {date}" for field, date in (("founded", founded), ("ended", ended)) if date]
    return dataset.parse(SMALL.replace("founded: 2015-08", "\n    ".join(lines) or "status: none"))


def forum_stands(at: str, founded: str | None = None, ended: str | None = None) -> bool:
    return "forum" in timeline.at(with_forum(founded, ended), at)[0].groups


@pytest.mark.parametrize(
    ("founded", "ended", "there", "not_there"),
    [
        (
            "2015-08",
            None,
            ["2015-08-01", "2015-08", "2015", "2016", "2099"],
            ["2015-07-31", "2015-07", "2014"],
        ),
        ("2015", None, ["2015-01-01", "2015", "2020"], ["2014-12-31", "2014"]),
        ("2015-08-31", None, ["2015-08-31", "2015-08"], ["2015-08-30"]),
        ("2015~", None, ["2015", "2015-01-01"], ["2014"]),
        ("2015?", None, ["2015"], ["2014"]),
        ("2015/2017", None, ["2015", "2016", "2018"], ["2014"]),
        ("2015/..", None, ["2015", "2099"], ["2014"]),
        ("../2015", None, ["0800", "2015", "2016"], []),
        (None, "2018", ["1900", "2018", "2018-12-31"], ["2019", "2019-01-01"]),
        (None, "2018-03-10", ["2018-03-10", "2018-03"], ["2018-03-11", "2018-04"]),
        (None, "2018~", ["2018-12-31"], ["2019"]),
        (None, "2017/2018", ["2018-12-31"], ["2019"]),
        (None, "2018/..", ["2018", "2099"], []),
        ("2015", "2018", ["2015", "2016-05-05", "2018", "2010/2015", "2018/2030"], ["2014", "2019"]),
        ("2015", "2018", ["2014/..", "../2015", "../.."], ["../2014", "2019/.."]),
        (None, None, ["0001", "2015", "9999"], []),
    ],
)
def test_something_is_there_when_any_day_of_its_life_may_be_a_day_asked_for(
    founded: str | None, ended: str | None, there: list[str], not_there: list[str]
) -> None:
    assert [date for date in there if not forum_stands(date, founded, ended)] == []
    assert [date for date in not_there if forum_stands(date, founded, ended)] == []


def links_at(date: str, text: str = SMALL) -> set[str]:
    return {link.id for link in timeline.at(dataset.parse(text), date)[0].links}


def test_a_link_keeps_to_its_own_dates() -> None:
    """The Council funded the Charity from 2018 to 2020; when it paid the rent is not known."""
    grant, rent = "council-funds-charity", "council-funds-charity-2"
    days = ("2017", "2018", "2020-12-31", "2021")
    assert [grant in links_at(day) for day in days] == [False, True, True, False]
    assert all(rent in links_at(day) for day in days)


def test_a_link_needs_both_its_ends() -> None:
    """The Charity may join the Forum only when the Forum is there, whatever the link says."""
    early = SMALL.replace("to: forum, since: 2016", "to: forum, since: 2010")
    assert "charity-member-of-forum" not in links_at("2014", early)
    assert "charity-member-of-forum" in links_at("2015", early)
    assert "fair" not in timeline.at(dataset.parse(SMALL), "2020")[0].events
    assert not any(
        "fair" in (link.tail, link.head) for link in timeline.at(dataset.parse(SMALL), "2020")[0].links
    )


def test_a_moment_holds_ever_after() -> None:
    produced = "forum-produced-report"
    until = SMALL.replace("to: report, since: 2021-06-05", "to: report, since: 2021-06-05, until: 2021-06-06")
    for text in (SMALL, until):
        assert produced not in links_at("2021-06-04", text)
        assert produced in links_at("2021-06-05", text)
        assert produced in links_at("2099", text)
    leads = SMALL.replace(
        "{from: forum, type: leads, to: jobs", "{from: forum, type: leads, to: jobs, until: 2021"
    )
    assert "forum-leads-jobs" not in links_at("2022", leads)


def test_an_event_an_output_and_a_plan_have_been_ever_since() -> None:
    later, _ = timeline.at(dataset.parse(SMALL), "2099")
    assert set(later.events) == {"fair"}
    assert set(later.plans) == {"plan"}
    before, _ = timeline.at(dataset.parse(SMALL), "2021-06-04")
    assert set(before.events) == set()


def test_priorities_and_actions_come_with_their_plan() -> None:
    before, _ = timeline.at(dataset.parse(SMALL), "2020")
    assert (before.plans, before.priorities, before.actions) == ({}, {}, {})
    now, _ = timeline.at(dataset.parse(SMALL), "2021")
    assert (list(now.priorities), list(now.actions)) == (["jobs", "homes"], ["build"])


def test_disputes_go_with_what_they_are_about() -> None:
    assert timeline.at(dataset.parse(SMALL), "2014")[0].disputes == ()
    assert len(timeline.at(dataset.parse(SMALL), "2015")[0].disputes) == 1


# What carries no date


def test_what_has_no_date_is_always_there_and_counted() -> None:
    then, undated = timeline.at(dataset.parse(SMALL), "1066")
    assert [*then.groups, *then.networks, *then.partners] == ["staff", "council", "charity", "choir"]
    assert [link.id for link in then.links] == ["staff-staff-network-of-council", "council-funds-charity-2"]
    assert (undated.organisations, undated.links) == (4, 2)
    assert undated.sentence("1066") == (
        "The map as it was in 1066. Always shown, because they have no date: 4 organisations and 2 links."
    )


@pytest.mark.parametrize(("date", "count"), [("2020", 3), ("2022", 3), ("2023", 3)])
def test_an_organisation_that_is_to_end_is_not_always_there(date: str, count: int) -> None:
    ended = SMALL.replace("name: The Choir\n", "name: The Choir\n    ended: 2022\n")
    assert timeline.at(dataset.parse(ended), date)[1].organisations == count


@pytest.mark.parametrize(
    ("organisations", "links", "date", "sentence"),
    [
        (
            1,
            1,
            "2021-06-05",
            "The map as it was on 5 June 2021. "
            "Always shown, because they have no date: 1 organisation and 1 link.",
        ),
        (
            0,
            2,
            "2021-06",
            "The map as it was in June 2021. "
            "Always shown, because they have no date: 0 organisations and 2 links.",
        ),
        (
            1,
            1,
            "2019/..",
            "The map as it was from 2019. "
            "Always shown, because they have no date: 1 organisation and 1 link.",
        ),
        (
            1,
            1,
            "2019/2020",
            "The map as it was from 2019 to 2020. "
            "Always shown, because they have no date: 1 organisation and 1 link.",
        ),
    ],
)
def test_the_undated_are_said_in_good_english(
    organisations: int, links: int, date: str, sentence: str
) -> None:
    assert timeline.Undated(organisations=organisations, links=links).sentence(date) == sentence


# What follows from what is gone


def test_leads_owners_and_advanced_priorities_that_are_not_there_are_not_named() -> None:
    """Else the page would look for a lead that the map at that date does not have."""
    late = SMALL.replace("founded: 2015-08", "founded: 2022").replace(
        "  charity:\n    name: The Charity\n", "  charity:\n    name: The Charity\n    founded: 2022\n"
    )
    then, _ = timeline.at(dataset.parse(late.replace("    lead_text: The Charity's builder\n", "")), "2021")
    assert then.plans["plan"].owners == ()
    assert then.actions["build"].leads == ()
    assert page.render(view.compose(City(then)))


def test_sources_that_only_speak_of_what_is_not_there_are_no_longer_listed_and_unused_ones_are() -> None:
    more = SMALL.replace(
        "sources:\n",
        "sources:\n  unused: {title: Unused, publisher: Nobody}\n"
        "  news: {title: News, publisher: The paper}\n",
    ).replace("date: 2021-06-05\n    source: minutes", "date: 2021-06-05\n    source: news")
    assert list(timeline.at(dataset.parse(more), "2020")[0].sources) == ["unused", "minutes", "leaflet"]
    assert list(timeline.at(dataset.parse(more), "2021")[0].sources) == [
        "unused",
        "news",
        "minutes",
        "leaflet",
    ]


@pytest.mark.parametrize("about", ["unused", "council", "council-funds-charity-2"])
def test_a_gap_stays_accepted_while_what_it_is_about_is_there(about: str) -> None:
    gap = "source unused" if about == "unused" else "organisation with one link"
    more = SMALL.replace("sources:\n", "sources:\n  unused: {title: Unused, publisher: Nobody}\n")
    more += f"accepted_gaps: [{{gap: {gap}, about: {about}, reason: kept for later}}]\n"
    city = dataset.parse(more)
    assert timeline.at(city, "2014")[0].accepted_gaps == city.accepted_gaps
    assert timeline.at(city, "2026-11")[0].accepted_gaps == city.accepted_gaps


def test_an_accepted_unused_source_is_no_open_gap_at_a_date_either() -> None:
    more = SMALL.replace("sources:\n", "sources:\n  unused: {title: Unused, publisher: Nobody}\n")
    more += "accepted_gaps: [{gap: source unused, about: unused, reason: kept for later}]\n"
    found = gaps.find(City(timeline.at(dataset.parse(more), "2026-11")[0]))
    assert [gap.about for gap in found.accepted] == ["unused"]
    assert "unused" not in {gap.about for gap in found.open}


def test_an_accepted_gap_goes_with_the_thing_or_the_source_it_is_about() -> None:
    more = SMALL.replace("sources:\n", "sources:\n  news: {title: News, publisher: The paper}\n")
    more = more.replace("date: 2021-06-05\n    source: minutes", "date: 2021-06-05\n    source: news")
    more += (
        "accepted_gaps:\n"
        "  - {gap: source unused, about: news, reason: kept}\n"
        "  - {gap: organisation with one link, about: forum, reason: kept}\n"
    )
    assert timeline.at(dataset.parse(more), "2014")[0].accepted_gaps == ()


# What was said later


def test_progress_is_there_from_its_date_on() -> None:
    more = SMALL.replace(
        "    timescale: by the summer\n",
        "    timescale: by the summer\n"
        "    progress: [{date: 2025-07, state: done, source: leaflet, evidence: minutes}]\n",
    ).replace("{date: 2021, state: done,", "{date: 2022, state: done,")
    city = dataset.parse(more)
    then, _ = timeline.at(city, "2021")
    assert (then.actions["build"].progress, then.priorities["homes"].progress) == ((), ())
    assert timeline.at(city, "2025-06")[0].actions["build"].progress == ()
    for date in ("2025", "2025-07-01", "2021/2025", "2021/.."):
        later, _ = timeline.at(city, date)
        assert later.actions["build"].progress == city.actions["build"].progress
        assert later.priorities["homes"].progress == city.priorities["homes"].progress


def test_a_reading_is_there_from_its_date_on() -> None:
    more = SMALL.replace(
        "comparison_text: the next city}",
        "comparison_text: the next city, readings: [{date: 2021, value: 3, source: minutes}, "
        "{date: 2023, value: 5, source: leaflet}]}",
    )
    city = dataset.parse(more)

    def read(date: str) -> list[float]:
        measure = timeline.at(city, date)[0].actions["build"].measure
        assert measure
        return [reading.value for reading in measure.readings]

    assert [read(date) for date in ("2021", "2022-12-31", "2023")] == [[3], [3], [3, 5]]


def test_a_fact_is_there_from_the_first_day_of_its_period_on_and_without_one_always() -> None:
    def told(date: str) -> list[str]:
        return [fact.text for fact in timeline.at(dataset.parse(SMALL), date)[0].groups["forum"].facts]

    assert told("2016") == told("2018-12-31") == ["Probably once met weekly."]
    assert told("2019-01-01") == told("2040") == ["Meets monthly.", "Probably once met weekly."]


def test_what_is_left_without_any_source_can_still_be_asked_about_shown_and_reported() -> None:
    """The Choir is known from one fact alone, and that is of later."""
    more = SMALL.replace(
        "    name: The Choir\n    kind: charity\n    source: leaflet\n",
        "    name: The Choir\n    kind: charity\n    facts: [{text: Sings., period: 2020, source: song}]\n",
    ).replace("sources:\n", "sources:\n  song: {title: A song, publisher: The Choir}\n")
    city, _ = timeline.at(dataset.parse(more), "2016")
    then = City(city)
    assert city.partners["choir"].cited == ()
    assert "song" not in city.sources
    assert "The Choir" in page.render(view.compose(then))
    assert report.compose(then)
    assert gaps.find(then)
    assert queries.profile(then, "choir").facts == ()


# The plan in the hub


def with_plans(chosen: str | None, **periods: str) -> Ecosystem:
    plans = "".join(
        f"  {key}: {{name: The {key} plan, source: minutes{f', period: {period}' if period else ''}}}\n"
        for key, period in periods.items()
    )
    priorities = "".join(
        f"  {key}-one: {{plan: {key}, number: 1, name: One of {key}, source: minutes}}\n"
        for key in periods
        if key != "bare"
    )
    about = "licence: CC BY 4.0\n"
    chosen_plan = f"{about}  plan: {chosen}\n" if chosen else about
    text = SMALL.replace(f"{about}  plan: plan\n", chosen_plan).replace("plans:\n", f"plans:\n{plans}")
    return dataset.parse(text.replace("priorities:\n", f"priorities:\n{priorities}"))


def test_the_chosen_plan_stays_in_the_hub_while_it_is_there() -> None:
    city = with_plans("plan", old="2010", new="2030")
    assert timeline.at(city, "2021")[0].about.plan == "plan"
    assert timeline.at(city, "2040")[0].about.plan == "plan"


def test_before_the_chosen_plan_the_latest_one_with_priorities_takes_its_place() -> None:
    city = with_plans("plan", old="2010", older="2005", bare="2012")
    assert timeline.at(city, "2015")[0].about.plan == "old"
    assert timeline.at(city, "2007")[0].about.plan == "older"
    assert timeline.at(city, "2001")[0].about.plan is None


def test_a_city_that_chose_no_plan_has_none_at_any_date() -> None:
    city = with_plans(None, old="2010")
    assert city.about.plan is None
    assert timeline.at(city, "2015")[0].about.plan is None


# Dates that are none


@pytest.mark.parametrize("date", ["soon", "2021-13", "2021-02-30", "2021/2019", "0000"])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(DateError, match="‘"):
        timeline.at(dataset.parse(SMALL), date)


@pytest.mark.parametrize(
    "question",
    [
        ("connections", "recruitment"),
        ("show", "reslg"),
        ("path", "city-office", "reslg"),
        ("without", "reslg"),
        ("source", "lga-reslg"),
        ("actions", "--plan", "work-plan-2021-22"),
    ],
)
def test_what_is_not_on_the_map_yet_is_said_not_to_be_there_then(question: tuple[str, ...]) -> None:
    done = run("--data", BRISTOL, *question, "--at", "1900")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == f"‘{question[-1]}’ is not on the map as it was in 1900."
    unknown = run("--data", BRISTOL, *question[:-1], "nothing-at-all", "--at", "1900")
    assert "nothing-at-all" in unknown.stderr.splitlines()[-1]
    assert "as it was" not in unknown.stderr.splitlines()[-1]


@pytest.mark.parametrize("command", ["list", "analyse", "gaps", "report", "build"])
def test_every_command_refuses_a_date_that_is_none_with_a_sentence_and_exit_status_2(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("--data", BRISTOL, command, "--at", "2021-13")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "‘2021-13’ is not a date." in done.stderr
    assert list(tmp_path.iterdir()) == []


# Bristol


@pytest.fixture(scope="module", params=["2014", "2016", "2019", "2021-06-05", "2026"])
def date(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_question_can_be_asked_of_bristol_as_it_stood(date: str) -> None:
    then, undated = timeline.at(dataset.load(BRISTOL), date)
    one, other = list(then.partners)[:2]
    asked = [
        ["list"],
        ["show", one],
        ["path", one, other],
        ["analyse"],
        ["gaps"],
        ["without", one],
        ["connections", next(iter(then.priorities), one)],
    ]
    for question in asked:
        done = run("--data", BRISTOL, *question, "--at", date)
        assert done.exit_code == (1 if question == ["gaps"] else 0), done.output
        assert done.stdout
        assert done.stderr == f"{undated.sentence(date)}\n"
        in_json = json.loads(run("--data", BRISTOL, *question, "--at", date, "--json").stdout)
        assert in_json["at"] == {
            "date": date,
            "undated_organisations": undated.organisations,
            "undated_links": undated.links,
        }
    report = run("--data", BRISTOL, "report", "--at", date)
    assert (report.exit_code, report.stderr) == (0, f"{undated.sentence(date)}\n")


def test_bristol_can_be_built_as_it_stood(date: str, tmp_path: Path) -> None:
    done = run("--data", BRISTOL, "build", "--at", date, "--output", str(tmp_path))
    assert done.exit_code == 0, done.output
    then, undated = timeline.at(dataset.load(BRISTOL), date)
    assert done.stderr == f"{undated.sentence(date)}\n"
    data = json.loads((tmp_path / "ecosystem.json").read_text(encoding="utf-8"))
    assert len(data["links"]) == len(then.links)
    assert {node["id"] for node in data["nodes"]} == {node.id for _, node in then.nodes()}


def test_bristol_grew_and_no_source_went_unused_on_the_way() -> None:
    whole = dataset.load(BRISTOL)
    sizes = []
    for date in ("2014", "2016", "2019", "2021-06-05"):
        then, _ = timeline.at(whole, date)
        sizes.append((sum(len(then.section(section)) for section in ORGANISATION_SECTIONS), len(then.links)))
        assert set(then.sources) == then.cited()
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1] < (len(list(whole.nodes())), len(whole.links))


# Properties

DATES = ["2001", "2005-05", "2010-01-01", "2015~", "2020/2021", None]


@st.composite
def dated_cities(draw: st.DrawFn) -> Ecosystem:
    """A random city whose organisations and links carry random dates, ends among them."""
    value = draw(tangles.ecosystems())
    random = draw(st.randoms(use_true_random=False))

    def life() -> tuple[str | None, str | None]:
        first, last = random.choice(DATES), random.choice([None, None, *DATES])
        is_backwards = first and last and dates.bounds(first)[0] > dates.bounds(last)[1]
        return (last, first) if is_backwards else (first, last)

    sections: dict[str, Any] = {}
    for section in ORGANISATION_SECTIONS:
        organisations: dict[str, Any] = dict(value.section(section))
        for key, organisation in organisations.items():
            founded, ended = life()
            organisations[key] = replace(organisation, founded=founded, ended=ended)
        sections[section.value] = organisations
    links = []
    for link in value.links:
        since, until = life()
        links.append(replace(link, since=since, until=until))
    return replace(value, links=tuple(links), **sections)


@settings(max_examples=examples(300), deadline=None)
@given(dated_cities(), st.sampled_from([date for date in [*DATES, "1990", "2030"] if date]))
def test_no_link_stands_without_its_ends_and_nothing_is_made_up(value: Ecosystem, date: str) -> None:
    then, undated = timeline.at(value, date)
    there = {node.id for _, node in then.nodes()}
    assert all({link.tail, link.head} <= there for link in then.links)
    assert there <= {node.id for _, node in value.nodes()}
    assert set(then.links) <= set(value.links)
    organisations = [
        value.section(section)[each] for section in ORGANISATION_SECTIONS for each in then.section(section)
    ]
    assert undated.organisations == sum(
        isinstance(b, Organisation) and not (b.founded or b.ended) for b in organisations
    )
    assert undated.links == sum(not (link.since or link.until) for link in then.links)
    assert then.about.plan is None or then.about.plan in then.plans
    view.compose(City(then))


@settings(max_examples=examples(300), deadline=None)
@given(dated_cities())
def test_the_far_future_has_lost_nothing_that_has_not_ended(value: Ecosystem) -> None:
    then, _ = timeline.at(value, "2999")
    kept = {node.id for _, node in then.nodes()}
    ended = {node.id for _, node in value.nodes() if isinstance(node, Organisation) and node.ended}
    assert kept == {node.id for _, node in value.nodes()} - ended
    assert [link.id for link in then.links] == [
        link.id
        for link in value.links
        if not {link.tail, link.head} & ended and (link.type == "met" or not link.until)
    ]
    for section in Section:
        assert list(then.section(section)) == [key for key in value.section(section) if key not in ended]


def test_what_ended_or_was_checked_later_had_not_then() -> None:
    text = SMALL.replace("  choir:\n", "  choir:\n    ended: 2018\n    checked: 2017-05\n")
    ecosystem = dataset.parse(text)
    found = {date: timeline.at(ecosystem, date)[0].partners.get("choir") for date in ("2016", "2017", "2018")}
    ends = {
        date: (organisation.ended, organisation.checked)
        for date, organisation in found.items()
        if organisation
    }
    assert ends == {"2016": (None, None), "2017": (None, "2017-05"), "2018": ("2018", "2017-05")}
    assert "choir" not in timeline.at(ecosystem, "2019")[0].partners


def test_an_accepted_gap_of_later_is_not_needless_then() -> None:
    accepted = "accepted_gaps:\n  - {gap: inferred fact, about: forum, reason: We asked.}\ndisputes:\n"
    text = SMALL.replace(
        "basis: inferred, source: leaflet}", "period: 2020, basis: inferred, source: leaflet}"
    )
    then, undated = timeline.at(dataset.parse(text.replace("disputes:\n", accepted)), "2016")
    assert gaps.find(City(then, as_it_stood=undated.sentence("2016"))).needless == ()
    assert gaps.find(City(then)).needless
