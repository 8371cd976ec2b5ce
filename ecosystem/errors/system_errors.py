"""Errors about files, addresses, languages and what the computer has."""

from collections.abc import Sequence

from ecosystem.errors.ecosystem_error import EcosystemError
from ecosystem.language import _


class FileAccessError(EcosystemError):
    """A file or folder cannot be read or written."""

    exit_code = 3


class InvalidAddressError(EcosystemError):
    """A map cannot be published at an address; the message says what is wrong with it."""

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


class MissingFontError(EcosystemError):
    """A poster or report needs a font, or a letter, that this computer does not have."""

    exit_code = 3


class MissingLibraryError(EcosystemError):
    """A format needs a library that no browser has."""

    exit_code = 3


class PreviewError(EcosystemError):
    """The preview cannot be served: its port is taken, or what it is made with is missing."""

    exit_code = 3


class AssistantError(EcosystemError):
    """Assistants cannot ask: what answers them is not installed."""

    exit_code = 3


class ClusterError(EcosystemError):
    """The cluster that was asked for cannot be reached, or did not finish."""

    exit_code = 3
