"""Parameters that only `make test-everywhere` tries, such as the third and fourth width of a window."""

import os
from typing import Any

import pytest

IS_LONG = bool(os.environ.get("ECOSYSTEM_LONG"))
"""Whether all tests are run, and there is time for more of everything."""


def also(*cases: Any) -> list[Any]:
    """Return more cases for `pytest.mark.parametrize`, marked as slow; a tuple is one case of several values.

    They are for wide combinations only: the usual case of every promise stays in `make test`.
    """
    values = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [pytest.param(*each, marks=pytest.mark.slow) for each in values]
