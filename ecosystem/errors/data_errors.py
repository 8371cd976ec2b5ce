"""Errors about what a data file says, or would say after a change."""

from collections.abc import Sequence
from dataclasses import dataclass

from ecosystem.errors.ecosystem_error import EcosystemError
from ecosystem.language import _, plural


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


class EmptyPartError(EcosystemError):
    """Nothing on the map fits what a part of it shall hold.

    Args:
        part: What was asked for, in words.
    """

    def __init__(self, part: str) -> None:
        super().__init__(_("Nothing on the map fits this part: {part}.", part=part))


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
