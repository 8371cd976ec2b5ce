"""What would be lost if an organisation stopped, as far as the map shows."""

from collections.abc import Iterator, Mapping

from ecosystem import queries, sentences
from ecosystem.analysis.cuts import Pieces, components_without
from ecosystem.analysis.projection import neighbours
from ecosystem.city import City, Step
from ecosystem.language import N_, _, joined, plural
from ecosystem.model import Link, Value
from ecosystem.queries import Answers, Nearness

EXPLAINED = N_(
    "This lists what the organisation hosts, funds or chairs, and what only it leads or connects. "
    "Planned and inferred links count. What no source says cannot be counted."
)
QUESTION = N_("What if {organisation} stops?")
LOST = N_("These would be lost:")
NOTHING_SHOWN = N_("The map does not show what would be lost.")


class Loss(Value, frozen=True, kw_only=True):
    """A priority that organisations would no longer connect to."""

    priority: str
    organisations: tuple[str, ...]


class Near(Value, frozen=True, kw_only=True):
    """Who connects to a priority directly, and who nearer than through another organisation."""

    direct: frozenset[str]
    nearer: frozenset[str]


class Removal(Value, frozen=True, kw_only=True):
    """What would be lost without an organisation. Empty lists mean only that the map shows nothing."""

    id: str
    name: str
    question: str
    summary: str
    bare: tuple[str, ...]  # priorities that lose their only direct organisation
    losses: tuple[Loss, ...]
    actions: tuple[str, ...]  # those that lose their only lead
    sustained: tuple[str, ...]  # the links by which it hosts, funds or chairs what is going
    components: tuple[tuple[str, ...], ...]  # the organisations cut off, by component
    links: int
    sentences: tuple[str, ...]


def near(answers: Answers) -> dict[str, Near]:
    """Return who is near to each priority."""
    return {
        priority: Near(
            direct=frozenset(each.id for each in answer.connections if each.nearness is Nearness.DIRECT),
            nearer=frozenset(
                each.id for each in answer.connections if each.nearness is not Nearness.ORGANISATION
            ),
        )
        for priority, answer in answers.items()
    }


def without(
    city: City,
    identifier: str,
    *,
    answers: Answers | None = None,
    nearest: Mapping[str, Near] | None = None,
    cuts: Mapping[str, Pieces] | None = None,
) -> Removal:
    """Return what would be lost if this organisation stopped.

    An organisation connects to a priority nearer than through another organisation without passing through
    one, so only the routes through another organisation can be lost: those whose every carrier is the
    organisation that stops.

    Args:
        city: The city.
        identifier: The organisation that stops.
        answers: `queries.answers(city)`, when they are at hand.
        nearest: `near(answers)`, likewise.
        cuts: `cuts.cut_off(project(city))`, likewise.
    """
    answers = queries.answers(city) if answers is None else answers
    nearest = near(answers) if nearest is None else nearest
    ecosystem = city.ecosystem
    losses = tuple(
        Loss(priority=priority, organisations=stranded)
        for priority, answer in answers.items()
        if (stranded := tuple(_stranded(city, answer, nearest[priority].nearer, identifier)))
    )
    bare = tuple(priority for priority in answers if nearest[priority].direct == {identifier})
    actions = tuple(action for action in ecosystem.actions if _leads(city, action) == {identifier})
    sustained = tuple(_sustained(city, identifier))
    if cuts is None:
        components = tuple(
            tuple(sorted(component)) for component in components_without(neighbours(city), identifier)[1:]
        )
    else:
        components = cuts.get(identifier, ())
    name = city.label(identifier)
    losing = (
        *(sentences.of_link(city, link) for link in sustained),
        *_bare_sentences(city, bare),
        *_loss_sentences(city, losses, name),
        *(_("Action ‘{action}’ would lose its only lead.", action=city.label(action)) for action in actions),
        *(_component_sentence(city, component, name) for component in components),
    )
    return Removal(
        id=identifier,
        name=name,
        question=_(QUESTION, organisation=name),
        summary=_(LOST if losing else NOTHING_SHOWN),
        bare=bare,
        losses=losses,
        actions=actions,
        sustained=tuple(link.id for link in sustained),
        components=components,
        links=city.degree(identifier),
        sentences=losing,
    )


def _sustained(city: City, identifier: str) -> Iterator[Link]:
    """Yield the links by which an organisation sustains others, but not what is over."""
    if not any(_sustains(city, step) for step in city.steps(identifier)):
        return  # most sustain nobody, and need no order
    for step in queries.links_of(city, identifier):
        if _sustains(city, step):
            yield step.link


def _sustains(city: City, step: Step) -> bool:
    return step.forward and city.link_type(step.link).sustains and not city.is_over(step.link)


def _stranded(
    city: City, answer: queries.Connections, nearer: frozenset[str], identifier: str
) -> Iterator[str]:
    """Yield those that connect to a priority only through this organisation, in the order of names."""
    if identifier not in nearer:
        return
    for connection in answer.connections:
        is_far = connection.nearness is Nearness.ORGANISATION
        if is_far and _carriers(city, connection.id) & nearer == {identifier}:
            yield connection.id


def _carriers(city: City, identifier: str) -> set[str]:
    return {
        step.end for step in city.steps(identifier) if step.forward and city.link_type(step.link).transitive
    }


def _leads(city: City, action: str) -> set[str]:
    return {step.end for step in city.steps(action) if step.link.type == "leads" and not step.forward}


def _bare_sentences(city: City, priorities: tuple[str, ...]) -> Iterator[str]:
    if priorities:
        names = sentences.of_priorities(city, priorities)
        yield _("No organisation would connect directly to {priorities}.", priorities=names)


def _loss_sentences(city: City, losses: tuple[Loss, ...], name: str) -> Iterator[str]:
    """Yield the losses, those of the same organisations in one sentence."""
    together: dict[tuple[str, ...], list[str]] = {}
    for loss in losses:
        together.setdefault(loss.organisations, []).append(loss.priority)
    for organisations, priorities in together.items():
        yield plural(
            "{count} organisation reaches {priorities} only through {organisation}: {names}.",
            "{count} organisations reach {priorities} only through {organisation}: {names}.",
            len(organisations),
            priorities=sentences.of_priorities(city, priorities),
            organisation=name,
            names=_names(city, organisations),
        )


def _component_sentence(city: City, component: tuple[str, ...], name: str) -> str:
    return plural(
        "{count} organisation is connected to the rest only through {organisation}: {names}.",
        "{count} organisations are connected to the rest only through {organisation}: {names}.",
        len(component),
        organisation=name,
        names=_names(city, component),
    )


def _names(city: City, identifiers: tuple[str, ...]) -> str:
    return joined([city.label(identifier) for identifier in identifiers])
