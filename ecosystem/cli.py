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

from ecosystem import ANSWER_SCHEMA, __version__, dataset, graph as graphs
from ecosystem.errors import AmbiguousName, EcosystemError, InvalidData, UnknownName
from ecosystem.model import Ecosystem, Standing

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
    """Give a command the graph of the data file, as it is or as it stood `--at` a date."""

    @click.option("--at", metavar="DATE", help="As the city stood at a date: 2019, 2019-10, 2019-10-18.")
    @functools.wraps(command)
    def wrapper(*args: Any, at: str | None, **kwargs: Any) -> None:
        obj = click.get_current_context().obj
        ecosystem = dataset.load(obj["data"])
        if at:
            ecosystem = _as_it_stood(obj, ecosystem, at)
        command(graphs.build(ecosystem), *args, **kwargs)

    return wrapper


def _as_it_stood(obj: dict[str, Any], ecosystem: Ecosystem, date: str) -> Ecosystem:
    from ecosystem import timeline

    try:
        then, undated = timeline.at(ecosystem, date)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--at") from error
    click.echo(undated.sentence(date), err=True)
    obj["at"] = {"date": date, "undated_bodies": undated.bodies, "undated_links": undated.links}
    return then


@main.command()
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True, help="The folder."
)
@click.option("--force", is_flag=True, help="Write over files that this program did not make.")
@click.option("--allow-loss", is_flag=True, help="Build even if a fifth of the bodies or links would go.")
@with_city
def build(city: Any, output: Path, force: bool, allow_loss: bool) -> None:
    """Write the infographic and everything beside it.

    Stops when more than a fifth of the bodies or links of the last built edition would go.

    Example: ecosystem build --output output
    """
    from ecosystem import edition

    for path in edition.write(city, output, force=force, allow_loss=allow_loss):
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


@main.command()
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option("--strong", is_flag=True, help="Use only links that are stated or confirmed.")
@click.option("--most", type=click.IntRange(1, 100), default=3, show_default=True, help="Routes to give.")
@json_option
@with_city
def path(city: Any, start: str, end: str, strong: bool, most: int, as_json: bool) -> None:
    """Say how two things are connected: the shortest routes, link by link.

    Example: ecosystem path ujima nbt
    """
    from ecosystem import queries
    from ecosystem.queries import routes

    answer = queries.paths(city, queries.find(city, start), queries.find(city, end), strong=strong, most=most)
    if as_json:
        _say_json("path", {"answer": answer})
        return
    click.echo(click.style(answer.question, bold=True))
    click.echo(answer.summary)
    click.secho(routes.EXPLAINED, dim=True)
    for number, route in enumerate(answer.routes, 1):
        click.echo(f"\nroute {number}")
        for hop in route:
            click.echo(f"  {hop.sentence}")
            _say_grounds(city, hop.standing, hop.sources)


@main.command()
@json_option
@with_city
def analyse(city: Any, as_json: bool) -> None:
    """Say who holds the city together: hubs, brokers, linchpins, circles, and the reach of each priority.

    Example: ecosystem analyse
    """
    from ecosystem.analysis import measures

    found = measures.measure(city)
    if as_json:
        _say_json("analyse", {"measures": found})
        return
    for heading, explained, said in measures.sentences(city, found):
        _say_part(heading, said, explained)


@main.command()
@click.option("--today", metavar="DATE", help="When a plan's time has passed.  [default: the edition's date]")
@json_option
@with_city
def gaps(city: Any, today: str | None, as_json: bool) -> None:
    """Say where the holes are, and who might be introduced to whom. Exits 1 when there are open gaps.

    Example: ecosystem gaps --today 2026-11-30
    """
    from ecosystem.analysis import gaps as holes

    try:
        found = holes.find(city, today)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--today") from error
    if as_json:
        _say_json("gaps", {"gaps": found})
    else:
        for kind, heading in holes.EXPLAINED.items():
            _say_part(heading, [gap.sentence for gap in found.open if gap.gap is kind])
        _say_part("Accepted gaps", [f"{gap.sentence} Accepted: {gap.accepted}" for gap in found.accepted])
        _say_part("Suggested introductions", [each.sentence for each in found.introductions])
        for remark in found.needless:
            click.echo(remark, err=True)
    click.get_current_context().exit(1 if found.open else 0)


@main.command()
@click.argument("name")
@json_option
@with_city
def without(city: Any, name: str, as_json: bool) -> None:
    """Say what breaks if this body stops.

    Example: ecosystem without core
    """
    from ecosystem import queries
    from ecosystem.analysis import removal

    answer = removal.without(city, queries.find_body(city, name))
    if as_json:
        _say_json("without", {"answer": answer})
        return
    click.echo(click.style(answer.question, bold=True))
    click.echo(answer.summary)
    click.secho(removal.EXPLAINED, dim=True)
    for sentence in answer.sentences:
        click.echo(f"  {sentence}")


@main.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--bulletin", is_flag=True, help="Write a short Markdown bulletin to send.")
@json_option
@click.pass_obj
def diff(obj: dict[str, Any], old: str, new: str | None, bulletin: bool, as_json: bool) -> None:
    """Say what changed from OLD to NEW, changed answers first.

    Each is a data file, or git:REV for the data file as it stands in that revision. Without NEW: the
    data file as it is.

    Example: ecosystem diff data/groups.yaml data/groups.yaml
    """
    from ecosystem import changes

    before, after = (_edition(obj["data"], each) for each in (old, new or str(obj["data"])))
    found = changes.compare(before, after)
    if as_json:
        _say_json("diff", {"changes": found})
    elif bulletin:
        click.echo(changes.bulletin(found, graphs.ecosystem_of(after).about.title), nl=False)
    else:
        click.echo(click.style(found.summary, bold=True))
        for part, heading in changes.HEADINGS.items():
            _say_part(heading, [change.sentence for change in found.changes if change.part == part])


def _edition(data: Path, name: str) -> Any:
    if not name.startswith("git:"):
        return graphs.build(dataset.load(Path(name)))
    from ecosystem import files

    return graphs.build(dataset.parse(files.at_revision(data, name.removeprefix("git:")), name))


@main.command()
@with_city
def report(city: Any) -> None:
    """Write the draft of the annual report, in Markdown.

    Example: ecosystem report
    """
    from ecosystem import report as reports

    click.echo(reports.markdown(city), nl=False)


def _say_part(heading: str, said: Iterable[str], explained: str | None = None) -> None:
    """A heading, what it means, and its sentences; nothing where there are none."""
    sentences = list(said)
    if not sentences:
        return
    click.echo(click.style(f"\n{heading} ({len(sentences)})", bold=True))
    if explained:
        click.secho(explained, dim=True)
    for sentence in sentences:
        click.echo(f"  {sentence}")


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
    at = click.get_current_context().obj.get("at")
    answer = {"schema": ANSWER_SCHEMA, "command": command, **({"at": at} if at else {}), **answer}
    plain = msgspec.to_builtins(answer)
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
