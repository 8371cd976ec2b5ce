"""Commands for what others suggest: changes to review, and answers that came by mail."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ecosystem import dates
from ecosystem.cli.file_names import FileName
from ecosystem.cli.options import today_option
from ecosystem.cli.output import ask_to_overwrite, say_files, say_saved
from ecosystem.errors import FileAccessError
from ecosystem.language import N_, _, joined, plural

if TYPE_CHECKING:
    from ecosystem.review import Suggestion


class _Listed(click.Command):
    """A command whose options `--accept` and `--reject` take several numbers, and which knows `show N`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write `--accept 1 3-7` as `--accept 1 --accept 3-7`, and `show 3` as `--show 3`."""
        written: list[str] = []
        option = ""
        for place, argument in enumerate(args):
            is_number = re.fullmatch(r"[0-9]+(-[0-9]+)?,?", argument) is not None
            if is_number and option and args[place - 1] != option:
                written.append(option)
            elif not is_number:
                option = argument if argument in ("--accept", "--reject") else ""
            is_show = argument == "show" and place and place + 1 < len(args)
            written.append("--show" if is_show else argument)
        return super().parse_args(ctx, written)


@click.command(cls=_Listed)
@click.argument("file", type=FileName(path_type=Path))
@click.option("--accept", multiple=True, metavar="N", help="Accept these, by number: 1 3-7.")
@click.option("--reject", multiple=True, metavar="N", help="Reject these, by number: 4 or 4-6.")
@click.option("--all", "is_all", is_flag=True, help="Accept all that are open.")
@click.option(
    "--because", metavar="TEXT", help="Why you accept or reject it. The reason is kept beside the data file."
)
@click.option("--show", type=int, metavar="N", help="Show one with its evidence, and what the file says now.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@today_option
@click.pass_obj
def review(
    obj: dict[str, Any],
    /,
    file: Path,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    is_all: bool,
    because: str | None,
    show: int | None,
    dry_run: bool,
    yes: bool,
    today: date,
) -> None:
    """Review suggested changes in FILE: accept some, reject others.

    Without options it lists them by number. Your decisions are kept beside the data file, so nobody is
    asked twice. You can still accept what you rejected.

    Example: ecosystem review changes.json --accept 1-3 --dry-run
    """
    from ecosystem import edits, files, review as reviews
    from ecosystem.edits import change_list

    data = obj["data"]
    document = edits.load(data)
    text = files.read(file)
    if text is None:
        raise FileAccessError(_("{file} does not exist.", file=str(file)))
    answers = reviews.remembered(data)
    listed = reviews.suggestions(document, change_list.loads(text, str(file)), answers)
    if show is not None:
        _show(listed[_chosen((str(show),), listed)[0] - 1])
        return
    wanted, unwanted = _chosen(accept, listed), _chosen(reject, listed)
    if both := sorted(set(wanted) & set(unwanted)):
        raise click.UsageError(_("{number} is both accepted and rejected.", number=str(both[0])))
    if is_all:
        open_ones = [each.number for each in listed if each.status is reviews.Status.OPEN]
        wanted = [number for number in open_ones if number not in unwanted]
    if not wanted and not unwanted:
        _list(listed)
        return
    taken = _takable([listed[number - 1] for number in wanted])
    for number, other in reviews.overtaken(document, taken).items():
        sentence = _(
            "{number} was not accepted, because {other} changes the same.",
            number=str(number),
            other=str(other),
        )
        click.echo(sentence, err=True)
        taken = [each for each in taken if each.number != number]
    left_out = _rejectable([listed[number - 1] for number in unwanted])
    reviews.accept(document, taken)
    change = edits.diff(document)
    if change:
        edits.check(document, today)
    click.echo(change, nl=False)
    if dry_run:
        click.echo(_("Nothing was written."), err=True)
        return
    if change and not yes:
        click.confirm(_("Write these changes to {file}?", file=str(data)), abort=True, err=True)
    if change:
        say_saved(data, edits.save(data, edits.text(document), was=document.original, today=today), err=True)
    decided = [(each, reviews.Status.ACCEPTED) for each in taken]
    decided += [(each, reviews.Status.REJECTED) for each in left_out]
    on = today.isoformat()
    reviews.remember(
        data,
        [
            reviews.Answer(each.change.id, status, on, None if left_out and each in taken else because)
            for each, status in decided
        ],
    )
    click.echo(_summary(len(taken), len(left_out)), err=True)
    changes = [each.change for each in listed]
    _say_for_hand(reviews.suggestions(edits.load(data), changes, reviews.remembered(data)), err=True)


def _chosen(told: Iterable[str], listed: "Sequence[Suggestion]") -> list[int]:
    from ecosystem import review as reviews

    try:
        return reviews.numbers(told, len(listed))
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _list(listed: "Sequence[Suggestion]") -> None:
    """Print suggestions grouped by thing, each with its number and, unless it is open, where it stands."""
    from ecosystem import review as reviews

    things: dict[str, list[Suggestion]] = {}
    for each in listed:
        things.setdefault(each.thing, []).append(each)
    for thing, some in things.items():
        click.echo(click.style(thing, bold=True))
        for each in some:
            stands = "" if each.status is reviews.Status.OPEN else f" ({_stands(each)})"
            first, *others = each.lines
            click.echo(f"  {each.number}. {first}{stands}")
            for line in others:
                click.echo(f"     {line}")
            if each.status is reviews.Status.STALE:
                click.echo(f"     {_why_stale(each)}")
    open_ones = sum(each.status is reviews.Status.OPEN for each in listed)
    click.echo(plural("{count} suggestion is open.", "{count} suggestions are open.", open_ones))
    _say_for_hand(listed)


def _stands(each: "Suggestion") -> str:
    from ecosystem import review as reviews

    return _("accepted, for you to settle") if each.is_for_hand else _(reviews.WORDS[each.status])


def _say_for_hand(listed: "Sequence[Suggestion]", *, err: bool = False) -> None:
    """Say which accepted answers change nothing by themselves, so that somebody has to."""
    if left := [str(each.number) for each in listed if each.is_for_hand]:
        sentence = plural(
            "Edit the file yourself for {numbers}, or reject it when it is settled.",
            "Edit the file yourself for {numbers}, or reject them when they are settled.",
            len(left),
            numbers=joined(left),
        )
        click.echo(sentence, err=err)


def _why_stale(each: "Suggestion") -> str:
    """Return why a suggestion no longer fits: what it expects, what the file says, and what it suggests."""
    from ecosystem import review as reviews

    if not each.is_there or (each.now is None and isinstance(each.change.was, dict)):
        return _("What it is about is no longer in the file.")
    if differences := reviews.differences(each):
        return _("Since then the file has changed: {changes}.", changes="; ".join(differences))
    was, now, value = (_shown(part) for part in (each.change.was, each.now, each.change.value))
    return _("Expected: {was}. In the file now: {now}. Suggested: {value}.", was=was, now=now, value=value)


def _shown(value: Any) -> str:
    from ecosystem import review as reviews

    if value is None:
        return _("nothing")
    seen = reviews.visible(value)
    return f"‘{seen}’" if isinstance(seen, str) else json.dumps(seen, ensure_ascii=False)


def _takable(chosen: "Iterable[Suggestion]") -> "list[Suggestion]":
    """Return the suggestions that can be accepted, and say of the others why not."""
    from ecosystem.review import Status

    taken: list[Suggestion] = []
    for each in chosen:
        number, on = str(each.number), each.answer.on if each.answer else ""
        remark = ""
        if each.fits is Status.STALE:
            reason = _("{number} no longer fits, so it was not accepted.", number=number)
            remark = f"{reason} {_why_stale(each)}"
        elif each.fits is Status.WRITTEN:
            remark = _("{number} is in the file already.", number=number)
        elif each.status is Status.ACCEPTED and each.is_said:
            remark = _("{number} was accepted before, on {date}.", number=number, date=dates.words(on))
        else:
            taken.append(each)
            if each.status is Status.REJECTED:
                remark = _(
                    "{number} was rejected on {date}. Now it is accepted.",
                    number=number,
                    date=dates.words(on),
                )
            elif each.status is Status.ACCEPTED:
                pattern = N_(
                    "{number} was accepted on {date}, but the file does not say so. It is written now."
                )
                remark = _(pattern, number=number, date=dates.words(on))
        if remark:
            click.echo(remark, err=True)
    return taken


def _rejectable(chosen: "Iterable[Suggestion]") -> "list[Suggestion]":
    """Return the suggestions that can be rejected: what was accepted may be in the file."""
    from ecosystem.review import Status

    left: list[Suggestion] = []
    for each in chosen:
        if each.answer and each.status is Status.ACCEPTED and not each.is_for_hand:
            pattern = N_(
                "{number} was accepted on {date}, so it was not rejected. To take it back, edit the file."
            )
            sentence = _(pattern, number=str(each.number), date=dates.words(each.answer.on))
            click.echo(sentence, err=True)
        else:
            left.append(each)
    return left


def _show(each: "Suggestion") -> None:
    from ecosystem import review as reviews

    click.echo(click.style(f"{each.number}. {each.thing}", bold=True))
    for line in each.lines:
        click.echo(f"  {line}")
    click.echo(_("Where it stands: {status}", status=_stands(each)))
    if each.fits is reviews.Status.STALE:
        click.echo(_why_stale(each))
    if each.answer and each.answer.because:
        click.echo(_("Reason: {reason}", reason=each.answer.because))
    click.echo(_("Place in the file: {path}", path=" → ".join(reviews.visible(list(each.change.at)))))
    if each.now_lines:
        click.echo(_("The file says now:"))
        for line in each.now_lines:
            click.echo(f"  {line}")
    else:
        click.echo(_("The file says now: {value}", value=_shown(each.now)))
    for pattern, name in _BECAUSE:
        if value := getattr(each.change.because, name, None):
            click.echo(_(pattern, value=reviews.visible(_in_words(value))))


def _in_words(value: str) -> str:
    """Return a date in words, and another text as it is."""
    try:
        return dates.words(value)
    except ValueError:
        return value


_BECAUSE = (
    (N_("Who says so: {value}"), "who"),
    (N_("When: {value}"), "when"),
    (N_("How: {value}"), "how"),
    (N_("Source: {value}"), "source"),
    (N_("Place: {value}"), "place"),
)


def _summary(accepted: int, rejected: int) -> str:
    told = (
        plural("{count} suggestion was accepted.", "{count} suggestions were accepted.", accepted),
        plural("{count} suggestion was rejected.", "{count} suggestions were rejected.", rejected),
    )
    counted = [sentence for sentence, count in zip(told, (accepted, rejected), strict=True) if count]
    return " ".join(counted) or _("Nothing was decided.")


@click.command()
@click.argument("folder", type=FileName(path_type=Path))
@click.option("--output", type=FileName(path_type=Path), metavar="FILE", help="Write the list to this file.")
@click.option("--force", is_flag=True, help="Replace a file that was edited or not made by this program.")
@today_option
@click.pass_obj
def replies(obj: dict[str, Any], folder: Path, output: Path | None, force: bool, today: date) -> None:
    """Read the replies in FOLDER into a list of suggested changes.

    Reads emails (.eml), mailboxes (.mbox) and the text of emails (.txt, .md, .html). Names every other file.

    The letters of `stale --messages` have a code for each sentence. The list is printed, to be reviewed with
    `ecosystem review`. Nothing from an email is written to the data file.

    Example: ecosystem replies inbox --output changes.json
    """
    from ecosystem import edits, files
    from ecosystem.edits import change_list
    from ecosystem.tracking import replies as inbox

    found = inbox.read(folder, edits.load(obj["data"]).said(), today)
    text = change_list.dumps(found.changes)
    if output:
        say_files(files.write_all(output.parent, {output.name: text}, force=force, ask=ask_to_overwrite))
    else:
        click.echo(text, nl=False)
    for remark in found.remarks:
        click.echo(remark, err=True)


COMMANDS: tuple[click.Command, ...] = (review, replies)
