"""The command line: options in, a library call, words out.

Answers go to stdout, remarks to stderr. Exit status: 0 fine, 1 the data has findings or is not valid,
2 wrong usage, 3 cannot read or write.
"""

import functools
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ParamSpec

import click
import msgspec

from ecosystem import __version__, dataset, graph as graphs
from ecosystem.errors import AmbiguousName, EcosystemError, InvalidData, UnknownName
from ecosystem.model import Standing

SCHEMA = "ecosystem-answer/1"
DATA = Path("data/groups.yaml")

P = ParamSpec("P")


class Answers(click.Group):
    """Prints what the library raises on purpose, as text or as JSON; a bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EcosystemError as error:
            if ctx.obj and ctx.obj.get("json"):
                _say_json(ctx.obj["command"], {"error": _error(error)})
            else:
                click.echo(str(error), err=True)
            ctx.exit(error.exit_code)


@click.group(cls=Answers, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="ecosystem")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=DATA,
    envvar="ECOSYSTEM_DATA",
    show_default=True,
    show_envvar=True,
    help="The data file.",
)
@click.pass_context
def main(ctx: click.Context, data: Path) -> None:
    """Map the partnerships that hold a city together.

    A NAME is an id, a name, a short name, an alias, or words of a name.
    """
    ctx.obj = {"data": data, "command": ctx.invoked_subcommand}


def json_option(command: Callable[..., None]) -> Callable[..., None]:
    """`--json`, remembered so that errors are JSON too."""

    def remember(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
        ctx.obj["json"] = value
        return value

    option = click.option(
        "--json", "as_json", is_flag=True, callback=remember, is_eager=True, help="Answer in JSON."
    )
    return option(command)


def with_city(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the graph of the data file as its first argument."""

    @click.pass_obj
    @functools.wraps(command)
    def wrapper(obj: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        command(graphs.build(dataset.load(obj["data"])), *args, **kwargs)

    return wrapper


@main.command()
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True, help="The folder."
)
@click.option("--force", is_flag=True, help="Write over files that this program did not make.")
@with_city
def build(city: Any, output: Path, force: bool) -> None:
    """Write the infographic and everything beside it.

    Example: ecosystem build --output output
    """
    from ecosystem import infographic

    for path in infographic.write(city, output, force=force):
        click.echo(f"{path}  {path.stat().st_size / 1000:,.0f} kB")


@main.command()
@click.pass_obj
@json_option
def check(obj: dict[str, Any], as_json: bool) -> None:
    """Name every mistake of the data file at once; say nothing when there is none.

    Example: ecosystem --data data/wres-2019.yaml check
    """
    dataset.load(obj["data"])
    if as_json:
        _say_json("check", {"problems": []})


@main.command("list")
@click.argument("section", required=False)
@json_option
@with_city
def list_(city: Any, section: str | None, as_json: bool) -> None:
    """List what there is: all of it, or one SECTION.

    Sections: groups, networks, partners, events, outputs, plans, priorities, actions.

    Example: ecosystem list networks
    """
    from ecosystem import queries

    rows = queries.listing(city, section)
    if as_json:
        _say_json("list", {"things": rows})
        return
    _say_table((row.id, row.kind, f"{row.links}", row.name) for row in rows)


@main.command()
@click.argument("name")
@json_option
@with_city
def show(city: Any, name: str, as_json: bool) -> None:
    """Show one thing's profile with its links in words.

    Example: ecosystem show bswn
    """
    from ecosystem import queries

    profile = queries.profile(city, queries.find(city, name))
    if as_json:
        _say_json("show", {"profile": profile})
        return
    click.echo(click.style(profile.name, bold=True))
    for line in profile.lines:
        click.echo(line)
    if profile.links:
        click.echo(f"\n{len(profile.links)} {'link' if len(profile.links) == 1 else 'links'}")
    for link in profile.links:
        click.echo(f"  {link.sentence}")
        _say_grounds(city, link.standing, link.sources, link.evidence)
    if profile.facts:
        click.echo(f"\n{len(profile.facts)} {'fact' if len(profile.facts) == 1 else 'facts'}")
    for fact in profile.facts:
        click.echo(f"  {fact.sentence}")
        _say_grounds(city, fact.standing, fact.sources)


@main.command()
@click.argument("name", metavar="PRIORITY")
@json_option
@with_city
def connections(city: Any, name: str, as_json: bool) -> None:
    """Say which groups connect to PRIORITY, and how, nearest first.

    PRIORITY may also be a body, an action, an event, an output or a plan: then the answer is what
    connects to it.

    Example: ecosystem connections recruitment
    """
    from ecosystem import queries

    answer = queries.connections(city, queries.find(city, name))
    if as_json:
        _say_json("connections", {"answer": answer})
        return
    click.echo(click.style(answer.question, bold=True))
    click.echo(answer.summary)
    heading = ""
    for each in answer.connections:
        if each.nearness != heading:
            heading = each.nearness
            click.echo(f"\n{heading}")
        click.echo(f"  {each.sentence}")
        _say_grounds(city, each.standing, each.sources)


def _say_grounds(city: Any, standing: Standing, sources: Iterable[str], evidence: str | None = None) -> None:
    """Why we say so, under what we say: how sure it is, on what evidence, and by which sources."""
    from ecosystem import sentences

    known = graphs.ecosystem_of(city).sources
    said = (
        f"{sentences.STANDING_WORDS[standing]}. {evidence}"
        if evidence
        else sentences.STANDING_WORDS[standing]
    )
    click.secho(f"      {said}", dim=True)
    for source in sources:
        click.secho(f"      [{source}] {sentences.citation(known[source])}", dim=True)


def _say_json(command: str, answer: dict[str, Any]) -> None:
    plain = msgspec.to_builtins({"schema": SCHEMA, "command": command, **answer})
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True))


def _error(error: EcosystemError) -> dict[str, Any]:
    details: dict[str, Any] = {"kind": type(error).__name__, "message": str(error)}
    match error:
        case InvalidData():
            details["problems"] = [
                {"line": problem.line, "path": problem.path, "message": problem.message}
                for problem in error.problems
            ]
        case AmbiguousName():
            details["candidates"] = list(error.candidates)
        case UnknownName():
            details["near"] = list(error.near)
    return details


def _say_table(rows: Iterable[tuple[str, ...]]) -> None:
    table = list(rows)
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]) - 1)] if table else []
    for row in table:
        cells = [
            cell.rjust(width) if cell.isdigit() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=False)
        ]
        click.echo("  ".join([*cells, row[-1]]))


if __name__ == "__main__":
    sys.exit(main())
