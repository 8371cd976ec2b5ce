"""Commands for other people's pages: embed."""

import re

import click

from ecosystem.city import City
from ecosystem.cli.options import json_option, with_city
from ecosystem.cli.output import say_json
from ecosystem.language import _

FORMS = ("frame", "growing", "address", "picture", "text")


def _language(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from ecosystem.publishing.snippets import WORDS

    if value.partition("-")[0] not in WORDS or not re.fullmatch(r"[a-z]+(-[A-Za-z0-9]{1,8})*", value):
        known = ", ".join(WORDS)
        raise click.BadParameter(
            _("‘{value}’ is not one of the languages we have: {known}.", value=value, known=known)
        )
    return value


@click.command()
@click.argument("url")
@click.option("--focus", metavar="NAME", help="Open the map at an organisation or another entry.")
@click.option(
    "--priority", metavar="NAME", help="Open the map at a priority and everything that connects to it."
)
@click.option(
    "--lang",
    metavar="LANGUAGE",
    callback=_language,
    help="Language of the text around the map: cy, de, en, es, fr or pl.",
)
@click.option(
    "--height",
    type=click.IntRange(200, 10_000),
    default=1000,
    show_default=True,
    help="Height of the frame in pixels.",
)
@click.option("--only", type=click.Choice(FORMS), help="Print only this snippet.")
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
    """Print the HTML that shows the map on another page.

    URL is where the map is published: the address of its page or of its folder. --lang sets the language
    of the text around the map. It does not translate the map.

    Example: ecosystem embed https://www.example.org/map/ --priority fair-jobs
    """
    from ecosystem import publishing
    from ecosystem.infographic import view

    if focus and priority:
        raise click.UsageError(_("Use either --focus or --priority, not both."))
    shown = publishing.shown(city, focus=focus, priority=priority)
    composed = view.compose(city)
    publication = publishing.publication(composed, url)
    if composed.as_it_stood and only != "text":
        click.echo(
            _("Only the text shows the date of --at. The other snippets show the map as published."), err=True
        )
    embedding = publishing.embedding(composed, publication, show=shown, language=lang, height=height)
    if as_json:
        say_json("embed", {"embedding": embedding})
        return
    for snippet in embedding.snippets:
        if only == snippet.form:
            click.echo(snippet.paste)
        elif not only:
            click.echo(click.style(f"{snippet.heading} ({snippet.form})", bold=True))
            click.secho(snippet.advice, dim=True)
            click.echo(f"\n{snippet.paste}\n")


COMMANDS: tuple[click.Command, ...] = (embed,)
