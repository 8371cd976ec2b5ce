"""The map as plain HTML that survives a filter for authors: headings, lists, folds, tables and links.

It has no script, style or picture, and no attribute but those that WordPress lets every author keep. It is
plain ASCII, so that no site can misread it, and has no line end within a paragraph, where WordPress would
break the line. Its ids have a prefix of the address and of what is shown, so that they meet no other of the
page, not even of another such text.
"""

import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec
from jinja2 import Template
from markupsafe import Markup
from msgspec.structs import replace

from ecosystem import language
from ecosystem.files import OURS
from ecosystem.infographic import templates
from ecosystem.infographic.publication import Publication
from ecosystem.infographic.view import View, plain
from ecosystem.infographic.view.directory import DirectorySection, Entry
from ecosystem.infographic.view.lines import Reference
from ecosystem.infographic.view.plan_entries import PlanEntry
from ecosystem.infographic.view.provenance import DisputeEntry, SourceEntry
from ecosystem.language import _
from ecosystem.model import Value
from ecosystem.sentences import BASIS_WORDS
from ecosystem.tracking import statuses
from ecosystem.words import capital


class Fragment(Value, frozen=True):
    """What the text says: all of the map, or one thing of it."""

    mark: str
    prefix: str  # of every id
    language: str
    title: str
    summary: str
    edition: str
    as_it_stood: str | None
    licence: str
    address: str
    is_whole: bool
    directory: tuple[DirectorySection, ...]
    plans: tuple[PlanEntry, ...]
    disputes: tuple[DisputeEntry, ...]
    sources: tuple[SourceEntry, ...]


def render(view: View, publication: Publication, *, show: str | None = None) -> str:
    """The text of the map, or of the one thing with the id `show`."""
    html = _template().render(said=compose(view, publication, show), of_data=_of_data(view.language))
    plain = html.encode("ascii", "xmlcharrefreplace").decode("ascii")
    return "\n".join(line for line in plain.split("\n") if line)


def compose(view: View, publication: Publication, show: str | None) -> Fragment:
    """Return the text for other websites.

    Args:
        view: The map.
        publication: Where the map is published.
        show: The id of the one entry it is about; None for the whole map.
    """
    view = plain(view)
    directory = tuple(_entries_only(view.directory, show)) if show else view.directory
    plans = tuple(_plans_only(view.plans, show)) if show else view.plans
    disputes = tuple(_disputes_only(view.disputes, plans, show)) if show else view.disputes
    cited = {reference.number for reference in _references((directory, plans, disputes))}
    return Fragment(
        mark=OURS,
        prefix=_prefix(view, publication.showing(show)),
        language=view.language,
        title=view.title,
        summary=view.summary,
        edition=view.edition,
        as_it_stood=view.as_it_stood,
        licence=view.licence,
        address=publication.showing(show),
        is_whole=show is None,
        directory=directory,
        plans=plans,
        disputes=disputes,
        sources=tuple(source for source in view.sources if show is None or source.number in cited),
    )


def _prefix(view: View, address: str) -> str:
    """The same for each edition, so that what leads into the text still does."""
    shown = f"{address} {view.as_it_stood or ''}"
    return f"ecosystem-{sha256(shown.encode()).hexdigest()[:6]}-"


def _entries_only(sections: Iterable[DirectorySection], show: str) -> Iterable[DirectorySection]:
    for section in sections:
        for group in section.groups:
            entries: tuple[Entry, ...] = tuple(entry for entry in group.entries if entry.id == show)
            if entries:
                yield replace(section, groups=(replace(group, entries=entries),))


def _plans_only(plans: Iterable[PlanEntry], show: str) -> Iterable[PlanEntry]:
    """A plan with that id, or what of it has that id."""
    for plan in plans:
        priorities = tuple(priority for priority in plan.priorities if priority.id == show)
        parts = tuple(
            replace(part, actions=actions)
            for part in plan.parts
            if (actions := tuple(action for action in part.actions if action.id == show))
        )
        if plan.id == show:
            yield plan
        elif priorities or parts:
            yield replace(plan, priorities=priorities, parts=parts, links=())


def _disputes_only(
    disputes: Iterable[DisputeEntry], plans: Iterable[PlanEntry], show: str
) -> Iterable[DisputeEntry]:
    """Those about it, or about what is shown of a plan."""
    within = {priority.id for plan in plans for priority in plan.priorities}
    within |= {action.id for plan in plans for part in plan.parts for action in part.actions}
    return (dispute for dispute in disputes if dispute.about_id in within | {show})


def _references(value: object) -> Iterable[Reference]:
    """Every reference within a value."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _references(part)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _references(getattr(value, name))


@cache
def _template() -> Template:
    environment = templates.environment(Path(__file__).parent).overlay(finalize=_on_one_line)
    environment.globals |= {
        "status_words": statuses.status_words,
        "basis_words": lambda basis: _(BASIS_WORDS[basis]),
    }
    environment.filters["capital"] = capital
    return environment.get_template("fragment.html.jinja")


def _of_data(code: str) -> Markup:
    """Return the attributes of a text of the data: none where the words around it are in its language."""
    return Markup("") if code == language.code() else Markup(' lang="{}" dir="auto"').format(code)


def _on_one_line(value: object) -> object:
    """A text of the data without its line ends; what a macro has written keeps its own."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return re.sub(r"\s*\n\s*", " ", value.strip())
    return value
