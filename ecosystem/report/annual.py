"""The draft of the annual report: what was planned, what was done, and what is open."""

from collections.abc import Iterable, Iterator

from ecosystem import dates, queries, sentences
from ecosystem.analysis import gaps, measures, wording
from ecosystem.city import City
from ecosystem.language import _, isolated, joined, plural
from ecosystem.model import ORGANISATION_SECTIONS, Action, Basis, Family, Priority, Section
from ecosystem.report import standing
from ecosystem.report.blocks import ADVICE, Block, Heading, Item, Items, Paragraph, Report, filled, items
from ecosystem.report.period import MONTHS, months_before
from ecosystem.tracking import statuses, tracker
from ecosystem.tracking.statuses import DONE, Status
from ecosystem.words import full_stop


def compose(city: City) -> Report:
    """Return what the report says, without the parts that would be empty."""
    about = city.ecosystem.about
    answers = queries.answers(city)
    holes = gaps.find(city, answers=answers)
    day = tracker.edition_day(city.ecosystem)
    a_year_ago = months_before(day, MONTHS["12-months"])
    parts = (
        (_("What was planned"), _set_out(city, answers)),
        (_("What was produced"), _produced(city)),
        (_("Who took part"), _took_part(city)),
        (_("Progress"), _progress(city)),
        (_("What was done"), standing.reported(city, day)),
        (_("What changed in the last year"), standing.changed(city, day, a_year_ago)),
        (_("How each priority and action stands"), standing.overview(city, day)),
        (_("Measures"), standing.measured(city, lambda action: True)),
        (_("Gaps"), _gaps(holes)),
        (_("Where sources disagree"), _disputes(city)),
        (_("What comes next"), _next(city, holes)),
        (_("Sources"), _sources(city)),
    )
    return Report(
        language=about.language,
        title=_("{map}: annual report", map=about.title),
        opening=_("Published {date}. {summary}", date=dates.words(about.edition), summary=about.summary),
        advice=_(ADVICE),
        parts=filled(parts),
    )


# --- the parts


def _set_out(city: City, answers: queries.Answers) -> Iterator[Block]:
    ecosystem = city.ecosystem
    for plan in standing.in_time(city):
        priorities = [priority for priority in ecosystem.priorities.values() if priority.plan == plan.id]
        actions = [action for action in ecosystem.actions.values() if action.plan == plan.id]
        counts = [
            queries.counted(section, len(entries))
            for section, entries in ((Section.PRIORITIES, priorities), (Section.ACTIONS, actions))
            if entries
        ]
        period = sentences.when(plan.period)
        yield Heading(
            isolated(plan.name)
            if period in plan.name
            else _("{plan}, {period}", plan=plan.name, period=period)
        )
        total = _("{counts}.", counts=joined(counts)) if counts else None
        yield Paragraph(" ".join(filter(None, [_own(plan.summary), total])))
        numbered = (
            Item(
                " ".join(filter(None, [_own(priority.summary), answers[priority.id].summary])),
                lead=isolated(priority.name),
                number=priority.number,
            )
            for priority in sorted(priorities, key=lambda priority: priority.number)
        )
        yield Items((*numbered, *(Item(_action(city, action)) for action in actions)))


def _own(text: str | None) -> str:
    """Return a text of the data that stands before one of ours, whose figures it must not pull over."""
    return isolated(text) if text else ""


def _action(city: City, action: Action) -> str:
    lead = action.lead_text or joined([city.label(lead) for lead in action.leads])
    time = action.timescale or sentences.when(action.due)
    lines = (
        isolated(action.name),
        _("Lead: {lead}", lead=lead) if lead else "",
        _("Timescale: {timescale}", timescale=time) if time else "",
    )
    return " ".join(full_stop(line) for line in lines if line)


def _produced(city: City) -> Iterator[Block]:
    ecosystem = city.ecosystem
    for section in (Section.EVENTS, Section.OUTPUTS):
        things = queries.listing(city, section.value)
        if not things:
            continue
        planned = {thing.id for thing in things if _is_a_plan(city, thing.id)}
        lines = []
        for thing in things:
            value = ecosystem.section(section)[thing.id]
            time = sentences.when(getattr(value, "date", None), getattr(value, "date_text", None))
            details = _("{kind}, {time}", kind=thing.kind, time=time) if time else thing.kind
            line = _("{entry} ({details})", entry=thing.name, details=details)
            if thing.id in planned:
                line = _("{entry}: planned. We found no record that it happened.", entry=line)
            lines.append(line)
        count = queries.counted(section, len(things))
        if planned:
            number = plural("{count} only planned", "{count} only planned", len(planned))
            yield Paragraph(_("{entries}, {number}:", entries=count, number=number))
        else:
            yield Paragraph(_("{entries}:", entries=count))
        yield items(lines)


def _is_a_plan(city: City, identifier: str) -> bool:
    """Return whether all that is known of its making is that an organisation planned it."""
    makers = [
        step.link.basis
        for step in city.steps(identifier)
        if city.is_organisation(step.end)
        and city.link_type(step.link).family is Family.DELIVERY
        and not step.forward
    ]
    return bool(makers) and set(makers) == {Basis.PLANNED}


def _took_part(city: City) -> Iterator[Block]:
    organisations = [identifier for identifier in city if city.is_organisation(identifier)]
    if not organisations:
        return
    sections = [
        queries.counted(section, len(queries.listing(city, section.value)))
        for section in ORGANISATION_SECTIONS
    ]
    total = plural(
        "{count} organisation: {sections}.",
        "{count} organisations: {sections}.",
        len(organisations),
        sections=joined(sections),
    )
    links = plural("{count} link in the data.", "{count} links in the data.", len(city.ecosystem.links))
    yield Paragraph(f"{total} {links}")
    degrees = measures.degree(city, organisations)
    if degrees:
        yield Paragraph(" ".join((_("These have the most links."), _(measures.EXPLAINED["degree"]))))
        yield items(wording.degree_sentence(degree) for degree in degrees)


def _progress(city: City) -> Iterator[Block]:
    """Yield how priorities and actions stand, plan by plan; done with and without evidence are not added."""
    ecosystem = city.ecosystem
    lines = []
    for plan in standing.in_time(city):
        sections: tuple[tuple[Section, Iterable[Priority | Action]], ...] = (
            (Section.PRIORITIES, ecosystem.priorities.values()),
            (Section.ACTIONS, ecosystem.actions.values()),
        )
        for section, entries in sections:
            own = [entry for entry in entries if entry.plan == plan.id]
            if own:
                lines.append(
                    _(
                        "{plan}, {entries}: {progress}.",
                        plan=plan.name,
                        entries=queries.counted(section, len(own)),
                        progress=_states(city, own),
                    )
                )
    yield items(lines)


def _states(city: City, things: list[Priority | Action]) -> str:
    counts = tracker.counts(city, things)
    shown = (state for state in Status if counts[state] or state in DONE)
    return joined([statuses.counted(state, counts[state]) for state in shown])


def _gaps(gaps_found: gaps.Gaps) -> Iterator[Block]:
    lines = []
    for kind, heading in gaps.EXPLAINED.items():
        count = sum(gap.gap is kind for gap in gaps_found.open)
        if count:
            lines.append(_("{heading}: {count}", heading=_(heading), count=count))
    accepted = (
        _("Accepted: {gap} {reason}", gap=gap.sentence, reason=gap.accepted or "")
        for gap in gaps_found.accepted
    )
    yield items([*lines, *accepted])


def _disputes(city: City) -> Iterator[Block]:
    yield items(
        full_stop(
            _(
                "{question} {claims}",
                question=dispute.question,
                claims=sentences.one_after_another(claim.claim.rstrip(".") for claim in dispute.claims),
            )
        )
        for dispute in city.ecosystem.disputes
    )


def _next(city: City, holes: gaps.Gaps) -> Iterator[Block]:
    planned = [link for link in city.ecosystem.links if link.basis is Basis.PLANNED]
    if planned:
        yield Paragraph(
            plural(
                "{count} link is planned. We found no record that it happened.",
                "{count} links are planned. We found no record that they happened.",
                len(planned),
            )
        )
        yield items(sentences.of_link(city, link) for link in planned)
    if holes.introductions:
        yield Paragraph(_("Suggestions:"))
        yield items(pair.sentence for pair in holes.introductions)


def _sources(city: City) -> Iterator[Block]:
    sources = city.ecosystem.sources.values()
    yield Items(tuple(Item(sentences.citation(source), url=source.url) for source in sources))
