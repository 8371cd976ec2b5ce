"""The infographic: what the page says (`view`), where things stand (`wheel`), and its two pages.

`page` draws the map that everyone can read, `explorer` the free network for analysts.
"""

from pathlib import Path

import networkx as nx

from ecosystem import files
from ecosystem.exchange import node_link
from ecosystem.infographic import explorer, page, view


def write(graph: "nx.MultiDiGraph[str]", folder: Path, *, force: bool = False) -> list[Path]:
    """Write the map, the explorer and the data into a folder; see `files.write_all` for what it refuses."""
    texts = {
        "index.html": page.render(view.compose(graph)),
        "explorer.html": explorer.render(graph),
        "ecosystem.json": node_link.dumps(graph),
    }
    return files.write_all(folder, texts, force=force)
