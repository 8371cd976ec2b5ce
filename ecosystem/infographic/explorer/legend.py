"""What is said of an entry: its names, its kind and its mark, and the legend of the kinds."""

from collections.abc import Mapping

from ecosystem import queries
from ecosystem.city import City
from ecosystem.infographic.shapes import MARKS
from ecosystem.infographic.view.directory import SECTION_TITLES
from ecosystem.language import N_, _
from ecosystem.model import Action, Entity, Node, Plan, Priority, Section

TITLES = SECTION_TITLES | {
    Section.PLANS: N_("Plans"),
    Section.PRIORITIES: N_("Priorities"),
    Section.ACTIONS: N_("Actions"),
}
_ROUND = "M-12 0a12 12 0 1 1 24 0a12 12 0 1 1-24 0z"
OUTLINES = {shape.value: [mark.outline, mark.inside] for shape, mark in MARKS.items()} | {
    "plan": ["M-8.5-11H4L8.5-6.5V11H-8.5z", "M-4.5-3H4.5V-.5H-4.5zM-4.5 2H4.5V4.5H-4.5z"],
    "priority": [_ROUND, _ROUND],
    "other priority": [_ROUND, ""],
    "action": ["M-11-8.5H3L12 0L3 8.5H-11z", "M-7-2H3V2H-7z"],
}
"""The marks of the legend, and those of what has no kind there."""

NEEDS_NAME = {"plan", "other priority"}
"""The marks that have no number and no place of their own: only its name tells one from another."""


def legend(city: City) -> dict[str, dict[str, object]]:
    """The kinds that have entries, then plans, priorities and actions, by a key of our own."""
    ecosystem = city.ecosystem
    counts: dict[str, int] = {}
    for identifier in city:
        key = kind_key(city, identifier)
        counts[key] = counts.get(key, 0) + 1
    chosen = ecosystem.plans[ecosystem.about.plan].label if ecosystem.about.plan else ""
    rows = {
        f"kind {kind.id}": {
            "label": kind.label,
            "plural": kind.plural,
            "hue": kind.hue.value,
            "mark": kind.shape.value,
            "section": _(TITLES[kind.section]),
        }
        for kind in ecosystem.kinds.values()
    } | {
        mark: {"label": label, "plural": plural, "hue": hue, "mark": mark, "section": _("Plans and actions")}
        for mark, label, plural, hue in (
            ("plan", _("plan"), _("Plans"), "slate"),
            ("priority", _("priority"), _("Priorities: {plan}", plan=chosen), "accent"),
            (
                "other priority",
                _("priority"),
                _("Other priorities") if chosen else _("Priorities"),
                "accent",
            ),
            ("action", _("action"), _("Actions"), "slate"),
        )
    }
    names: dict[str, dict[str, object]] = {key: {"needsName": True} for key in NEEDS_NAME}
    return {
        key: {**row, **names.get(key, {}), "count": counts[key]} for key, row in rows.items() if key in counts
    }


def kind_key(city: City, identifier: str) -> str:
    """The row of the legend to which an entry belongs."""
    value = city.value(identifier)
    match value:
        case Plan():
            return "plan"
        case Priority(plan=plan):
            return "priority" if plan == city.ecosystem.about.plan else "other priority"
        case Action():
            return "action"
    return f"kind {value.kind}"


def thing(city: City, identifier: str, kinds: Mapping[str, int], *, bold: bool) -> dict[str, object]:
    """An entry as the panel and its name on the canvas tell it."""
    value = city.value(identifier)
    also = [name for name in queries.names(value) if name not in (value.id, value.name)]
    thing: dict[str, object] = {
        "label": value.label,
        "name": value.name,
        "also": list(dict.fromkeys(also)),
        "kind": kinds[kind_key(city, identifier)],
        "text": _summary(city, value),
    }
    if bold:
        thing["bold"] = True
    if isinstance(value, Priority):
        thing["number"] = value.number
    return thing


def _summary(city: City, value: Node) -> str:
    match value:
        case Entity():
            return value.purpose or ""
        case Priority():
            part = _("Part of {plan}.", plan=city.label(value.plan))
            return f"{part} {value.summary}" if value.summary else part
        case Plan():
            return value.summary or ""
    parts = [_("Part of {plan}.", plan=city.label(value.plan))]
    parts += [_("Lead: {lead}.", lead=value.lead_text)] if value.lead_text else []
    parts += [_("Timescale: {timescale}.", timescale=value.timescale)] if value.timescale else []
    return " ".join(parts)
