"""The language that a command speaks: the option, its default, and help in that language."""

import inspect
from collections.abc import Iterator
from copy import copy
from pathlib import Path

import click

from ecosystem import language
from ecosystem.errors import EcosystemError
from ecosystem.language import N_, _

HELP = N_("Language to answer in, such as cy.  [default: the language of the data, or English]")
_OF_CLICK = (N_("Show this message and exit."),)
"""Help that click brings, so that catalogues have it."""


def option() -> click.Option:
    """Return `--language`, which the program and every command take."""
    return click.Option(
        ["--language"], metavar="CODE", callback=_speak, is_eager=True, expose_value=False, help=HELP
    )


def _speak(ctx: click.Context, _: click.Parameter, code: str | None) -> None:
    if code is None:
        return
    root = ctx.find_root()
    root.meta["language"] = code
    try:
        _begin(root, code)
    except EcosystemError as error:
        if ctx is not root:  # the program answers as it does to any other mistake
            raise
        click.echo(str(error), err=True)
        ctx.exit(error.exit_code)


def speak_as_data(ctx: click.Context, data: Path) -> None:
    """Speak the language of the data where it has a catalogue, unless another one is asked for."""
    if "language" in ctx.meta:
        return
    code = _declared(data)
    if code and code.partition("-")[0] != language.SOURCE:
        from ecosystem import catalogues

        ctx.with_resource(language.speaking(catalogues.of_data(code)))


def _begin(root: click.Context, code: str) -> None:
    if code.partition("-")[0] == language.SOURCE:
        root.with_resource(language.speaking(None))
        return
    from ecosystem import catalogues

    root.with_resource(language.speaking(catalogues.translation(code)))


def _declared(data: Path) -> str | None:
    """Return the language that a data file declares, without reading the rest; None where it has none."""
    if not data.is_file():
        return None
    from ecosystem.dataset.declared_language import declared_language

    try:
        return declared_language(data.read_text(encoding="utf-8"))
    except UnicodeDecodeError:  # the command says so, with the place
        return None


def translated(command: click.Command) -> click.Command:
    """Return a command whose help is in the language that is spoken; in English it is the same one."""
    if not language.current():
        return command
    kind = type(command) if isinstance(command, Sections) else Sections
    return kind(
        command.name,
        context_settings=command.context_settings,
        callback=command.callback,
        params=command.params,
        help=in_language(command.help),
        add_help_option=command.add_help_option,
        no_args_is_help=command.no_args_is_help,
        hidden=command.hidden,
    )


def _translated(parameter: click.Parameter) -> click.Parameter:
    if not language.current() or not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    other = copy(parameter)
    other.help = _(parameter.help)
    return other


def say_wrong_usage(error: click.UsageError) -> None:
    """Print wrong usage of a command as click does, but in the language that is spoken."""
    if error.ctx:
        click.echo(error.ctx.get_usage(), err=True)
        click.echo(_("Try ‘{command} --help’ for help.", command=error.ctx.command_path) + "\n", err=True)
    click.echo(_("Error: {message}", message=error.format_message()), err=True)


def paragraphs(help_: str | None) -> Iterator[str]:
    """Yield the paragraphs of a help text, each on one line unless its lines are to stay."""
    for paragraph in inspect.cleandoc(help_ or "").split("\f")[0].split("\n\n"):
        if paragraph.strip():
            yield paragraph if paragraph.startswith("\b") else " ".join(paragraph.split())


def in_language(help_: str | None) -> str:
    """Return a help text in the language that is spoken, paragraph by paragraph."""
    return "\n\n".join(_(paragraph) for paragraph in paragraphs(help_))


class Sections(click.Command):
    """Help whose headings are in the language that is spoken."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage:") + " ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            record
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option) and (record := _translated(parameter).get_help_record(ctx))
        ]
        if records:
            with formatter.section(_("Options")):
                formatter.write_dl(records)
