"""What the first screen says beside the wheel: the priorities to choose from, and whom to contact."""

from collections.abc import Sequence
from textwrap import wrap

from ecosystem.city import City
from ecosystem.infographic.view.plan_entries import PlanEntry
from ecosystem.language import _, plural
from ecosystem.model import Organisation, Section, Value

HUB_LETTERS = 17
"""Letters of a line in the middle of the wheel."""
LONG_TITLE = 80
"""Letters of a title from which on it is set smaller, or it would push the findings off the first screen."""
NARROW_HUB = (12, 3)
"""Letters of a line, and lines of a name, that find room in the middle of the wheel on a phone."""


class WorksOn(Value, frozen=True):
    """A priority of the chosen plan, as a choice: how many work on it, and how many actions it has."""

    id: str
    number: int
    label: str
    words: str


class Contact(Value, frozen=True):
    """Whom to write to: an address of the map, or else the web page of who owns the plan."""

    words: str
    address: str


def works_on(city: City, plans: Sequence[PlanEntry]) -> tuple[WorksOn, ...]:
    """Return the priorities of the chosen plan in their order."""
    chosen = [plan for plan in plans if plan.chosen]
    return tuple(
        WorksOn(priority.id, priority.number, priority.label, _words(city, priority.id, priority.connected))
        for plan in chosen
        for priority in plan.priorities
    )


def _words(city: City, priority: str, organisations: int) -> str:
    actions = {step.end for step in city.steps(priority) if city.section(step.end) is Section.ACTIONS}
    return _(
        "{organisations}, {actions}",
        organisations=plural("{count} organisation", "{count} organisations", organisations),
        actions=plural("{count} action", "{count} actions", len(actions)) if actions else _("no action"),
    )


def hub_lines(city: City, priorities: int) -> tuple[str, ...]:
    """Return what stands in the middle of the wheel as it opens.

    It is the plan and how many priorities it has; without a plan the place and how many organisations it has.
    """
    about = city.ecosystem.about
    if about.plan:
        name = city.ecosystem.plans[about.plan].label
        count = plural("{count} priority", "{count} priorities", priorities)
    else:
        organisations = sum(map(city.is_organisation, city))
        name, count = about.place, plural("{count} organisation", "{count} organisations", organisations)
    narrow = wrap(name, NARROW_HUB[0])
    return (*(narrow if is_narrow(narrow) else wrap(name, HUB_LETTERS)), count)


def is_narrow(lines: Sequence[str]) -> bool:
    """Return whether a name finds room in the middle of the wheel on a phone too."""
    letters, most = NARROW_HUB
    return 0 < len(lines) <= most and all(len(line) <= letters for line in lines)


def contact(city: City) -> Contact | None:
    """Return whom to write to; None where the data names nobody who can be reached."""
    about = city.ecosystem.about
    if about.contact:
        words = about.contact.removeprefix("mailto:").removeprefix("https://").removeprefix("http://")
        return Contact(words.rstrip("/"), about.contact)
    if not about.plan:
        return None
    for owner in city.ecosystem.plans[about.plan].owners:
        organisation = city.value(owner)
        if isinstance(organisation, Organisation) and organisation.website:
            return Contact(organisation.label, organisation.website)
    return None
