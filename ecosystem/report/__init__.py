"""The reports that a plan asks for: the annual report, and the progress report of four or six months.

A report is composed once, as headings, paragraphs, lists and tables. Markdown is one form of it, and `paper`
makes others: a PDF and a Word document. Every number in it is one that a command gives.
"""

from ecosystem.report.annual import compose
from ecosystem.report.blocks import Block, Heading, Item, Items, Paragraph, Part, Report, Table
from ecosystem.report.marked_down import as_markdown, markdown
from ecosystem.report.period import MONTHS, due_list, months_before, progress_report

__all__ = [
    "MONTHS",
    "Block",
    "Heading",
    "Item",
    "Items",
    "Paragraph",
    "Part",
    "Report",
    "Table",
    "as_markdown",
    "compose",
    "due_list",
    "markdown",
    "months_before",
    "progress_report",
]
