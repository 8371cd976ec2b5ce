"""A report in Markdown."""

from collections.abc import Iterator

from ecosystem.city import City
from ecosystem.report.annual import compose
from ecosystem.report.blocks import Block, Heading, Items, Paragraph, Report, Table
from ecosystem.words import escape_markdown


def markdown(city: City) -> str:
    """Return the annual report of a city in Markdown."""
    return as_markdown(compose(city))


def as_markdown(report: Report) -> str:
    lines = [
        f"# {escape_markdown(report.title)}",
        "",
        escape_markdown(report.opening),
        "",
    ]
    if report.advice:
        lines += [f"*{report.advice}*", ""]
    for part in report.parts:
        lines += [f"## {part.heading}", ""]
        for block in part.blocks:
            lines += [*_lines(block), ""]
    return "\n".join(lines).rstrip() + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(words):
            yield f"### {escape_markdown(words)}"
        case Paragraph(words):
            yield escape_markdown(words)
        case Items(items):
            for item in items:
                mark = f"{item.number}." if item.number is not None else "-"
                lead = f"**{escape_markdown(item.lead)}.** " if item.lead else ""
                yield f"{mark} {lead}{escape_markdown(item.words)}{f' <{item.url}>' if item.url else ''}"
        case Table(headings, rows):
            yield _row(headings)
            yield _row("---" for _heading in headings)
            yield from (_row(map(escape_markdown, row)) for row in rows)


def _row(cells: "Iterator[str] | tuple[str, ...] | map[str]") -> str:
    return f"| {' | '.join(cells)} |"
