"""Changes that somebody suggests, as an editor reviews them: each a sentence, with where it stands.

An answer is remembered beside the data file, in `groups.reviewed.json`, by the digest of the change, so that
nobody is asked twice. That file holds no text of a change and no name: digests, answers, reasons and dates.
"""

import json
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from ecosystem import files
from ecosystem.edits import Change, Document, What, answered, apply
from ecosystem.edits.change_list import change, holds_items
from ecosystem.edits.places import Places
from ecosystem.errors import FileAccessError
from ecosystem.exchange.change_lines import ChangeLines, field_at, model_at
from ecosystem.language import N_, _
from ecosystem.model import Value
from ecosystem.model.descriptions import written_fields

SCHEMA = "ecosystem-reviewed/1"


class Status(StrEnum):
    """Where a suggested change stands."""

    OPEN = "open"
    STALE = "stale"  # the file says something else than the change found there
    WRITTEN = "written"  # the file says so already
    REJECTED = "rejected"
    ACCEPTED = "accepted"


WORDS = {
    Status.OPEN: N_("open"),
    Status.STALE: N_("no longer fits"),
    Status.WRITTEN: N_("in the file already"),
    Status.REJECTED: N_("rejected"),
    Status.ACCEPTED: N_("accepted"),
}


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was decided about a change."""

    id: str
    answer: str
    on: str
    because: str | None = None


class Suggestion(msgspec.Struct, frozen=True):
    """A suggested change with its number in the list, what it is about, its lines, and where it stands."""

    number: int
    change: Change
    thing: str
    lines: tuple[str, ...]
    status: Status
    now: Any = None
    answer: Answer | None = None


def suggestions(
    document: Document, changes: Sequence[Change], answers: Mapping[str, Answer]
) -> list[Suggestion]:
    """Return every change of a list with where it stands, by its number in the list."""
    said = document.said()
    places, lines = Places(said), ChangeLines(said)
    changes = [_own(each) for each in changes]
    return [
        _suggestion(number, each, places, lines, answers.get(each.id))
        for number, each in enumerate(changes, 1)
    ]


def _own(each: Change) -> Change:
    """Return a change as the program would have made it: with the id that its content gives."""
    was, value = each.was, each.value
    if each.what not in answered.SAID:
        was, value = (_as_in_file(each.at, part) for part in (was, value))
    return change(each.what, each.at, was=was, value=value, because=each.because)


def _as_in_file(at: Sequence[str], value: Any) -> Any:
    """Return a value with a list where there may be several, and without what is usual, as it is compared."""
    if isinstance(value, dict) and (model := model_at(at)):
        return _entry(value, model)
    field = field_at(at)
    is_single = field and field.many and field.written == at[-1] and value is not None
    return [value] if is_single and not isinstance(value, list | dict) else value


def _entry(entry: dict[str, Any], model: type[Value]) -> dict[str, Any]:
    known = {field.written: field for field in written_fields(model)}
    written: dict[str, Any] = {}
    for name, value in entry.items():
        field = known.get(name)
        if field and field.many and value is not None and not isinstance(value, list):
            value = [value]
        if field and field.entry and not field.placed:
            parts = value if isinstance(value, list) else [value]
            made = [_entry(each, field.entry) if isinstance(each, dict) else each for each in parts]
            value = made if field.many else made[0]
        if value in (None, []) or (field and value == msgspec.to_builtins(field.default)):
            continue
        written[name] = value
    return written


def _suggestion(
    number: int, each: Change, places: Places, lines: ChangeLines, answer: Answer | None
) -> Suggestion:
    path, now = places.path(each.at), places.value(each.at)
    status = _status(each, path is not None, now, places, answer)
    seen = msgspec.structs.replace(
        each, at=visible(each.at), was=visible(each.was), value=visible(each.value)
    )
    try:
        thing, told = lines.thing(seen), tuple(_lines(seen, lines))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):  # it is not what the file can hold
        thing, told = " → ".join(seen.at), (json.dumps(seen.value, ensure_ascii=False),)
    return Suggestion(number, each, thing, told, status, now, answer)


def visible(value: Any) -> Any:
    r"""Return a value with what cannot be seen, or turns text round, written as its code.

    >>> visible(["a\x1b[2J", {"b": "\u202ec"}])
    ['a\\u001b[2J', {'b': '\\u202ec'}]
    """
    if isinstance(value, str):
        return "".join(rf"\u{ord(sign):04x}" if _is_hidden(sign) else sign for sign in value)
    if isinstance(value, list | tuple):
        return type(value)(map(visible, value))
    if isinstance(value, dict):
        return {visible(name): visible(part) for name, part in value.items()}
    return value


def _is_hidden(sign: str) -> bool:
    is_joiner = sign in "\u200c\u200d"
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign != "\n" and not is_joiner


def _status(each: Change, is_there: bool, now: Any, places: Places, answer: Answer | None) -> Status:
    if answer:
        return Status(answer.answer)
    is_item = each.what is What.ADD and holds_items(each.at[-1], [])
    if not is_there:
        return Status.WRITTEN if each.what is What.REMOVE else Status.STALE
    if is_item:
        return Status.WRITTEN if each.value in (now or []) else Status.OPEN
    if each.what in answered.SAID:
        if now is None or answered.subject(each, now) != answered.subject(each, each.was):
            return Status.STALE
        return Status.OPEN
    if now == each.value:
        return Status.WRITTEN
    return Status.OPEN if now == each.was else Status.STALE


def _lines(each: Change, lines: ChangeLines) -> Iterator[str]:
    if each.what not in answered.SAID:
        yield from lines.lines(each)
        return
    said = each.value if isinstance(each.value, dict) else {}
    who = lines.label("organisations", str(said.get("organisation", "")))
    if said.get("role"):
        who = _("{name} ({role})", name=who, role=said["role"])
    pattern = N_("{who} says that it is right.")
    if each.what is What.DISPUTE:
        pattern = _DISPUTES.get(str(said.get("answer")), N_("{who} says that it is wrong."))
    sentence = _(pattern, who=who)
    yield f"{sentence} {said['text']}" if said.get("text") else sentence


_DISPUTES = {
    "no longer": N_("{who} says that it is no longer right."),
    "comment": N_("{who} writes:"),
    "missing": N_("{who} says that something is missing."),
}


def accept(document: Document, chosen: Iterable[Suggestion]) -> None:
    """Write suggestions into a data file; what is only said, and is no change, is left to the editor.

    Raises:
        StaleChangeError: The file does not hold what a change found there.
        FileAccessError: The text would not say what the changes say.
    """
    changes = [each.change for each in chosen if each.status is Status.OPEN]
    apply(document, list(answered.written(changes, Places(document.said()))))


def numbers(told: Iterable[str], most: int) -> list[int]:
    """Return the numbers of a text such as `1 3-7`, in order.

    Raises:
        ValueError: It is no number or range of them, or more than there are.

    >>> numbers(["1", "3-5"], 7)
    [1, 3, 4, 5]
    """
    found: set[int] = set()
    for text in " ".join(told).replace(",", " ").split():
        first, dash, last = text.partition("-")
        if not first.isascii() or not first.isdigit() or (dash and not last.isdigit()) or len(text) > 15:
            raise ValueError(_("‘{text}’ is not a number of the list, such as 3 or 3-7.", text=text))
        start, end = int(first), int(last or first)
        if not 1 <= start <= end <= most:
            raise ValueError(_("{text} is not in the list, which has {count}.", text=text, count=str(most)))
        found.update(range(start, end + 1))
    return sorted(found)


def memory(data: Path) -> Path:
    """Return the file that remembers what was reviewed: beside the data file, with its name."""
    return data.with_name(f"{data.stem}.reviewed.json")


def remembered(data: Path) -> dict[str, Answer]:
    """Return what was decided, by the digest of the change.

    Raises:
        FileAccessError: The file that remembers it cannot be read as such.
    """
    text = files.read(memory(data))
    if text is None:
        return {}
    try:
        plain = json.loads(text)
        if plain["schema"] != SCHEMA:
            raise ValueError(plain["schema"])
        answers = msgspec.convert(plain["reviewed"], list[Answer])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = _(
            "{file} does not hold what was reviewed ({schema}).", file=str(memory(data)), schema=SCHEMA
        )
        raise FileAccessError(message) from error
    known = (Status.REJECTED, Status.ACCEPTED)
    return {answer.id: answer for answer in answers if answer.answer in known}


def remember(data: Path, answers: Collection[Answer]) -> None:
    """Keep what was decided, beside what was decided before."""
    if not answers:
        return
    before = files.read(memory(data))
    every = remembered(data) | {answer.id: answer for answer in answers}
    ordered = [every[identifier] for identifier in sorted(every)]
    plain = {"schema": SCHEMA, "reviewed": msgspec.to_builtins(ordered)}
    files.replace(memory(data), json.dumps(plain, ensure_ascii=False, indent=1) + "\n", was=before)
