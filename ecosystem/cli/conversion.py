"""Commands that exchange the data with other programs and tidy it: export, import, schema, doctor, merge."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from ecosystem import dataset, exchange, files
from ecosystem.city import City
from ecosystem.cli import workbook_questions
from ecosystem.cli.file_names import FileName
from ecosystem.cli.options import allow_loss_option, force_option, today_option, with_city
from ecosystem.cli.output import ask_to_overwrite, say_files, say_part, say_saved, working
from ecosystem.cli.spoken import Sections
from ecosystem.errors import DataLossError, EmptyImportError, FileAccessError
from ecosystem.language import _, joined
from ecosystem.progress import Progress

if TYPE_CHECKING:
    from ecosystem.exchange import incoming


class _Export(Sections):
    """Lists the formats below its help."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Formats")):
            formatter.write_dl([(name, _(form.purpose)) for name, form in exchange.FORMATS.items()])


@click.command(
    cls=_Export,
    help="""Export the city for another program.

    Prints the result unless you use --output. Remarks on what the format cannot hold go to stderr. See
    docs/formats.md.

    Example: ecosystem export mermaid
    """,
)
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted(exchange.FORMATS)))
@click.option("--output", type=FileName(path_type=Path), help="File to write; a folder for csv and sqlite.")
@force_option
@click.option(
    "--internal",
    is_flag=True,
    help="Include private notes. Only for the workbook. Do not publish that file.",
)
@click.option("--priority", metavar="NAME", help="Export only what connects to this priority.")
@click.option("--around", metavar="NAME", help="Export only this entry and what is linked to it.")
@click.option(
    "--steps",
    type=click.IntRange(1, 20),
    default=1,
    show_default=True,
    help="How many links away from --around.",
)
@click.option(
    "--kind", "kinds", metavar="KIND", multiple=True, help="Export only this kind. May be repeated."
)
@click.pass_obj
@with_city
def export(
    city: City,
    obj: dict[str, Any],
    form: str,
    output: Path | None,
    force: bool,
    internal: bool,
    priority: str | None,
    around: str | None,
    steps: int,
    kinds: tuple[str, ...],
) -> None:
    chosen = exchange.FORMATS[form]
    source = click.get_current_context().get_parameter_source("steps")
    if not around and source is not ParameterSource.DEFAULT:
        raise click.UsageError(_("Use --steps with --around NAME."))
    if priority or around or kinds:
        if form == "workbook":
            raise click.UsageError(_("A workbook holds the whole map. Choose another format for a part."))
        city = _part(city, priority, around, steps, kinds)
        click.echo(_("This is a part of the map: {title}.", title=city.ecosystem.about.title), err=True)
    if output is None and chosen.folder:
        raise click.UsageError(
            _("The {format} format writes several files. Use --output FOLDER.", format=form)
        )
    if output is None and chosen.binary:
        raise click.UsageError(_("The {format} format is binary. Use --output FILE.", format=form))
    if internal and (form != "workbook" or "at" in obj):
        raise click.UsageError(_("Use --internal only with the workbook format, and without --at."))
    if form == "workbook" and output:
        from ecosystem.exchange import workbook_import

        workbook_import.refuse_own(output)
    with working(_("Writing {format}", format=form)) as progress:
        if form == "workbook":
            contents = _workbook(city, obj["data"] if internal else None, progress)
        else:
            contents = exchange.files(form, city)
    if output is None:
        (content,) = contents.values()
        click.echo(content, nl=False)
    elif chosen.folder:
        say_files(files.write_all(output, contents, force=force, ask=ask_to_overwrite))
    else:
        (content,) = contents.values()
        say_files(files.write_all(output.parent, {output.name: content}, force=force, ask=ask_to_overwrite))
    for remark in exchange.remarks(form, city):
        click.echo(remark, err=True)


def _part(city: City, priority: str | None, around: str | None, steps: int, kinds: tuple[str, ...]) -> City:
    from ecosystem import queries
    from ecosystem.model import Section

    known = {
        word.casefold(): kind.id
        for kind in city.ecosystem.kinds.values()
        for word in (kind.plural, kind.label, kind.id)
    }
    for kind in kinds:
        if kind.casefold() not in known:
            labels = joined([each.label for each in city.ecosystem.kinds.values()])
            raise click.BadParameter(
                _("‘{kind}’ is not a kind of this map. Its kinds are {kinds}.", kind=kind, kinds=labels),
                param_hint="--kind",
            )
    return queries.part(
        city,
        priority=queries.find(city, priority, among=(Section.PRIORITIES,)) if priority else None,
        around=queries.find(city, around) if around else None,
        steps=steps,
        kinds=[known[kind.casefold()] for kind in kinds],
    )


def _workbook(city: City, private: Path | None, progress: Progress) -> exchange.Files:
    """Return the workbook, with the private notes of the data file `private` if that is given."""
    from ecosystem.exchange import workbook

    progress(0)
    notes = None
    if private:
        text = private.read_text(encoding="utf-8")
        before = dataset.parse(text, str(private))
        city, notes = City(before), workbook.private_notes(text, before)
    return {"ecosystem.xlsx": workbook.dumps(city.ecosystem, notes, progress)}


@click.command()
def schema() -> None:
    """Print the JSON Schema of the data file.

    Text editors use it to complete and explain fields.

    Example: ecosystem schema
    """
    from ecosystem.dataset import schema as schemas

    click.echo(schemas.text(), nl=False)


@click.command("import")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=FileName(path_type=Path))
@click.option("--into", type=FileName(path_type=Path), help="New data file to write.")
@click.option("--from-column", metavar="NAME", help="Column that holds where a link starts.")
@click.option("--to-column", metavar="NAME", help="Column that holds where a link ends.")
@click.option("--type-column", metavar="NAME", help="Column that holds the type of a link.")
@click.option("--kind-column", metavar="NAME", help="Column that holds the kind of an organisation.")
@click.option("--name-column", metavar="NAME", help="Column that holds the name of an organisation.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option(
    "--unattended",
    is_flag=True,
    help="Write without asking. If there are questions, list them and write nothing.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@allow_loss_option
@today_option
@click.pass_obj
def import_(
    obj: dict[str, Any],
    paths: tuple[Path, ...],
    into: Path | None,
    from_column: str | None,
    to_column: str | None,
    type_column: str | None,
    kind_column: str | None,
    name_column: str | None,
    yes: bool,
    unattended: bool,
    dry_run: bool,
    allow_loss: bool,
    today: date,
) -> None:
    """Import an edited workbook, or another program's file.

    A workbook changes only what differs in the data file. It asks first and keeps a backup.

    Any other file becomes a new data file. It is printed unless you use --into FILE. An account on stderr
    says what was read, renamed, merged, guessed and left out. The exit status is 1 if the new file needs
    correction first. With --into, a workbook is read as a table of organisations, of links, or both.

    Give two files for a table of organisations and one of links. A folder or a zip of tables works too,
    and - reads what is piped in. docs/formats.md lists the formats and the names of columns.

    Example: ecosystem import links.csv
    """
    from ecosystem.exchange.incoming import Choices

    file = paths[0]
    if len(paths) == 1 and file.suffix.lower() in (".xlsx", ".xlsm", ".ods", ".xls") and not into:
        _import_workbook(
            *(obj["data"], file, today),
            yes=yes,
            unattended=unattended,
            dry_run=dry_run,
            allow_loss=allow_loss,
        )
    else:
        choices = Choices(from_column, to_column, type_column, kind_column, name_column)
        _import_network(paths, None if dry_run else into, choices, today)


def _import_workbook(
    data: Path,
    file: Path,
    today: date,
    *,
    yes: bool,
    unattended: bool,
    dry_run: bool,
    allow_loss: bool,
) -> None:
    from ecosystem import edits
    from ecosystem.exchange import incoming, rewriting, workbook_import

    if incoming.is_another_programs(file):
        raise FileAccessError(
            _(
                "{file} is not a workbook of this program. "
                "To make a new data file of it, add --into and the name of the new file.",
                file=str(file),
            )
        )
    with working(_("Reading {file}", file=str(file))) as progress:
        progress(0)
        document = edits.load(data)
        origin = document.origin or dataset.read(document.original, str(data))
        back = workbook_import.read(file, origin.ecosystem, progress, text=document.original, today=today)
    for remark in back.remarks:
        click.echo(remark, err=True)
    if unattended:
        rewritten = rewriting.rewrite(document.original, str(data), back.settled(), origin)
        workbook_questions.refuse_open(back, rewritten)
    else:
        back = workbook_questions.settle(back, yes=yes or dry_run)
        rewritten = rewriting.rewrite(document.original, str(data), back, origin)
        workbook_questions.decide(rewritten, dry_run=dry_run)
    if edits.text(rewritten) == document.original:
        click.echo(_("The workbook and the data file say the same. Nothing was written."))
        return
    rewriting.check(rewritten, back, today)
    workbook_questions.say(rewritten)
    losses = workbook_import.losses(*workbook_questions.before_and_after(rewritten))
    if losses and not allow_loss:
        raise DataLossError(losses, is_import=True)
    if dry_run:
        click.echo(edits.diff(rewritten), nl=False)
        return
    if not yes and not unattended:
        click.confirm(_("Write these changes to {file}?", file=str(data)), abort=True, err=True)
    backup = edits.save(data, edits.text(rewritten), was=document.original, today=today)
    say_saved(data, backup)


def _import_network(
    paths: tuple[Path, ...], into: Path | None, choices: "incoming.Choices", today: date
) -> None:
    from ecosystem.exchange import incoming

    with working(_("Reading {file}", file=str(paths[0]))):
        text, account = incoming.read(*paths, today=today, choices=choices)
    if not account.counts[0]:
        for sentence in account.became():
            click.echo(sentence, err=True)
        raise EmptyImportError("stdin" if str(paths[0]) == "-" else paths[0].name)
    if into:
        files.write_new(into, text)
        say_files([into])
    else:
        click.echo(text, nl=False)
    for sentence in account:
        click.echo(sentence, err=True)
    if account.problems:
        click.get_current_context().exit(1)


@click.command()
@with_city
def doctor(city: City) -> None:
    """List possible duplicates and entries that nothing uses.

    Changes nothing. The exit status is 1 if there is something to look at.

    Example: ecosystem doctor
    """
    from ecosystem import doctor as doctors

    findings = doctors.examine(city.ecosystem)
    for kind, heading in doctors.HEADINGS.items():
        say_part(_(heading), [finding.sentence for finding in findings if finding.kind == kind])
    if not findings:
        click.echo(_("No possible duplicates. Every entry is used."))
    click.get_current_context().exit(1 if findings else 0)


@click.command()
@click.argument("gone", metavar="ID")
@click.argument("kept", metavar="INTO")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@today_option
@click.pass_obj
def merge(obj: dict[str, Any], gone: str, kept: str, dry_run: bool, today: date) -> None:
    """Merge the entry ID into the entry INTO.

    References to ID become references to INTO. A backup of the data file is kept.

    Example: ecosystem merge youth advice --dry-run
    """
    from ecosystem import edits, merging

    document = edits.load(obj["data"])
    changes, sentences = merging.merge(document, gone, kept)
    edits.apply(document, changes)
    edits.check(document, today)
    for sentence in sentences:
        click.echo(sentence)
    if dry_run:
        click.echo(edits.diff(document), nl=False)
        return
    backup = edits.save(obj["data"], edits.text(document), was=document.original, today=today)
    say_saved(obj["data"], backup)


COMMANDS: tuple[click.Command, ...] = (export, import_, schema, doctor, merge)
