"""Who works on what: for each plan a table of organisations by priorities, with how each is connected.

A cell is filled exactly where `connections` has an answer. The same is said as a list for each priority, for
screens on which no table fits.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from ecosystem.infographic.view.lines import ViewContext
from ecosystem.infographic.view.plan_entries import PlanEntry
from ecosystem.language import N_, _, plural
from ecosystem.model import AS_FACT, ORGANISATION_SECTIONS, Basis, Entity, Kind, Value
from ecosystem.queries import Connection, Nearness, leads


class How(StrEnum):
    """How an organisation is connected to a priority, the closest first, by the letter of the table."""

    LEADS = "L"
    DIRECT = "D"
    ACTION = "A"
    EVENT_OR_OUTPUT = "E"
    ORGANISATION = "M"


WORDS = {
    How.LEADS: N_("Leads it"),
    How.DIRECT: N_("Directly, without leading it"),
    How.ACTION: N_("Through an action"),
    How.EVENT_OR_OUTPUT: N_("Through an event or publication"),
    How.ORGANISATION: N_("Through another organisation, mostly as a member"),
}
MARKED = {
    Basis.INFERRED: N_("{words} (inferred)"),
    Basis.PLANNED: N_("{words} (planned)"),
    Basis.DISPUTED: N_("{words} (sources disagree)"),
}
SIGNS = {
    How.LEADS: ("●", "○"),
    How.DIRECT: ("◆", "◇"),
    How.ACTION: ("▲", "△"),
    How.EVENT_OR_OUTPUT: ("■", "□"),
    How.ORGANISATION: ("▬", "▭"),
}
"""Solid for a fact; hollow for what is inferred, planned or disputed."""


class Cell(Value, frozen=True):
    """How an organisation is connected to a priority."""

    how: How
    sign: str
    words: str


class Row(Value, frozen=True):
    """An organisation with a cell for each priority; None where it is not connected."""

    id: str
    label: str
    cells: tuple[Cell | None, ...]


class RowGroup(Value, frozen=True):
    kind: Kind
    rows: tuple[Row, ...]


class ConnectedName(Value, frozen=True):
    """An organisation in the list of a priority."""

    id: str
    words: str


class NameGroup(Value, frozen=True):
    """The organisations that are connected to a priority in one way."""

    how: How
    words: str
    names: tuple[ConnectedName, ...]


class Column(Value, frozen=True):
    """A priority, with the organisations that are connected to it."""

    id: str
    number: int
    label: str
    total: str
    groups: tuple[NameGroup, ...]


class Matrix(Value, frozen=True):
    """The table of a plan."""

    plan: str
    name: str
    chosen: bool
    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    rest: str  # how many organisations have no row


class KeySign(Value, frozen=True):
    """A line of the key to the tables."""

    signs: str
    letter: str
    words: str


def matrices(view_context: ViewContext, plans: Iterable[PlanEntry]) -> tuple[Matrix, ...]:
    """Return the table of each plan that has priorities, in the order of the plans."""
    return tuple(_matrix(view_context, plan) for plan in plans if plan.priorities)


def key() -> tuple[KeySign, ...]:
    """Return what the signs and letters mean."""
    return tuple(KeySign(" ".join(SIGNS[how]), how.value, _(WORDS[how])) for how in How)


def _matrix(view_context: ViewContext, plan: PlanEntry) -> Matrix:
    answers = {
        priority.id: {
            connection.id: connection for connection in view_context.answers[priority.id].connections
        }
        for priority in plan.priorities
    }
    connected = {organisation for answer in answers.values() for organisation in answer}
    rest = sum(view_context.city.is_organisation(identifier) for identifier in view_context.city) - len(
        connected
    )
    return Matrix(
        plan=plan.id,
        name=plan.name,
        chosen=plan.chosen,
        columns=tuple(
            Column(
                id=priority.id,
                number=priority.number,
                label=priority.label,
                total=plural("{count} organisation", "{count} organisations", len(answers[priority.id])),
                groups=tuple(_name_groups(view_context, answers[priority.id].values())),
            )
            for priority in plan.priorities
        ),
        groups=tuple(_row_groups(view_context, answers, connected)),
        rest=plural(
            "{count} other organisation is not connected to any of these priorities.",
            "{count} other organisations are not connected to any of these priorities.",
            rest,
        )
        if rest
        else "",
    )


def _row_groups(
    view_context: ViewContext, answers: Mapping[str, Mapping[str, Connection]], connected: set[str]
) -> Iterable[RowGroup]:
    ecosystem = view_context.city.ecosystem
    entities = [
        node
        for section in ORGANISATION_SECTIONS
        for node in ecosystem.section(section).values()
        if isinstance(node, Entity) and node.id in connected
    ]
    for kind in ecosystem.kinds.values():
        rows = tuple(
            Row(
                entity.id,
                entity.label,
                tuple(_cell(view_context, a.get(entity.id)) for a in answers.values()),
            )
            for entity in sorted(entities, key=lambda row: (row.label.casefold(), row.id))
            if entity.kind == kind.id
        )
        if rows:
            yield RowGroup(kind, rows)


def _name_groups(view_context: ViewContext, connections: Iterable[Connection]) -> Iterable[NameGroup]:
    by_how: dict[How, list[ConnectedName]] = {how: [] for how in How}
    for connection in connections:
        by_how[_how(view_context, connection)].append(
            ConnectedName(connection.id, _marked(connection.name, connection.basis))
        )
    for how, names in by_how.items():
        if names:
            yield NameGroup(how, _(WORDS[how]), tuple(names))


def _cell(view_context: ViewContext, connection: Connection | None) -> Cell | None:
    if connection is None:
        return None
    how = _how(view_context, connection)
    solid, hollow = SIGNS[how]
    sign = solid if connection.basis in AS_FACT else hollow
    return Cell(how, sign, _marked(_(WORDS[how]), connection.basis))


def _how(view_context: ViewContext, connection: Connection) -> How:
    match connection.nearness:
        case Nearness.ACTION:
            return How.ACTION
        case Nearness.EVENT_OR_OUTPUT:
            return How.EVENT_OR_OUTPUT
        case Nearness.ORGANISATION:
            return How.ORGANISATION
    return How.LEADS if leads(view_context.city, connection) else How.DIRECT


def _marked(words: str, basis: Basis) -> str:
    return _(MARKED[basis], words=words) if basis in MARKED else words
