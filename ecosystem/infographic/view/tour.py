"""The guided readings: each step with its words, its sources and the places of what it shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecosystem.infographic.view.lines import Reference, Speaker
from ecosystem.model import TourStep
from ecosystem.words import number


@dataclass(frozen=True, slots=True)
class StepEntry:
    title: str
    text: str
    references: tuple[Reference, ...]
    shown: tuple[tuple[str, str], ...]  # where it stands on the page, and what it is called


@dataclass(frozen=True, slots=True)
class TourEntry:
    id: str
    title: str
    summary: str | None
    invitation: str
    steps: tuple[StepEntry, ...]


def tours(speaker: Speaker) -> Iterable[TourEntry]:
    entries = speaker.city.ecosystem.tours.values()
    for tour in entries:
        steps = f"{number(len(tour.steps))} step{'s' if len(tour.steps) != 1 else ''}"
        yield TourEntry(
            id=tour.id,
            title=tour.title,
            summary=tour.summary,
            invitation=f"Read the story in {steps}" if len(entries) == 1 else f"Read “{tour.title}”",
            steps=tuple(_step(speaker, step) for step in tour.steps),
        )


def _step(speaker: Speaker, step: TourStep) -> StepEntry:
    shown = tuple(_place(speaker, identifier) for identifier in step.show)
    return StepEntry(step.title, step.text, speaker.references(step.sources), shown)


def _place(speaker: Speaker, identifier: str) -> tuple[str, str]:
    """A thing stands in the lists; a kind is a heading of the directory."""
    if identifier in speaker.city:
        return f"n-{identifier}", speaker.city.label(identifier)
    return f"k-{identifier}", speaker.city.ecosystem.kinds[identifier].plural
