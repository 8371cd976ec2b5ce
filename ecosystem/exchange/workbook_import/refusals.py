"""What the gate refuses of an import → the sheets and rows that the changes came from.

The gate looks at the data file as it would be, and says its lines. Who edited a workbook knows rows.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

from ecosystem.dataset.documents import Document
from ecosystem.dataset.draft import LISTS
from ecosystem.edits import Change
from ecosystem.edits.change_list import holds_items
from ecosystem.edits.difference import aligned
from ecosystem.errors import InvalidDataError, Problem
from ecosystem.exchange import sheets
from ecosystem.exchange.cell_names import CellNames
from ecosystem.exchange.workbook_import.cell_mistakes import Mistakes
from ecosystem.exchange.workbook_import.cell_positions import Places
from ecosystem.exchange.workbook_import.rows import texts
from ecosystem.language import _

Gone = tuple[str, str]


class Refusals:
    """Finds the row of each problem, or the row that was deleted and brought it.

    Args:
        file: What messages call the workbook.
        book: What the workbook says; its lists are in the order of its rows.
        base: What it was made from.
        after: What the data file would say.
        gone: The entries whose rows were deleted.
        changes: The changes.
        places: Where everything stands in the workbook.
    """

    def __init__(
        self,
        file: str,
        book: Document,
        base: Document,
        after: Document,
        gone: Collection[Gone],
        changes: Sequence[Change],
        places: Places,
    ) -> None:
        self._mistakes = Mistakes(file)
        self._book = book
        self._after = after
        self._gone = sorted(gone)
        self._changes = changes
        self._places = places
        self._names = CellNames(base)

    def stop(self, refused: InvalidDataError) -> None:
        """Raise InvalidWorkbookError with every problem at its sheet and row.

        A problem that no row can have brought is left to the error that was caught.
        """
        for problem in refused.problems:
            if not self._note(problem):
                return
        self._mistakes.stop()

    def _note(self, problem: Problem) -> bool:
        steps = _steps(problem.path)
        place = self._place(steps)
        gone = self._cause(steps, problem)
        message = problem.message
        if place and gone:
            message = _(
                "{message} It named ‘{name}’, whose row you deleted from {sheet}.",
                message=message,
                name=self._names.label(*gone),
                sheet=_sheet_of(gone[0]),
            )
        elif not place:
            place = self._elsewhere(steps, problem, gone)
            message = _(
                "{thing} in the data file: {message}", thing=self._thing(steps, problem), message=message
            )
        if place is None:
            return False
        title, number, name = place
        if not number and gone:
            name = _("the deleted row ‘{name}’", name=self._names.label(*gone))
        self._mistakes.note(title, number, message, name)
        return True

    def _place(self, steps: Sequence[str | int]) -> tuple[str, int, str] | None:
        """Return the sheet, row and field of what stands at a path of the data file as it would be."""
        path = ""
        after: Any = self._after
        book: Any = self._book
        for step in steps:
            if isinstance(step, str):
                path = f"{path}.{step}" if path else step
                after, book = (node.get(step) if isinstance(node, dict) else None for node in (after, book))
                continue
            place: int | None = step
            name = path.rpartition(".")[2]
            if isinstance(after, list) and isinstance(book, list) and holds_items(name, after):
                place = aligned(name, book, after)[step] if step < len(after) else None
                book = None if place is None else book[place]
                after = after[step] if step < len(after) else None
            if place is None:
                break
            path = f"{path}[{place + 1}]"
        return self._places.part(path)

    def _cause(self, steps: Sequence[str | int], problem: Problem) -> Gone | None:
        """Return the deleted entry that something named, if that is what is missing now."""
        entry = tuple(step for step in steps[:2] if isinstance(step, str))
        for change in self._changes:
            if change.at[: len(entry)] == entry:
                words = set(texts(change.was)) - set(texts(change.value))
                if gone := next((one for one in self._gone if one[1] in words), None):
                    return gone
        return next((one for one in self._gone if f"‘{one[1]}’" in problem.message), None)

    def _thing(self, steps: Sequence[str | int], problem: Problem) -> str:
        entry: Any = self._after
        for step in steps[:2]:
            entry = entry.get(step) if isinstance(entry, dict) else None
        name = (
            next((entry[field] for field in ("name", "title", "label") if field in entry), "")
            if entry
            else ""
        )
        return f"‘{name}’" if name else problem.path

    def _elsewhere(
        self, steps: Sequence[str | int], problem: Problem, gone: Gone | None
    ) -> tuple[str, int, str] | None:
        """Return the row of a change that a problem elsewhere in the file follows from."""
        if gone:
            return _sheet_of(gone[0]), 0, ""
        node: Any = self._after
        for step in steps[:2]:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                node = None
        named = {*texts(node), *re.findall("‘([^’]+)’", problem.message)}
        for change in self._changes:
            if len(change.at) > 1 and change.at[1] in named and change.at[0] not in LISTS:
                return self._places.part(".".join(change.at))
        return None


def _steps(path: str) -> list[str | int]:
    """Return the steps of a path, with places in lists from 0.

    >>> _steps("groups.forum.facts[2].text")
    ['groups', 'forum', 'facts', 1, 'text']
    """
    steps = re.findall(r"\[(\d+)\]|([^.\[\]]+)", path)
    return [int(number) - 1 if number else name for number, name in steps]


def _sheet_of(section: str) -> str:
    return next(sheet.title for sheet in sheets.sheets() if section in sheet.holds and not sheet.field)
