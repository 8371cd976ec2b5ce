"""How answers are printed: sentences with their basis and sources, tables, JSON."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, Any

import click
import msgspec

from ecosystem import ANSWER_SCHEMA
from ecosystem.city import City
from ecosystem.language import _, number
from ecosystem.model import Basis, Citation
from ecosystem.progress import Progress, unheard

if TYPE_CHECKING:
    from ecosystem.queries import CitedSource

PATIENCE = 2
"""Seconds that a command may take before it shows progress."""


def say_part(heading: str, sentences: Iterable[str], explained: str | None = None) -> None:
    """Print a heading with the number of sentences, what it means, and the sentences, if there are any."""
    lines = list(sentences)
    if not lines:
        return
    click.echo(click.style(f"\n{heading} ({number(len(lines))})", bold=True))
    if explained:
        click.secho(explained, dim=True)
    for line in lines:
        click.echo(f"  {line}")


def say_grounds(city: City, basis: Basis, sources: Iterable[Citation], evidence: str | None = None) -> None:
    """Print the basis of a sentence below it, with its evidence and sources."""
    from ecosystem import sentences

    words = _(sentences.BASIS_WORDS[basis])
    if evidence:
        words = _("{basis}. {evidence}", basis=words, evidence=evidence)
    click.secho(f"      {words}", dim=True)
    say_sources(city, sources)


def say_sources(city: City, sources: Iterable[Citation]) -> None:
    """Print sources below the sentence that they support."""
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
    """Ask on a terminal and return the answer; without a terminal it is no."""
    return sys.stdin is not None and sys.stdin.isatty() and click.confirm(question, err=True)


def say_json(command: str, answer: dict[str, Any]) -> None:
    """Print the answer of a command as JSON, with its schema and the date it was asked for."""
    at = click.get_current_context().obj.get("at")
    answer = {"schema": ANSWER_SCHEMA, "command": command, **({"at": at} if at else {}), **answer}
    plain = msgspec.to_builtins(answer)
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True))


@contextmanager
def working(label: str) -> Iterator[Progress]:
    """Show on a terminal that a command is still working after two seconds.

    Yields a callback for the share that is done, from 0 to 1. Once it is called, a bar shows the share.
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


def say_files(paths: Iterable[Path]) -> None:
    """Print the path and the size of each file that was written."""
    for path in paths:
        click.echo(f"{path}  {number(round(path.stat().st_size / 1000))} kB")


def say_saved(path: Path, backup: Path | None, *, err: bool = False) -> None:
    """Print that the data file was written, and where the backup of the old one is."""
    if backup:
        sentence = _("{file} is updated. The old version is in {backup}.", file=str(path), backup=str(backup))
    else:
        sentence = _("{file} is updated.", file=str(path))
    click.echo(sentence, err=err)


def say_table(rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows in aligned columns; numbers are aligned on the right."""
    table = list(rows)
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]) - 1)] if table else []
    for row in table:
        cells = [
            cell.rjust(width) if cell.isdigit() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=False)
        ]
        click.echo("  ".join([*cells, row[-1]]))
