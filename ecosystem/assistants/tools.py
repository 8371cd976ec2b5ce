"""The questions that an assistant may ask: what each takes, and the answer, which `--json` prints too."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from ecosystem import dates, queries
from ecosystem.analysis import Analysis, analyse, gaps, removal
from ecosystem.city import City
from ecosystem.dataset import readings
from ecosystem.errors import InvalidDateError
from ecosystem.model import Citation, Section
from ecosystem.tracking import tracker

_LONGEST = 300
"""Characters of a text that an assistant may send."""


def _text(description: str) -> Any:
    return Meta(description=description, min_length=1, max_length=_LONGEST)


_Name = Annotated[str, _text("An id, a name, a short name, an alias or some words of a name.")]
_At = Annotated[str, _text("Answer for a date in the past: 2019, 2019-10 or 2019-10-18.")]
_Section = Annotated[
    str,
    Meta(
        description="A section of the map.",
        max_length=_LONGEST,
        extra_json_schema={"enum": [section.value for section in Section]},
    ),
]
_Date = Annotated[str, _text("The date to take as today: 2026, 2026-11 or 2026-11-30.")]


class Arguments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every question takes."""

    at: _At | None = None


class OfSection(Arguments, frozen=True, kw_only=True):
    section: _Section | None = None


class OfName(Arguments, frozen=True, kw_only=True):
    name: _Name


class OfTwo(Arguments, frozen=True, kw_only=True):
    start: _Name
    end: _Name
    strong: Annotated[bool, Meta(description="Use only links that are stated or confirmed.")] = False
    most: Annotated[int, Meta(description="Maximum number of routes.", ge=1, le=100)] = 3


class OfDay(Arguments, frozen=True, kw_only=True):
    today: _Date | None = None


class OfSource(Arguments, frozen=True, kw_only=True):
    id: Annotated[str, _text("The id of a source, as answers give it.")]


class OfActions(OfDay, frozen=True, kw_only=True):
    plan: _Name | None = None
    lead: _Name | None = None
    priority: _Name | None = None
    overdue: Annotated[bool, Meta(description="Only late actions, in plans that are kept up.")] = False
    unreported: Annotated[bool, Meta(description="Only actions without a report.")] = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What else a question needs: the data file, the day it is asked, and the date that was asked for."""

    data: Path
    today: date
    at: str | None

    def day(self) -> str | None:
        """The date that was asked for, unless it goes on for ever and so names no day."""
        return self.at if self.at and dates.bounds(self.at)[1] != date.max else None


@dataclass(frozen=True, slots=True)
class Tool:
    """A question.

    Attributes:
        name: The command that answers it too.
        description: When to ask it. It has no word of the data.
        takes: The type of its arguments.
        key: The key of its answer in JSON.
        gives: The type of its answer.
        ask: Answers it.
        rests: Returns all that its answer rests on; by default that is the answer itself.
    """

    name: str
    description: str
    takes: type[Arguments]
    key: str
    gives: Any
    ask: Callable[[City, Any, Setting], Any]
    rests: Callable[[City, Any], Iterable[Any]] = lambda city, answer: (answer,)


def _whole_map(city: City, answer: Any) -> Iterable[Any]:
    return city.ecosystem.links


def _entries(city: City, things: tuple[queries.Thing, ...]) -> Iterable[Any]:
    return (city.value(thing.id).sources for thing in things)


def _tracked(city: City, tracking: tracker.Tracking) -> Iterable[Any]:
    return (tracking, *(city.value(action.id).sources for action in tracking.actions))


def _cited(city: City, answer: queries.SourceAnswer) -> Iterable[Any]:
    return (answer, Citation(answer.id))


def _list(city: City, asked: OfSection, setting: Setting) -> tuple[queries.Thing, ...]:
    return queries.listing(city, asked.section)


def _show(city: City, asked: OfName, setting: Setting) -> queries.Profile:
    return queries.profile(city, queries.find(city, asked.name))


def _connections(city: City, asked: OfName, setting: Setting) -> queries.Connections:
    return queries.connections(city, queries.find(city, asked.name))


def _path(city: City, asked: OfTwo, setting: Setting) -> queries.Paths:
    start, end = queries.find(city, asked.start), queries.find(city, asked.end)
    return queries.paths(city, start, end, strong=asked.strong, most=asked.most)


def _analyse(city: City, asked: Arguments, setting: Setting) -> Analysis:
    return analyse(city)


def _gaps(city: City, asked: OfDay, setting: Setting) -> gaps.Gaps:
    if asked.today:
        _last_day(asked.today)
    return gaps.find(city, asked.today or setting.day())


def _without(city: City, asked: OfName, setting: Setting) -> removal.Removal:
    return removal.without(city, queries.find_organisation(city, asked.name))


def _source(city: City, asked: OfSource, setting: Setting) -> queries.SourceAnswer:
    return queries.source(
        city, asked.id, readings.places(setting.data, asked.id, city.ecosystem.about.region)
    )


def _actions(city: City, asked: OfActions, setting: Setting) -> tracker.Tracking:
    day = asked.today or setting.day()
    return tracker.select(
        city,
        _last_day(day) if day else setting.today,
        plan=asked.plan,
        lead=asked.lead,
        priority=asked.priority,
        overdue=asked.overdue,
        unreported=asked.unreported,
    )


def _last_day(text: str) -> date:
    try:
        return dates.bounds(text)[1]
    except ValueError as error:
        raise InvalidDateError("today", str(error)) from error


TOOLS = (
    Tool(
        "list",
        "List every entry of the map, or those of one section. Start here to learn names and ids.",
        *(OfSection, "things", tuple[queries.Thing, ...], _list, _entries),
    ),
    Tool(
        "show",
        "Show everything about one entry: its links, facts, disputes and progress, with basis and sources.",
        *(OfName, "profile", queries.Profile, _show),
    ),
    Tool(
        "connections",
        "List the organisations that connect to a priority, and how. The name may also be an organisation, "
        "an action, an event, an output or a plan.",
        *(OfName, "answer", queries.Connections, _connections),
    ),
    Tool(
        "path",
        "Show the shortest routes between two entries, link by link.",
        *(OfTwo, "answer", queries.Paths, _path),
    ),
    Tool(
        "analyse",
        "Measure who is most connected and who connects others, and count the organisations that each "
        "priority reaches.",
        *(Arguments, "analysis", Analysis, _analyse, _whole_map),
    ),
    Tool(
        "gaps",
        "List what the map does not show, and whom one might introduce to whom. A gap is one of the map, and "
        "no verdict on an organisation.",
        *(OfDay, "gaps", gaps.Gaps, _gaps, _whole_map),
    ),
    Tool(
        "without",
        "Show what the map says depends on one organisation alone.",
        *(OfName, "answer", removal.Removal, _without, _whole_map),
    ),
    Tool(
        "source",
        "List everything on the map that comes from one source.",
        *(OfSource, "source", queries.SourceAnswer, _source, _cited),
    ),
    Tool(
        "actions",
        "List actions and their progress, the most urgent first.",
        *(OfActions, "tracking", tracker.Tracking, _actions, _tracked),
    ),
)
"""Every question. None writes anything."""
