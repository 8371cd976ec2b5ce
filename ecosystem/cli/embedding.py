"""Commands that bring the map to other people's pages: embed."""

import re

import click

from ecosystem.city import City
from ecosystem.cli.options import json_option, with_city
from ecosystem.cli.output import say_json

FORMS = ("frame", "growing", "address", "picture", "text")


def _language(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from ecosystem.publishing.snippets import WORDS

    if value.partition("-")[0] not in WORDS or not re.fullmatch(r"[a-z]+(-[A-Za-z0-9]{1,8})*", value):
        known = ", ".join(WORDS)
        raise click.BadParameter(f"‘{value}’ is not among the languages that the words are in: {known}.")
    return value


@click.command()
@click.argument("url")
@click.option("--focus", metavar="NAME", help="Open the map at an organisation, or at anything else on it.")
@click.option("--priority", metavar="NAME", help="Open the map at a priority and what connects to it.")
@click.option(
    "--lang",
    metavar="LANGUAGE",
    callback=_language,
    help="Language of the words around the map: cy, de, en, es, fr or pl.",
)
@click.option(
    "--height",
    type=click.IntRange(200, 10_000),
    default=1000,
    show_default=True,
    help="Height of a frame, in pixels.",
)
@click.option("--only", type=click.Choice(FORMS), help="Print only this one.")
@json_option
@with_city
def embed(
    city: City,
    url: str,
    focus: str | None,
    priority: str | None,
    lang: str | None,
    height: int,
    only: str | None,
    as_json: bool,
) -> None:
    """Print what to paste to show the map, published at URL, on another page.

    URL is the address of the map's page or of its folder. --lang sets the words around the map; it does not
    translate the map.

    Example: ecosystem embed https://www.example.org/map/ --priority fair-jobs
    """
    from ecosystem import publishing
    from ecosystem.infographic import view

    if focus and priority:
        raise click.UsageError("--focus and --priority both say what the map opens at. Choose one.")
    shown = publishing.shown(city, focus=focus, priority=priority)
    composed = view.compose(city)
    publication = publishing.publication(composed, url)
    if composed.as_it_stood and only != "text":
        click.echo("Only the text shows the city of then; the other ways show what is published.", err=True)
    found = publishing.embedding(composed, publication, show=shown, language=lang, height=height)
    if as_json:
        say_json("embed", {"embedding": found})
        return
    for snippet in found.snippets:
        if only == snippet.form:
            click.echo(snippet.paste)
        elif not only:
            click.echo(click.style(f"{snippet.heading} ({snippet.form})", bold=True))
            click.secho(snippet.advice, dim=True)
            click.echo(f"\n{snippet.paste}\n")


COMMANDS: tuple[click.Command, ...] = (embed,)
