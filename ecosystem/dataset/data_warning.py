"""What a warning about a data file says."""

from ecosystem.language import _
from ecosystem.model import GapKind, Value


class DataWarning(Value, frozen=True, kw_only=True):
    """Something likely wrong: what sort, what it is about, where it stands, and what to do.

    Attributes:
        about: The id of the entry, link or source, which an accepted gap names.
        accepted: The reason why it is accepted, where it is.
    """

    gap: GapKind
    about: str
    line: int
    path: str
    message: str
    remedy: str
    accepted: str | None = None

    def __str__(self) -> str:
        values = {"line": str(self.line), "path": self.path, "message": self.message}
        if self.accepted:
            return _("line {line}: {path}: {message} Accepted: {reason}", **values, reason=self.accepted)
        return _("line {line}: {path}: {message} {remedy}", **values, remedy=self.remedy)
