"""What breaks if an organisation stops: told apart from organisations that are merely busy."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ecosystem import queries, sentences
from ecosystem.analysis.cuts import Pieces, components_without
from ecosystem.analysis.gaps import Answers
from ecosystem.analysis.projection import project
from ecosystem.city import City
from ecosystem.model import Value
from ecosystem.queries import Nearness
from ecosystem.words import counted, full_stop, listed

if TYPE_CHECKING:
    import networkx as nx

EXPLAINED = (
    "Something breaks if a priority has no other direct organisation, others reach one only through it, an "
    "action has no other lead, or the map would split into more parts. Plans and readings count. An "
    "organisation with many links that breaks nothing is busy."
)


class Loss(Value, frozen=True, kw_only=True):
    """A priority that organisations would no longer connect to."""

    priority: str
    organisations: tuple[str, ...]


class Removal(Value, frozen=True, kw_only=True):
    """What breaks without an organisation; nothing does where `bare`, `losses`, `actions` and `components`
    are empty.
    """

    id: str
    name: str
    question: str
    summary: str
    bare: tuple[str, ...]  # priorities that lose their only direct organisation
    losses: tuple[Loss, ...]
    actions: tuple[str, ...]  # those that lose their only lead
    components: tuple[tuple[str, ...], ...]  # the organisations cut off, by component
    links: int
    sentences: tuple[str, ...]


def without(
    city: City,
    identifier: str,
    *,
    answers: Answers | None = None,
    organisations: "nx.Graph[str] | None" = None,
    cuts: Mapping[str, Pieces] | None = None,
) -> Removal:
    """What breaks if this organisation stops.

    An organisation connects to a priority nearer than through another organisation without passing through
    one, so only the routes through another organisation can be lost: those whose every carrier is the
    organisation that stops.

    Args:
        city: The city.
        identifier: The organisation that stops.
        answers: `queries.answers(city)`, when they are at hand.
        organisations: `project(city)`, likewise.
        cuts: `cuts.cut_off(organisations)`, likewise.
    """
    answers = queries.answers(city) if answers is None else answers
    organisations = project(city) if organisations is None else organisations
    ecosystem = city.ecosystem
    losses = tuple(
        Loss(priority=priority, organisations=stranded)
        for priority, answer in answers.items()
        if (stranded := tuple(_stranded(city, answer, identifier)))
    )
    bare = tuple(priority for priority, answer in answers.items() if _direct(answer) == {identifier})
    actions = tuple(action for action in ecosystem.actions if _leads(city, action) == {identifier})
    if cuts is None:
        components = tuple(
            tuple(sorted(component)) for component in components_without(organisations, identifier)[1:]
        )
    else:
        components = cuts.get(identifier, ())
    value = city.value(identifier)
    said = (
        *(
            [f"No organisation would connect directly to {sentences.of_priorities(city, bare)}."]
            if bare
            else []
        ),
        *_loss_sentences(city, losses, value.label),
        *(f"Action ‘{city.label(action)}’ would lose its only lead." for action in actions),
        *(
            [
                full_stop(
                    f"Cut off from the rest: {'; '.join(_names(city, component) for component in components)}"
                )
            ]
            if components
            else []
        ),
    )
    return Removal(
        id=identifier,
        name=value.label,
        question=f"What if {value.label} stops?",
        summary=_summary(city, identifier, bool(said)),
        bare=bare,
        losses=losses,
        actions=actions,
        components=components,
        links=city.degree(identifier),
        sentences=said,
    )


def _direct(answer: queries.Connections) -> set[str]:
    return {each.id for each in answer.connections if each.nearness is Nearness.DIRECT}


def _stranded(city: City, answer: queries.Connections, identifier: str) -> list[str]:
    """The organisations that connect to a priority only through this organisation, in the order of names."""
    found = answer.connections
    near = {each.id for each in found if each.nearness is not Nearness.ORGANISATION}
    if identifier not in near:
        return []
    return [
        each.id
        for each in found
        if each.nearness is Nearness.ORGANISATION and _carriers(city, each.id) & near == {identifier}
    ]


def _carriers(city: City, identifier: str) -> set[str]:
    return {
        step.end for step in city.steps(identifier) if step.forward and city.link_type(step.link).transitive
    }


def _leads(city: City, action: str) -> set[str]:
    return {step.end for step in city.steps(action) if step.link.type == "leads" and not step.forward}


def _loss_sentences(city: City, losses: tuple[Loss, ...], name: str) -> Iterator[str]:
    """The losses, those of the same organisations in one sentence."""
    together: dict[tuple[str, ...], list[str]] = {}
    for loss in losses:
        together.setdefault(loss.organisations, []).append(loss.priority)
    for organisations, priorities in together.items():
        them = "it" if len(priorities) == 1 else "them"
        who = (
            "1 organisation that reaches"
            if len(organisations) == 1
            else f"{len(organisations)} organisations that reach"
        )
        lost = f"{who} {them} only through {name}: {_names(city, organisations)}"
        yield full_stop(f"{sentences.of_priorities(city, priorities)} would lose {lost}")


def _names(city: City, identifiers: tuple[str, ...]) -> str:
    return listed([city.label(each) for each in identifiers])


def _summary(city: City, identifier: str, breaks: bool) -> str:
    value = city.value(identifier)
    links = city.degree(identifier)
    if breaks:
        return f"Without {value.label}, which has {counted(links, 'link')}, this would break:"
    if links:
        busy = f"it has {counted(links, 'link')}, and nothing hangs on it alone"
        return f"Nothing would break without {value.label}: {busy}."
    return f"Nothing would break without {value.label}: it has no link."
