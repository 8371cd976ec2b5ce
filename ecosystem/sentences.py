"""Links, routes and what is known of entries as sentences: the same in terminal, JSON and page.

A plan is never worded as a fact, and what has ended reads in the past. A sentence that rests on more than a
plain statement of a source ends with a mark that says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum

from ecosystem import dates
from ecosystem.city import City, Step
from ecosystem.confirmed import Confirmed, Sides
from ecosystem.language import N_, _, code, context, joined, of_data, said
from ecosystem.model import (
    FIELD_LINK_TYPES,
    Action,
    Basis,
    Citation,
    Confirmation,
    Entity,
    Fact,
    Link,
    LinkType,
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
from ecosystem.words import capital, full_stop, is_sentence

BASIS_WORDS = {
    Basis.CONFIRMED: N_("confirmed"),
    Basis.STATED: N_("stated"),
    Basis.DISPUTED: N_("sources disagree"),
    Basis.INFERRED: N_("inferred"),
    Basis.PLANNED: N_("planned"),
}

CONFIRMED_BY_BOTH = N_("confirmed by both")
_CONFIRMED = {
    (Sides.BOTH, True): CONFIRMED_BY_BOTH,
    (Sides.BOTH, False): N_("confirmed {time}"),
    (Sides.ALL_THERE_ARE, True): N_("confirmed by {organisation}"),
    (Sides.ALL_THERE_ARE, False): N_("confirmed by {organisation} {time}"),
    (Sides.ONE_OF_TWO, True): N_("one side confirms: {organisation}"),
    (Sides.ONE_OF_TWO, False): N_("one side confirmed {time}: {organisation}"),
}
"""How a confirmation reads, by whose it is and whether it is recent."""

_COMMA = N_("{first}, {second}")
_SEMICOLON = N_("{first}; {second}")


def title(value: Node) -> str:
    """Return what a thing is called within a sentence: numbered, where its plan numbers it."""
    match value:
        case Priority():
            return _("priority {number} ({name})", number=str(value.number), name=value.label)
        case Action(reference=str() as reference):
            return _("action {reference} ({name})", reference=reference, name=value.label)
        case Action():
            return _("the action ‘{name}’", name=value.label)
    return value.label


def of_priorities(city: City, identifiers: Iterable[str]) -> str:
    """Return priorities by name, those of one plan together: ‘‘Jobs’ and ‘Homes’ (A); ‘Jobs’ (B)’."""
    ecosystem = city.ecosystem
    plans: dict[str, list[str]] = {}
    for identifier in identifiers:
        priority = ecosystem.priorities[identifier]
        plans.setdefault(priority.plan, []).append(_("‘{name}’", name=priority.label))
    return _one_after_another(
        _SEMICOLON,
        (
            _("{priorities} ({plan})", priorities=joined(names), plan=ecosystem.plans[plan].label)
            for plan, names in plans.items()
        ),
    )


def of_link(city: City, link: Link) -> str:
    """Return a link read in its own direction, as one sentence."""
    return of_route(city, [Step(link, forward=True)])


def of_links(city: City) -> dict[str, str]:
    """Return every link as a sentence, by its id, for outputs that say the same of all of them."""
    return {link.id: of_link(city, link) for link in city.ecosystem.links}


def of_route(city: City, route: Sequence[Step]) -> str:
    """Return a chain of links as one sentence: ‘A is a member of B, which leads C.’"""
    start = title(city.value(route[0].start))
    chain = _clause(city, route[0], title(city.value(route[0].end)), start)
    for step in route[1:]:
        chain = _("{clause}, {relative_clause}", clause=chain, relative_clause=_relative(city, step))
    return _closed(city, capital(chain), route)


def of_step(city: City, step: Step) -> str:
    """Return a link under a heading that names its start: ‘Is a member of B, since August 2015.’"""
    clause = _clause(city, step, title(city.value(step.end)))
    return _closed(city, capital(clause), [step])


def pattern(city: City, step: Step) -> str:
    """Return the sentence of a link with `{0}` and `{1}` for its start and its end, for scripts to fill.

    Where a name ends in a full stop, the one that follows its place is left out. The sentence opens with a
    capital letter.
    """
    return _closed(city, _clause(city, step, "{1}", "{0}"), [step])


def _clause(city: City, step: Step, end: str, start: str | None = None) -> str:
    """Return a step without its full stop; without `start`, as it reads under a heading that names it."""
    link = step.link
    verb = _verb(city, step)
    object_ = _("{name} ({role})", name=end, role=link.role) if link.role else end
    if not _is_told_as_plan(city, link):
        if start is None:
            clause = context("below the name of its subject", "{verb} {object}", verb=verb, object=object_)
        else:
            clause = _("{subject} {verb} {object}", subject=start, verb=verb, object=object_)
    elif start is None:
        clause = _("planned to {verb} {object}", verb=verb, object=object_)
    elif city.is_over(link) or not (link.since or link.until):
        clause = _("the plan was for {subject} to {verb} {object}", subject=start, verb=verb, object=object_)
    else:
        clause = _("the plan is for {subject} to {verb} {object}", subject=start, verb=verb, object=object_)
    names = {step.end: end} | ({} if start is None else {step.start: start})
    return _dated_and_marked(city, link, clause, _marks(city, link, names))


def _relative(city: City, step: Step) -> str:
    """Return a step as a clause about what the step before it led to: ‘which leads C’."""
    link, verb, end = step.link, _verb(city, step), title(city.value(step.end))
    object_ = _("{name} ({role})", name=end, role=link.role) if link.role else end
    if not _is_told_as_plan(city, link):
        clause = _("which {verb} {object}", verb=verb, object=object_)
        return _dated_and_marked(city, link, clause, _marks(city, link, {step.end: end}))
    clause = _("which was to {verb} {object}", verb=verb, object=object_)
    return _dated_and_marked(city, link, clause, [_(BASIS_WORDS[Basis.PLANNED])])


def _dated_and_marked(city: City, link: Link, clause: str, marks: Iterable[str]) -> str:
    time = span(link, one_off=city.link_type(link).one_off, is_over=city.is_over(link))
    if time:
        clause = _("{clause}, {time}", clause=clause, time=time)
    for mark in marks:
        clause = _("{clause} ({mark})", clause=clause, mark=mark)
    return clause


def _marks(city: City, link: Link, names: Mapping[str, str]) -> list[str]:
    """Return what a reader must know of a clause that its words do not say: how sure it is, that it ended.

    `names` are what the sentence calls the ends of the link.
    """
    kind = city.link_type(link)
    marks = []
    is_present = not (kind.one_off or _has_past(kind) or link.basis is Basis.PLANNED)
    if is_present and city.is_over(link):
        marks.append(_("ended"))
    confirmed = city.confirmed(link)
    is_told = confirmed is not None and Basis.CONFIRMED in (link.basis, city.basis(link))
    if link.basis is not Basis.STATED and not is_told and not _is_told_as_plan(city, link):
        marks.append(_(BASIS_WORDS[link.basis]))
    if confirmed:
        marks.append(_of_confirmed(city, confirmed, names))
    return marks


def _of_confirmed(city: City, confirmed: Confirmed, names: Mapping[str, str]) -> str:
    """Return who confirms a link; `names` are what the sentence calls its ends."""
    by = confirmed.by[0]
    return _(
        _CONFIRMED[confirmed.sides, confirmed.is_recent],
        organisation=names[by] if by in names else city.label(by),
        time=dates.phrase(confirmed.year),
    )


def _is_told_as_plan(city: City, link: Link) -> bool:
    """Whether the wording of the link’s type says that it is a plan, so that no mark has to."""
    kind = city.link_type(link)
    return link.basis is Basis.PLANNED and bool(kind.planned and kind.planned_inverse)


def _verb(city: City, step: Step) -> str:
    """Return the wording of a link: in the present, in the past, or the infinitive of what is planned."""
    link, kind = step.link, city.link_type(step.link)
    if _is_told_as_plan(city, link):
        return _worded(kind, "planned" if step.forward else "planned_inverse")
    if link.basis is not Basis.PLANNED and _has_past(kind) and city.is_over(link):
        return _worded(kind, "past" if step.forward else "past_inverse")
    return _worded(kind, "label" if step.forward else "inverse")


def _has_past(kind: LinkType) -> bool:
    """Whether a link type has a past of its own; what happened once always reads in the past."""
    return bool(kind.past and kind.past_inverse) and not kind.one_off


def _worded(kind: LinkType, field: str) -> str:
    """Return a wording of a link type in the language that is spoken, where the type has it there."""
    text: str = getattr(kind, field)
    if kind.id in FIELD_LINK_TYPES:
        return context("link", text)
    if not kind.translations:
        return text
    spoken = next((wording for wording in kind.translations if wording.language == code()), None)
    worded = getattr(spoken, field) if spoken else None
    return said(worded) if worded else text


def _closed(city: City, text: str, route: Sequence[Step]) -> str:
    """Return a sentence with its full stop and, once, that nothing shows that a past plan was carried out."""
    sentence = text if is_sentence(text) else _("{sentence}.", sentence=text)
    if not any(step.link.basis is Basis.PLANNED and city.is_over(step.link) for step in route):
        return sentence
    if len(route) == 1:
        return " ".join((sentence, _("We found no record that it happened.")))
    return " ".join((sentence, _("We found no record that what was planned happened.")))


def span(link: Link, *, one_off: bool = False, is_over: bool = False) -> str:
    """Return when a link held or happened, or was meant to; empty where the sources give no date.

    Args:
        link: The link.
        one_off: It happened once, so its date reads ‘in 2021’ and not ‘since 2021’.
        is_over: It no longer holds, even if it has no end of its own.
    """
    if link.since and link.until and not (link.since_text or link.until_text):
        return _(
            "from {beginning} to {end}",
            beginning=dates.beginning(link.since),
            end=dates.ending(link.until),
        )
    ended = link.until_text or (_("until {end}", end=dates.ending(link.until)) if link.until else None)
    begun = link.since_text or (
        _begun(link, link.since, one_off and not ended, is_over) if link.since else None
    )
    if begun and ended:
        return _("{beginning} {end}", beginning=begun, end=ended)
    return begun or ended or ""


def evidence(city: City, link: Link) -> str | None:
    """Return what shows a link: the editors' own words, or why it is only inferred that an action advances a
    priority of another plan; None where nothing more than the source is named.
    """
    if link.evidence or not link.field or link.basis is not Basis.INFERRED:
        return link.evidence
    plans = city.ecosystem.plans
    action, priority = city.value(link.tail), city.value(link.head)
    if not isinstance(action, Action) or not isinstance(priority, Priority):
        return None
    return _(
        "The action is in ‘{one}’ and the priority in ‘{other}’. We inferred that they belong together.",
        one=plans[action.plan].name,
        other=plans[priority.plan].name,
    )


def grounds(city: City, link: Link) -> str | None:
    """Return what shows a link, and who confirmed it in which role and when; None where neither is known."""
    latest: dict[str, Confirmation] = {}
    for each in sorted(link.confirmations, key=lambda each: (dates.bounds(each.date), each.date)):
        latest[each.organisation] = each
    confirmations = (
        _(
            "Confirmed by {who}, {date}.",
            who=_("{name} ({role})", name=city.label(each.organisation), role=each.role)
            if each.role
            else city.label(each.organisation),
            date=dates.words(each.date),
        )
        for each in latest.values()
    )
    return " ".join(filter(None, (evidence(city, link), *confirmations))) or None


def _begun(link: Link, since: str, one_off: bool, is_over: bool) -> str:
    """‘From’ for what was meant to hold, and for what no longer holds."""
    if one_off:
        return dates.phrase(since)
    beginning = dates.beginning(since)
    if is_over or link.basis is Basis.PLANNED or link.until or link.until_text:
        return _("from {beginning}", beginning=beginning)
    return _("since {beginning}", beginning=beginning)


def one_after_another(phrases: Iterable[str]) -> str:
    """Return phrases one after another, with what the language puts between them: ‘a; b’."""
    return _one_after_another(_SEMICOLON, phrases)


def _one_after_another(pattern: str, phrases: Iterable[str]) -> str:
    """Return phrases one after another, by a pattern for two of them."""
    text = ""
    for phrase in phrases:
        text = _(pattern, first=text, second=phrase) if text else phrase
    return text


def citation(source: Source, where: str | None = None) -> str:
    """Return a source in a few words: title, publisher, where known its date, and the place in it."""
    text = _one_after_another(_COMMA, (source.title, source.publisher))
    if date := published(source):
        text = _(_COMMA, first=text, second=date)
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
    return {source: _one_after_another(_SEMICOLON, where) or None for source, where in places.items()}


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
        return _one_after_another(N_("{first}. {second}"), filter(None, (founded, ended)))
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
    return _one_after_another(_COMMA, phrases)


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
    return full_stop(_one_after_another(_COMMA, phrases)) if readings else ""


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
    """Return a line for each field that no sentence tells, in the words of the model and in its order."""
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
        return _one_after_another(_COMMA, (_one_in_words(field, part) for part in content))
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
    names = _one_after_another(_COMMA, dict.fromkeys(also))
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
