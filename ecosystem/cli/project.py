"""Commands for editors: serve, to see the map during editing, studio, to edit it in a browser, and new."""

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import click

from ecosystem.cli.file_names import FileName
from ecosystem.cli.options import force_option
from ecosystem.cli.output import say_files
from ecosystem.language import _


def bundle_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--bundle",
        type=FileName(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Parts of the studio, from the release.  [default: those that “make studio” made]",
    )(command)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on. 0 takes any free port.",
)
@click.option(
    "--open/--no-open",
    "opens",
    default=None,
    help="Whether to open the map in your browser.  [default: open it when run in a terminal]",
)
@click.option("--studio", is_flag=True, help="Show the studio instead, to edit a map in the browser.")
@bundle_option
@click.pass_obj
def serve(obj: dict[str, Any], port: int, opens: bool | None, studio: bool, bundle: Path | None) -> None:
    """Show the map in your browser while you edit the data file.

    The page updates whenever you save. If the data has mistakes, the page lists them all and links to the
    last good map. Nobody else can see the page: it is served to this computer only. Press Ctrl-C to stop.

    Example: ecosystem serve --port 8080
    """
    from ecosystem import preview

    def opened(address: str) -> None:
        name = _("The studio") if studio else str(obj["data"])
        click.echo(_("{file} is at {address} until you press Ctrl-C.", file=name, address=address))
        if opens or (opens is None and sys.stdout.isatty()):
            Thread(target=_open, args=(address,), daemon=True).start()

    try:
        if studio:
            from ecosystem.studio import static_site

            static_site.serve(bundle or static_site.BUNDLE, port, opened)
        else:
            preview.serve(obj["data"], port, click.echo, opened)
    except KeyboardInterrupt:
        click.echo(_("The studio has stopped.") if studio else _("The preview has stopped."), err=True)
        click.get_current_context().exit(130)


def _open(address: str) -> None:
    """Open the browser. Called in a thread, because some browsers are slow to start."""
    import webbrowser

    webbrowser.open(address)


@click.command()
@click.argument("folder", metavar="DIR", type=FileName(path_type=Path))
def new(folder: Path) -> None:
    """Start a map of another city in DIR.

    Writes example data, a README, a check before each commit and a workflow that publishes the map. DIR must
    be empty or new. docs/another-city.md explains how to get from there to a published map.

    Example: ecosystem new my-city
    """
    from ecosystem import newcity

    for path in newcity.start(folder):
        click.echo(path)


@click.command()
@click.argument("folder", metavar="DIR", type=FileName(path_type=Path, file_okay=False))
@bundle_option
@force_option
def studio(folder: Path, bundle: Path | None, force: bool) -> None:
    """Write the studio into DIR: static files that any web host can publish.

    The studio is this program as a web page. Editors open it, edit their map, see it and save it, and install
    nothing. Their files stay on their computers: nothing is sent anywhere.

    Example: ecosystem studio studio
    """
    from ecosystem.studio import static_site

    say_files(static_site.write(folder, bundle or static_site.BUNDLE, force=force))


COMMANDS: tuple[click.Command, ...] = (serve, new, studio)
