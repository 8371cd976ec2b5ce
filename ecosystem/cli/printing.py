"""Commands for print: poster."""

from pathlib import Path

import click

from ecosystem.city import City
from ecosystem.cli.file_names import FileName
from ecosystem.cli.options import force_option, with_city
from ecosystem.cli.output import ask_to_overwrite, say_files


@click.command()
@click.option(
    "--output",
    "folder",
    type=FileName(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder to write to.",
)
@click.option("--url", metavar="URL", help="Address where the map is published, to print on the poster.")
@force_option
@with_city
def poster(city: City, folder: Path, url: str | None, force: bool) -> None:
    """Make the poster and the card for social media.

    The poster is a PDF for A3, a PDF for A4, and pictures.

    Example: ecosystem poster --output posters
    """
    from ecosystem import files
    from ecosystem.infographic import publication, view
    from ecosystem.paper import card, poster as posters
    from ecosystem.paper.typesetting import Press

    address = publication.at(url).url if url else None
    press, composed = Press(), view.compose(city)
    contents = posters.files(city, composed, url=address, press=press)
    contents[publication.SHARE_CARD] = card.png(press, composed, address)
    say_files(files.write_all(folder, contents, force=force, ask=ask_to_overwrite))


COMMANDS: tuple[click.Command, ...] = (poster,)
