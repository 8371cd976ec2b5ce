"""Options that several commands share."""

import functools
from collections.abc import Callable
from datetime import date
from typing import Any

import click
from click.core import ParameterSource

from ecosystem import dataset, dates
from ecosystem.city import City
from ecosystem.errors import InvalidDateError
from ecosystem.model import Ecosystem


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
    """Give a command the city of the data file, as it is or as it stood `--at` a date."""

    @click.option("--at", metavar="DATE", help="As the city stood at a date: 2019, 2019-10, 2019-10-18.")
    @functools.wraps(command)
    def wrapper(*args: Any, at: str | None, **kwargs: Any) -> None:
        obj = click.get_current_context().obj
        ecosystem = dataset.load(obj["data"])
        said = None
        if at is not None:
            ecosystem, said = _as_it_stood(obj, ecosystem, at)
            kwargs |= _day_of(at)
        command(City(ecosystem, as_it_stood=said, at=at), *args, **kwargs)

    return wrapper


def _day_of(at: str) -> dict[str, date]:
    """The day to go by, where a command goes by one and none was given: the last that the date names."""
    ctx, day = click.get_current_context(), dates.bounds(at)[1]
    is_given = ctx.get_parameter_source("today") is not ParameterSource.DEFAULT
    return (
        {"today": day} if not is_given and isinstance(ctx.params["today"], date) and day != date.max else {}
    )


def today_option(command: Callable[..., None]) -> Callable[..., None]:
    """`--today`, a date. Here and nowhere else a clock is read."""

    def last_day(_: click.Context, __: click.Parameter, value: str | None) -> date:
        if value is None:
            return date.today()
        try:
            return dates.bounds(value)[1]
        except ValueError as error:
            raise InvalidDateError("--today", str(error)) from error

    option = click.option(
        "--today",
        metavar="DATE",
        callback=last_day,
        help="The day to go by.  [default: that of --at, or today's date]",
    )
    return option(command)


def force_option(command: Callable[..., None]) -> Callable[..., None]:
    """`--force`, as the refusal to write over somebody else's file names it."""
    option = click.option(
        "--force", is_flag=True, help="Write over files that were edited or not made by this program."
    )
    return option(command)


def _as_it_stood(obj: dict[str, Any], ecosystem: Ecosystem, date: str) -> tuple[Ecosystem, str]:
    from ecosystem import timeline

    try:
        then, undated = timeline.at(ecosystem, date)
    except ValueError as error:
        raise InvalidDateError("--at", str(error)) from error
    click.echo(undated.sentence(date), err=True)
    obj["at"] = {"date": date, "undated_organisations": undated.organisations, "undated_links": undated.links}
    return then, undated.sentence(date)
