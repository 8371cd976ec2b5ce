"""What others suggest, as a page beside the map, and the line above the map that leads to it."""

from pathlib import Path

from markupsafe import Markup

from ecosystem import bundles, waiting
from ecosystem.infographic import page, templates
from ecosystem.preview.drafts import Draft

HERE = Path(__file__).parent
PAGE = "/suggestions"


def render(draft: Draft, data: Path) -> str:
    """Return the page with every suggestion that waits."""
    style = bundles.text("mistakes.css")
    return (
        templates.environment(HERE)
        .get_template("suggested.html.jinja")
        .render(
            file=str(data),
            lists=draft.lists,
            count=waiting.count(draft.lists),
            policy=page.policy(style, ""),
            style=Markup(style),
        )
    )


def notice(draft: Draft) -> str:
    """Return the line above the map; nothing where nothing waits."""
    if not any(each.suggestions or each.problem for each in draft.lists):
        return ""
    template = templates.environment(HERE).get_template("waits.html.jinja")
    return template.render(address=PAGE, count=waiting.count(draft.lists))
