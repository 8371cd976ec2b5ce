"""Commands that carry the city to other programs and back, and tidy its data: export, import, merge."""

from pathlib import Path
from typing import Any

import click

from ecosystem import dataset, exchange, files
from ecosystem.city import City
from ecosystem.cli.file_names import FileName
from ecosystem.cli.options import force_option, with_city
from ecosystem.cli.output import ask_to_overwrite, say_part, working
from ecosystem.errors import DataLossError
from ecosystem.progress import Progress

_NAMES = "\n".join(f"  {name.ljust(10)} {form.purpose}" for name, form in exchange.FORMATS.items())


@click.command(
    epilog=f"\b\nThe formats:\n{_NAMES}",
    help="""Write the city for another program, to the terminal or to a file.

    What the format cannot hold is said on stderr. See docs/formats.md.

    Example: ecosystem export mermaid
    """,
)
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted(exchange.FORMATS)))
@click.option("--output", type=FileName(path_type=Path), help="The file, or the folder of csv and sqlite.")
@force_option
@click.option(
    "--internal", is_flag=True, help="With workbook: private notes too. Keep that file to yourself."
)
@click.pass_obj
@with_city
def export(
    city: City, obj: dict[str, Any], form: str, output: Path | None, force: bool, internal: bool
) -> None:
    chosen = exchange.FORMATS[form]
    if output is None and (chosen.binary or chosen.folder):
        noun = "folder" if chosen.folder else "file"
        raise click.UsageError(f"{form} makes no text for the terminal. Name a {noun} with --output.")
    if internal and (form != "workbook" or "at" in obj):
        raise click.UsageError("--internal goes with the workbook of the data file as it is.")
    with working(f"Writing {form}") as progress:
        if form == "workbook":
            made = _workbook(city, obj["data"] if internal else None, progress)
        else:
            made = exchange.files(form, city)
    if output is None:
        (content,) = made.values()
        click.echo(content, nl=False)
    elif chosen.folder:
        _say_written(files.write_all(output, made, force=force, ask=ask_to_overwrite))
    else:
        (content,) = made.values()
        _say_written(
            files.write_all(output.parent, {output.name: content}, force=force, ask=ask_to_overwrite)
        )
    for remark in exchange.remarks(form, city):
        click.echo(remark, err=True)


def _workbook(city: City, private: Path | None, progress: Progress) -> exchange.Files:
    """The workbook, with the private notes of a data file when that is given."""
    from ecosystem.exchange import workbook

    progress(0)
    notes = None
    if private:
        text = private.read_text(encoding="utf-8")
        before = dataset.parse(text, str(private))
        city, notes = City(before), workbook.private_notes(text, before)
    return {"ecosystem.xlsx": workbook.dumps(city.ecosystem, notes, progress)}


def _say_written(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"{path}  {path.stat().st_size / 1000:,.0f} kB")


@click.command()
def schema() -> None:
    """Print the JSON Schema of the data file, for editors that complete and explain.

    Example: ecosystem schema
    """
    from ecosystem.dataset import schema as schemas

    click.echo(schemas.text(), nl=False)


@click.command("import")
@click.argument("file", type=FileName(path_type=Path))
@click.option("--into", type=FileName(path_type=Path), help="The new data file, for all but a workbook.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--allow-loss", is_flag=True, help="Write even if a fifth of the organisations or links would go."
)
@click.pass_obj
def import_(
    obj: dict[str, Any], file: Path, into: Path | None, yes: bool, dry_run: bool, allow_loss: bool
) -> None:
    """Take over a workbook that came back, or another program's file.

    A workbook changes the data file, after a backup and a question; only what differs is touched. Anything
    else (CSV, Kumu, GraphML, GEXF, Cytoscape and node-link JSON) becomes a new data file: --into FILE, else,
    or with --dry-run, the terminal. With --into, a workbook is read as Kumu's, with elements and connections.

    Example: ecosystem import links.csv
    """
    if file.suffix.lower() in (".xlsx", ".xlsm") and not into:
        _take_back(obj["data"], file, yes, dry_run, allow_loss)
    else:
        _take_over(file, None if dry_run else into)


def _take_back(data: Path, file: Path, yes: bool, dry_run: bool, allow_loss: bool) -> None:
    from ecosystem import changes, edits
    from ecosystem.exchange import rewriting, workbook_import

    with working(f"Reading {file}") as progress:
        progress(0)
        document = edits.load(data)
        before = dataset.parse(document.original, str(data))
        back = workbook_import.read(file, before, progress)
        rewritten = rewriting.rewrite(document.original, str(data), back)
    if edits.text(rewritten) == document.original:
        click.echo("The workbook says what the data file says already. Nothing was written.")
        return
    old, new = City(before), City(back.ecosystem)
    found = changes.compare(old, new)
    if found.changes or not rewritten.private:
        click.echo(click.style(found.summary, bold=True))
    for part, heading in changes.HEADINGS.items():
        say_part(heading, [change.sentence for change in found.changes if change.part == part])
    for sentence in rewritten.private:
        click.echo(sentence)
    losses = workbook_import.losses(before, back.ecosystem)
    if losses and not allow_loss:
        raise DataLossError(losses, "import", "written")
    if dry_run:
        click.echo(edits.diff(rewritten), nl=False)
        return
    gone = workbook_import.gone(before, back.ecosystem)
    if gone:
        say_part("Would be removed from the data file", gone)
    if not yes:
        click.confirm(f"Write this into {data}?", abort=True, err=True)
    kept = edits.save(data, edits.text(rewritten), was=document.original)
    click.echo(f"{data} is written; {kept} holds what it said before.")


def _take_over(file: Path, into: Path | None) -> None:
    from ecosystem.exchange import incoming

    with working(f"Reading {file}"):
        text, remarks = incoming.read(file)
    if into:
        files.write_new(into, text)
        click.echo(f"{into}  {len(text.encode()) / 1000:,.0f} kB")
    else:
        click.echo(text, nl=False)
    for remark in remarks:
        click.echo(remark, err=True)


@click.command()
@with_city
def doctor(city: City) -> None:
    """Say what may be one thing under two names. Changes nothing; exits 1 when there is something to look at.

    Example: ecosystem doctor
    """
    from ecosystem import doctor as doctors

    found = doctors.examine(city.ecosystem)
    for kind, heading in doctors.HEADINGS.items():
        say_part(heading, [each.sentence for each in found if each.kind == kind])
    if not found:
        click.echo("Nothing looks like something else.")
    click.get_current_context().exit(1 if found else 0)


@click.command()
@click.argument("gone", metavar="ID")
@click.argument("kept", metavar="INTO")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.pass_obj
def merge(obj: dict[str, Any], gone: str, kept: str, dry_run: bool) -> None:
    """Make one entry of two: all that names ID names INTO, after a backup of the data file.

    Example: ecosystem merge youth advice --dry-run
    """
    from ecosystem import edits, merging

    document = edits.load(obj["data"])
    said = merging.merge(document, gone, kept)
    for sentence in said:
        click.echo(sentence)
    if dry_run:
        click.echo(edits.diff(document), nl=False)
        return
    backup = edits.save(obj["data"], edits.text(document), was=document.original)
    click.echo(f"{obj['data']} is written; {backup} holds what it said before.")


COMMANDS: tuple[click.Command, ...] = (export, import_, schema, doctor, merge)
