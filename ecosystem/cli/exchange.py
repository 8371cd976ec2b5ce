"""Commands that carry the city to other programs and back: export, import, schema."""

from pathlib import Path
from typing import Any

import click

from ecosystem import exchange, files
from ecosystem.cli.options import with_city

_NAMES = "\n".join(f"  {name.ljust(10)} {form.purpose}" for name, form in exchange.FORMATS.items())


@click.command(
    epilog=f"\b\nThe formats:\n{_NAMES}",
    help="""Write the city for another program, to the terminal or to a file.

    What the format cannot hold is said on stderr. See docs/formats.md.

    Example: ecosystem export mermaid
    """,
)
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted(exchange.FORMATS)))
@click.option("--output", type=click.Path(path_type=Path), help="The file, or the folder of csv and sqlite.")
@click.option("--force", is_flag=True, help="Write over files that this program did not make.")
@with_city
def export(city: Any, form: str, output: Path | None, force: bool) -> None:
    chosen = exchange.FORMATS[form]
    if output is None and (chosen.binary or chosen.folder):
        noun = "folder" if chosen.folder else "file"
        raise click.UsageError(f"{form} makes no text for the terminal. Name a {noun} with --output.")
    made = exchange.files(form, city)
    if output is None:
        (content,) = made.values()
        click.echo(content, nl=False)
    elif chosen.folder:
        _say_written(files.write_all(output, made, force=force))
    else:
        (content,) = made.values()
        _say_written(files.write_all(output.parent, {output.name: content}, force=force))
    for remark in exchange.remarks(form, city):
        click.echo(remark, err=True)


def _say_written(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"{path}  {path.stat().st_size / 1000:,.0f} kB")


@click.command()
def schema() -> None:
    """Print the JSON Schema of the data file, for editors that complete and explain.

    Example: ecosystem schema
    """
    from ecosystem.exchange import schema as schemas

    click.echo(schemas.text(), nl=False)


COMMANDS: tuple[click.Command, ...] = (export, schema)
