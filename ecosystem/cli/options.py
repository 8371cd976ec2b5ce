"""Options that several commands share."""

import functools
from collections.abc import Callable
from datetime import date
from typing import Any

import click
from click.core import ParameterSource

from ecosystem import dates
from ecosystem.city import City
from ecosystem.errors import InvalidDateError


def json_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--json`. It is kept in the context, so that errors are printed as JSON too."""

    def remember(ctx: click.Context, parameter: click.Parameter, value: bool) -> bool:
        ctx.obj["json"] = value
        return value

    option = click.option(
        "--json", "as_json", is_flag=True, callback=remember, is_eager=True, help="Answer in JSON."
    )
    return option(command)


def with_city(command: Callable[..., None]) -> Callable[..., None]:
    """Load the data file and pass its city to the command, at the date of `--at` if one is given."""

    @click.option("--at", metavar="DATE", help="Answer for a date in the past: 2019, 2019-10 or 2019-10-18.")
    @functools.wraps(command)
    def wrapper(*args: Any, at: str | None, **kwargs: Any) -> None:
        obj = click.get_current_context().obj
        city = City.load(obj["data"])
        if at is not None:
            city = _as_it_stood(obj, city, at)
            kwargs |= _day_of(at)
        command(city, *args, **kwargs)

    return wrapper


def _day_of(at: str) -> dict[str, date]:
    """Return the last day of `--at` as `today`, for a command that has `--today` and was not given one."""
    ctx, day = click.get_current_context(), dates.bounds(at)[1]
    is_given = ctx.get_parameter_source("today") is not ParameterSource.DEFAULT
    return (
        {"today": day} if not is_given and isinstance(ctx.params["today"], date) and day != date.max else {}
    )


def today_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--today`. This is the only place where the program reads a clock."""

    def last_day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date:
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
        help="Use this date as today.  [default: the date of --at, or today's date]",
    )
    return option(command)


def force_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--force`, which the error about an existing file suggests."""
    option = click.option(
        "--force", is_flag=True, help="Replace files that were edited or not made by this program."
    )
    return option(command)


def allow_loss_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option that writes an edition even if it loses much of the last one."""
    return click.option(
        "--allow-loss",
        is_flag=True,
        help="Write even if more than a fifth of the organisations or links would be lost.",
    )(command)


def _as_it_stood(obj: dict[str, Any], city: City, date: str) -> City:
    from ecosystem import timeline

    try:
        then, undated = timeline.stood(city, date)
    except ValueError as error:
        raise InvalidDateError("--at", str(error)) from error
    click.echo(undated.sentence(date), err=True)
    obj["at"] = undated.counts(date)
    return then
