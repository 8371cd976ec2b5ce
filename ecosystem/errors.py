"""Everything the library raises on purpose.

    EcosystemError              one sentence for a person; the command line prints it
    ├── InvalidDataError        the data file has mistakes: every one of them, as problems
    ├── InvalidWorkbookError    a workbook has mistakes: every one of them, with its sheet and cell
    ├── DataLossError           a build would drop a fifth of the last edition
    ├── UnknownNameError        a question names something that is not in the data
    │   └── UnknownSourceError     it names a source that the data does not have
    ├── InvalidDateError        a question asks about no date that can be read
    ├── NotAnOrganisationError  a question about organisations names something else
    ├── NotAPriorityError       an option that takes a priority names something else
    ├── AmbiguousNameError      a question's words fit several things
    ├── InvalidAddressError     a map cannot be published at an address
    ├── PathNotFoundError       an edit leads to no place in the data file
    ├── InvalidUpdateError      an update says something that cannot be so
    ├── MissingFontError        a poster or report needs a font that is not there
    ├── PreviewError            the preview cannot be served
    ├── ClusterError            no cluster is there to count on
    └── FileAccessError         a file cannot be read or written

`exit_code` is the exit status of the command line: 1 the data is not valid, 2 wrong usage,
3 cannot read or write.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class EcosystemError(Exception):
    """The base of all that is raised on purpose; its text is written for people."""

    exit_code = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in the data file: where it stands, what was read, and what would be right.

    One that stands in another file beside it, such as a reading record, names that file.
    """

    line: int
    path: str
    message: str
    file: str = ""

    def __str__(self) -> str:
        place = ", ".join(filter(None, (self.file, f"line {self.line}" if self.line else "")))
        place = f"{place}: " if place else ""
        return f"{place}{self.path}: {self.message}" if self.path else f"{place}{self.message}"


class InvalidDataError(EcosystemError):
    """The data file cannot be used yet; `problems` holds every mistake found, in file order."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem)))
        count = len(self.problems)
        head = f"{file} cannot be used yet: {count} {'mistake' if count == 1 else 'mistakes'}."
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


class InvalidWorkbookError(EcosystemError):
    """A workbook, or another program's file, cannot be taken over yet; `problems` holds every mistake."""

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        noun = "mistake" if count == 1 else "mistakes"
        head = f"{file} cannot be used yet: {count} {noun}. Nothing was written."
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


class DataLossError(EcosystemError):
    """A build would drop more than a fifth of the organisations or links of the last edition."""

    def __init__(self, losses: Sequence[str], verb: str = "build", done: str = "built") -> None:
        lines = [
            f"Nothing was {done}: much of the last edition would go.",
            *(f"  {loss}" for loss in losses),
            f"If that is right, {verb} again with --allow-loss.",
        ]
        super().__init__("\n".join(lines))


class UnknownNameError(EcosystemError):
    """A question names something the data does not have; `near` holds what comes closest."""

    exit_code = 2
    told = "Nothing on the map is called ‘{asked}’."

    def __init__(self, asked: str, near: Sequence[str] = ()) -> None:
        self.near = tuple(near)
        hint = f" Did you mean {' or '.join(self.near)}?" if self.near else ""
        super().__init__(f"{self.told.format(asked=asked)}{hint}")


class UnknownSourceError(UnknownNameError):
    """A question names a source that the data does not have."""

    told = "No source has the id ‘{asked}’."


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
            f"‘{asked}’ is among the {section}. This question is about organisations: groups, networks, "
            "partners."
        )


class NotAPriorityError(EcosystemError):
    """An option that takes a priority names something else."""

    exit_code = 2

    def __init__(self, asked: str, section: str) -> None:
        super().__init__(f"‘{asked}’ is among the {section}, not the priorities. --focus takes anything.")


class InvalidAddressError(EcosystemError):
    """A map cannot be published at an address; the message says what is wrong with it."""

    exit_code = 2


class AmbiguousNameError(EcosystemError):
    """A question's words fit several things; `candidates` are their ids."""

    exit_code = 2

    def __init__(self, asked: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.candidates = tuple(identifier for identifier, _ in candidates)
        lines = [f"  {identifier}  ({name})" for identifier, name in candidates]
        super().__init__("\n".join([f"‘{asked}’ fits {len(candidates)} things. Use the id of one:", *lines]))


class PathNotFoundError(EcosystemError):
    """An edit leads to something that is not in the data file."""

    exit_code = 2

    def __init__(self, file: str, path: Sequence[str | int]) -> None:
        self.path = tuple(path)
        super().__init__(
            f"{file} has no place {'.'.join(map(str, path))!r}, so nothing can be written there."
        )


class InvalidUpdateError(EcosystemError):
    """An update says something that cannot be so; the message says what would be right."""

    exit_code = 2


class PreviewError(EcosystemError):
    """The preview cannot be served: its port is taken, or what it is made with is missing."""

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
