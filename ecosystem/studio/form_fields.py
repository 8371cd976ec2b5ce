"""The forms of the studio, as the annotations of the model describe them."""

from collections.abc import Iterator
from typing import Any

from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.language import N_, _, context
from ecosystem.model import (
    ENTITY_SECTIONS,
    ORGANISATION_SECTIONS,
    PRIVATE,
    PRIVATE_HELP,
    About,
    Basis,
    Section,
    Value,
)
from ecosystem.model.descriptions import Field, Form, help_of, written_fields
from ecosystem.queries import SECTION_WORDS
from ecosystem.sentences import BASIS_WORDS
from ecosystem.words import capital

ORGANISATIONS = "organisations"

FORMS: dict[str, tuple[str, str]] = {
    ORGANISATIONS: (N_("Organisations"), N_("organisation")),
    "links": (N_("Links"), N_("link")),
    "plans": (N_("Plans"), N_("plan")),
    "priorities": (N_("Priorities"), N_("priority")),
    "actions": (N_("Actions"), N_("action")),
    "events": (N_("Events"), N_("event")),
    "outputs": (N_("Outputs"), N_("output")),
    "sources": (N_("Sources"), N_("source")),
    "kinds": (N_("Kinds"), N_("kind")),
    "link_types": (N_("Link types"), N_("link type")),
    "disputes": (N_("Disputes"), N_("dispute")),
    "accepted_gaps": (N_("Accepted gaps"), N_("accepted gap")),
    "tours": (N_("Tours"), N_("tour")),
    ABOUT: (N_("The map itself"), N_("the map itself")),
}
"""What the list of each form is called, and one entry of it, in the order of the interface."""

_MAIN = {
    ORGANISATIONS: ("kind", "purpose", "website", "source"),
    "links": ("source", "since", "basis", "evidence"),
    "plans": ("owners", "period", "summary"),
    "priorities": ("number", "summary"),
    "actions": ("reference", "leads", "due", "timescale", "advances", "progress"),
    "events": ("date", "purpose", "source"),
    "outputs": ("date", "purpose", "source", "website"),
    "sources": ("date", "url", "accessed", "held_by"),
    "kinds": (),
    "link_types": ("transitive", "one_off"),
    "disputes": ("note",),
    "accepted_gaps": (),
    "tours": ("summary",),
    ABOUT: ("plan", "contact", "method"),
}
"""The fields of each form that stand first, with those that must be filled in; the others are folded away."""

_PICKED = {
    "plan": N_("The plan it is part of."),
    "kind": N_("What it is. The kinds are the legend of the map."),
    "owners": N_("The organisations that set the plan."),
    "leads": N_("The organisations that lead it."),
    "advances": N_("The priorities it advances."),
    "about": N_("What the sources disagree about."),
    "organisation": N_("The organisation that confirms it."),
    "show": N_("What to highlight: an entry, a kind, or several entries to show the routes between them."),
    "source": N_("What this rests on, and the place in it."),
}
"""What the help of a field says where its entries are picked by their names, and not written by their ids."""

_LONG = 1_000
"""A text that may have more characters than this gets several lines."""


def sections_of(form: str) -> tuple[str, ...]:
    """Return the sections of the file that a form writes to."""
    return tuple(map(str, ORGANISATION_SECTIONS)) if form == ORGANISATIONS else (form,)


def form_of(section: str) -> str:
    """Return the form that shows the entries of a section."""
    return ORGANISATIONS if section in ORGANISATION_SECTIONS else section


def model_of(section: str) -> type[Value]:
    """Return the model of the entries of a section or list, or of the map itself."""
    return About if section == ABOUT else (SECTIONS | LISTS)[section][0]


def forms() -> list[dict[str, Any]]:
    """Return every form with its fields, in the order of the interface."""
    return [
        {
            "name": name,
            "label": _(several),
            "one": _(one),
            "sections": list(sections_of(name)),
            "help": help_of(model_of(sections_of(name)[0])),
            "fields": [
                {**field, "main": field["name"] in _MAIN[name]} | _of_entry(name, field["name"])
                for field in _fields(model_of(sections_of(name)[0]), private=True)
            ],
        }
        for name, (several, one) in FORMS.items()
    ]


def _of_entry(form: str, field: str) -> dict[str, Any]:
    """Return what differs in an entry of the map: its section limits its kind, and it rests on a source."""
    sections = sections_of(form)
    if sections[0] not in ENTITY_SECTIONS or field not in ("kind", "source"):
        return {}
    if field == "kind":
        return {"of": list(sections)}
    help_text = _(
        "The source of this, and the place in it. Choose one, unless one of its facts has a source."
    )
    return {"required": True, "help": help_text}


def label_of(field: str) -> str:
    """Return what a field is called above its box."""
    if field == "url":
        return capital(context("field", "web address"))
    return capital(context("field", field.replace("_", " ")))


def _fields(model: type[Value], *, private: bool) -> Iterator[dict[str, Any]]:
    yield from map(_described, written_fields(model))
    if private:
        yield {
            "name": PRIVATE,
            "label": _("Private notes"),
            "help": _(PRIVATE_HELP),
            "type": Form.TEXT.value,
            "long": True,
            "private": True,
        }


def _described(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.written,
        "label": label_of(field.written),
        "help": _help(field),
        "type": field.form.value,
        "required": field.required,
        "many": field.many,
    }
    if field.form is Form.TEXT and (field.limit or 0) > _LONG:
        described["long"] = True
    if field.limit:
        described["limit"] = field.limit
    if field.refers:
        described |= {"refers": field.refers, "placed": field.placed}
    if field.choices:
        described["choices"] = [
            {"value": choice, "label": _choice(field, choice)} for choice in field.choices
        ]
        described["default"] = str(field.default.value) if field.default else ""
    if field.entry:
        described["fields"] = list(_fields(field.entry, private=False))
    return described


def _help(field: Field) -> str:
    """Return what an editor reads about a field: how a date is written stands in a hint of its own."""
    if field.refers and field.written in _PICKED and not field.help.startswith("Who"):
        return _(_PICKED[field.written])
    return _(field.help).removeprefix("true: ")


def _choice(field: Field, choice: str) -> str:
    if field.enum is Basis:
        return capital(_(BASIS_WORDS[Basis(choice)]))
    if field.enum is Section:
        return _(SECTION_WORDS[Section(choice)])
    return capital(_(choice))
