"""Commands that put the map on paper: poster."""

from pathlib import Path

import click

from ecosystem.city import City
from ecosystem.cli.file_names import FileName
from ecosystem.cli.options import force_option, with_city
from ecosystem.cli.output import ask_to_overwrite


@click.command()
@click.option(
    "--output", type=FileName(path_type=Path), default=Path("output"), show_default=True, help="The folder."
)
@click.option("--url", metavar="URL", help="Where the map is published: the address to print.")
@force_option
@with_city
def poster(city: City, output: Path, url: str | None, force: bool) -> None:
    """Write the poster for A3 and A4, as pictures, and the card for social media.

    Example: ecosystem poster --output posters
    """
    from ecosystem import files
    from ecosystem.infographic import publication, view
    from ecosystem.paper import card, poster as posters
    from ecosystem.paper.typesetting import Press

    address = publication.at(url).url if url else None
    press, composed = Press(), view.compose(city)
    made = posters.files(city, composed, url=address, press=press)
    made[publication.SHARE_CARD] = card.png(press, composed)
    for path in files.write_all(output, made, force=force, ask=ask_to_overwrite):
        click.echo(f"{path}  {path.stat().st_size / 1000:,.0f} kB")


COMMANDS: tuple[click.Command, ...] = (poster,)
