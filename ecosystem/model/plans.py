"""Plans, their priorities and actions, and what has become of these."""

from ecosystem.model.choices import Direction, Rhythm, State
from ecosystem.model.terms import BodyId, Date, Name, PlanId, PriorityId, Short, Slug, SourceId, Text, Value


class Plan(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """A work plan or action plan."""

    id: Slug
    name: Name
    short: Short | None = None
    aliases: tuple[Name, ...] = ()
    owners: tuple[BodyId, ...] = ()
    period: Date | None = None
    summary: Text | None = None
    sources: tuple[SourceId, ...]

    @property
    def label(self) -> str:
        return self.short or self.name


class Progress(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """A report on a priority or an action. Done without `evidence` is a claim."""

    date: Date
    state: State
    note: Text | None = None
    sources: tuple[SourceId, ...] = ()  # who says so
    evidence: tuple[SourceId, ...] = ()  # what shows it, apart from who says so


class Priority(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """What a plan sets out to do."""

    id: Slug
    plan: PlanId
    number: int
    name: Name
    short: Short | None = None
    aliases: tuple[Name, ...] = ()
    summary: Text | None = None
    progress: tuple[Progress, ...] = ()
    sources: tuple[SourceId, ...]

    @property
    def label(self) -> str:
        return self.short or self.name


class Reading(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """One value of a measure."""

    date: Date
    value: float
    sources: tuple[SourceId, ...] = ()


class Measure(Value, frozen=True, kw_only=True):
    """What would show that an action works. A comparison is a gap to close, not a target."""

    indicator: Text
    unit: Name | None = None
    direction: Direction | None = None
    baseline: float | None = None
    comparison: float | None = None
    comparison_text: Name | None = None  # whose value the comparison is
    target: float | None = None
    target_text: Text | None = None  # the target in words, where it is not a number
    readings: tuple[Reading, ...] = ()


class Action(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """A shared step of a plan, with leads and a timescale."""

    id: Slug
    plan: PlanId
    reference: Name | None = None  # its number in the plan
    part: Name | None = None  # the heading it stands under in the plan
    objective: Text | None = None
    name: Name
    short: Short | None = None
    aliases: tuple[Name, ...] = ()
    outcome: Text | None = None  # what the plan hopes to see
    leads: tuple[BodyId, ...] = ()
    lead_text: Name | None = None  # the lead, in the plan's words
    timescale: Name | None = None  # in the plan's words
    start: Date | None = None
    due: Date | None = None  # only what the plan's words support
    repeats: Rhythm | None = None
    advances: tuple[PriorityId, ...] = ()
    measure: Measure | None = None
    progress: tuple[Progress, ...] = ()
    note: Text | None = None
    sources: tuple[SourceId, ...]

    @property
    def label(self) -> str:
        return self.short or self.name
