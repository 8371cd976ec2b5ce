"""Older versions of a file, from the git repository that it is in."""

import subprocess
from pathlib import Path

from ecosystem.errors import FileAccessError
from ecosystem.language import _


def text(path: Path, revision: str) -> str:
    """Return the text of a file in a git revision.

    Raises:
        FileAccessError: There is no git, no repository, no such revision, or no such file in it.
    """
    if not revision:
        raise FileAccessError(_("git: cannot be read: it names no revision. Add one, such as git:HEAD."))
    command = ["git", "show", "--end-of-options", f"{revision}:./{path.name}"]
    try:
        done = subprocess.run(command, cwd=path.resolve().parent, capture_output=True, check=True)
        return done.stdout.decode("utf-8")
    except OSError as error:  # there is no git, as in a browser
        raise FileAccessError(
            _(
                "git:{revision} cannot be read: git is not installed, or the folder {folder} does not exist.",
                revision=revision,
                folder=str(path.parent),
            )
        ) from error
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode("utf-8", "replace").strip().splitlines() or [_("git gave no reason")]
        reason = lines[0].removeprefix("fatal: ").rstrip(".")
        raise FileAccessError(
            _("git:{revision} cannot be read: {reason}.", revision=revision, reason=reason)
        ) from error
    except UnicodeDecodeError as error:
        raise FileAccessError(
            _(
                "git:{revision} cannot be read: {file} is not UTF-8 text in that revision.",
                revision=revision,
                file=path.name,
            )
        ) from error


def before(path: Path, pattern: str) -> list[str]:
    """Return the git revisions before each change of a line of a file, the newest first; none without git.

    Args:
        path: The file.
        pattern: What the line holds, as a regular expression.
    """
    command = ["git", "log", f"-G{pattern}", "--format=%H", "--", path.name]
    try:
        done = subprocess.run(command, cwd=path.resolve().parent, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return [f"{line}^" for line in done.stdout.decode("ascii", "replace").split()]
