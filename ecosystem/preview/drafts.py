"""The edition as it stands in the data file now, or what is wrong with it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from threading import Event

from watchfiles import watch

from ecosystem import edition, review, waiting
from ecosystem.city import City
from ecosystem.errors import EcosystemError, InvalidDataError
from ecosystem.infographic import downloads, page, view
from ecosystem.language import _, joined, plural
from ecosystem.waiting import Waiting

GATHERED = 300
"""For so many milliseconds at most, what is saved in one go is gathered."""
LOOKED = 500
"""After so many milliseconds one looks at the file anyway: some drives tell nobody of a change."""


@dataclass(frozen=True)
class Draft:
    """The last good edition, if there is one, and what has gone wrong since.

    The map is there first; the files beside it follow, and until then they are None.
    """

    map: str = ""
    files: Mapping[str, Path] | None = field(default_factory=dict)
    holds: str = ""
    error: EcosystemError | None = None
    shown: str = ""
    lists: tuple[Waiting, ...] = ()

    @cached_property
    def version(self) -> str:
        """A word that changes with what is shown and with nothing else."""
        told = [each.sentence for each in self.lists]
        return hashlib.sha256(f"{self.error}\n{self.shown}\n{told}".encode()).hexdigest()[:16]

    @property
    def sentence(self) -> str:
        """What is shown, for the terminal."""
        if self.error:
            return str(self.error)
        told = (each.sentence for each in self.lists if each.suggestions or each.problem)
        return " ".join([_("Showing {contents}.", contents=self.holds), *told])


def following(data: Path, folder: Path, stop: Event) -> Iterator[Draft]:
    """The draft now, then the next whenever the file is saved, until `stop`.

    What follows comes in two steps, so that one sees it sooner: the map, then the map with all its files.

    Args:
        data: The data file.
        folder: Where each edition is written, over the last one.
        stop: Ends the wait for the next.

    Raises:
        FileAccessError: There is no such file to begin with. When it goes later, the draft says so.
    """
    seen = _stamp(data)
    draft = _first(data, folder)
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
        stamp, names = _stamp(data), {Path(path).name for _, path in changes}
        if stamp != seen or data.name in names:
            seen = stamp
            steps = _next(draft, data, folder)
            for draft in steps:
                yield draft
        elif review.memory(data).name in names or any(fnmatch(name, waiting.LISTS) for name in names):
            draft = replace(draft, lists=_lists(data))
            yield draft


def _stamp(data: Path) -> tuple[int, int, int] | None:
    try:
        status = data.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _first(data: Path, folder: Path) -> Draft:
    try:
        city = City.load(data)
    except InvalidDataError as error:
        return Draft(error=error)
    return _written(Draft(holds=_holds(city), lists=_lists(data)), city, folder)


def _lists(data: Path) -> tuple[Waiting, ...]:
    """Return what others suggest; nothing as long as the data file has mistakes."""
    try:
        return waiting.find(data)
    except EcosystemError:
        return ()


def _next(before: Draft, data: Path, folder: Path) -> Iterator[Draft]:
    try:
        city = City.load(data)
        draft = Draft(holds=_holds(city), lists=_lists(data))
        if before.files and all(path.exists() for path in before.files.values()):
            sizes = downloads.of({name: path.read_bytes() for name, path in before.files.items()})
            html = page.render(view.compose(city), None, sizes)
            draft = replace(draft, map=html, shown=html, files=None)
            yield draft
        yield _written(draft, city, folder)
    except EcosystemError as error:
        yield replace(before, error=error)


def _written(draft: Draft, city: City, folder: Path) -> Draft:
    """The draft with the edition as it is published."""
    paths, _left = edition.write_with_available_fonts(city, folder, force=True, allow_loss=True, draft=True)
    html = (folder / "index.html").read_text(encoding="utf-8")
    files = {path.relative_to(folder).as_posix(): path for path in paths}
    return replace(draft, map=html, shown=draft.shown or html, files=files)


def _holds(city: City) -> str:
    organisations = sum(city.is_organisation(identifier) for identifier in city)
    return joined(
        [
            plural("{count} organisation", "{count} organisations", organisations),
            plural("{count} link", "{count} links", len(city.ecosystem.links)),
        ]
    )
