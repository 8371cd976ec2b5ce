"""Assistants ask the map: a server of the Model Context Protocol (MCP, https://modelcontextprotocol.io) on
stdin and stdout.

`tools` has the questions with what each takes, `answering` puts what must be said beside an answer, and
`server` speaks the protocol. Nothing is written, and nothing is fetched. The words of the protocol are in
English, because a program reads them; what must be said is in the language that is spoken.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from ecosystem.errors import AssistantError
from ecosystem.language import _

NEEDED = ("anyio", "mcp", "mcp_types")


def serve(data: Path, clock: Callable[[], date]) -> None:
    """Answer the questions of an assistant about the map in a data file, until stdin ends.

    Args:
        data: The data file. It is read again when it has changed.
        clock: Returns the day that a question without a date is about.

    Raises:
        AssistantError: A library is missing.
        FileAccessError: There is no such file at the start.
        InvalidDataError: The file has mistakes at the start.
    """
    try:
        from ecosystem.assistants.server import run
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in NEEDED:
            raise
        raise AssistantError(
            _(
                "Assistants need {package}, which is not installed. Install it with “{command}”.",
                package="mcp",
                command="pip install mcp",
            )
        ) from error
    run(data, clock)
