"""Commands on the editions made of the data file: build, diff, report, desk."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from ecosystem import dataset, dates
from ecosystem.city import City
from ecosystem.cli.file_names import FileName
from ecosystem.cli.options import allow_loss_option, force_option, json_option, today_option, with_city
from ecosystem.cli.output import ask_to_overwrite, say_files, say_json, say_part, say_table
from ecosystem.errors import InvalidDateError
from ecosystem.language import _, joined, plural
from ecosystem.model import GapKind


@click.command()
@click.option(
    "--output",
    type=FileName(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder to write to.",
)
@click.option("--url", help="Address where you will publish it. Adds files that other websites need.")
@force_option
@click.option(
    "--allow-loss",
    is_flag=True,
    help="Build even if more than a fifth of the organisations or links would be lost.",
)
@click.option("--no-paper", is_flag=True, help="Leave out the posters.")
@click.option("--api", is_flag=True, help="Write api/ too: a file for programs for each entry and source.")
@click.option("--since", metavar="OLD", help="Show what changed since OLD: a data file, or git:REV.")
@click.pass_obj
@with_city
def build(
    city: City,
    obj: dict[str, Any],
    output: Path,
    url: str | None,
    force: bool,
    allow_loss: bool,
    no_paper: bool,
    api: bool,
    since: str | None,
) -> None:
    """Build the map's page and every file that is published with it.

    Stops if more than a fifth of the organisations or links of the last edition would be lost.

    If a name has a letter that no font on this computer has, the posters are left out and a message says so.
    With --url, the fonts must have every letter of the title, for the card for social media.

    With --since, the page shows what changed. Feeds of the changes are written too: changes.atom,
    changes.json, and one for each organisation and priority in changes/.

    With --api, every entry and every source gets a file for programs. api/index.json lists them and
    api/openapi.json describes them.

    Example: ecosystem build --output output
    """
    from ecosystem import edition

    if since is not None and "at" in obj:
        raise click.UsageError(_("Use either --since or --at, not both: --since compares whole editions."))
    paths, missing = edition.write_with_available_fonts(
        city,
        output,
        url=url,
        force=force,
        ask=ask_to_overwrite,
        allow_loss=allow_loss,
        paper=not no_paper,
        api=api,
        since=None if since is None else _edition(obj["data"], since),
    )
    if missing:
        click.echo(" ".join([_("The posters are left out."), str(missing)]), err=True)
    say_files(paths)
    for remark in _on_withheld(city, obj["data"], edition.remove_old(city, output, paths)):
        click.echo(remark, err=True)
    if left := edition.left_over(output, paths):
        names = joined([path.name for path in left])
        click.echo(_("Left over from an earlier build, not updated: {names}.", names=names), err=True)
        if city.withheld:
            click.echo(
                _("They may still show who has asked not to be shown. Look, and delete them."), err=True
            )


def _on_withheld(city: City, data: Path, removed: list[Path]) -> Iterator[str]:
    """Yield what an editor should know when somebody has asked not to be shown."""
    if not city.withheld:
        return
    for warning in dataset.check(data).warnings.open:
        if warning.gap is GapKind.WITHHELD_IS_NAMED:
            yield str(warning)
    if removed:
        yield plural(
            "Removed {count} file of an earlier build, which may show who has asked not to be shown.",
            "Removed {count} files of an earlier build, which may show who has asked not to be shown.",
            len(removed),
        )


@click.command()
@click.argument("old", type=FileName())
@click.argument("new", type=FileName(), required=False)
@click.option("--bulletin", is_flag=True, help="Print a short bulletin in Markdown, ready to send.")
@json_option
@click.pass_obj
def diff(obj: dict[str, Any], old: str, new: str | None, bulletin: bool, as_json: bool) -> None:
    """List what changed from OLD to NEW, changed answers first.

    OLD and NEW are each a data file, or git:REV for the data file in that git revision. NEW is the current
    data file if you leave it out.

    Example: ecosystem diff data/groups.yaml data/groups.yaml
    """
    from ecosystem import changes, review
    from ecosystem.bulletin import as_markdown

    before, after = (_edition(obj["data"], name) for name in (old, new or str(obj["data"])))
    difference = changes.compare(before, after)
    if as_json:
        say_json("diff", {"changes": difference})
    elif bulletin:
        answers = review.remembered(obj["data"])
        corrected = review.corrected(before.ecosystem, after.ecosystem, answers)
        click.echo(as_markdown(difference, after.ecosystem.about.title, corrected), nl=False)
    else:
        click.echo(click.style(difference.summary, bold=True))
        for part, heading in changes.HEADINGS.items():
            say_part(_(heading), [change.sentence for change in difference.changes if change.part == part])


def _edition(data: Path, name: str) -> City:
    if not name.startswith("git:"):
        return City.load(Path(name))
    from ecosystem import revisions

    return City.parse(revisions.text(data, name.removeprefix("git:")), name)


def _time_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option(
            "--period",
            type=click.Choice(["4-months", "6-months", "12-months"]),
            help="Report on progress in the months that end today.",
        ),
        click.option(
            "--since",
            metavar="DATE",
            help="Report on progress from this date on: 2026-07, 2026-07-15 or 2026.",
        ),
    ):
        command = option(command)
    return command


@click.command()
@_time_options
@click.option(
    "--pdf",
    type=FileName(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a PDF to print.",
)
@click.option(
    "--docx",
    type=FileName(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a Word document to edit.",
)
@click.option("--force", is_flag=True, help="Replace a file that was edited or not made by this program.")
@today_option
@with_city
def report(
    city: City,
    since: str | None,
    period: str | None,
    pdf: Path | None,
    docx: Path | None,
    force: bool,
    today: date,
) -> None:
    """Draft the annual report or a progress report.

    Prints Markdown, unless you ask for a PDF or a Word document. The annual report is about the edition. With
    --since or --period, the report is about what was reported, what is late and what is due next.

    Example: ecosystem report --period 4-months --docx progress.docx
    """
    from ecosystem import report as reports

    first = _first_day(since, period, today)
    composed = reports.progress_report(city, first, today) if first else reports.compose(city)
    if not pdf and not docx:
        click.echo(reports.as_markdown(composed), nl=False)
        return
    made: list[tuple[Path, bytes]] = []
    if pdf:
        from ecosystem.paper import printed_report

        made.append((pdf, printed_report.pdf(city, composed)))
    if docx:
        from ecosystem.paper import word_document

        made.append((docx, word_document.docx(city, composed)))
    _write(made, force)


def _first_day(since: str | None, period: str | None, today: date) -> date | None:
    """Return the first day of a progress report; none where the annual report is asked for."""
    from ecosystem import report as reports

    if since and period:
        raise click.UsageError(_("Give --since or --period, not both."))
    if period:
        return reports.months_before(today, reports.MONTHS[period])
    if not since:
        return None
    try:
        first = dates.bounds(since)[0]
    except ValueError as error:
        raise InvalidDateError("--since", str(error)) from error
    if first > today:
        raise InvalidDateError("--since", _("‘{date}’ lies after today.", date=since))
    return first


def _write(made: list[tuple[Path, bytes]], force: bool) -> None:
    from ecosystem import files

    for file, contents in made:
        say_files(files.write_all(file.parent, {file.name: contents}, force=force, ask=ask_to_overwrite))


@click.command()
@click.argument("folder", metavar="FOLDER", type=FileName(path_type=Path, file_okay=False))
@_time_options
@click.option(
    "--last",
    metavar="OLD",
    help="The last edition, for the bulletin: a data file, or git:REV.  "
    "[default: the last one in FOLDER or git]",
)
@click.option("--url", metavar="URL", help="Address where you will publish the map, for pages and letters.")
@force_option
@allow_loss_option
@today_option
@click.pass_obj
@with_city
def desk(
    city: City,
    obj: dict[str, Any],
    folder: Path,
    since: str | None,
    period: str | None,
    last: str | None,
    url: str | None,
    force: bool,
    allow_loss: bool,
    today: date,
) -> None:
    """Write all that a month needs into FOLDER.

    Writes the workbook, what is due, letters, a calendar, the progress report, a bulletin since the last
    edition, and the pages. It makes the same files as export, actions, stale, report, diff and build. It
    lists what others suggest in any changes*.json beside the data file.

    The progress report covers four months unless you use --since or --period. A workbook with columns or
    sheets of your own stays as it is. The new one is put beside it.

    Example: ecosystem desk this-month --today 2026-11-30
    """
    from ecosystem import desk as desks, report as reports, review, waiting

    first = _first_day(since, period, today) or reports.months_before(today, reports.MONTHS["4-months"])
    written = desks.write(
        city,
        folder,
        today,
        since=first,
        url=url,
        last=_edition(obj["data"], last) if last else desks.last_edition(city, folder, obj["data"]),
        force=force,
        ask=ask_to_overwrite,
        allow_loss=allow_loss,
        lists=waiting.find(obj["data"]),
        answers=review.remembered(obj["data"]),
    )
    say_table((str(folder / name), what) for name, what in written.lines)
    for remark in (*_on_withheld(city, obj["data"], written.removed), *written.remarks):
        click.echo(remark, err=True)


COMMANDS: tuple[click.Command, ...] = (build, diff, report, desk)
