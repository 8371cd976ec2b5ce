"""What the page says: every word and its order, as plain values that the templates only loop over."""

from ecosystem import analysis, dates, headlines, language, timeline
from ecosystem.analysis import gaps, removal
from ecosystem.city import City
from ecosystem.infographic import wheel as wheels
from ecosystem.infographic.view import (
    action_entries,
    first_screen,
    matrix,
    page_data,
    provenance,
    wheel_words,
)
from ecosystem.infographic.view.action_entries import Freshness, Tracker
from ecosystem.infographic.view.change_entries import WhatChanged, what_changed
from ecosystem.infographic.view.directory import DirectorySection, directory, memberships
from ecosystem.infographic.view.first_screen import Contact, WorksOn
from ecosystem.infographic.view.lines import ViewContext
from ecosystem.infographic.view.matrix import KeySign, Matrix
from ecosystem.infographic.view.plan_entries import PlanEntry, plans
from ecosystem.infographic.view.provenance import DisputeEntry, GapGroup, GapLine, SourceEntry, StopEntry
from ecosystem.infographic.view.tour import TourEntry, tours
from ecosystem.infographic.view.unmarked import unmarked
from ecosystem.infographic.view.wheel_words import KeyBasis, KeyFamily, KeyKind, SpokeName
from ecosystem.infographic.wheel import Wheel
from ecosystem.language import _, joined, plural
from ecosystem.model import ORGANISATION_SECTIONS, OTHER_WORDINGS, Ecosystem, Section, Value
from ecosystem.tracking import tracker

LOST = {
    "the region of the map": ("About.region",),
    "the rules of the legend": ("Kind.section", "LinkType.tails", "LinkType.heads", *OTHER_WORDINGS),
    "other names of plans, priorities and actions": ("Plan.aliases", "Priority.aliases", "Action.aliases"),
}
"""What the page does not hold."""


class View(Value, frozen=True):
    """Everything the page says, in the order it says it."""

    language: str
    title: str
    has_long_title: bool
    place: str
    summary: str
    edition: str
    edition_date: str  # as EDTF
    freshness: Freshness
    reads_as_plan: bool  # the actions stand before the map
    as_it_stood: str | None  # of what date the city is, when it is not that of the edition
    licence: str
    method: str | None
    glance: tuple[tuple[int, str], ...]
    headlines: tuple[headlines.Headline, ...]
    works_on: tuple[WorksOn, ...]  # the priorities of the chosen plan, as the page offers them
    contact: Contact | None
    findings: tuple[analysis.Finding, ...]
    wheel: Wheel
    wheel_words: str
    hub_title: str
    hub_lines: tuple[str, ...]  # what stands there in the overview: see `first_screen.hub_lines`
    hub_is_narrow: bool  # whether they find room on a phone too
    priority_names: dict[str, str]  # what is heard of a priority on the wheel
    spoke_names: dict[str, SpokeName]
    group_names: dict[str, str]
    bundle_names: tuple[str, ...]  # in their order
    link_numbers: dict[str, int]
    kinds: tuple[KeyKind, ...]
    bases: tuple[KeyBasis, ...]
    families: tuple[KeyFamily, ...]
    years: tuple[int, int]  # the first and last year of which the data speaks
    tours: tuple[TourEntry, ...]
    changes: WhatChanged | None  # none where no older edition is given
    matrices: tuple[Matrix, ...]
    matrix_key: tuple[KeySign, ...]
    plans: tuple[PlanEntry, ...]
    tracker: Tracker | None  # none where there are no actions
    directory: tuple[DirectorySection, ...]
    memberships: dict[str, tuple[str, ...]]  # of each organisation, those that are a fact
    gaps: tuple[GapGroup, ...]
    accepted_gaps: tuple[GapLine, ...]
    stops: tuple[StopEntry, ...]
    stops_explained: str
    disputes: tuple[DisputeEntry, ...]
    sources: tuple[SourceEntry, ...]
    link_count: int
    data: dict[str, object]

    @property
    def counts(self) -> dict[str, str]:
        """What each section holds, as said beside its heading; empty where it holds nothing."""
        entries = {
            section.section: sum(len(group.entries) for group in section.groups) for section in self.directory
        }
        organisations = sum(entries.get(section, 0) for section in ORGANISATION_SECTIONS)
        events, outputs = entries.get(Section.EVENTS, 0), entries.get(Section.OUTPUTS, 0)
        priorities = sum(len(plan.priorities) for plan in self.plans)
        actions = sum(count for _status, count in self.tracker.states) if self.tracker else 0
        chosen = len(self.works_on)
        changes = sum(len(group.entries) for group in self.changes.groups) if self.changes else 0
        open_gaps = sum(group.count for group in self.gaps) + len(self.accepted_gaps)
        disputes, stops = len(self.disputes), len(self.stops)
        plans = [
            plural("{count} plan", "{count} plans", len(self.plans)),
            plural("{count} priority", "{count} priorities", priorities) if priorities else "",
        ]
        held = [
            plural("{count} organisation", "{count} organisations", organisations) if organisations else "",
            plural("{count} event", "{count} events", events) if events else "",
            plural("{count} publication", "{count} publications", outputs) if outputs else "",
        ]
        questions = [
            plural("{count} gap", "{count} gaps", open_gaps) if open_gaps else "",
            plural("sources disagree once", "sources disagree {count} times", disputes) if disputes else "",
            plural(
                "{count} organisation that others depend on",
                "{count} organisations that others depend on",
                stops,
            )
            if stops
            else "",
        ]
        return {
            "who": plural("{count} priority", "{count} priorities", chosen) if chosen else "",
            "plans": joined([*filter(None, plans)]),
            "actions": plural("{count} action", "{count} actions", actions),
            "directory": joined([*filter(None, held)]),
            "changes": plural("{count} change", "{count} changes", changes) if changes else "",
            "questions": joined([*filter(None, questions)]),
            "sources": plural("{count} source", "{count} sources", len(self.sources)),
            "notes": _("Method, downloads, reuse and accessibility"),
        }


def compose(city: City, since: City | None = None) -> View:
    """Everything the page says about a city, and what changed since an older edition of it.

    Texts are marked where the words are in another language than the data.
    """
    with language.marking(city.ecosystem.about.language):
        return _composed(city, since)


def plain(view: View) -> View:
    """Return what the page says as plain text, for outputs that hold no elements."""
    return unmarked(view) if language.is_foreign(view.language) else view


def _composed(city: City, since: City | None) -> View:
    ecosystem = city.ecosystem
    view_context = ViewContext(city)
    wheel = wheels.gather(city) if wheels.is_large(city) else wheels.draw(city)
    tracked = action_entries.track(view_context)
    entries = plans(view_context, tracked)
    about = ecosystem.about
    holes = gaps.find(city, answers=view_context.answers, introduces=False)
    hub_lines = first_screen.hub_lines(city, len(wheel.hub_marks))
    return View(
        language=about.language,
        title=about.title,
        has_long_title=len(about.title) > first_screen.LONG_TITLE,
        place=about.place,
        summary=about.summary,
        edition=dates.words(about.edition),
        edition_date=about.edition,
        freshness=action_entries.fresh(view_context),
        reads_as_plan=action_entries.reads_as_plan(ecosystem),
        as_it_stood=city.as_it_stood,
        licence=about.licence,
        method=about.method,
        glance=_glance(ecosystem, len(analysis.chosen_priorities(city))),
        headlines=headlines.headlines(city, list(tracked.values()), tracker.edition_day(ecosystem)),
        works_on=first_screen.works_on(city, entries),
        contact=first_screen.contact(city),
        findings=analysis.study(city, organisations=view_context.organisations, beside_headlines=True),
        wheel=wheel,
        wheel_words=wheel_words.wheel_words(ecosystem, wheel),
        hub_title=ecosystem.plans[about.plan].label if about.plan else "",
        hub_lines=hub_lines,
        hub_is_narrow=first_screen.is_narrow(hub_lines[:-1]),
        priority_names={
            priority.id: wheel_words.priority_name(priority)
            for plan in entries
            for priority in plan.priorities
        },
        spoke_names={spoke.id: wheel_words.spoke_name(city, spoke.id) for spoke in wheel.spokes},
        group_names={group.kind.id: wheel_words.group_name(group) for group in wheel.groups},
        bundle_names=wheel_words.bundle_names(wheel),
        link_numbers=city.link_numbers,
        kinds=wheel_words.key_kinds(ecosystem, wheel),
        bases=wheel_words.key_bases(city),
        families=wheel_words.key_families(city),
        years=timeline.years(ecosystem),
        tours=tuple(tours(view_context)),
        changes=what_changed(since, city) if since else None,
        matrices=matrix.matrices(view_context, entries),
        matrix_key=matrix.key(),
        plans=entries,
        tracker=action_entries.overview(view_context, tracked) if tracked else None,
        directory=tuple(directory(view_context)),
        memberships=memberships(view_context),
        gaps=tuple(provenance.gap_groups(view_context, holes)),
        accepted_gaps=tuple(provenance.gap_line(view_context, gap) for gap in holes.accepted),
        stops=tuple(provenance.stops(view_context)),
        stops_explained=_(removal.EXPLAINED),
        disputes=tuple(provenance.dispute(view_context, dispute) for dispute in ecosystem.disputes),
        sources=tuple(provenance.sources(view_context)),
        link_count=len(ecosystem.links),
        data=page_data.block(city, view_context.answers),
    )


def _glance(ecosystem: Ecosystem, priorities: int) -> tuple[tuple[int, str], ...]:
    organisations = sum(len(ecosystem.section(section)) for section in ORGANISATION_SECTIONS)
    return (
        (organisations, plural("organisation", "organisations", organisations)),
        (len(ecosystem.links), plural("link", "links", len(ecosystem.links))),
        (priorities, plural("priority", "priorities", priorities)),
        (len(ecosystem.actions), plural("action", "actions", len(ecosystem.actions))),
    )
