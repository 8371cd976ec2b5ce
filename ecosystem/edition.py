"""The map as it is published: every file of the output folder."""

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ecosystem import files, manifest, publishing
from ecosystem.city import City
from ecosystem.errors import DataLossError, MissingFontError
from ecosystem.exchange import csvw, node_link, workbook
from ecosystem.files import OURS
from ecosystem.infographic import downloads, explorer, page, view
from ecosystem.infographic.publication import EXPLORER
from ecosystem.model import ORGANISATION_SECTIONS
from ecosystem.paper import poster
from ecosystem.publishing import feeds

DATA = "ecosystem.json"
TABLES = "ecosystem-csv.zip"


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
) -> list[Path]:
    """Write the infographic, the explorer, the data in three forms and the posters.

    With the `url` at which it will be published, what other websites need to show it too. Of `paper`, the
    posters, a build can do without; see `files.write_all` for what is refused. With an older edition in
    `since`, the page says what changed, and feeds stand beside it.

    All texts are made before the first is written, so that a failure leaves the last edition whole.

    Raises:
        InvalidAddressError: `url` is no address of a web page.
        MissingFontError: A font of the posters, or of the card with a `url`, is not there.
        DataLossError: More than a fifth of the organisations or links of the edition in the folder would go.
        FileAccessError: As `files.write_all`.
    """
    data = node_link.data(city)
    if not allow_loss:
        _refuse_loss(folder / DATA, data)
    composed = view.compose(city, since)
    publication = publishing.publication(composed, url) if url is not None else None
    address = publication.url if publication else None
    aside = ThreadPoolExecutor(1)  # typst is no Python, so that the rest goes on meanwhile
    try:
        posters = aside.submit(poster.files, city, composed, url=address) if paper else None
        beside: dict[str, str | bytes] = {
            EXPLORER: explorer.render(city),
            DATA: node_link.text(data),
            **workbook.files(city),
            TABLES: csvw.archive(city),
            **feeds.files(composed, publication),
            **(publishing.files(composed, publication) if publication else {}),
            **(posters.result() if posters else {}),
        }
    finally:
        aside.shutdown(wait=False, cancel_futures=True)  # who stops a build does not wait for the posters
    index = page.render(composed, publication, downloads.of(beside))
    return files.write_all(folder, {"index.html": index, **beside}, force=force, ask=ask)


def write_as_far_as_fonts_go(
    city: City, folder: Path, **options: Any
) -> tuple[list[Path], MissingFontError | None]:
    """As `write`, and without posters where no font has a letter of a name; then the error says which."""
    try:
        return write(city, folder, **options), None
    except MissingFontError as error:
        if not options.get("paper", True):
            raise
        return write(city, folder, **{**options, "paper": False}), error


def left_over(folder: Path, written: Iterable[Path]) -> list[Path]:
    """Files that an earlier run made in the folder and this one did not: they may tell of another edition.

    Of a folder within to which this run wrote nothing, the folder alone.
    """
    kept = {path.parent for path in written} | {folder}
    left = set(manifest.made(folder)) - set(written)
    return sorted({path if path.parent in kept else path.parent for path in left})


def _refuse_loss(last: Path, data: dict[str, Any]) -> None:
    """The guard against a build from half a file. What is not ours or cannot be read guards nothing."""
    try:
        old = json.loads(last.read_text(encoding="utf-8"))
        if old["generator"] != OURS:
            return
        organisations, links = _organisations(old), _links(old)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
    losses = [
        files.loss(organisations, _organisations(data), "organisation", "organisations"),
        files.loss(links, _links(data), "link", "links"),
    ]
    if any(losses):
        raise DataLossError([loss for loss in losses if loss])


def _organisations(data: dict[str, Any]) -> dict[str, str]:
    return {
        str(node["id"]): str(node["name"])
        for node in data["nodes"]
        if node["section"] in ORGANISATION_SECTIONS
    }


def _links(data: dict[str, Any]) -> dict[str, str]:
    return {str(link["key"]): str(link["sentence"]) for link in data["links"]}
