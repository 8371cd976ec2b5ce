"""Three findings as headlines: who holds the map together, how the priorities stand, and what is late.

Each is chosen by a written rule, so that the same data gives the same headlines: see the functions.
"""

from collections.abc import Sequence
from datetime import date

from ecosystem import dates
from ecosystem.analysis.findings import chosen_priorities
from ecosystem.city import City
from ecosystem.language import _, joined, plural
from ecosystem.model import ORGANISATION_SECTIONS, Section, Value
from ecosystem.tracking import freshness
from ecosystem.tracking.statuses import DONE, UNREPORTED
from ecosystem.tracking.tracker import Tracked
from ecosystem.words import full_stop

BEST = 4
"""How many organisations the first headline names at most: as many as a reader keeps in mind."""
NAMED = 4
"""How many priorities or actions a headline names at most."""


class Headline(Value, frozen=True, kw_only=True):
    """A finding in one short sentence, and a plain one that says more."""

    lead: str
    rest: str

    @property
    def sentence(self) -> str:
        """The finding as one text, its lead with a full stop."""
        return f"{full_stop(self.lead)} {self.rest}".rstrip()


def headlines(city: City, tracked: Sequence[Tracked], day: date) -> tuple[Headline, ...]:
    """Return up to three headlines, in their order.

    Args:
        city: The city.
        tracked: Its actions as they stand on the day.
        day: The day to go by: the last of the edition.
    """
    return tuple(filter(None, (_connected(city), _priorities(city), _time(city, tracked, day))))


def _connected(city: City) -> Headline | None:
    """Say what share of all links touches the best connected organisations.

    They are the four with most links, fewer where others have as many as the last of them.
    """
    organisations = [identifier for identifier in city if city.is_organisation(identifier)]
    if not city.ecosystem.links or not organisations:
        count = plural(
            "The map has {count} organisation", "The map has {count} organisations", len(organisations)
        )
        return Headline(lead=count, rest=_("No connection is known yet.")) if organisations else None
    ranked = sorted(organisations, key=lambda identifier: (-city.degree(identifier), identifier))
    best = ranked[:BEST]
    if len(ranked) > BEST:
        best = [
            organisation for organisation in best if city.degree(organisation) > city.degree(ranked[BEST])
        ]
    if not best:
        return Headline(
            lead=_("No organisation stands out"),
            rest=_("Several have the same number of connections, and none has more."),
        )
    touched = {step.link.id for identifier in best for step in city.steps(identifier)}
    share = str(round(100 * len(touched) / len(city.ecosystem.links)))
    lead = plural(
        "{number} organisation takes part in {share}% of all connections",
        "{number} organisations take part in {share}% of all connections",
        len(best),
        share=share,
        number=_NUMBERS[len(best)](),
    )
    return Headline(
        lead=lead, rest=_("{names}.", names=joined([city.label(organisation) for organisation in best]))
    )


_NUMBERS = {
    1: lambda: _("One"),
    2: lambda: _("Two"),
    3: lambda: _("Three"),
    4: lambda: _("Four"),
}


def _priorities(city: City) -> Headline | None:
    """Say which priorities of the chosen plan no action works on, or that each has one."""
    priorities = chosen_priorities(city)
    if not priorities:
        return None
    missing = [
        priority.label
        for priority in priorities
        if not any(city.section(step.end) is Section.ACTIONS for step in city.steps(priority.id))
    ]
    if not missing:
        lead = plural(
            "The priority has an action", "Each of the {count} priorities has an action", len(priorities)
        )
        return Headline(lead=lead, rest=_("Choose one to see who works on it."))
    if len(missing) == len(priorities):
        lead = plural(
            "The priority has no action", "None of the {count} priorities has an action", len(missing)
        )
        return Headline(lead=lead, rest=_("The plan says what matters, but not yet who does what by when."))
    lead = plural(
        "{count} of the {all} priorities has no action",
        "{count} of the {all} priorities have no action",
        len(missing),
        all=len(priorities),
    )
    return Headline(lead=lead, rest=_("{names}.", names=_first(missing)))


def _time(city: City, tracked: Sequence[Tracked], day: date) -> Headline | None:
    """Say what is late; where nothing is, what has no report; where all have one, how many are done."""
    if not tracked:
        words = freshness.words(city, day).rstrip(".")
        return Headline(lead=words, rest="") if _organisations(city) else None
    late = [action for action in tracked if action.overdue_since]
    silent = [action for action in tracked if action.status in UNREPORTED]
    if late:
        lead = (
            _("The one action is late")
            if len(tracked) == 1
            else plural(
                "{count} of {all} actions is late",
                "{count} of {all} actions are late",
                len(late),
                all=len(tracked),
            )
        )
        return Headline(lead=lead, rest=_("{names}.", names=_first([action.label for action in late])))
    if len(silent) == len(tracked):
        lead = plural(
            "No report found on the one action",
            "No report found on any of the {count} actions",
            len(silent),
        )
        return Headline(lead=lead, rest=_origin(city, silent, day))
    if silent:
        lead = plural(
            "No report found on {count} of {all} actions",
            "No report found on {count} of {all} actions",
            len(silent),
            all=len(tracked),
        )
        names = _first([action.label for action in silent])
        return Headline(lead=lead, rest=_("None on {names}.", names=names))
    done = sum(action.status in DONE for action in tracked)
    lead = (
        _("The one action is reported done")
        if done == len(tracked) == 1
        else plural(
            "{count} of {all} actions is reported done",
            "{count} of {all} actions are reported done",
            done,
            all=len(tracked),
        )
    )
    return Headline(lead=lead, rest=_("Every action has a report."))


def _organisations(city: City) -> int:
    return sum(len(city.ecosystem.section(section)) for section in ORGANISATION_SECTIONS)


def _origin(city: City, actions: Sequence[Tracked], day: date) -> str:
    """Say which plan the actions come from, and when it ended."""
    plans = [city.ecosystem.plans[plan] for plan in dict.fromkeys(action.plan for action in actions)]
    names = joined([plan.label for plan in plans])
    period = plans[0].period if len(plans) == 1 else None
    if period and dates.bounds(period)[1] < day:
        end = dates.words(period.rpartition("/")[2])
        return _("They come from the {plan}, which ended in {date}.", plan=names, date=end)
    return plural("They come from the {plans}.", "They come from {plans}.", len(plans), plans=names)


def _first(names: Sequence[str]) -> str:
    """Return the first names as a list, and how many more there are."""
    if len(names) <= NAMED:
        return joined(names)
    return joined([*names[: NAMED - 1], plural("{count} more", "{count} more", len(names) - NAMED + 1)])
