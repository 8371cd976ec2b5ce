"""Errors about what a question or an option names."""

from collections.abc import Sequence

from ecosystem.errors.ecosystem_error import EcosystemError
from ecosystem.language import N_, _, plural


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
