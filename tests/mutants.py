"""A plugin for `make mutate`: every test starts with empty caches.

What the code remembers was made by another test, or before a mutant was: it would hide who calls what, and
what a mutant does.
"""

import sys


def pytest_runtest_setup() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("ecosystem"):
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()
