"""Links and routes in plain English, the same words in the terminal, in JSON and on the page.

A plan or a reading is never worded as a fact: the sentence opens by saying which it is.
"""

from collections.abc import Iterable, Sequence

from ecosystem import dates
from ecosystem.city import City, Step
from ecosystem.model import (
    AS_FACT,
    Action,
    Basis,
    Citation,
    Entity,
    Fact,
    Link,
    Measure,
    Node,
    Organisation,
    Plan,
    Priority,
    Progress,
    Source,
    State,
    Value,
)
from ecosystem.model.descriptions import Field, Form, written_fields
from ecosystem.words import capital, full_stop, listed

OPENINGS = {
    frozenset({Basis.PLANNED}): "Planned, no later word found: ",
    frozenset({Basis.INFERRED}): "Our reading: ",
    frozenset({Basis.DISPUTED}): "Sources disagree: ",
    frozenset({Basis.PLANNED, Basis.INFERRED}): "Planned, and in part our reading: ",
    frozenset({Basis.PLANNED, Basis.DISPUTED}): "Planned, and sources disagree: ",
    frozenset({Basis.INFERRED, Basis.DISPUTED}): "In part our reading, and sources disagree: ",
    frozenset({Basis.PLANNED, Basis.INFERRED, Basis.DISPUTED}): (
        "Planned, in part our reading, and sources disagree: "
    ),
}

BASIS_WORDS = {
    Basis.CONFIRMED: "confirmed by both",
    Basis.STATED: "stated",
    Basis.DISPUTED: "sources disagree",
    Basis.INFERRED: "our reading",
    Basis.PLANNED: "planned",
}


def title(value: Node) -> str:
    """What a thing is called within a sentence: numbered, where its plan numbers it."""
    match value:
        case Priority():
            return f"priority {value.number} ({value.label})"
        case Action(reference=str() as reference):
            return f"action {reference} ({value.label})"
        case Action():
            return f"the action ‘{value.label}’"
    return value.label


def of_priorities(city: City, identifiers: Iterable[str]) -> str:
    """Priorities by name, those of one plan together: ‘‘Jobs’ and ‘Homes’ (Plan A); ‘Jobs’ (Plan B)’."""
    ecosystem = city.ecosystem
    plans: dict[str, list[str]] = {}
    for identifier in identifiers:
        priority = ecosystem.priorities[identifier]
        plans.setdefault(priority.plan, []).append(f"‘{priority.label}’")
    return "; ".join(f"{listed(names)} ({ecosystem.plans[plan].label})" for plan, names in plans.items())


def of_link(city: City, link: Link) -> str:
    """A link read in its own direction, as one sentence."""
    return of_route(city, [Step(link, forward=True)])


def of_route(city: City, route: Sequence[Step]) -> str:
    """A chain of links as one sentence: ‘A is a member of B, which leads C.’"""
    start = title(city.value(route[0].start))
    chain = ", which ".join(phrase(city, step) for step in route)
    return _opened(f"{start} {chain}", route)


def of_step(city: City, step: Step) -> str:
    """A link under a heading that names its start: ‘Is a member of B, since August 2015.’"""
    return _opened(phrase(city, step), [step])


def opening(bases: Iterable[Basis]) -> str:
    """How a sentence opens that rests on links of these bases; empty where all are said by others."""
    return OPENINGS.get(frozenset(bases) - AS_FACT, "")


def _opened(text: str, route: Sequence[Step]) -> str:
    first = opening(step.link.basis for step in route)
    return full_stop(first + text if first else capital(text))


def phrase(city: City, step: Step) -> str:
    """A step without its start: ‘is a member of RESLG (as chair), since August 2015’."""
    kind = city.link_type(step.link)
    verb = kind.label if step.forward else kind.inverse
    return f"{verb} {title(city.value(step.end))}{suffix(city, step.link)}"


def suffix(city: City, link: Link) -> str:
    """What follows the name a link leads to: in what capacity, and when."""
    role = f" ({link.role})" if link.role else ""
    when = span(link, one_off=city.link_type(link).one_off)
    return f"{role}{', ' + when if when else ''}"


def span(link: Link, *, one_off: bool = False) -> str:
    """When a link held or happened, or was meant to; empty where the sources give no date."""
    if link.since and link.until and not (link.since_text or link.until_text):
        return f"from {dates.beginning(link.since)} to {dates.ending(link.until)}"
    ended = link.until_text or (link.until and f"until {dates.ending(link.until)}")
    begun = link.since_text or (link.since and _begun(link, link.since, one_off and not ended))
    return " ".join(text for text in (begun, ended) if text)


def _begun(link: Link, since: str, one_off: bool) -> str:
    """‘From’ for what was meant to hold, and for what held until an end that follows."""
    if one_off:
        return moment_of(since)
    is_from = link.basis is Basis.PLANNED or link.until or link.until_text
    return f"{'from' if is_from else 'since'} {dates.beginning(since)}"


def moment_of(date: str) -> str:
    """A date as the time of something: ‘in August 2015’, ‘on 8 July 2021’, ‘from 2019 to 2020’."""
    said = dates.words(date)
    if said.startswith(_WITH_PREPOSITION):
        return said
    if "/" in date:
        return f"from {said}"
    first, last = dates.bounds(date)
    return f"{'on' if first == last else 'in'} {said}"


_WITH_PREPOSITION = ("from ", "until ", "between ", "some time ", "at any time")


def citation(source: Source, where: str | None = None) -> str:
    """A source in a few words: title, publisher, where known its date, and the place in it."""
    when = source.date_text or (dates.words(source.date) if source.date else "")
    words = ", ".join(part for part in (source.title, source.publisher, when) if part)
    return f"{words}: {where}" if where else words


def places(sources: Iterable[Citation]) -> dict[str, str | None]:
    """Return the ids of sources in their order, each with its places in words, or None.

    >>> places([Citation("page", "row 1"), Citation("plan"), Citation("page", "row 2")])
    {'page': 'row 1; row 2', 'plan': None}
    """
    found: dict[str, list[str]] = {}
    for each in sources:
        found.setdefault(each.id, []).extend([each.where] if each.where else [])
    return {source: "; ".join(where) or None for source, where in found.items()}


def when(date: str | None, text: str | None = None) -> str:
    """A date in words; the source's own words win. Empty where there is neither."""
    return text or (dates.words(date) if date else "")


def lifetime(entity: Entity) -> str:
    """When an organisation was founded and ended, or when an event or output was; empty where nothing
    says.
    """
    if isinstance(entity, Organisation):
        founded = entity.founded_text or (entity.founded and dates.beginning(entity.founded))
        ended = entity.ended_text or (entity.ended and dates.ending(entity.ended))
        parts = [f"founded {founded}" if founded else "", f"ended {ended}" if ended else ""]
        return "; ".join(part for part in parts if part)
    date: str | None = getattr(entity, "date", None)
    return when(date, getattr(entity, "date_text", None))


def timescale(action: Action) -> str:
    """When an action is to be done: in the plan’s own words, else in ours; empty where nothing says."""
    if action.timescale:
        return action.timescale
    start = f"from {dates.beginning(action.start)}" if action.start else ""
    first = [part for part in (action.repeats and action.repeats.value, start) if part]
    due = [f"due {when(action.due)}" if first else when(action.due)] if action.due else []
    return ", ".join([*first, *due])


def of_progress(progress: Progress) -> str:
    """A progress entry in words. Done without evidence is said to be a claim."""
    if progress.state is State.DONE:
        state = "Done, with evidence" if progress.evidence else "Reported done; no other evidence found"
    else:
        state = progress.state.value.capitalize()
    note = f" {progress.note}" if progress.note else ""
    return f"{state} ({dates.words(progress.date)}).{note}"


def of_measure(value: Measure) -> str:
    """A measure in words. A comparison is a gap to close, never worded as a target."""
    unit = f" {value.unit}" if value.unit else ""
    parts = [value.indicator.rstrip(".")]
    beside = f"{value.comparison:.15g}{unit}" if value.comparison is not None else ""
    if value.baseline is not None:
        whose = f" for {value.comparison_text}" if value.comparison_text else ""
        parts.append(f"now {value.baseline:.15g}{unit}" + (f", beside {beside}{whose}" if beside else ""))
    elif beside:
        parts.append(f"{beside}: {value.comparison_text}" if value.comparison_text else f"beside {beside}")
    if value.target is not None or value.target_text:
        parts.append(f"target: {value.target_text or f'{value.target:.15g}{unit}'}")
    elif value.direction:
        parts.append(f"aim: {value.direction.value}, no target given")
    return full_stop("; ".join(parts))


def of_readings(value: Measure) -> str:
    """The readings of a measure in words, the oldest first: ‘2019: 68 %, 2020: 70 %.’"""
    readings = sorted(value.readings, key=lambda each: dates.bounds(each.date))
    unit = f" {value.unit}" if value.unit else ""
    said = ", ".join(f"{dates.words(each.date)}: {each.value:.15g}{unit}" for each in readings)
    return full_stop(said) if said else ""


def of_measure_and_readings(value: Measure) -> str:
    """A measure in words, with its readings."""
    return " ".join(filter(None, (of_measure(value), of_readings(value))))


def of_fact(fact: Fact) -> str:
    """A fact with its time and, where it is not plainly stated, its basis."""
    time = when(fact.period, fact.period_text)
    basis = "" if fact.basis in AS_FACT else f"{BASIS_WORDS[fact.basis].capitalize()}: "
    return f"{capital(time)}. {basis}{fact.text}" if time else f"{basis}{fact.text}"


_OF_ALL = {"name", "short", "aliases", "sources"}
_OF_ENTITIES = _OF_ALL | {"kind", "purpose", "website", "status", "facts"}
_WORDED = {
    "Organisation": _OF_ENTITIES | {"founded", "founded_text", "ended", "ended_text"},
    "Event": _OF_ENTITIES | {"date", "date_text"},
    "Output": _OF_ENTITIES | {"date", "date_text"},
    "Plan": _OF_ALL | {"owners", "period", "summary"},
    "Priority": _OF_ALL | {"plan", "number", "summary", "progress"},
    "Action": _OF_ALL
    | {"plan", "reference", "part", "objective", "outcome", "leads", "lead_text", "timescale", "start", "due"}
    | {"repeats", "advances", "measure", "progress", "note"},
}
"""The fields that a sentence, a link or a heading tells. Every other field has a line of its own."""


def other_lines(value: Value) -> tuple[str, ...]:
    """A line for each field that no sentence tells, in the words of the model and in its order."""
    worded = _WORDED[type(value).__name__]
    fields = [field for field in written_fields(type(value)) if field.name not in worded]
    said = ((field, getattr(value, field.name)) for field in fields)
    return tuple(
        field.line.format(_in_words(field, content))
        for field, content in said
        if content is not None and content is not False and content != ()
    )


def _in_words(field: Field, content: object) -> str:
    if field.many and isinstance(content, tuple):
        return ", ".join(_one_in_words(field, each) for each in content)
    return _one_in_words(field, content)


def _one_in_words(field: Field, content: object) -> str:
    match content:
        case bool():
            return "yes"
        case float():
            return f"{content:.15g}"
        case str() if field.form is Form.DATE:
            return dates.words(content)
    return str(content)


def particulars(value: Node, kind: str) -> tuple[str, ...]:
    """What is known of a thing beside its links and facts, a line each, in the order of the page."""
    lines: list[str | None] = [f"{capital(kind)}, {value.id}"]
    also = [name for name in (value.short, *value.aliases) if name and name != value.name]
    lines.append(f"Also: {', '.join(dict.fromkeys(also))}" if also else None)
    match value:
        case Entity():
            lines += [value.purpose, lifetime(value), value.status, value.website]
        case Plan():
            lines += [value.summary, when(value.period)]
        case Priority():
            lines += [value.summary, *map(of_progress, value.progress)]
        case Action():
            lines += [
                value.part and f"Under: {value.part}",
                value.objective and f"Objective: {value.objective}",
                value.outcome and f"Hoped for: {value.outcome}",
                None if value.leads and not value.lead_text else f"Lead: {value.lead_text or 'not given'}",
                f"Timescale: {timescale(value) or 'not given'}",
                f"Measure: {of_measure_and_readings(value.measure)}" if value.measure else None,
                f"Progress: {' '.join(map(of_progress, value.progress)) or 'none reported'}",
                value.note,
            ]
    lines += other_lines(value)
    return tuple(line if "://" in line else capital(line) for line in lines if line)
