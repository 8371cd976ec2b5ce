"""A question as somebody types it → the arguments of the command line that answers it."""

import shlex

QUESTIONS = (
    *("list", "show", "connections", "path", "analyse", "gaps", "without", "source"),
    *("check", "diff", "report", "doctor", "actions", "stale", "export", "schema"),
)
"""The commands that the studio asks: those that print an answer and change nothing."""


def arguments(words: str) -> list[str]:
    """Return the arguments of a question. Words that name no command ask what the map says of them.

    >>> arguments("ecosystem path council 'job fair'"), arguments("the choir's page"), arguments(" ")
    (['path', 'council', 'job fair'], ['show', "the choir's page"], [])
    """
    try:
        args = shlex.split(words)
    except ValueError:  # an apostrophe is no quotation mark
        args = words.split()
    if args[:1] == ["ecosystem"]:
        args = args[1:]
    return args if not args or args[0] in QUESTIONS else ["show", " ".join(args)]
