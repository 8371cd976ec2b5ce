"""The command that checks the data file: check."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from ecosystem import dataset, dates
from ecosystem.cli.options import json_option, today_option
from ecosystem.cli.output import say_json, say_part
from ecosystem.dataset.warnings import Warnings
from ecosystem.errors import InvalidDateError
from ecosystem.language import _


@click.command()
@click.option("--upgrade", is_flag=True, help="Rewrite a data file from an older format in the current one.")
@click.option("--strict", is_flag=True, help="Exit with status 1 if there is a warning.")
@click.option(
    "--at",
    metavar="DATE",
    callback=lambda _ctx, _parameter, value: _last_day(value),
    help="Warn about plans whose time has passed by this date.  [default: the date of the edition]",
)
@today_option
@click.pass_obj
@json_option
def check(
    obj: dict[str, Any], upgrade: bool, strict: bool, at: date | None, today: date, as_json: bool
) -> None:
    """List every mistake in the data file, and what is likely wrong.

    Prints nothing if all is well. A report or a check dated after --today is a mistake. Also checks the
    reading records in `readings/` beside the data file.

    A warning points out something to look at again. To accept one, add it with a reason to `accepted_gaps`.

    Every command reads older formats of the data file. --upgrade rewrites only the names that changed, and
    keeps a backup. Comments and layout stay as they are.

    Example: ecosystem check --strict
    """
    warnings = dataset.check(obj["data"], today=today, day=at).warnings
    if as_json:
        say_json(
            "check",
            {
                "problems": [],
                "warnings": warnings.open,
                "accepted": warnings.accepted,
                "needless": warnings.needless,
            },
        )
    else:
        _say_warnings(warnings)
    _offer_upgrade(obj["data"], upgrade)
    if strict and warnings.open:
        click.get_current_context().exit(1)


def _last_day(value: str | None) -> date | None:
    """Return the last day of a date, so that it goes by the same day as `--at` of a question."""
    if value is None:
        return None
    try:
        return dates.bounds(value)[1]
    except ValueError as error:
        raise InvalidDateError("--at", str(error)) from error


def _say_warnings(warnings: Warnings) -> None:
    say_part(_("Warnings"), [str(warning) for warning in warnings.open])
    say_part(_("Accepted warnings"), [str(warning) for warning in warnings.accepted])
    if warning := next((warning for warning in warnings.open if warning.about), None):
        example = f"- {{gap: {warning.gap.value}, about: {warning.about}, reason: …}}"
        click.echo(
            _("To accept a warning, give a reason under `accepted_gaps`: {example}", example=example),
            err=True,
        )
    for remark in warnings.needless:
        click.echo(remark, err=True)


def _offer_upgrade(path: Path, wanted: bool) -> None:
    """Rewrite a valid data file of an older format if `wanted`, or print the command that does it."""
    from ecosystem import edits, files
    from ecosystem.dataset import migrations

    text = files.read(path) or ""
    if migrations.is_current(text):
        return
    document = edits.parse(text, str(path))
    if not edits.upgrade(document):
        return
    if wanted:
        backup = edits.save(path, edits.text(document), was=text)
        message = _(
            "{path} is now in format {format}. The old version is in {backup}.",
            path=str(path),
            format=str(migrations.FORMAT),
            backup=str(backup),
        )
        click.echo(message, err=True)
    else:
        command = f"ecosystem --data {path} check --upgrade"
        message = _(
            "{path} is in an older format. To rewrite it in the current one: {command}",
            path=str(path),
            command=command,
        )
        click.echo(message, err=True)


COMMANDS: tuple[click.Command, ...] = (check,)
