"""How answers are printed: sentences with their grounds, tables, JSON."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, Any

import click
import msgspec

from ecosystem import ANSWER_SCHEMA
from ecosystem.city import City
from ecosystem.errors import AmbiguousNameError, EcosystemError, InvalidDataError, UnknownNameError
from ecosystem.language import _
from ecosystem.model import Basis, Citation
from ecosystem.progress import Progress, unheard

if TYPE_CHECKING:
    from ecosystem.queries import CitedSource

PATIENCE = 2
"""Seconds of work of which a terminal need not hear."""


def say_part(heading: str, said: Iterable[str], explained: str | None = None) -> None:
    """A heading, what it means, and its sentences; nothing where there are none."""
    sentences = list(said)
    if not sentences:
        return
    click.echo(click.style(f"\n{heading} ({len(sentences)})", bold=True))
    if explained:
        click.secho(explained, dim=True)
    for sentence in sentences:
        click.echo(f"  {sentence}")


def say_grounds(city: City, basis: Basis, sources: Iterable[Citation], evidence: str | None = None) -> None:
    """Why we say so, under what we say: how sure it is, on what evidence, and by which sources."""
    from ecosystem import sentences

    words = sentences.BASIS_WORDS[basis]
    click.secho(f"      {words}. {evidence}" if evidence else f"      {words}", dim=True)
    say_sources(city, sources)


def say_sources(city: City, sources: Iterable[Citation]) -> None:
    """The sources of what stands above them."""
    from ecosystem import sentences

    known = city.ecosystem.sources
    for source, where in sentences.places(sources).items():
        click.secho(f"      [{source}] {sentences.citation(known[source], where)}", dim=True)


def say_evidence(sources: "Iterable[CitedSource]", evidence: "Iterable[CitedSource]") -> None:
    """Print what shows that something is done, and who says so, each with its address."""
    for source in evidence:
        click.secho(f"      {_('Evidence: {source}', source=_cited(source))}", dim=True)
    for source in sources:
        click.secho(f"      {_('Reported by: {source}', source=_cited(source))}", dim=True)


def _cited(source: "CitedSource") -> str:
    place = _("{title}, {publisher}", title=source.title, publisher=source.publisher)
    place = _("{source}: {where}", source=place, where=source.where) if source.where else place
    return f"{place} <{source.url}>" if source.url else place


def ask_to_overwrite(question: str) -> bool:
    """Ask on a terminal; without one the answer is no."""
    return sys.stdin is not None and sys.stdin.isatty() and click.confirm(question, err=True)


def say_json(command: str, answer: dict[str, Any]) -> None:
    at = click.get_current_context().obj.get("at")
    answer = {"schema": ANSWER_SCHEMA, "command": command, **({"at": at} if at else {}), **answer}
    plain = msgspec.to_builtins(answer)
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True))


def error_values(error: EcosystemError) -> dict[str, Any]:
    details: dict[str, Any] = {"kind": type(error).__name__, "message": str(error)}
    match error:
        case InvalidDataError():
            details["problems"] = [
                {
                    "line": problem.line,
                    "path": problem.path,
                    "message": problem.message,
                    **({"file": problem.file} if problem.file else {}),
                }
                for problem in error.problems
            ]
        case AmbiguousNameError():
            details["candidates"] = list(error.candidates)
        case UnknownNameError():
            details["near"] = list(error.near)
    return details


@contextmanager
def working(label: str) -> Iterator[Progress]:
    """Say on a terminal that the work goes on, when it takes more than two seconds.

    Who knows how far the work is, as a share of 1, tells what this yields, beginning with 0: a bar shows it.
    """
    if not sys.stderr.isatty():
        yield unheard
        return
    began, bar = monotonic(), None
    timer = Timer(PATIENCE, lambda: click.echo(f"{label} …", err=True))
    timer.daemon = True
    timer.start()

    def tell(share: float) -> None:
        nonlocal bar
        timer.cancel()
        if bar is None and monotonic() - began > PATIENCE:
            bar = shown.enter_context(click.progressbar(length=100, label=label, file=sys.stderr))
        if bar:
            bar.update(int(share * 100) - bar.pos)

    with ExitStack() as shown:
        shown.callback(timer.cancel)
        yield tell
        if bar:
            tell(1)


def say_table(rows: Iterable[tuple[str, ...]]) -> None:
    table = list(rows)
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]) - 1)] if table else []
    for row in table:
        cells = [
            cell.rjust(width) if cell.isdigit() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=False)
        ]
        click.echo("  ".join([*cells, row[-1]]))
