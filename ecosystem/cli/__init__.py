"""The command line: read the options, call the library, print the answer.

Answers go to stdout, remarks to stderr. Exit status: 0 success, 1 the data has findings or is not valid,
2 wrong usage, 3 cannot read or write, 130 stopped by Ctrl-C. Commands are grouped in modules by purpose.
Only the module of the given command is imported, so that a question is answered sooner.
"""

import errno
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from ecosystem import __version__, language
from ecosystem.cli import spoken
from ecosystem.cli.file_names import FileName
from ecosystem.cli.output import say_json
from ecosystem.errors import EcosystemError, details
from ecosystem.language import N_, _

DATA = Path("data/groups.yaml")

VERBS = {
    "checking": ("check",),
    "editions": ("build", "diff", "report", "desk"),
    "questions": ("list", "show", "connections", "path", "analyse", "gaps", "without", "source"),
    "conversion": ("export", "import", "schema", "doctor", "merge"),
    "follow_up": ("actions", "update", "checked", "stale"),
    "reviewing": ("review", "replies"),
    "printing": ("poster",),
    "embedding": ("embed",),
    "project": ("serve", "studio", "new"),
    "assisting": ("mcp",),
}
"""The commands of each module, which lists the same in COMMANDS."""

WITHOUT_DATA = ("new", "schema", "studio")
"""Commands that read no data file, and so do not speak its language."""


class Answers(spoken.Sections, click.Group):
    """The group of all commands. Prints errors that are raised on purpose; a bug keeps its traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(verb for verbs in VERBS.values() for verb in verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for module, verbs in VERBS.items():
            if cmd_name in verbs:
                return spoken.translated(commands_of(module)[cmd_name])
        return None

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(spoken.in_language(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        verbs = [
            (verb, command)
            for verb in self.list_commands(ctx)
            if (command := self.get_command(ctx, verb)) and not command.hidden
        ]
        room = formatter.width - 6 - max(len(verb) for verb, _ in verbs)
        with formatter.section(_("Commands")):
            formatter.write_dl([(verb, command.get_short_help_str(room)) for verb, command in verbs])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            if not language.current():
                raise
            spoken.say_wrong_usage(error)
            ctx.exit(error.exit_code)
        except EcosystemError as error:
            if ctx.obj and ctx.obj.get("json"):
                say_json(ctx.obj["command"], {"error": details(error)})
            else:
                click.echo(str(error), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("\n" + _("Stopped."), err=True)
            ctx.exit(130)
        except OSError as error:
            if error.errno == errno.EPIPE:  # click ends quietly when nobody reads on
                raise
            reason = error.strerror or str(error)
            if error.filename:
                message = _("{file} cannot be read or written: {reason}.", file=error.filename, reason=reason)
            else:
                message = _("The answer cannot be written: {reason}.", reason=reason)
            click.echo(message, err=True)
            ctx.exit(3)


def commands_of(module: str) -> dict[str, click.Command]:
    """Return the commands of a module in this package by name."""
    commands = {command.name: command for command in import_module(f"{__name__}.{module}").COMMANDS}
    for command in commands.values():
        if not any(parameter.name == "language" for parameter in command.params):
            command.params.append(spoken.option())
    return commands


@click.group(cls=Answers, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="ecosystem", help=N_("Show the version and exit."))
@click.option(
    "--data",
    type=FileName(path_type=Path),
    default=DATA,
    envvar="ECOSYSTEM_DATA",
    show_default=True,
    show_envvar=True,
    help="Data file to read.",
)
@click.pass_context
def main(ctx: click.Context, data: Path) -> None:
    """Map the partnerships that hold a city together.

    NAME can be an id, a name, a short name, an alias or some words of a name.
    """
    ctx.obj = {"data": data, "command": ctx.invoked_subcommand}
    if ctx.invoked_subcommand not in WITHOUT_DATA:
        spoken.speak_as_data(ctx, data)


main.params.append(spoken.option())
