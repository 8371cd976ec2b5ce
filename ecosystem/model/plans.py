"""Plans, their priorities and actions, and what has become of these."""

from typing import Annotated

from ecosystem.model.enums import Direction, Rhythm, State
from ecosystem.model.types import (
    GIVEN,
    Citation,
    Date,
    Name,
    OrganisationId,
    PlanId,
    PriorityId,
    ShortName,
    Slug,
    Sources,
    Text,
    Value,
    described,
    explained,
)


@explained("A work plan or action plan.")
class Plan(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    id: Annotated[Slug, GIVEN]
    name: Annotated[Name, described("Its full name. Name roles and organisations, never a person.")]
    short: ShortName = None
    aliases: Annotated[
        tuple[Name, ...], described("Other names it goes by. Readers can search for each.")
    ] = ()
    owners: Annotated[
        tuple[OrganisationId, ...], described("The ids of the organisations that set the plan.")
    ] = ()
    period: Annotated[Date | None, described("The time it covers.")] = None
    summary: Annotated[Text | None, described("What it is about, in a sentence or two.")] = None
    kept_up: Annotated[
        bool,
        described(
            "true: somebody reports on it here, so that an action whose time has passed is overdue.",
            line="Progress on this plan is reported here.",
        ),
    ] = False
    sources: Sources

    @property
    def label(self) -> str:
        return self.short or self.name


@explained("A report on a priority or an action. Done without evidence is a claim.")
class Progress(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    date: Annotated[Date, described("When this was reported.")]
    state: Annotated[
        State, described("under way, done or stopped. Done without evidence is shown as a claim.")
    ]
    note: Annotated[Text | None, described("What was said, in your own words.")] = None
    sources: Annotated[
        tuple[Citation, ...],
        described("Who says so: the id of a source, with the place in it if you like, or a list of these."),
    ] = ()
    evidence: Annotated[
        tuple[Citation, ...],
        described("Other sources that support it, apart from those that say so."),
    ] = ()


@explained("What a plan sets out to do.")
class Priority(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    id: Annotated[Slug, GIVEN]
    plan: Annotated[PlanId, described("The id of the plan it is part of.")]
    number: Annotated[int, described("Its number in the plan.")]
    name: Annotated[Name, described("Its full name. Name roles and organisations, never a person.")]
    short: ShortName = None
    aliases: Annotated[
        tuple[Name, ...], described("Other names it goes by. Readers can search for each.")
    ] = ()
    summary: Annotated[Text | None, described("What it is about, in a sentence or two.")] = None
    progress: Annotated[tuple[Progress, ...], described("Reports on how it goes, the oldest first.")] = ()
    sources: Sources

    @property
    def label(self) -> str:
        return self.short or self.name


@explained("One value of a measure.")
class Reading(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    date: Annotated[Date, described("When it was measured.")]
    value: Annotated[float, described("The number.")]
    sources: Sources = ()


@explained("What would show that an action works. A comparison is a gap to close, not a target.")
class Measure(Value, frozen=True, kw_only=True):
    indicator: Annotated[Text, described("What is measured.")]
    unit: Annotated[Name | None, described("The unit of the numbers: %, people.")] = None
    direction: Annotated[Direction | None, described("Which way the number should go.")] = None
    baseline: Annotated[float | None, described("The number at the start.")] = None
    baseline_date: Annotated[Date | None, described("When that number was measured.")] = None
    comparison: Annotated[
        float | None, described("Another number to compare it with: a gap to close, not a target.")
    ] = None
    comparison_text: Annotated[Name | None, described("Whose number the comparison is.")] = None
    target: Annotated[float | None, described("The number that is aimed at.")] = None
    target_text: Annotated[Text | None, described("The target in words, where it is not a number.")] = None
    readings: Annotated[tuple[Reading, ...], described("Later numbers, each with its date.")] = ()


@explained("A step of a plan, with its leads and its time.")
class Action(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    id: Annotated[Slug, GIVEN]
    plan: Annotated[PlanId, described("The id of the plan it is part of.")]
    reference: Annotated[Name | None, described("Its number or letter in the plan.")] = None
    part: Annotated[Name | None, described("Its heading in the plan.")] = None
    objective: Annotated[Text | None, described("What the plan says it is to achieve.")] = None
    name: Annotated[Name, described("Its full name. Name roles and organisations, never a person.")]
    short: ShortName = None
    aliases: Annotated[
        tuple[Name, ...], described("Other names it goes by. Readers can search for each.")
    ] = ()
    outcome: Annotated[Text | None, described("What the plan hopes to see.")] = None
    leads: Annotated[tuple[OrganisationId, ...], described("The ids of the organisations that lead it.")] = ()
    lead_text: Annotated[Name | None, described("The lead in the plan’s own words.")] = None
    timescale: Annotated[Name | None, described("The time in the plan’s own words. Always keep it.")] = None
    start: Annotated[Date | None, described("When it starts.")] = None
    due: Annotated[Date | None, described("When it is due, as far as the plan’s words say.")] = None
    repeats: Annotated[Rhythm | None, described("How often it repeats.")] = None
    advances: Annotated[tuple[PriorityId, ...], described("The ids of the priorities it advances.")] = ()
    measure: Annotated[Measure | None, described("What would show that it works.")] = None
    progress: Annotated[tuple[Progress, ...], described("Reports on how it goes, the oldest first.")] = ()
    note: Annotated[Text | None, described("What a reader should know.")] = None
    sources: Sources

    @property
    def label(self) -> str:
        return self.short or self.name
