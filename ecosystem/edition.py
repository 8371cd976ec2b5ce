"""A built edition of the map: every file of the output folder."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import Any

from ecosystem import files, loss_guard, manifest, publishing, sentences
from ecosystem.city import City
from ecosystem.errors import DataLossError, MissingFontError, UnwrittenError
from ecosystem.exchange import csvw, node_link, workbook
from ecosystem.files import OURS
from ecosystem.infographic import downloads, explorer, page, view
from ecosystem.infographic.publication import EXPLORER
from ecosystem.infographic.view.change_entries import FEEDS
from ecosystem.model import ORGANISATION_SECTIONS, UNWRITTEN
from ecosystem.paper import poster
from ecosystem.publishing import feeds, static_api

DATA = "ecosystem.json"
TABLES = "ecosystem-csv.zip"
_FOLDERS = (f"{static_api.FOLDER}/", f"{FEEDS}/")
_SOMETIMES = frozenset({f"{FEEDS}.atom", f"{FEEDS}.json", *poster.NAMES, *publishing.NAMES})
"""What some builds write and others do not."""

Made = dict[str, str | bytes]
"""Contents of files by name."""


def write(
    city: City,
    folder: Path,
    *,
    url: str | None = None,
    force: bool = False,
    ask: manifest.Ask | None = None,
    allow_loss: bool = False,
    paper: bool = True,
    since: City | None = None,
    draft: bool = False,
    api: bool = False,
) -> list[Path]:
    """Write the page, the explorer, the data in three formats and the posters; return their paths.

    The contents of all files are made before the first one is written, so that a failure leaves the last
    edition as it was.

    Args:
        city: The city to publish.
        folder: The folder to write to.
        url: The address where the folder will be published. It adds the files that other websites need.
        force: Replace files that were edited or not made by this program.
        ask: Asks whether to replace edited files; see `files.write_all`.
        allow_loss: Write even if more than a fifth of the organisations or links would be lost.
        paper: Make the posters.
        since: An older edition. The page says what changed since, and feeds are written too.
        draft: Allow the marks that an import leaves for an editor: nobody publishes this.
        api: Write the files of the static API too.

    Raises:
        InvalidAddressError: `url` is not the address of a web page.
        MissingFontError: A font of the posters, or of the share card for `url`, is missing.
        DataLossError: More than a fifth of the organisations or links in the folder would be lost.
        FileAccessError: As `files.write_all`.
        UnwrittenError: A field still has the mark of an import.
    """
    if not allow_loss:
        refuse_loss(city, folder)
    made = contents(city, url=url, paper=paper, since=since, draft=draft, api=api)
    return files.write_all(folder, made, force=force, ask=ask)


def contents(
    city: City,
    *,
    url: str | None = None,
    paper: bool = True,
    since: City | None = None,
    draft: bool = False,
    api: bool = False,
) -> dict[str, str | bytes]:
    """Return every file of an edition by name; see `write` for the arguments and errors."""
    if not draft and (unwritten := list(_unwritten(city))):
        raise UnwrittenError(unwritten, UNWRITTEN)
    composed = view.compose(city, since)
    publication = publishing.publication(composed, url) if url is not None else None
    address = publication.url if publication else None
    said = sentences.of_links(city)
    with _meanwhile(partial(poster.files, city, composed, url=address) if paper else dict) as posters:
        made: dict[str, str | bytes] = {
            EXPLORER: explorer.render(city, said),
            DATA: node_link.text(node_link.data(city, said)),
            **workbook.files(city),
            TABLES: csvw.archive(city, said),
            **feeds.files(composed, publication),
            **(publishing.files(composed, publication) if publication else {}),
            **(static_api.files(city, address) if api else {}),
            **posters(),
        }
    index = page.render(composed, publication, downloads.of(made))
    return {"index.html": index, **made}


@contextmanager
def _meanwhile(make: Callable[[], Made]) -> Iterator[Callable[[], Made]]:
    """Begin to make something, and give what waits for it: typst does not hold Python's lock.

    A browser has no threads; there it is made when it is waited for.
    """
    if sys.platform == "emscripten":
        yield make
        return
    executor = ThreadPoolExecutor(1)
    spoken = copy_context()  # a thread starts without the language that is spoken
    try:
        yield executor.submit(spoken.run, make).result
    finally:
        executor.shutdown(wait=False, cancel_futures=True)  # a stopped build does not wait for the posters


def contents_with_available_fonts(
    city: City, *, url: str | None = None, since: City | None = None
) -> tuple[dict[str, str | bytes], MissingFontError | None]:
    """Return what `contents` does, without posters if no font has a letter of a name, and that error."""
    try:
        return contents(city, url=url, since=since), None
    except MissingFontError as error:
        return contents(city, url=url, paper=False, since=since), error


def write_with_available_fonts(
    city: City, folder: Path, **options: Any
) -> tuple[list[Path], MissingFontError | None]:
    """Write an edition as `write` does, without posters if no font has a letter of a name.

    Returns:
        The paths, and the error that says which letter is missing, or None.
    """
    try:
        return write(city, folder, **options), None
    except MissingFontError as error:
        if not options.get("paper", True):
            raise
        return write(city, folder, **{**options, "paper": False}), error


def left_over(folder: Path, written: Iterable[Path]) -> list[Path]:
    """Return the files that an earlier run made in the folder and this one did not.

    They may show an older edition. If this run wrote nothing to a folder within, only that folder is named.
    """
    kept = {path.parent for path in written} | {folder}
    left = set(manifest.made(folder)) - set(written)
    return sorted({path if path.parent in kept else path.parent for path in left})


def remove_old(city: City, folder: Path, written: Iterable[Path], within: str = "") -> list[Path]:
    """Remove what earlier builds left in a folder if somebody on the map has asked not to be shown.

    Such files may still show them: those of `--api` and `--since`, of an address, and the posters. What
    somebody edited since stays, and so does what other commands made.

    Args:
        city: The city.
        folder: The folder with the manifest.
        written: What this build wrote there.
        within: The folder in it that the build wrote to, such as `pages`.
    """
    if not city.withheld:
        return []
    left = {path.relative_to(folder).as_posix() for path in set(manifest.made(folder)) - set(written)}
    start = f"{within}/" if within else ""
    return files.remove_ours(folder, [name for name in left if _is_ours(name, start)])


def _is_ours(name: str, start: str) -> bool:
    own = name.removeprefix(start)
    return name.startswith(start) and (own in _SOMETIMES or own.startswith(_FOLDERS))


def _unwritten(city: City) -> Iterator[str]:
    """Yield the fields that still have the mark of an import."""
    about = city.ecosystem.about
    yield from (f"ecosystem.{name}" for name in ("place", "licence") if getattr(about, name) == UNWRITTEN)
    for key, source in city.ecosystem.sources.items():
        if source.publisher == UNWRITTEN:
            yield f"sources.{key}.publisher"


def refuse_loss(city: City, folder: Path) -> None:
    """Raise DataLossError if much of the last edition is missing, as in a build from half a data file.

    A last edition that is not ours or cannot be read is not compared.
    """
    try:
        old = json.loads((folder / DATA).read_text(encoding="utf-8"))
        if old["generator"] != OURS:
            return
        organisations, links = _organisations(old), _links(old)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
    kept = set(filter(city.is_organisation, city))
    losses = loss_guard.losses((organisations, kept), (links, city.link_numbers))
    if losses:
        raise DataLossError(losses)


def _organisations(data: dict[str, Any]) -> dict[str, str]:
    return {
        str(node["id"]): str(node["name"])
        for node in data["nodes"]
        if node["section"] in ORGANISATION_SECTIONS
    }


def _links(data: dict[str, Any]) -> dict[str, str]:
    return {str(link["key"]): str(link["sentence"]) for link in data["links"]}
