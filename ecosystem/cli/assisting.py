"""The command for assistants: mcp."""

import sys
from datetime import date
from typing import Any

import click

from ecosystem.language import _


@click.command()
@click.pass_obj
def mcp(obj: dict[str, Any]) -> None:
    """Let an assistant ask the map, by the Model Context Protocol.

    You do not run this yourself: add it to a program that speaks the protocol. The assistant can read what
    the published map says. It cannot change anything, and it sees no private notes. docs/assistants.md
    explains how to add it.

    Example: ecosystem mcp
    """
    from ecosystem import assistants

    if sys.stdin is not None and sys.stdin.isatty():
        click.echo(
            _("Waiting for an assistant. Press Ctrl-C to stop. docs/assistants.md explains more."), err=True
        )
    assistants.serve(obj["data"], date.today)


COMMANDS: tuple[click.Command, ...] = (mcp,)
