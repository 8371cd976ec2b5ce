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

from typing import Any

from ecosystem.errors.data_errors import (
    DataLossError,
    EmptyPartError,
    InvalidDataError,
    InvalidUpdateError,
    PathNotFoundError,
    Problem,
    StaleChangeError,
    UnwrittenError,
)
from ecosystem.errors.ecosystem_error import EcosystemError
from ecosystem.errors.import_errors import (
    EmptyImportError,
    InvalidWorkbookError,
    OpenQuestionsError,
    UnknownColumnError,
)
from ecosystem.errors.question_errors import (
    AmbiguousNameError,
    InvalidDateError,
    NotAnOrganisationError,
    NotAPriorityError,
    NotAtDateError,
    UnknownNameError,
    UnknownSourceError,
)
from ecosystem.errors.system_errors import (
    AssistantError,
    CatalogueError,
    ClusterError,
    FileAccessError,
    InvalidAddressError,
    MissingFontError,
    MissingLibraryError,
    PreviewError,
    UnknownLanguageError,
)

__all__ = [
    "AmbiguousNameError",
    "AssistantError",
    "CatalogueError",
    "ClusterError",
    "DataLossError",
    "EcosystemError",
    "EmptyImportError",
    "EmptyPartError",
    "FileAccessError",
    "InvalidAddressError",
    "InvalidDataError",
    "InvalidDateError",
    "InvalidUpdateError",
    "InvalidWorkbookError",
    "MissingFontError",
    "MissingLibraryError",
    "NotAPriorityError",
    "NotAnOrganisationError",
    "NotAtDateError",
    "OpenQuestionsError",
    "PathNotFoundError",
    "PreviewError",
    "Problem",
    "StaleChangeError",
    "UnknownColumnError",
    "UnknownLanguageError",
    "UnknownNameError",
    "UnknownSourceError",
    "UnwrittenError",
    "details",
]


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
