"""The map as it stands in the data file at this moment, or what is wrong with it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Event, Lock

import networkx as nx
from watchfiles import watch

from ecosystem import dataset, graph as graphs
from ecosystem.errors import EcosystemError, InvalidData
from ecosystem.infographic import page, view
from ecosystem.model import BODY_SECTIONS
from ecosystem.words import counted

GATHERED = 300
"""For so many milliseconds at most, what is saved in one go is gathered."""
LOOKED = 500
"""After so many milliseconds one looks at the file anyway: some drives tell nobody of a change."""
MAKING = Lock()
"""Held while a page is made: the minifier has one set of options for the whole process."""


@dataclass(frozen=True)
class Draft:
    """The last good map, if there is one, and what has gone wrong since."""

    graph: "nx.MultiDiGraph[str] | None" = None
    map: str = ""
    error: EcosystemError | None = None

    @cached_property
    def version(self) -> str:
        """A word that changes with what is shown and with nothing else."""
        return hashlib.sha256(f"{self.error}\n{self.map}".encode()).hexdigest()[:16]

    @property
    def sentence(self) -> str:
        """What is shown, for the terminal."""
        if self.error:
            return str(self.error)
        assert self.graph is not None
        city = graphs.ecosystem_of(self.graph)
        bodies = sum(len(city.section(section)) for section in BODY_SECTIONS)
        return f"Shown: {counted(bodies, 'body', 'bodies')}, {counted(len(city.links), 'link')}."


def following(data: Path, stop: Event) -> Iterator[Draft]:
    """The draft at this moment, then the next whenever the file is saved, until `stop`.

    Raises:
        Unwritable: There is no such file to begin with. When it goes later, the draft says so.
    """
    seen = _stamp(data)
    draft = _first(data)
    yield draft
    for changes in watch(
        *{data.absolute().parent, data.resolve().parent},
        watch_filter=None,
        debounce=GATHERED,
        stop_event=stop,
        rust_timeout=LOOKED,
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=False,
    ):
        stamp = _stamp(data)
        if stamp != seen or any(Path(path).name == data.name for _, path in changes):
            seen = stamp
            draft = _next(draft, data)
            yield draft


def _stamp(data: Path) -> tuple[int, int, int] | None:
    try:
        found = data.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _first(data: Path) -> Draft:
    try:
        return _drawn(data)
    except InvalidData as error:
        return Draft(error=error)


def _next(draft: Draft, data: Path) -> Draft:
    try:
        return _drawn(data)
    except EcosystemError as error:
        return replace(draft, error=error)


def _drawn(data: Path) -> Draft:
    graph = graphs.build(dataset.load(data))
    with MAKING:
        return Draft(graph, page.render(view.compose(graph)))
