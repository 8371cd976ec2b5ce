"""Commands to begin with: serve, to see the map while it is edited, and new, to start another city."""

import sys
from pathlib import Path
from threading import Thread
from typing import Any

import click

from ecosystem.cli.file_names import FileName


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Where to listen; 0 takes any port that is free.",
)
@click.option("--open/--no-open", "opens", default=None, help="Open the browser.  [default: on a terminal]")
@click.pass_obj
def serve(obj: dict[str, Any], port: int, opens: bool | None) -> None:
    """Show the map in your browser, and again whenever you save the data file.

    A mistake in the data shows as a page that names every one; the last good map stays a click away. Only
    this machine can see it. Ctrl-C ends it.

    Example: ecosystem serve --port 8080
    """
    from ecosystem import preview

    def opened(address: str) -> None:
        click.echo(f"{obj['data']} is at {address} until you press Ctrl-C.")
        if opens or (opens is None and sys.stdout.isatty()):
            Thread(target=_open, args=(address,), daemon=True).start()

    try:
        preview.serve(obj["data"], port, click.echo, opened)
    except KeyboardInterrupt:
        click.echo("The preview has ended.", err=True)
        click.get_current_context().exit(130)


def _open(address: str) -> None:
    """In a thread of its own: some browsers take their time to start."""
    import webbrowser

    webbrowser.open(address)


@click.command()
@click.argument("folder", metavar="DIR", type=FileName(path_type=Path))
def new(folder: Path) -> None:
    """Start another city in DIR: example data, a README, a check before each commit, and how to publish.

    DIR must be empty, or not there yet. See docs/another-city.md for the way from there to a published map.

    Example: ecosystem new my-city
    """
    from ecosystem import newcity

    for path in newcity.start(folder):
        click.echo(path)


COMMANDS: tuple[click.Command, ...] = (serve, new)
