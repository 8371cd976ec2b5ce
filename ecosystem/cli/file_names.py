"""Names of files and folders on the command line."""

import os
import re
from typing import Any

import click

from ecosystem.language import _

_NEVER = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
"""Control characters, further line breaks, and characters that turn the direction of reading."""


class FileName(click.Path):
    """A path whose name stays on its line in every message, and cannot steer a terminal."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        name = os.fspath(value)
        if not name.isprintable() and re.search(_NEVER, name):
            self.fail(
                _(
                    "‘{name}’ has a line break or another control character in its name. Rename it first.",
                    name=re.sub(_NEVER, "\N{REPLACEMENT CHARACTER}", name),
                ),
                param,
                ctx,
            )
        return super().convert(value, param, ctx)
