"""Everything the library raises on purpose.

    EcosystemError              one sentence for a person; the command line prints it
    ├── InvalidDataError        the data file has mistakes: every one of them, as problems
    ├── InvalidWorkbookError    a workbook has mistakes: every one of them, with its sheet and cell
    ├── DataLossError           a build would drop a fifth of the last edition
    ├── UnknownNameError        a question names something that is not in the data
    │   └── UnknownSourceError     it names a source that the data does not have
    ├── NotAtDateError          a question names something that the map does not have at its date
    ├── InvalidDateError        a date that was asked for cannot be read
    ├── NotAnOrganisationError  a question about organisations names something else
    ├── NotAPriorityError       an option that takes a priority names something else
    ├── AmbiguousNameError      a question's words fit several things
    ├── InvalidAddressError     a map cannot be published at an address
    ├── PathNotFoundError       an edit names a path that is not in the data file
    ├── OpenQuestionsError      an import has questions, and nobody answers them
    ├── StaleChangeError        changes were made to what the data file no longer says
    ├── InvalidUpdateError      an update contradicts the data
    ├── MissingFontError        a poster or report needs a font that is not there
    ├── MissingLibraryError     a format needs a library that a browser does not have
    ├── EmptyImportError        a file to import has nothing in it
    ├── UnknownColumnError      an import shall use a column that the file does not have
    ├── EmptyPartError          a part of the map has nothing in it
    ├── UnwrittenError          a map still has the marks that an import left
    ├── UnknownLanguageError    no catalogue has words in the language that is asked for
    ├── CatalogueError          a translation could not be filled
    ├── PreviewError            the preview cannot be served
    ├── AssistantError          what answers assistants is not installed
    ├── ClusterError            the cluster cannot be reached or did not finish
    └── FileAccessError         a file cannot be read or written

`exit_code` is the exit status of the command line: 1 the data is not valid, 2 wrong usage,
3 cannot read or write.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ecosystem.language import N_, _, joined, plural


class EcosystemError(Exception):
    """The base of all that is raised on purpose; its text is written for people."""

    exit_code = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in the data file: where it is, what was read, and what would be right.

    `file` names the file if it is another one, such as a reading record.
    """

    line: int
    path: str
    message: str
    file: str = ""

    def __str__(self) -> str:
        line = _("line {number}", number=str(self.line)) if self.line else ""
        where = ", ".join(filter(None, (self.file, line)))
        return ": ".join(filter(None, (where, self.path, self.message)))


class InvalidDataError(EcosystemError):
    """The data file cannot be used yet.

    Args:
        file: The name of the data file.
        problems: Every mistake. The attribute `problems` has them in the order of the file.
        is_change: Whether the file would only have the mistakes with a change that was not made.
    """

    def __init__(self, file: str, problems: Sequence[Problem], *, is_change: bool = False) -> None:
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem)))
        if is_change:
            heading = plural(
                "This change would add {count} mistake to {file}. Nothing was written.",
                "This change would add {count} mistakes to {file}. Nothing was written.",
                len(self.problems),
                file=file,
            )
        else:
            heading = plural(
                "{file} cannot be used yet: {count} mistake.",
                "{file} cannot be used yet: {count} mistakes.",
                len(self.problems),
                file=file,
            )
        super().__init__("\n".join([heading, *(f"  {problem}" for problem in self.problems)]))


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


class DataLossError(EcosystemError):
    """A build or an import would drop more than a fifth of the organisations or links.

    Args:
        losses: What would be dropped, in sentences.
        is_import: Whether an import would drop it from the data file, and not a build from the last edition.
    """

    def __init__(self, losses: Sequence[str], *, is_import: bool = False) -> None:
        if is_import:
            heading = _("Nothing was written: the import would remove much of the data file.")
            advice = _("If that is right, import again with --allow-loss.")
        else:
            heading = _("Nothing was built: much of the last edition would be lost.")
            advice = _("If that is right, build again with --allow-loss.")
        super().__init__("\n".join([heading, *(f"  {loss}" for loss in losses), advice]))


class UnknownNameError(EcosystemError):
    """A question names something the data does not have; `near` holds what comes closest."""

    exit_code = 2
    pattern = N_("Nothing on the map is called ‘{asked}’.")

    def __init__(self, asked: str, near: Sequence[str] = ()) -> None:
        self.asked = asked
        self.near = tuple(near)
        super().__init__(" ".join(filter(None, (_(self.pattern, asked=asked), _suggestion(self.near)))))


def _suggestion(names: Sequence[str]) -> str:
    match names:
        case []:
            return ""
        case [name]:
            return _("Did you mean {name}?", name=name)
        case [first, second]:
            return _("Did you mean {first} or {second}?", first=first, second=second)
    return _("Did you mean one of these: {names}?", names=", ".join(names))


class UnknownSourceError(UnknownNameError):
    """A question names a source that the data does not have."""

    pattern = N_("No source has the id ‘{asked}’.")


class NotAtDateError(EcosystemError):
    """A question names something that is on the map, but not as it was at the date of the question.

    Args:
        asked: What somebody calls it.
        when: The date as the time of something, such as ‘in 1999’.
    """

    exit_code = 2

    def __init__(self, asked: str, when: str) -> None:
        super().__init__(_("‘{asked}’ is not on the map as it was {date}.", asked=asked, date=when))


class InvalidDateError(EcosystemError):
    """An option names a date that cannot be read."""

    exit_code = 2

    def __init__(self, option: str, reason: str) -> None:
        super().__init__(f"{option}: {reason}")


class NotAnOrganisationError(EcosystemError):
    """A question about organisations names something that is none."""

    exit_code = 2

    def __init__(self, asked: str, section: str) -> None:
        super().__init__(
            _(
                "‘{asked}’ is in the section ‘{section}’. "
                "Name an organisation: a group, a network or a partner.",
                asked=asked,
                section=section,
            )
        )


class NotAPriorityError(EcosystemError):
    """An option that takes a priority names something else."""

    exit_code = 2

    def __init__(self, asked: str, section: str) -> None:
        super().__init__(
            _(
                "‘{asked}’ is in the section ‘{section}’, so it is not a priority. "
                "Use --focus for anything else.",
                asked=asked,
                section=section,
            )
        )


class InvalidAddressError(EcosystemError):
    """A map cannot be published at an address; the message says what is wrong with it."""

    exit_code = 2


class AmbiguousNameError(EcosystemError):
    """A question's words fit several things; `candidates` are their ids."""

    exit_code = 2

    def __init__(self, asked: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.asked = asked
        self.candidates = tuple(identifier for identifier, name in candidates)
        heading = plural(
            "‘{asked}’ matches {count} thing. Use its id:",
            "‘{asked}’ matches {count} things. Use the id of one:",
            len(candidates),
            asked=asked,
        )
        lines = [f"  {identifier}  ({name})" for identifier, name in candidates]
        super().__init__("\n".join([heading, *lines]))


class PathNotFoundError(EcosystemError):
    """An edit names a path that is not in the data file."""

    exit_code = 2

    def __init__(self, file: str, path: Sequence[str | int]) -> None:
        self.path = tuple(path)
        super().__init__(
            _(
                "{file} has no entry or field ‘{path}’. Nothing was written.",
                file=file,
                path=".".join(map(str, path)),
            )
        )


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


class StaleChangeError(EcosystemError):
    """Changes were made to what the data file no longer says.

    Args:
        file: The name of the data file.
        stale: For each of these changes its path, what it found there, and what the file says.
    """

    def __init__(self, file: str, stale: Sequence[tuple[Sequence[str], object, object]]) -> None:
        self.stale = tuple(stale)
        heading = plural(
            "{file} has changed since: {count} change no longer fits. Nothing was written.",
            "{file} has changed since: {count} changes no longer fit. Nothing was written.",
            len(self.stale),
            file=file,
        )
        lines = [
            _("  {path}: expected {was}, found {now}.", path=" → ".join(at), was=str(was), now=str(now))
            for at, was, now in self.stale
        ]
        super().__init__("\n".join([heading, *lines]))


class InvalidUpdateError(EcosystemError):
    """An update contradicts the data or itself; the message says what would be right."""

    exit_code = 2


class UnknownLanguageError(EcosystemError):
    """There is no catalogue of the language that is asked for."""

    exit_code = 2

    def __init__(self, code: str, known: Sequence[str]) -> None:
        super().__init__(
            _(
                "The program has no words in ‘{code}’. Its languages are {known}.",
                code=code,
                known=", ".join(known),
            )
        )


class CatalogueError(EcosystemError):
    """A catalogue cannot be read, or one of its translations cannot be filled. The message says which, and
    why.

    It is in English, because the catalogue that would translate it is the one that cannot be used.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}.po cannot be used: {reason}")


class PreviewError(EcosystemError):
    """The preview cannot be served: its port is taken, or what it is made with is missing."""

    exit_code = 3


class AssistantError(EcosystemError):
    """Assistants cannot ask: what answers them is not installed."""

    exit_code = 3


class ClusterError(EcosystemError):
    """The cluster that was asked for cannot be reached, or did not finish."""

    exit_code = 3


class FileAccessError(EcosystemError):
    """A file or folder cannot be read or written."""

    exit_code = 3


class MissingFontError(EcosystemError):
    """A poster or report needs a font, or a letter, that this computer does not have."""

    exit_code = 3


class MissingLibraryError(EcosystemError):
    """A format needs a library that no browser has."""

    exit_code = 3


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


class EmptyPartError(EcosystemError):
    """Nothing on the map fits what a part of it shall hold.

    Args:
        part: What was asked for, in words.
    """

    def __init__(self, part: str) -> None:
        super().__init__(_("Nothing on the map fits this part: {part}.", part=part))


class UnwrittenError(EcosystemError):
    """A map still has the marks that an import left where it could not know what is right.

    Args:
        fields: The fields that have one, by their paths.
        mark: The mark.
    """

    def __init__(self, fields: Sequence[str], mark: str) -> None:
        self.fields = tuple(fields)
        super().__init__(
            _(
                "The data file still has ‘{mark}’ where the import could not know what is right: {fields}. "
                "Write it, then build again.",
                mark=mark,
                fields=", ".join(fields),
            )
        )


def details(error: EcosystemError) -> dict[str, Any]:
    """Return an error as plain values for JSON."""
    values: dict[str, Any] = {"kind": type(error).__name__, "message": str(error)}
    match error:
        case InvalidDataError():
            values["problems"] = [
                {
                    "line": problem.line,
                    "path": problem.path,
                    "message": problem.message,
                    **({"file": problem.file} if problem.file else {}),
                }
                for problem in error.problems
            ]
        case AmbiguousNameError():
            values["candidates"] = list(error.candidates)
        case UnknownNameError():
            values["near"] = list(error.near)
    return values
