"""JSON that somebody else wrote → what it says.

Python's own reader goes down one level of the stack for each bracket. A browser has little of it, and what is
nested too deeply would end the program there with a fault, so the levels are counted before anything is read.
"""

import json
import re
from typing import Any

MOST_LEVELS = 200
"""How deeply lists and maps may stand within each other."""
_TOKENS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


def read(text: str) -> Any:
    """Return what JSON says.

    Raises:
        RecursionError: It is nested more than `MOST_LEVELS` deep.
        ValueError: It is no JSON.
    """
    check_depth(text)
    return json.loads(text)


def check_depth(text: str) -> None:
    """Raise RecursionError for too many open brackets; those within texts are none."""
    if text.count("[") + text.count("{") <= MOST_LEVELS:
        return
    depth = 0
    for token in _TOKENS.finditer(text):
        match text[token.start()]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
        if depth > MOST_LEVELS:
            raise RecursionError
