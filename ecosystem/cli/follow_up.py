"""Commands that keep track of what was promised, and of how fresh the data is."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ecosystem import dates
from ecosystem.city import City
from ecosystem.cli.file_names import FileName
from ecosystem.cli.options import force_option, json_option, today_option, with_city
from ecosystem.cli.output import ask_to_overwrite, say_evidence, say_json, say_saved, say_table
from ecosystem.errors import InvalidDateError
from ecosystem.language import _, joined

if TYPE_CHECKING:
    from ecosystem import edits
    from ecosystem.tracking.tracker import Tracked

_STATUSES = ("not reported", "no report found", "under way", "claimed", "evidenced", "stopped")
_STATES = ("under way", "done", "stopped")


def _spaced(choices: tuple[str, ...]) -> Any:
    """A choice of words that may be typed with hyphens for spaces."""

    class Spaced(click.Choice[str]):
        def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
            return super().convert(str(value).replace("-", " "), param, ctx)

    return Spaced(choices, case_sensitive=False)


@click.command()
@click.option("--plan", metavar="NAME", help="Only actions of this plan.")
@click.option(
    "--lead",
    metavar="NAME",
    help="Only actions led by this organisation, or by one that it belongs to or hosts.",
)
@click.option("--priority", metavar="NAME", help="Only actions that advance this priority.")
@click.option(
    "--state", "states", multiple=True, type=_spaced(_STATUSES), help="Only actions with this status."
)
@click.option("--overdue", is_flag=True, help="Only late actions, in plans that are kept up to date.")
@click.option(
    "--due-by", metavar="DATE", help="Only actions due by the end of a date: 2026, 2026-12, 2026-12-03."
)
@click.option("--unreported", is_flag=True, help="Only actions without a report.")
@click.option("--csv", "as_csv", is_flag=True, help="Answer as CSV, for a spreadsheet.")
@click.option(
    "--ics",
    type=FileName(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a calendar of these actions.",
)
@force_option
@today_option
@json_option
@with_city
def actions(
    city: City,
    plan: str | None,
    lead: str | None,
    priority: str | None,
    states: tuple[str, ...],
    overdue: bool,
    due_by: str | None,
    unreported: bool,
    as_csv: bool,
    ics: Path | None,
    force: bool,
    today: date,
    as_json: bool,
) -> None:
    """List actions and their progress, the most urgent first.

    An action is late once its date in the plan has passed, if somebody reports on the plan here. You can
    import the calendar again later: that adds only what is new.

    Example: ecosystem actions --overdue --today 2026-11-30
    """
    from ecosystem.tracking import statuses, tracker

    tracking = tracker.select(
        city,
        today,
        plan=plan,
        lead=lead,
        priority=priority,
        states=[status for status in statuses.Status if any(state in status for state in states)],
        overdue=overdue,
        due_by=None if due_by is None else _last_day(due_by),
        unreported=unreported,
    )
    if ics:
        _write_calendar(city, ics, tracking.actions, force)
    if as_json:
        say_json("actions", {"tracking": tracking})
    elif as_csv:
        click.echo(_csv(tracking.actions), nl=False)
    elif not ics:
        click.echo(click.style(tracking.summary, bold=True))
        say_table(
            (action.id, action.due_by or _("no date"), action.status_text, action.lead, action.label)
            for action in tracking.actions
        )
        for action in tracking.actions:
            if action.evidence:
                click.echo(f"\n{action.sentence}")
                say_evidence(action.sources, action.evidence)


def _last_day(text: str) -> date:
    try:
        return dates.bounds(text)[1]
    except ValueError as error:
        raise InvalidDateError("--due-by", str(error)) from error


def _write_calendar(city: City, file: Path, actions: "Iterable[Tracked]", force: bool) -> None:
    from ecosystem import files
    from ecosystem.tracking import calendar

    for path in files.write_all(
        file.parent, {file.name: calendar.text(city, actions)}, force=force, ask=ask_to_overwrite
    ):
        click.echo(str(path), err=True)


def _csv(actions: "Iterable[Tracked]") -> str:
    from ecosystem.exchange import csvw
    from ecosystem.tracking.tracker import Tracked

    return csvw.table(Tracked.__struct_fields__, [_row(action) for action in actions])


def _row(action: "Tracked") -> dict[str, Any]:
    import msgspec

    row: dict[str, Any] = msgspec.to_builtins(action)
    row["sources"] = [source.id for source in action.sources]
    row["evidence"] = [source.url or source.id for source in action.evidence]
    return row


def _edit_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--date", "when", metavar="DATE", help="The date of the report.  [default: --today]"),
        click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing."),
        click.option("--yes", is_flag=True, help="Write without asking."),
        today_option,
    ):
        command = option(command)
    return command


@click.command()
@click.argument("name", metavar="ACTION")
@click.option("--state", required=True, type=_spaced(_STATES), help="How far it has got.")
@click.option("--note", metavar="TEXT", help="A note to add to the report.")
@click.option("--source", "sources", multiple=True, metavar="ID", help="Who says so: the id of a source.")
@click.option(
    "--evidence", multiple=True, metavar="ID", help="What shows it: the id of a source, or a web address."
)
@click.option("--title", metavar="TEXT", help="The title of a new address.")
@click.option("--publisher", metavar="TEXT", help="The publisher of a new address.")
@_edit_options
@click.pass_obj
def update(
    obj: dict[str, Any],
    /,
    name: str,
    state: str,
    when: str | None,
    dry_run: bool,
    yes: bool,
    today: date,
    **more: Any,
) -> None:
    """Record progress on ACTION, an action or a priority, in the data file.

    Shows the change and asks before it writes. The old version is kept beside the file. We count "done" and
    "done, with evidence" separately.

    Example: ecosystem update open-meeting --state done --dry-run
    """
    from ecosystem import edits
    from ecosystem.model import State
    from ecosystem.tracking import updates

    city = City.load(obj["data"])
    document = edits.load(obj["data"])
    edits.apply(document, updates.report(city, name, state=State(state), date=_given(when, today), **more))
    _save(obj["data"], document, today, dry_run=dry_run, yes=yes)


@click.command()
@click.argument("name")
@_edit_options
@click.pass_obj
def checked(obj: dict[str, Any], name: str, when: str | None, dry_run: bool, yes: bool, today: date) -> None:
    """Record in the data file that somebody checked NAME today: an organisation, an event or an output.

    Example: ecosystem checked partnership --today 2026-11-30 --dry-run
    """
    from ecosystem import edits
    from ecosystem.tracking import updates

    city = City.load(obj["data"])
    document = edits.load(obj["data"])
    edits.apply(document, updates.looked(city, name, _given(when, today)))
    _save(obj["data"], document, today, dry_run=dry_run, yes=yes)


def _given(when: str | None, today: date) -> str:
    return today.isoformat() if when is None else when


def _save(path: Path, document: "edits.Document", today: date, *, dry_run: bool, yes: bool) -> None:
    from ecosystem import edits

    edits.check(document, today)
    change = edits.diff(document)
    if not change:
        click.echo(_("The file already says this. Nothing was written."), err=True)
        return
    click.echo(change, nl=False)
    if dry_run:
        click.echo(_("Nothing was written."), err=True)
        return
    if not yes:
        click.confirm(_("Write these changes to {file}?", file=str(path)), abort=True, err=True)
    backup = edits.save(path, edits.text(document), was=document.original, today=today)
    say_saved(path, backup, err=True)


@click.command()
@click.option(
    "--months",
    type=click.IntRange(1, 600),
    default=12,
    show_default=True,
    help="How many months count as recent.",
)
@click.option(
    "--messages",
    type=FileName(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a message to each organisation into this folder.",
)
@click.option("--url", metavar="URL", help="Address where the map is published, for the messages.")
@force_option
@today_option
@json_option
@with_city
def stale(
    city: City,
    months: int,
    messages: Path | None,
    url: str | None,
    force: bool,
    today: date,
    as_json: bool,
) -> None:
    """List what nobody has checked recently, and whom to ask.

    Also lists actions without a recent report. A message tells an organisation what is due and what to
    confirm. It is written as text (.md) and as an email draft (.eml), and names no person.

    Example: ecosystem stale --months 6 --today 2026-11-30
    """
    from ecosystem.tracking import freshness, letters

    answer = freshness.find(city, today, months)
    if messages:
        from ecosystem.infographic import publication

        address = publication.at(url).url if url else None
        _write_messages(messages, letters.messages(city, answer, address), force)
    if as_json:
        say_json("stale", {"stale": answer})
        return
    click.echo(click.style(answer.freshness, bold=True))
    click.echo(answer.summary)
    for ask in answer.asks:
        roles = f" ({'; '.join(ask.roles)})" if ask.roles else ""
        click.echo(click.style(f"\n{ask.name}{roles}", bold=True))
        due = {item.about for item in ask.due}
        for item in (*ask.due, *(item for item in ask.items if item.about not in due)):
            click.echo(f"  {item.sentence}")


def _write_messages(folder: Path, messages: Mapping[str, str | bytes], force: bool) -> None:
    from ecosystem import edition, files

    written = files.write_all(folder, messages, force=force, ask=ask_to_overwrite)
    for path in written:
        click.echo(str(path), err=True)
    if left := edition.left_over(folder, written):
        names = joined([path.name for path in left])
        click.echo(_("Left over from an earlier run. Do not send: {files}.", files=names), err=True)


COMMANDS: tuple[click.Command, ...] = (actions, update, checked, stale)
