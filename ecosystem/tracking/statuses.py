"""How a priority or an action stands, by its reports."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from ecosystem import dates
from ecosystem.language import N_, _, joined, plural
from ecosystem.model import Action, Priority, Progress, State


class Status(StrEnum):
    """How a priority or an action stands, by its reports. Overdue depends on the day, so it is not here."""

    NOT_REPORTED = "not reported"
    NO_REPORT_FOUND = "no report found"  # its time has passed, in a plan that is not kept up
    UNDER_WAY = "under way"
    CLAIMED = "done (claimed)"
    EVIDENCED = "done (evidenced)"
    STOPPED = "stopped"


DONE = (Status.CLAIMED, Status.EVIDENCED)
UNREPORTED = (Status.NOT_REPORTED, Status.NO_REPORT_FOUND)
STATUS_WORDS = {
    Status.NOT_REPORTED: N_("no progress reported"),
    Status.NO_REPORT_FOUND: N_("no report found"),
    Status.UNDER_WAY: N_("under way"),
    Status.CLAIMED: N_("done"),
    Status.EVIDENCED: N_("done, with evidence"),
    Status.STOPPED: N_("stopped"),
}
"""How each status reads."""


def progress_summary(counts: Mapping[Status, int]) -> str:
    """Return how many stand how, in a sentence; done and done with evidence are never added up."""
    total = sum(counts.values())
    if counts.get(Status.NOT_REPORTED) == total:
        return plural("No progress reported.", "No progress reported on any.", total)
    if counts.get(Status.NO_REPORT_FOUND) == total:
        return plural("No report found.", "No report found on any.", total)
    parts = [counted(status, count) for status in Status if (count := counts.get(status, 0))]
    return _("Progress: {numbers}.", numbers=joined(parts))


def counted(status: Status, count: int) -> str:
    """Return how many have a status, in words: ‘2 done with evidence’."""
    match status:
        case Status.NOT_REPORTED:
            return plural("{count} not reported", "{count} not reported", count)
        case Status.NO_REPORT_FOUND:
            return plural("{count} with no report found", "{count} with no report found", count)
        case Status.UNDER_WAY:
            return plural("{count} under way", "{count} under way", count)
        case Status.CLAIMED:
            return plural("{count} done", "{count} done", count)
        case Status.EVIDENCED:
            return plural("{count} done with evidence", "{count} done with evidence", count)
    return plural("{count} stopped", "{count} stopped", count)


def status_words(status: Status) -> str:
    """Return how a status reads.

    >>> status_words(Status.EVIDENCED)
    'done, with evidence'
    """
    return _(STATUS_WORDS[status])


def status(entry: Priority | Action) -> Status:
    """Return what the reports come to: the last one counts, and done stays a claim until something shows it.

    Of what repeats, each turn has to be shown by itself.
    """
    reports = by_date(entry.progress)
    if not reports:
        return Status.NOT_REPORTED
    if reports[-1].state is not State.DONE:
        return Status.STOPPED if reports[-1].state is State.STOPPED else Status.UNDER_WAY
    return Status.EVIDENCED if deciding_report(entry).evidence else Status.CLAIMED


def deciding_report(entry: Priority | Action) -> Progress:
    """Return the last report, or the last of those that say done and have evidence, where it says done."""
    reports = by_date(entry.progress)
    for report in reversed(reports):
        if report.state is not State.DONE:
            break
        if report.evidence:
            return report
        if isinstance(entry, Action) and entry.repeats:
            break
    return reports[-1]


def last_report(action: Action) -> str | None:
    """Return the date of the last report."""
    return by_date(action.progress)[-1].date if action.progress else None


def by_date(progress: Sequence[Progress]) -> list[Progress]:
    return sorted(progress, key=lambda report: dates.bounds(report.date)[::-1])
