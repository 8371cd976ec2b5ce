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

from ecosystem import files, foreign_json
from ecosystem.dataset import documents
from ecosystem.edits import Change, Document, What, answered, apply, difference, word_lists
from ecosystem.edits.change_list import change, holds_items
from ecosystem.edits.places import Places
from ecosystem.errors import FileAccessError
from ecosystem.exchange.change_lines import ChangeLines, field_at, model_at
from ecosystem.language import N_, _
from ecosystem.model import Ecosystem, Value
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
    fits: Status  # where it would stand if nobody had decided about it
    is_there: bool = True  # what it is about is still in the file
    now: Any = None
    now_lines: tuple[str, ...] = ()  # what the file says of an entry, a link or an item
    answer: Answer | None = None

    @property
    def is_said(self) -> bool:
        """Whether it is somebody's word, and no change of its own."""
        return self.change.what in answered.SAID

    @property
    def is_for_hand(self) -> bool:
        """Whether it was accepted, changes nothing by itself, and the file says what it did."""
        is_dispute = self.change.what is What.DISPUTE
        return is_dispute and self.status is Status.ACCEPTED and self.fits is Status.OPEN


def suggestions(
    document: Document, changes: Sequence[Change], answers: Mapping[str, Answer]
) -> list[Suggestion]:
    """Return every change of a list with where it stands, by its number in the list."""
    said = document.said()
    places, lines = Places(said), ChangeLines(said)
    changes = [_own(edit) for edit in changes]
    return [
        _suggestion(number, edit, places, lines, answers.get(edit.id))
        for number, edit in enumerate(changes, 1)
    ]


def _own(edit: Change) -> Change:
    """Return a change as the program would have made it: with the id that its content gives."""
    what, was, value = edit.what, edit.was, edit.value
    field = field_at(edit.at)
    if what is What.ADD and isinstance(value, str) and field and not field.many:
        what = What.SET
    if what not in answered.SAID and not (what is What.ADD and isinstance(value, str)):
        was, value = (_as_in_file(edit.at, part) for part in (was, value))
    return change(what, edit.at, was=was, value=value, because=edit.because)


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
            made = [_entry(part, field.entry) if isinstance(part, dict) else part for part in parts]
            value = made if field.many else made[0]
        if value in (None, []) or (field and value == msgspec.to_builtins(field.default)):
            continue
        written[name] = value
    return written


def _suggestion(
    number: int, edit: Change, places: Places, lines: ChangeLines, answer: Answer | None
) -> Suggestion:
    path, now = places.path(edit.at), places.value(edit.at)
    fits = _fits(edit, path is not None, now, places)
    status = Status(answer.answer) if answer else fits
    seen = msgspec.structs.replace(
        edit, at=visible(edit.at), was=visible(edit.was), value=visible(edit.value)
    )
    try:
        thing, sentences = lines.thing(seen), tuple(" ".join(line.split()) for line in _lines(seen, lines))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):  # it is not what the file can hold
        thing, sentences = " → ".join(seen.at), (json.dumps(seen.value, ensure_ascii=False),)
    is_there = path is not None and (edit.what is not What.REMOVE or now is not None)
    now_lines = tuple(lines.fields(visible(now), edit.at)) if isinstance(now, dict) else ()
    return Suggestion(number, edit, thing, sentences, status, fits, is_there, now, now_lines, answer)


def differences(suggestion: Suggestion) -> list[str]:
    """Return in what the file differs from what somebody's word is about, field by field."""
    was, now = (answered.subject(suggestion.change, part) for part in (suggestion.change.was, suggestion.now))
    if not suggestion.is_said or not isinstance(was, dict) or not isinstance(now, dict):
        return []
    names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    return [
        _(
            "{field}: {was} → {value}",
            field=visible(name).replace("_", " "),
            was=_told(visible(was.get(name))),
            value=_told(visible(now.get(name))),
        )
        for name in names
    ]


def _told(value: Any) -> str:
    if value is None:
        return _("nothing")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


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


def _fits(edit: Change, is_there: bool, now: Any, places: Places) -> Status:
    is_item = edit.what is What.ADD and (holds_items(edit.at[-1], []) or word_lists.is_word(edit, places))
    if not is_there:
        return Status.WRITTEN if edit.what is What.REMOVE else Status.STALE
    if is_item:
        return Status.WRITTEN if edit.value in (now or []) else Status.OPEN
    if edit.what in answered.SAID:
        if now is None or answered.subject(edit, now) != answered.subject(edit, edit.was):
            return Status.STALE
        return Status.OPEN
    if now == edit.value:
        return Status.WRITTEN
    return Status.OPEN if now == edit.was else Status.STALE


def _lines(edit: Change, lines: ChangeLines) -> Iterator[str]:
    if edit.what not in answered.SAID:
        yield from lines.lines(edit)
        return
    said = edit.value if isinstance(edit.value, dict) else {}
    who = lines.label("organisations", str(said.get("organisation", "")))
    if said.get("role"):
        who = _("{name} ({role})", name=who, role=said["role"])
    answer = str(said.get("answer")) if edit.what is What.DISPUTE else "right"
    plain, with_text = _SAID.get(answer, _SAID["wrong"])
    text = " ".join(str(said.get("text") or "").split())
    yield _(with_text, who=who, text=f"‘{text}’") if text else _(plain, who=who)


_SAID = {
    "right": (N_("{who} says that it is right."), N_("{who} says that it is right: {text}")),
    "wrong": (N_("{who} says that it is wrong."), N_("{who} says that it is wrong: {text}")),
    "no longer": (
        N_("{who} says that it is no longer right."),
        N_("{who} says that it is no longer right: {text}"),
    ),
    "comment": (N_("{who} answers without giving details."), N_("{who} writes: {text}")),
    "missing": (
        N_("{who} says that something is missing."),
        N_("{who} says that something is missing: {text}"),
    ),
}
"""How an answer is told, without and with what was written."""


def accept(document: Document, chosen: Iterable[Suggestion]) -> None:
    """Write suggestions into a data file; what is only said, and is no change, is left to the editor.

    Raises:
        StaleChangeError: The file does not hold what a change found there, or two change the same.
        FileAccessError: The text would not say what the changes say.
    """
    changes = {
        suggestion.change.id: suggestion.change for suggestion in chosen if suggestion.fits is Status.OPEN
    }
    apply(document, list(answered.written(changes.values(), Places(document.said()))))


def overtaken(document: Document, chosen: Sequence[Suggestion]) -> dict[int, int]:
    """Return those of several suggestions that no longer fit once the others are written, by number.

    Of two that change the same, the first is written. Whoever says something of a link or an entry says it of
    what the file holds now, so a change of that comes before it.

    Returns:
        The number of each with that of the one that changes the same.
    """
    places = Places(document.said())
    whole: dict[tuple[str, ...], Suggestion] = {}
    within: dict[tuple[str, ...], Suggestion] = {}
    overtakers: dict[int, int] = {}
    for suggestion in sorted(chosen, key=lambda one: (one.change.what in answered.SAID, one.number)):
        made = list(answered.written([suggestion.change], places))
        ways = [_way(one, places) for one in made]
        said = [suggestion.change.at] if suggestion.change.what in answered.SAID else []
        other = next((there for way in ways if (there := _same(way, whole, within))), None)
        other = other or next((there for at in said if (there := _same_subject(at, whole, within))), None)
        if other and other.change.id != suggestion.change.id:
            overtakers[suggestion.number] = other.number
        elif suggestion.change.what not in answered.SAID:
            for way in ways:
                whole.setdefault(way, suggestion)
                for length in range(1, len(way)):
                    within.setdefault(way[:length], suggestion)
    return overtakers


def _way(edit: Change, places: Places) -> tuple[str, ...]:
    """Return the way to what a change writes; two additions to a list are no contradiction."""
    if edit.what is What.ADD and (holds_items(edit.at[-1], []) or word_lists.is_word(edit, places)):
        return (*edit.at, json.dumps(edit.value, sort_keys=True))
    return edit.at


_Ways = Mapping[tuple[str, ...], Suggestion]


def _same(way: tuple[str, ...], whole: _Ways, within: _Ways) -> Suggestion | None:
    """Return what changes the same place, one that holds it, or one within it."""
    above = (whole[way[:length]] for length in range(1, len(way) + 1) if way[:length] in whole)
    return next(above, None) or within.get(way)


def _same_subject(at: tuple[str, ...], whole: _Ways, within: _Ways) -> Suggestion | None:
    """Return what changes an entry or a link as far as somebody's word is about it."""
    if at not in within:
        return _same(at, whole, {})
    ways = (way for way in whole if way[: len(at)] == at and way[len(at)] not in answered.NOT_SAID)
    return next((whole[way] for way in ways), None)


def corrected(old: Ecosystem, new: Ecosystem, answers: Mapping[str, Answer]) -> list[str]:
    """Return what differs between two maps because a suggestion was accepted, in sentences."""
    accepted = {identifier for identifier, answer in answers.items() if answer.answer == Status.ACCEPTED}
    if not accepted:
        return []
    before, after = documents.of(old), documents.of(new)
    lines = ChangeLines(before, after)
    accepted_edits = (edit for edit in difference(before, after) if edit.id in accepted)
    return [f"{lines.thing(edit)}: {line}" for edit in accepted_edits for line in lines.lines(edit)]


def numbers(texts: Iterable[str], most: int) -> list[int]:
    """Return the numbers of a text such as `1 3-7`, in order.

    Raises:
        ValueError: It is no number or range of them, or more than there are.

    >>> numbers(["1", "3-5"], 7)
    [1, 3, 4, 5]
    """
    chosen: set[int] = set()
    for text in " ".join(texts).replace(",", " ").split():
        first, dash, last = text.partition("-")
        if not first.isascii() or not first.isdigit() or (dash and not last.isdigit()) or len(text) > 15:
            raise ValueError(_("‘{text}’ is not a number in the list, such as 3 or 3-7.", text=text))
        start, end = int(first), int(last or first)
        if not 1 <= start <= end <= most:
            mistake = _("{text} is not in the list. The list has {count}.", text=text, count=str(most))
            raise ValueError(mistake)
        chosen.update(range(start, end + 1))
    return sorted(chosen)


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
        plain = foreign_json.read(text)
        if plain["schema"] != SCHEMA:
            raise ValueError(plain["schema"])
        answers = msgspec.convert(plain["reviewed"], list[Answer])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = _("{file} is not a record of reviews ({schema}).", file=str(memory(data)), schema=SCHEMA)
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
