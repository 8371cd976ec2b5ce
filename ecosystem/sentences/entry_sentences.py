"""What is known of entries as sentences: sources, dates, how actions stand, facts, and all the rest."""

from collections.abc import Callable, Iterable
from enum import Enum

from ecosystem import dates
from ecosystem.language import N_, _, of_data
from ecosystem.model import (
    Action,
    Basis,
    Citation,
    Entity,
    Fact,
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
from ecosystem.model.descriptions import Field, Form, shown_fields
from ecosystem.sentences.phrases import BASIS_WORDS, COMMA, SEMICOLON, joined_by
from ecosystem.words import capital, full_stop


def citation(source: Source, where: str | None = None) -> str:
    """Return a source in a few words: title, publisher, where known its date, and the place in it."""
    text = joined_by(COMMA, (source.title, source.publisher))
    if date := published(source):
        text = _(COMMA, first=text, second=date)
    return _("{source}: {place}", source=text, place=where) if where else text


def published(source: Source) -> str:
    """Return when a source was published, in words. No document calls its own date approximate: we do."""
    date = when(source.date, source.date_text)
    if not source.date_text and "~" in (source.date or ""):
        return _("{date} by our estimate", date=date)
    return date


def places(sources: Iterable[Citation]) -> dict[str, str | None]:
    """Return the ids of sources in their order, each with its places in words, or None.

    >>> places([Citation("page", "row 1"), Citation("plan"), Citation("page", "row 2")])
    {'page': 'row 1; row 2', 'plan': None}
    """
    places: dict[str, list[str]] = {}
    for cited in sources:
        places.setdefault(cited.id, []).extend([cited.where] if cited.where else [])
    return {source: joined_by(SEMICOLON, where) or None for source, where in places.items()}


def when(date: str | None, text: str | None = None) -> str:
    """Return a date in words; the source's own words win. Empty where there is neither."""
    return text or (dates.words(date) if date else "")


def lifetime(entity: Entity) -> str:
    """Return when an organisation was founded and ended, or when an event or output was, without full stop.

    Empty where nothing says.
    """
    if isinstance(entity, Organisation):
        founded = _event(
            N_("Founded: {words}"), N_("Founded {time}"), entity.founded_text, entity.founded, dates.beginning
        )
        ended = _event(
            N_("Ended: {words}"), N_("Ended {time}"), entity.ended_text, entity.ended, dates.ending
        )
        return joined_by(N_("{first}. {second}"), filter(None, (founded, ended)))
    date: str | None = getattr(entity, "date", None)
    return when(date, getattr(entity, "date_text", None))


def _event(
    in_words: str, at_time: str, words: str | None, date: str | None, limit: Callable[[str], str]
) -> str | None:
    """Return a beginning or an end in the source's own words, else by its date, else None."""
    if date and not words and "/" not in date:
        return _(at_time, time=dates.phrase(date))
    words = words or (limit(date) if date else None)
    return _(in_words, words=words) if words else None


def timescale(action: Action) -> str:
    """Return when an action is to be done: in the plan’s own words, else in ours.

    Empty where nothing says.
    """
    if action.timescale:
        return action.timescale
    phrases = [_(action.repeats.value)] if action.repeats else []
    if action.start:
        phrases.append(_("from {beginning}", beginning=dates.beginning(action.start)))
    if action.due:
        due = dates.words(action.due)
        phrases.append(_("due {date}", date=due) if phrases else due)
    return joined_by(COMMA, phrases)


_PROGRESS = {
    State.UNDER_WAY: N_("Under way ({date})."),
    State.DONE: N_("Reported done; no other evidence found ({date})."),
    State.STOPPED: N_("Stopped ({date})."),
}


def of_progress(progress: Progress) -> str:
    """Return a progress entry in words. Done without evidence is said to be a claim."""
    date = dates.words(progress.date)
    if progress.state is State.DONE and progress.evidence:
        sentence = _("Done, with evidence ({date}).", date=date)
    else:
        sentence = _(_PROGRESS[progress.state], date=date)
    return f"{sentence} {of_data(progress.note)}" if progress.note else sentence


def of_measure(measure: Measure) -> str:
    """Return a measure in words. A comparison is a gap to close, never worded as a target."""
    sentences = [full_stop(measure.indicator)]
    comparison = amount(measure.comparison, measure) if measure.comparison is not None else ""
    if comparison and measure.comparison_text:
        comparison = _("{value} ({whose})", value=comparison, whose=measure.comparison_text)
    when = dates.phrase(measure.baseline_date) if measure.baseline_date else _("at the start")
    if measure.baseline is not None and comparison:
        sentences.append(
            _(
                "It was {value} {date}, compared with {comparison}.",
                value=amount(measure.baseline, measure),
                date=when,
                comparison=comparison,
            )
        )
    elif measure.baseline is not None:
        value = amount(measure.baseline, measure)
        sentences.append(_("It was {value} {date}.", value=value, date=when))
    elif comparison:
        sentences.append(_("For comparison: {comparison}.", comparison=comparison))
    if measure.target_text:
        sentences.append(full_stop(_("Target: {target}", target=measure.target_text)))
    elif measure.target is not None:
        sentences.append(_("Target: {target}.", target=amount(measure.target, measure)))
    elif measure.direction:
        sentences.append(_("Aim: {direction}. No target given.", direction=_(measure.direction.value)))
    return " ".join(sentences)


def amount(value: float, measure: Measure) -> str:
    """Return a value of a measure with its unit."""
    plain = f"{value:.15g}"
    return _("{number} {unit}", number=plain, unit=measure.unit) if measure.unit else plain


def of_readings(measure: Measure) -> str:
    """Return the readings of a measure in words, the oldest first: ‘2019: 68 %, 2020: 70 %.’"""
    readings = sorted(measure.readings, key=lambda reading: dates.bounds(reading.date))
    phrases = (
        _("{date}: {value}", date=dates.words(reading.date), value=amount(reading.value, measure))
        for reading in readings
    )
    return full_stop(joined_by(COMMA, phrases)) if readings else ""


def of_measure_and_readings(measure: Measure) -> str:
    """Return a measure in words, with its readings."""
    return " ".join(filter(None, (of_measure(measure), of_readings(measure))))


def of_fact(fact: Fact) -> str:
    """Return a fact with its time and, where it is not plainly stated, its basis."""
    text = fact.text
    if fact.basis is not Basis.STATED:
        text = _("{clause} ({mark}).", clause=text.removesuffix("."), mark=_(BASIS_WORDS[fact.basis]))
    time = when(fact.period, fact.period_text)
    return _("{time}. {statement}", time=capital(time), statement=text) if time else text


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
    """Return a line for each field that has no sentence of its own, labelled and ordered as in the model."""
    worded = _WORDED[type(value).__name__]
    fields = [field for field in shown_fields(type(value)) if field.name not in worded]
    contents = ((field, getattr(value, field.name)) for field in fields)
    return tuple(
        _(field.line, value=_in_words(field, content))
        for field, content in contents
        if content is not None and content is not False and content != ()
    )


def _in_words(field: Field, content: object) -> str:
    if field.many and isinstance(content, tuple):
        return joined_by(COMMA, (_one_in_words(field, part) for part in content))
    return _one_in_words(field, content)


def _one_in_words(field: Field, content: object) -> str:
    match content:
        case bool():
            return _("yes")
        case float():
            return f"{content:.15g}"
        case str() if field.form is Form.DATE:
            return dates.words(content)
        case Enum():
            return _(str(content.value))
    return str(content)


def particulars(value: Node, kind: str) -> tuple[str, ...]:
    """Return what is known of a thing beside its links and facts, a line each, in the order of the page."""
    lines: list[str | None] = [_("{kind}, {id}", kind=capital(kind), id=value.id)]
    also = [name for name in (value.short, *value.aliases) if name and name != value.name]
    names = joined_by(COMMA, dict.fromkeys(also))
    lines.append(_("Also: {names}", names=names) if also else None)
    match value:
        case Entity():
            lines += [value.purpose, lifetime(value), value.status, value.website]
        case Plan():
            lines += [value.summary, when(value.period)]
        case Priority():
            lines += [value.summary, *map(of_progress, value.progress)]
        case Action():
            lines += _of_action(value)
    lines += other_lines(value)
    return tuple(line if "://" in line else capital(line) for line in lines if line)


def _of_action(action: Action) -> tuple[str | None, ...]:
    time = timescale(action)
    reports = " ".join(map(of_progress, action.progress))
    return (
        action.part and _("Under: {part}", part=action.part),
        action.objective and _("Objective: {objective}", objective=action.objective),
        action.outcome and _("Hoped for: {outcome}", outcome=action.outcome),
        _lead(action),
        _("Timescale: {timescale}", timescale=time) if time else _("Timescale: not given"),
        _("Measure: {measure}", measure=of_measure_and_readings(action.measure)) if action.measure else None,
        _("Progress: {reports}", reports=reports) if reports else _("Progress: none reported"),
        action.note,
    )


def _lead(action: Action) -> str | None:
    """Return who leads in the plan's words; None where the links say it."""
    if action.lead_text:
        return _("Lead: {lead}", lead=action.lead_text)
    return None if action.leads else _("Lead: not given")
