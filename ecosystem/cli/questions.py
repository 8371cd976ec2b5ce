"""Commands that ask the city something."""

from datetime import date

import click

from ecosystem import dates
from ecosystem.city import City
from ecosystem.cli.options import json_option, with_city
from ecosystem.cli.output import say_evidence, say_grounds, say_json, say_part, say_sources, say_table
from ecosystem.errors import InvalidDateError
from ecosystem.language import _, plural


@click.command("list")
@click.argument("section", required=False)
@json_option
@with_city
def list_(city: City, section: str | None, as_json: bool) -> None:
    """List every entry, or the entries of one SECTION.

    Sections: groups, networks, partners, events, outputs, plans, priorities, actions.

    Example: ecosystem list networks
    """
    from ecosystem import queries

    rows = queries.listing(city, section)
    if as_json:
        say_json("list", {"things": rows})
        return
    say_table((row.id, row.kind, f"{row.links}", row.name) for row in rows)


@click.command()
@click.argument("name")
@json_option
@with_city
def show(city: City, name: str, as_json: bool) -> None:
    """Show everything about one entry, with its links and sources.

    Example: ecosystem show partnership
    """
    from ecosystem import queries

    profile = queries.profile(city, queries.find(city, name))
    if as_json:
        say_json("show", {"profile": profile})
        return
    click.echo(click.style(profile.name, bold=True))
    for line in profile.lines:
        click.echo(line)
    for report in profile.reports:
        if report.evidence:
            click.echo(f"  {report.sentence}")
            say_evidence(report.sources, report.evidence)
    say_sources(city, profile.sources)
    if profile.links:
        click.echo(f"\n{plural('{count} link', '{count} links', len(profile.links))}")
    for link in profile.links:
        click.echo(f"  {link.sentence}")
        say_grounds(city, link.basis, link.sources, link.evidence)
    if profile.facts:
        click.echo(f"\n{plural('{count} fact', '{count} facts', len(profile.facts))}")
    for fact in profile.facts:
        click.echo(f"  {fact.sentence}")
        say_grounds(city, fact.basis, fact.sources)
    for dispute in profile.disputes:
        click.echo("\n" + _("Sources disagree: {question}", question=dispute.question))
        for claim in dispute.claims:
            click.echo(f"  {claim.claim}")
            say_sources(city, claim.sources)
        if dispute.note:
            click.echo(f"  {dispute.note}")


@click.command()
@click.argument("name", metavar="PRIORITY")
@json_option
@with_city
def connections(city: City, name: str, as_json: bool) -> None:
    """List the organisations that connect to PRIORITY, and how.

    The nearest come first. PRIORITY can also be an organisation, an action, an event, an output or a plan.

    Example: ecosystem connections fair-jobs
    """
    from ecosystem import queries

    answer = queries.connections(city, queries.find(city, name))
    if as_json:
        say_json("connections", {"answer": answer})
        return
    click.echo(click.style(answer.question, bold=True))
    click.echo(answer.summary)
    heading = ""
    for group, members in answer.together():
        words = queries.nearness_words(city, members[0])
        if words != heading:
            heading = words
            click.echo(f"\n{heading}")
        if group:
            click.echo(f"  {group.sentence}")
            say_grounds(city, group.basis, group.sources)
        for member in members:
            said = queries.to_group(city, member) if group else member
            click.echo(f"    {said.sentence}" if group else f"  {said.sentence}")
            say_grounds(city, said.basis, said.sources)
    if answer.carriers:
        click.echo(f"\n{_('Actions, events and outputs')}")
    for carrier in answer.carriers:
        click.echo(f"  {carrier.sentence}")
        say_grounds(city, carrier.basis, carrier.sources, carrier.evidence)


@click.command()
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option("--strong", is_flag=True, help="Use only links that are stated or confirmed.")
@click.option(
    "--most", type=click.IntRange(1, 100), default=3, show_default=True, help="Maximum number of routes."
)
@json_option
@with_city
def path(city: City, start: str, end: str, strong: bool, most: int, as_json: bool) -> None:
    """Show the shortest routes between two entries, link by link.

    Example: ecosystem path youth council
    """
    from ecosystem import queries
    from ecosystem.queries import routes

    answer = queries.paths(city, queries.find(city, start), queries.find(city, end), strong=strong, most=most)
    if as_json:
        say_json("path", {"answer": answer})
        return
    click.echo(click.style(answer.question, bold=True))
    click.echo(answer.summary)
    if answer.routes:
        click.secho(_(routes.EXPLAINED), dim=True)
    for number, route in enumerate(answer.routes, 1):
        click.echo("\n" + _("route {number}", number=number))
        for hop in route:
            click.echo(f"  {hop.sentence}")
            say_grounds(city, hop.basis, hop.sources)


@click.command()
@click.option(
    "--exact", is_flag=True, help="Measure betweenness from every organisation, even in a large city."
)
@click.option(
    "--cluster", metavar="ADDRESS", help="Spread the work over a Dask cluster, such as tcp://host:8786."
)
@json_option
@with_city
def analyse(city: City, exact: bool, cluster: str | None, as_json: bool) -> None:
    """Measure who is most connected and who connects others.

    Also counts the organisations that each priority reaches.

    Example: ecosystem analyse
    """
    from ecosystem import analysis
    from ecosystem.analysis import wording

    answer = analysis.analyse(city, exact=exact, cluster=cluster)
    if as_json:
        say_json("analyse", {"analysis": answer})
        return
    say_part(_("What stands out"), [finding.sentence for finding in answer.findings])
    for heading, explained, measured in wording.sentences(city, answer.measures):
        say_part(heading, measured, explained)


@click.command()
@click.option(
    "--today",
    metavar="DATE",
    help="Use this date as today.  [default: the date of --at, or of the edition]",
)
@json_option
@with_city
def gaps(city: City, today: str | None, as_json: bool) -> None:
    """List gaps in the map, and suggest introductions.

    The exit status is 1 if there are open gaps.

    Example: ecosystem gaps --today 2026-11-30
    """
    from ecosystem.analysis import gaps as holes

    try:
        gaps = holes.find(city, _date_asked() if today is None else today)
    except ValueError as error:
        raise InvalidDateError("--today", str(error)) from error
    if as_json:
        say_json("gaps", {"gaps": gaps})
    else:
        for kind, heading in holes.EXPLAINED.items():
            say_part(_(heading), [gap.sentence for gap in gaps.open if gap.gap is kind])
        if not gaps.open:
            click.echo(_("There are no open gaps."))
        accepted = [
            _("{gap} Accepted: {reason}", gap=gap.sentence, reason=gap.accepted) for gap in gaps.accepted
        ]
        say_part(_("Accepted gaps"), accepted)
        say_part(_("Suggested introductions"), [pair.sentence for pair in gaps.introductions])
        for remark in gaps.needless:
            click.echo(remark, err=True)
    click.get_current_context().exit(1 if gaps.open else 0)


def _date_asked() -> str | None:
    """The date of `--at`, where one was given; one that goes on for ever names no day."""
    at = click.get_current_context().obj.get("at")
    return at["date"] if at and dates.bounds(at["date"])[1] != date.max else None


@click.command()
@click.argument("name")
@json_option
@with_city
def without(city: City, name: str, as_json: bool) -> None:
    """Show what depends on one organisation alone.

    Example: ecosystem without council
    """
    from ecosystem import queries
    from ecosystem.analysis import removal

    answer = removal.without(city, queries.find_organisation(city, name))
    if as_json:
        say_json("without", {"answer": answer})
        return
    click.echo(click.style(answer.question, bold=True))
    click.secho(_(removal.EXPLAINED), dim=True)
    click.echo(answer.summary)
    for sentence in answer.sentences:
        click.echo(f"  {sentence}")


@click.command()
@click.argument("identifier", metavar="ID")
@json_option
@with_city
def source(city: City, identifier: str, as_json: bool) -> None:
    """List everything on the map that comes from one source.

    If there is a reading record beside the data file, the list follows the order of the document.

    Example: ecosystem source terms
    """
    from ecosystem import queries, sentences
    from ecosystem.dataset import readings
    from ecosystem.queries.sources import ALONE, NO_PLACE

    data = click.get_current_context().obj["data"]
    places = readings.places(data, identifier, city.ecosystem.about.region)
    answer = queries.source(city, identifier, places)
    if as_json:
        say_json("source", {"source": answer})
        return
    click.echo(click.style(answer.citation, bold=True))
    for address in filter(None, (answer.url, answer.archived)):
        click.echo(address)
    click.echo(answer.summary)
    heading = ""
    for statement in answer.statements:
        where = statement.where or _(NO_PLACE)
        if where != heading:
            heading = where
            click.echo(f"\n{heading}")
        click.echo(f"  {statement.sentence}")
        click.secho(f"      {_(sentences.BASIS_WORDS[statement.basis])}", dim=True)
        if statement.alone:
            click.secho(f"      {_(ALONE)}", dim=True)


COMMANDS: tuple[click.Command, ...] = (list_, show, connections, path, analyse, gaps, without, source)
