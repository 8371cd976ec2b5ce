"""What the delivery manager needs each month, in one folder: what single commands make, together.

`pages` is the edition that `build` makes, and the other files are those of `export`, `actions`, `stale`,
`report` and `diff`. `editions` keeps what each edition said, without private notes, so that the next one can
tell what changed.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecosystem import bulletin, changes, dates, edition, files, manifest, report, review, revisions, waiting
from ecosystem.city import City
from ecosystem.dataset import documents, migrations
from ecosystem.errors import EcosystemError, MissingFontError, MissingLibraryError
from ecosystem.exchange import workbook, workbook_import
from ecosystem.infographic import publication
from ecosystem.language import _, joined, plural
from ecosystem.paper import printed_report, word_document
from ecosystem.review import Answer
from ecosystem.tracking import calendar, freshness, letters, tracker
from ecosystem.waiting import Waiting

WORKBOOK, NEW_WORKBOOK = "workbook.xlsx", "workbook-new.xlsx"
PAGES, LETTERS, EDITIONS = "pages", "letters", "editions"
SUGGESTIONS = "suggestions.md"
_EDITION = "^ *edition:"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: each with what it is, and what there is to say about it."""

    paths: list[Path]
    lines: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    removed: list[Path]
    """Files of earlier runs that may show who has asked not to be shown."""


def write(
    city: City,
    folder: Path,
    day: date,
    *,
    since: date,
    months: int = freshness.MONTHS,
    url: str | None = None,
    last: City | None = None,
    force: bool = False,
    ask: manifest.Ask | None = None,
    allow_loss: bool = False,
    lists: Sequence[Waiting] = (),
    answers: Mapping[str, Answer] | None = None,
) -> Written:
    """Write the workbook, what is due, letters, calendar, reports, bulletin and pages, all or none of them.

    Args:
        city: The city.
        folder: The folder to write to.
        day: Today.
        since: The first day of the progress report.
        months: How many months count as recent, for the letters.
        url: The address where the pages will be published.
        last: The last edition, for the bulletin and the page. Without it there is no bulletin.
        force: Replace files that were edited or not made by this program, but never a workbook with columns
            or sheets of somebody's own.
        ask: Asks whether to replace edited files; see `files.write_all`.
        allow_loss: Write even if more than a fifth of the organisations or links would be lost.
        lists: What others suggest.
        answers: What was decided about suggestions, for the bulletin.

    Raises:
        EcosystemError: As `edition.write` and `files.write_all`.
    """
    name, remarks = _workbook_name(folder)
    if not allow_loss:
        edition.refuse_loss(city, folder / PAGES)
    address = publication.at(url).url if url else None
    pages, missing = edition.contents_with_available_fonts(city, url=url, since=last)
    if missing:
        remarks += (" ".join([_("The posters are left out."), str(missing)]),)
    asked = letters.messages(city, freshness.find(city, day, months), address)
    tracking = tracker.select(city, day)
    progress, more = _progress(city, since, day)
    contents: dict[str, str | bytes] = {
        name: workbook.dumps(city.ecosystem),
        "due.md": report.as_markdown(report.due_list(city, day)),
        "plan.ics": calendar.text(city, tracking.actions),
        **progress,
        **{f"{LETTERS}/{file}": content for file, content in asked.items()},
        **{f"{PAGES}/{file}": content for file, content in pages.items()},
        f"{EDITIONS}/{_file_of(city)}": _data(city),
    }
    if lists:
        contents[SUGGESTIONS] = waiting.as_markdown(lists)
    if last:
        title = city.ecosystem.about.title
        corrected = review.corrected(last.ecosystem, city.ecosystem, answers or {})
        contents["bulletin.md"] = bulletin.as_markdown(changes.compare(last, city), title, corrected)
    paths = files.write_all(folder, contents, force=force, ask=ask)
    lines = (
        (name, _("the workbook to edit and import")),
        ("due.md", _("what is overdue and what is due by {date}", date=_words(freshness.soon(day)))),
        (
            LETTERS,
            plural(
                "{count} letter, as text and as an email draft",
                "{count} letters, as text and as email drafts",
                len(asked) // 2,
            ),
        ),
        *([(SUGGESTIONS, _("what others suggest. {count}", count=waiting.count(lists)))] if lists else []),
        ("plan.ics", _("the calendar")),
        *((file, _("the progress report since {date}", date=_words(since))) for file in progress),
        *([("bulletin.md", _bulletin_words(last))] if last else []),
        (f"{PAGES}/index.html", _("the map; publish the folder it is in")),
    )
    removed = edition.remove_old(city, folder, paths, PAGES)
    return Written(paths, lines, (*remarks, *more, *_left_over(folder, paths, name, last)), removed)


def last_edition(city: City, folder: Path, data: Path) -> City | None:
    """Return the edition before this one: as an earlier run kept it in the folder, else from git."""
    return _kept(city, folder / EDITIONS) or _committed(city, data)


def _kept(city: City, folder: Path) -> City | None:
    first = dates.bounds(city.ecosystem.about.edition)[0]
    found: list[tuple[date, Path]] = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            day = dates.bounds(path.stem)[0]
        except ValueError:
            continue
        if day < first:
            found.append((day, path))
    for _day, path in sorted(found, reverse=True):
        try:
            return City.load(path)
        except EcosystemError:
            continue
    return None


def _committed(city: City, data: Path) -> City | None:
    for revision in revisions.before(data, _EDITION):
        try:
            before = City.parse(revisions.text(data, revision), f"git:{revision}")
        except EcosystemError:  # the file was not there yet, or had mistakes
            continue
        if before.ecosystem.about.edition != city.ecosystem.about.edition:
            return before
    return None


def _workbook_name(folder: Path) -> tuple[str, tuple[str, ...]]:
    """Return where the workbook goes: beside one that holds what is not ours, which is left as it is."""
    own = workbook_import.own(folder / WORKBOOK) if (folder / WORKBOOK).is_file() else []
    if not own:
        return WORKBOOK, ()
    workbook_import.refuse_own(folder / NEW_WORKBOOK)
    remark = _(
        "{file} holds what is not ours: {names}. It was left as it is. The new workbook is {new}.",
        file=str(folder / WORKBOOK),
        names=joined(own),
        new=str(folder / NEW_WORKBOOK),
    )
    return NEW_WORKBOOK, (remark,)


def _progress(city: City, since: date, day: date) -> tuple[dict[str, str | bytes], tuple[str, ...]]:
    composed = report.progress_report(city, since, day)
    made: dict[str, str | bytes] = {"progress.md": report.as_markdown(composed)}
    remarks: tuple[str, ...] = ()
    for name, form in (("progress.docx", word_document.docx), ("progress.pdf", printed_report.pdf)):
        try:
            made[name] = form(city, composed)
        except MissingLibraryError as error:
            remarks += (str(error),)
        except MissingFontError as error:
            sentence = _("The progress report is left out as PDF or Word document.")
            return made, (" ".join([sentence, str(error)]),)
    return made, remarks


def _file_of(city: City) -> str:
    return f"{re.sub('[^0-9A-Za-z-]', '_', city.ecosystem.about.edition)}.json"


def _data(city: City) -> str:
    """Return the city as a data file without private notes."""
    plain = {migrations.KEY: migrations.FORMAT, **documents.of(city.ecosystem)}
    told = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    return told.replace("\x7f", "\\u007f").replace("\x85", "\\u0085")


def _bulletin_words(last: City) -> str:
    return _(
        "what changed since the {edition} edition",
        edition=dates.words(last.ecosystem.about.edition),
    )


def _left_over(folder: Path, paths: list[Path], name: str, last: City | None) -> Iterator[str]:
    if not last:
        yield _("There is no bulletin, because no earlier edition was found. Name one with --last.")
    left = [path for path in edition.left_over(folder, paths) if path.parent.name != EDITIONS]
    unsent = [path.name for path in left if path.parent == folder / LETTERS]
    others = [str(path.relative_to(folder)) for path in left if path.parent != folder / LETTERS]
    others = [each for each in others if not (each == WORKBOOK and name != WORKBOOK)]
    if unsent:
        yield _("Left over from an earlier run. Do not send: {files}.", files=joined(unsent))
    if others:
        yield _("Left over from an earlier build, not updated: {names}.", names=joined(others))


def _words(day: date) -> str:
    return dates.words(day.isoformat())
