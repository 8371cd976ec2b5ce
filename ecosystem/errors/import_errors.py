"""Errors about a file to import."""

from collections.abc import Sequence

from ecosystem.errors.ecosystem_error import EcosystemError
from ecosystem.language import _, joined, plural


class InvalidWorkbookError(EcosystemError):
    """A workbook, or another program's file, cannot be imported yet; `problems` holds every mistake."""

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        heading = plural(
            "{file} cannot be used yet: {count} mistake. Nothing was written.",
            "{file} cannot be used yet: {count} mistakes. Nothing was written.",
            len(self.problems),
            file=file,
        )
        super().__init__("\n".join([heading, *(f"  {problem}" for problem in self.problems)]))


class OpenQuestionsError(EcosystemError):
    """An import has questions, such as which value stays, and nobody answers; `questions` has each."""

    def __init__(self, questions: Sequence[str]) -> None:
        self.questions = tuple(questions)
        heading = plural(
            "{count} question is open. Nothing was written.",
            "{count} questions are open. Nothing was written.",
            len(self.questions),
        )
        lines = [f"  {line}" for question in questions for line in question.splitlines()]
        advice = _("Import again in a terminal to answer, or correct the workbook.")
        super().__init__("\n".join([heading, *lines, advice]))


class EmptyImportError(EcosystemError):
    """A file to import has nothing in it.

    Args:
        file: The name of the file.
        is_table: Whether it has headings, and no rows below them.
    """

    def __init__(self, file: str, *, is_table: bool = False) -> None:
        if is_table:
            sentence = _("{file} has no rows below its headings. There is nothing to import.", file=file)
        else:
            sentence = _("{file} has no entries and no links. There is nothing to import.", file=file)
        super().__init__(sentence)


class UnknownColumnError(EcosystemError):
    """An option of an import names a column that the file does not have.

    Args:
        column: The name that was given.
        known: The columns of the file.
    """

    exit_code = 2

    def __init__(self, column: str, known: Sequence[str]) -> None:
        super().__init__(
            _("No column is called ‘{column}’. The columns are {names}.", column=column, names=joined(known))
        )
