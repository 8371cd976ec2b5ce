"""A question as somebody types it → what the command line answers."""

import shlex
from pathlib import Path
from typing import Any

from ecosystem.studio.handover import Run, without_place

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


def ask(
    words: str, *, name: str, text: str, opened: str, language: str, run: Run, folder: Path
) -> dict[str, Any]:
    """Return what the command line prints about a data file, and its exit status.

    Args:
        words: The question.
        name: The name of the data file.
        text: What it holds.
        opened: What it held when it was opened, with which `diff` compares it.
        language: The language of the answer; nothing for that of the file.
        run: Runs the command line.
        folder: Where the command finds the data file.
    """
    args = arguments(words)
    if not args:
        return {"output": "", "exit": 0}
    before = folder / "opened" / "opened.yaml"  # the file itself may have this name
    before.parent.mkdir(exist_ok=True)
    before.write_text(opened, encoding="utf-8", newline="")
    data = folder / name
    data.write_text(text, encoding="utf-8", newline="")
    if args == ["diff"]:
        args.append(str(before))
    chosen = ["--language", language] if language else []
    status, output = run(["--data", str(data), *chosen, *args])
    return {"output": without_place(output, before.parent, folder), "exit": status}
