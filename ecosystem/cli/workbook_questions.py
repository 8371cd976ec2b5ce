"""What an import of a workbook asks: what hangs on a deleted row, and what two people changed differently."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from ecosystem.cli.output import say_part
from ecosystem.dataset import documents
from ecosystem.errors import OpenQuestionsError
from ecosystem.exchange.cell_names import CellNames
from ecosystem.exchange.change_lines import ChangeLines
from ecosystem.language import _, plural
from ecosystem.model import ORGANISATION_SECTIONS, PRIVATE

if TYPE_CHECKING:
    from ecosystem.exchange.rewriting import Rewritten
    from ecosystem.exchange.workbook_import import WorkbookImport


def settle(back: "WorkbookImport", *, yes: bool) -> "WorkbookImport":
    """Ask for each deleted entry what becomes of all that names it, and return the workbook so.

    Raises:
        OpenQuestionsError: There is nobody who answers; it lists the questions.
    """
    instead: dict[tuple[str, str], str] = {}
    names = CellNames(_masked(back.base, back.withheld))
    asked = list(_of_deleted(back))
    for place, (gone, heading, told) in enumerate(asked):
        for line in (heading, *(f"  {line}" for line in told)):
            click.echo(line)
        question = _("Press Enter to remove these too, or write the name that takes its place")
        while not yes:
            try:
                answer = click.prompt(question, default="", show_default=False, err=True)
            except click.Abort as error:
                raise OpenQuestionsError(_as_questions(asked[place:])) from error
            if not answer.strip():
                break
            ids = [each for each in names.find(gone[0], answer) if (gone[0], each) not in back.gone]
            if len(ids) == 1:
                instead[gone] = ids[0]
                break
            near = names.near(gone[0], answer)
            hint = _("Did you mean ‘{word}’?", word=near) if near else ""
            click.echo(f"{_('{name} is not known.', name=answer)} {hint}", err=True)
    return back.settled(instead)


def refuse_open(back: "WorkbookImport", rewritten: "Rewritten") -> None:
    """Raise OpenQuestionsError with every question that `settle` and `decide` would ask."""
    asked = [*_as_questions(_of_deleted(back)), *_of_conflicts(rewritten)]
    if asked:
        raise OpenQuestionsError(asked)


_Asked = tuple[tuple[str, str], str, list[str]]
"""A deleted entry, a sentence that says so, and the places that still name it."""


def _of_deleted(back: "WorkbookImport") -> Iterator[_Asked]:
    base, document = (_masked(each, back.withheld) for each in (back.base, back.document))
    names, lines = CellNames(base), ChangeLines(base, document)
    every = back.hanging()
    for gone in sorted(each for each in back.gone if each[1] not in back.withheld):
        hanging = [one for one in every if one.gone == gone]
        if not hanging:
            continue
        heading = plural(
            "You deleted ‘{name}’. {count} place still names it:",
            "You deleted ‘{name}’. {count} places still name it:",
            len(hanging),
            name=names.label(*gone),
        )
        yield gone, heading, list(dict.fromkeys(lines.place(one.path, back.document) for one in hanging))


def _as_questions(asked: Iterable[_Asked]) -> list[str]:
    return ["\n".join([heading, *(f"  {line}" for line in told)]) for _gone, heading, told in asked]


def _of_conflicts(rewritten: "Rewritten") -> list[str]:
    if not rewritten.conflicts:
        return []
    lines = ChangeLines(*before_and_after(rewritten))
    return [lines.conflict(one) for one in rewritten.conflicts]


def decide(rewritten: "Rewritten", *, dry_run: bool) -> None:
    """Ask which of two values stays where the file and the workbook both changed, and write the answers.

    Raises:
        OpenQuestionsError: There is nobody who answers; it lists the questions.
    """
    from ecosystem import edits

    if not rewritten.conflicts:
        return
    told = _of_conflicts(rewritten)
    if dry_run:
        raise OpenQuestionsError(told)
    chosen: list[edits.Change] = []
    for number, (one, question) in enumerate(zip(rewritten.conflicts, told, strict=True)):
        click.echo(question)
        try:
            answer = click.prompt(
                _("Write f to keep what the file says, or w to take what the workbook says"),
                type=click.Choice(["f", "w"]),
                show_choices=False,
                err=True,
            )
        except click.Abort as error:
            raise OpenQuestionsError(told[number:]) from error
        if answer == "w":
            chosen += one.changes
    edits.restore(rewritten)
    rewritten.changes = edits.apply(rewritten, [*rewritten.changes, *chosen])


def say(rewritten: "Rewritten") -> None:
    """Print every change, by the thing that it is about, with what it was and what it becomes."""
    lines = ChangeLines(*before_and_after(rewritten))
    public = [one for one in rewritten.changes if one.at[-1] != PRIVATE]
    if public:
        click.echo(click.style(plural("{count} change.", "{count} changes.", len(public)), bold=True))
    for thing, some in lines.groups(public):
        say_part(thing, dict.fromkeys(some))
    for sentence in rewritten.private:
        click.echo(sentence)


def before_and_after(rewritten: "Rewritten") -> tuple[documents.Document, documents.Document]:
    """Return what the data file says, and what it would say, without the names of who is withheld."""
    from ecosystem import edits

    both = rewritten.before, edits.patched(rewritten.before, rewritten.changes)
    before, after = (_masked(each, rewritten.withheld) for each in both)
    return before, after


def _masked(document: documents.Document, withheld: Collection[str]) -> documents.Document:
    """Return a document that does not name those who have asked not to be shown: a log may be public."""
    masked = dict(document)
    for number, identifier in enumerate(sorted(withheld), 1):
        name = _("an organisation that is not shown ({number})", number=str(number))
        for section in ORGANISATION_SECTIONS:
            if entry := document[section].get(identifier):
                nameless = {**entry, "short": None, "aliases": [], "name": name}
                masked[section] = {**masked[section], identifier: nameless}
    return masked
