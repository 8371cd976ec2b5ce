"""Links and routes as sentences.

A plan is never worded as a fact, and what has ended reads in the past. A sentence that rests on more than a
plain statement of a source ends with a mark that says so.
"""

from collections.abc import Iterable, Mapping, Sequence

from ecosystem import dates
from ecosystem.city import City, Step
from ecosystem.confirmed import Confirmed, Sides
from ecosystem.language import N_, _, code, context, joined, said
from ecosystem.model import (
    FIELD_LINK_TYPES,
    Action,
    Basis,
    Confirmation,
    Link,
    LinkType,
    Node,
    Output,
    Priority,
)
from ecosystem.sentences.phrases import BASIS_WORDS, SEMICOLON, joined_by
from ecosystem.words import capital, is_sentence

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
    return joined_by(
        SEMICOLON,
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
    """Return a step as a clause about what the step before it led to: ‘which leads C’.

    Arabic has a masculine word for ‘which’, which goes with its words for an action and an output.
    """
    link, verb, end = step.link, _verb(city, step), title(city.value(step.end))
    object_ = _("{name} ({role})", name=end, role=link.role) if link.role else end
    words = {"verb": verb, "object": object_}
    is_masculine = isinstance(city.value(step.start), Action | Output)
    if _is_told_as_plan(city, link):
        clause = (
            context("action or output", "which was to {verb} {object}", **words)
            if is_masculine
            else _("which was to {verb} {object}", **words)
        )
        return _dated_and_marked(city, link, clause, [_(BASIS_WORDS[Basis.PLANNED])])
    clause = (
        context("action or output", "which {verb} {object}", **words)
        if is_masculine
        else _("which {verb} {object}", **words)
    )
    return _dated_and_marked(city, link, clause, _marks(city, link, {step.end: end}))


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
