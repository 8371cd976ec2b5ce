"""The words of which the data file takes one: sections, bases, families, shapes and others."""

from enum import StrEnum


class Section(StrEnum):
    """The sections of the data file whose entries are nodes of the map."""

    GROUPS = "groups"
    NETWORKS = "networks"
    PARTNERS = "partners"
    EVENTS = "events"
    OUTPUTS = "outputs"
    PLANS = "plans"
    PRIORITIES = "priorities"
    ACTIONS = "actions"


ORGANISATION_SECTIONS = (Section.GROUPS, Section.NETWORKS, Section.PARTNERS)
ENTITY_SECTIONS = (*ORGANISATION_SECTIONS, Section.EVENTS, Section.OUTPUTS)


class Basis(StrEnum):
    """How sure a link or fact is, surest first."""

    CONFIRMED = "confirmed"  # a source says that those it joins confirm it, or they did
    STATED = "stated"  # a source says so
    DISPUTED = "disputed"  # sources disagree
    INFERRED = "inferred"  # our reading of a source
    PLANNED = "planned"  # an intention with no proof that it happened


AS_FACT = frozenset({Basis.CONFIRMED, Basis.STATED})
"""The bases of what reads as a fact, without a word on how sure it is."""


class Family(StrEnum):
    """What a link type is about."""

    MEMBERSHIP = "membership"
    GOVERNANCE = "governance"
    DELIVERY = "delivery"
    MONEY = "money"
    KNOWLEDGE = "knowledge"
    WORKING_TOGETHER = "working together"
    HISTORY = "history"


class Meaning(StrEnum):
    """What a link type means in W3C ORG (https://www.w3.org/TR/vocab-org/), between two organisations."""

    MEMBER_OF = "org:memberOf"
    UNIT_OF = "org:unitOf"
    SUB_ORGANIZATION_OF = "org:subOrganizationOf"
    HEAD_OF = "org:headOf"
    LINKED_TO = "org:linkedTo"


class Hue(StrEnum):
    """A colour of the legend; the page's theme holds its shades for light, dark and print."""

    PLUM = "plum"
    BLUE = "blue"
    AMBER = "amber"
    TEAL = "teal"
    SLATE = "slate"
    GREEN = "green"
    RUST = "rust"


class Shape(StrEnum):
    """A mark of the legend: an outline, and how it is filled, so that no kind rests on colour alone."""

    CIRCLE = "circle"
    OPEN_CIRCLE = "open circle"
    HALF_CIRCLE = "half circle"
    DOTTED_CIRCLE = "dotted circle"
    BARRED_CIRCLE = "barred circle"
    CROSSED_CIRCLE = "crossed circle"
    SQUARE = "square"
    OPEN_SQUARE = "open square"
    HALF_SQUARE = "half square"
    DOTTED_SQUARE = "dotted square"
    BARRED_SQUARE = "barred square"
    CROSSED_SQUARE = "crossed square"
    TRIANGLE = "triangle"
    OPEN_TRIANGLE = "open triangle"
    DIAMOND = "diamond"
    OPEN_DIAMOND = "open diamond"
    HALF_DIAMOND = "half diamond"
    HEXAGON = "hexagon"
    OPEN_HEXAGON = "open hexagon"
    STAR = "star"
    OPEN_STAR = "open star"
    CROSS = "cross"
    OPEN_CROSS = "open cross"


class State(StrEnum):
    """What a progress entry says; whether a `done` is evidenced depends on the entry's evidence."""

    UNDER_WAY = "under way"
    DONE = "done"
    STOPPED = "stopped"


class Rhythm(StrEnum):
    """How often something repeats. "Bi-annual" is missing on purpose: it means two things."""

    MONTHLY = "every month"
    TWO_MONTHS = "every 2 months"
    THREE_MONTHS = "every 3 months"
    FOUR_MONTHS = "every 4 months"
    SIX_MONTHS = "every 6 months"
    YEARLY = "every year"
    TWO_YEARS = "every 2 years"


class Direction(StrEnum):
    """Where a measure should go."""

    INCREASE = "increase"
    DECREASE = "decrease"
    CLOSE_THE_GAP = "close the gap"


class GapKind(StrEnum):
    """What may be missing or unsure. `gaps` lists it, or `check` warns of it, or both do."""

    PRIORITY_WITHOUT_ACTION = "priority without action"
    ACTION_WITHOUT_LEAD = "action without lead"
    ACTION_WITHOUT_DATE = "action without date"
    ACTION_WITHOUT_MEASURE = "action without measure"
    ORGANISATION_WITHOUT_PRIORITY = "organisation without priority"
    ORGANISATION_WITH_ONE_LINK = "organisation with one link"
    KIND_MISSING = "kind missing"
    INFERRED_LINK = "inferred link"
    INFERRED_FACT = "inferred fact"
    PLAN_PASSED = "plan passed"
    SOURCE_UNUSED = "source unused"
    ENDED_WITH_OPEN_LINKS = "ended organisation with open links"
    TWO_LABELS = "two labels"
    FACT_AFTER_SOURCE = "fact after source"
    ACTION_WITHOUT_PLACE = "action without place"
    LEAD_TEXT_WITHOUT_LEAD = "lead text without lead"
    WITHHELD_IS_NAMED = "withheld organisation is named"


WARNED_OF = frozenset(
    {
        GapKind.PLAN_PASSED,
        GapKind.SOURCE_UNUSED,
        GapKind.ENDED_WITH_OPEN_LINKS,
        GapKind.TWO_LABELS,
        GapKind.FACT_AFTER_SOURCE,
        GapKind.ACTION_WITHOUT_PLACE,
        GapKind.LEAD_TEXT_WITHOUT_LEAD,
        GapKind.WITHHELD_IS_NAMED,
    }
)
"""The gaps that `check` warns of. The first two are gaps of the map as well."""
