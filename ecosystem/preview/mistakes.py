"""What is wrong with the data file, as a page that its editor can work through."""

from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from ecosystem import bundles
from ecosystem.errors import InvalidDataError, Problem
from ecosystem.infographic import page, templates
from ecosystem.preview.drafts import Draft
from ecosystem.words import capital

HERE = Path(__file__).parent
MAP = "/last-good-map"


def render(draft: Draft, data: Path) -> str:
    """The page of a draft with an error."""
    problems = _problems(draft)
    return (
        _environment()
        .get_template("mistakes.html.jinja")
        .render(
            name=data.name,
            file=str(data),
            problems=problems,
            last_good=MAP if draft.map else None,
            policy=page.policy(_style(), ""),
            style=Markup(_style()),
        )
    )


def notice(draft: Draft, data: Path) -> str:
    """The line above the last good map."""
    return (
        _environment().get_template("notice.html.jinja").render(name=data.name, count=len(_problems(draft)))
    )


def _problems(draft: Draft) -> tuple[Problem, ...]:
    match draft.error:
        case InvalidDataError(problems=problems):
            return problems
        case error:
            return (Problem(0, "", str(error)),)


def _style() -> str:
    return bundles.text("mistakes.css")


@cache
def _environment() -> Environment:
    environment = templates.environment(HERE)
    environment.filters["capital"] = capital
    return environment
