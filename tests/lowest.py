"""The lowest versions that pyproject.toml allows, as constraints for pip: see `make lowest`."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
FLOOR = re.compile(r"([\w.-]+)[>=]=([\w.]+)")


def constraints() -> list[str]:
    """A line for each dependency of the program, its preview and its assistants: `name==version`."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *extras["serve"], *extras["mcp"]]
    floors = [FLOOR.fullmatch(requirement) for requirement in needed]
    return [f"{floor[1]}=={floor[2]}" for floor in floors if floor]


if __name__ == "__main__":
    print("\n".join(constraints()))
