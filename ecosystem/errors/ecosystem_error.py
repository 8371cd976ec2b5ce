"""The base of every error."""


class EcosystemError(Exception):
    """The base of all that is raised on purpose; its text is written for people."""

    exit_code = 1
