"""The guided readings: each step with its words, its sources and the places of what it shows."""

from collections.abc import Iterable

from ecosystem.infographic.view.lines import Reference, ViewContext
from ecosystem.language import _, plural
from ecosystem.model import TourStep, Value


class StepEntry(Value, frozen=True):
    title: str
    text: str
    references: tuple[Reference, ...]
    shown: tuple[tuple[str, str], ...]  # where it stands on the page, and what it is called


class TourEntry(Value, frozen=True):
    id: str
    title: str
    summary: str | None
    invitation: str
    steps: tuple[StepEntry, ...]


def tours(view_context: ViewContext) -> Iterable[TourEntry]:
    """Yield the tours of the city, each with its steps."""
    entries = view_context.city.ecosystem.tours.values()
    for tour in entries:
        yield TourEntry(
            id=tour.id,
            title=tour.title,
            summary=tour.summary,
            invitation=plural(
                "Read the story in {count} step", "Read the story in {count} steps", len(tour.steps)
            )
            if len(entries) == 1
            else _("Read “{title}”", title=tour.title),
            steps=tuple(_step(view_context, step) for step in tour.steps),
        )


def _step(view_context: ViewContext, step: TourStep) -> StepEntry:
    shown = tuple(_place(view_context, identifier) for identifier in step.show)
    return StepEntry(step.title, step.text, view_context.references(step.sources), shown)


def _place(view_context: ViewContext, identifier: str) -> tuple[str, str]:
    """A thing stands in the lists; a kind is a heading of the directory."""
    if identifier in view_context.city:
        return f"n-{identifier}", view_context.city.label(identifier)
    return f"k-{identifier}", view_context.city.ecosystem.kinds[identifier].plural
