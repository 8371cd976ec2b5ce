"""The values of a node or link of another program → the fields of ours, by a written rule.

- A column with the name of a field, or with another usual name for it, becomes that field.
- What says how the map was drawn or measured is left out, and so is what may lead to a person.
- So is a column whose name says that it is not for the public: `Internal`, `Private notes`.
- Any other column of an organisation, event or output becomes a fact: `Ward: North`.
- Any other column of a link joins its evidence: `Weight: 2.5`. A weight of 1 is left out: programs write it
  when nobody gave a weight.
- A date in numbers has the day first, unless another in its column can only have the month first.
- A date that is none stays as it is written, in words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ecosystem import dates
from ecosystem.dataset import addresses, privacy
from ecosystem.exchange.incoming import account as said
from ecosystem.exchange.incoming.account import Account
from ecosystem.exchange.incoming.columns import (
    Columns,
    is_direction,
    may_count_people,
    plain,
    reads_both_ways,
)
from ecosystem.exchange.incoming.parsed_network import BOTH_WAYS, PARENT, Cells, line
from ecosystem.exchange.incoming.vocabulary import UNKNOWN_TYPE
from ecosystem.exchange.workbook_import.date_forms import edtf, in_numbers
from ecosystem.language import _
from ecosystem.model import SHORT_LENGTH
from ecosystem.words import capital

_NUMBER = re.compile(r"-?[0-9][0-9., ]*")
_COUNT = re.compile(r"[0-9]{1,3}(?:,?[0-9]{3})?(?:\.[0-9]{1,2})?")
"""How many people there are, in a column such as `Staff`."""
_HOST = re.compile(r"(?i)(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?")
_ONE = frozenset(("1", "1.0", "1.00"))
_MOST_WORDS, _LONGEST_WORD = 20, 60
"""Different words in a column that may hold kinds or types, and the letters of one."""
EMPTY: tuple[Any, ...] = (None, "", [])


class Meaning:
    """Reads the values of another program's nodes and links."""

    def __init__(self, columns: Columns, account: Account) -> None:
        self._columns = columns
        self._account = account
        self.matched: dict[str, str] = {}
        """The columns that were matched to something by another name, with what they hold."""
        self.typed = False
        """Whether any link has said its type."""
        self._month_first: set[str] = set()

    def see_dates(self, rows: Iterable[Cells]) -> None:
        """Find the columns whose dates have the month first: those with 12/25/2020 and without 25/12/2020."""
        day_first: set[str] = set()
        for cells in rows:
            for column, value in cells.items():
                numbers = in_numbers(value) if isinstance(value, str) else None
                if numbers and max(numbers) > 12:
                    (day_first if numbers[0] > 12 else self._month_first).add(column)
        self._month_first -= day_first

    def name(self, key: str, cells: Cells) -> str:
        """Return what a node is called: by its name, unless that is only its id."""
        columns = sorted(
            (self._columns.of_node(name)[1], name)
            for name, value in cells.items()
            if self._columns.of_node(name)[0] == "name" and value not in EMPTY
        )
        names = [line(text_of(cells[name])) for _rank, name in columns]
        own = [name for name in names if name and name != key]
        return next(iter(own or names), "") or key.partition("\t")[0] or key.strip()

    def kind(self, cells: Cells) -> str:
        """Return what a node is said to be, or nothing."""
        column = self._best(cells, "kind")
        return line(text_of(cells[column])) if column else ""

    def _best(self, cells: Cells, role: str) -> str | None:
        of_node = self._columns.of_node
        ranked = [
            (of_node(name)[1], name)
            for name, value in cells.items()
            if of_node(name)[0] == role and value not in EMPTY
        ]
        return min(ranked)[1] if ranked else None

    def node(self, name: str, cells: Cells, *, is_organisation: bool) -> tuple[Cells, list[str]]:
        """Return the fields of a node, and what its other columns say.

        Args:
            name: What it is called.
            cells: Its values.
            is_organisation: Whether it can have begun and ended.
        """
        entry: Cells = {}
        facts: list[str] = []
        kind = self._best(cells, "kind")
        ranked = sorted(cells, key=lambda column: self._columns.of_node(column)[1])
        for column in ranked:
            value = cells[column]
            if value in EMPTY or column == kind:
                continue
            text = text_of(value)
            role = self._columns.of_node(column)[0]
            if role == "name" and line(text) in (name, name[:300]):
                continue
            if column == "title" and line(text) != name and "purpose" not in entry:
                role = "description"
            if not self._field(entry, role, column, value, text, is_organisation=is_organisation):
                facts += self._other(column, role, text)
        return entry, facts

    def _field(
        self, entry: Cells, role: str, column: str, value: Any, text: str, *, is_organisation: bool
    ) -> bool:
        """Put a value into its field, and say whether that was possible."""
        match role:
            case "description" if "purpose" not in entry and self._is_public(column, text):
                entry["purpose"] = text.strip()
            case "website" if "website" not in entry and (address := self._address(text)):
                entry["website"] = address
            case "aliases" if "aliases" not in entry:
                parts = value if isinstance(value, list) else re.split(r"[|;\n]", text)
                entry["aliases"] = [line(part) for part in parts if line(part)]
            case "short" if "short" not in entry and len(line(text)) <= SHORT_LENGTH:
                entry["short"] = line(text)
            case "founded" | "ended" if is_organisation and role not in entry:
                entry |= self.date(role, text, column)
            case "status" if "status" not in entry and len(line(text)) <= 300:
                entry["status"] = line(text)
            case "id":
                return True
            case _:
                return False
        self._match(column, role)
        return True

    def _match(self, column: str, role: str) -> None:
        if plain(column) not in (role, "purpose"):
            self.matched.setdefault(column, role)

    def _other(self, column: str, role: str, text: str) -> Iterator[str]:
        """Yield what a column says that is no field of ours."""
        if column in (PARENT, BOTH_WAYS):
            return
        if role == "private":
            self._account.note(said.PRIVATE, column=column)
        elif role == "personal" and not (may_count_people(column) and _COUNT.fullmatch(text.strip())):
            self._account.note(said.PERSONAL, column=column)
        elif role == "look" or (plain(column) == "weight" and text in _ONE):
            self._account.note(said.WEIGHT if role != "look" else said.LOOK, text, column=column)
        elif self._is_public(column, text):
            yield f"{capital(line(column).replace('_', ' '))}: {text.strip()}"[:10_000]

    def _is_public(self, column: str, text: str) -> bool:
        """Whether a text holds nothing that leads to a person; what does is left out, and not repeated."""
        if privacy.personal(text):
            self._account.note(said.PERSONAL, column=column)
            return False
        return True

    def _address(self, text: str) -> str:
        """Return a web address that a page may link to, or nothing."""
        url = text.strip()
        if "://" not in url and _HOST.fullmatch(url):
            url = f"https://{url}"
            if not addresses.mistake(url):
                self._account.note(said.ADDRESS, text)
        return "" if addresses.mistake(url) or url.startswith("mailto:") else url

    def date(self, field: str, text: str, column: str) -> Cells:
        """Return a date of a column in the field of dates, or in that of words."""
        plain_text = _without_time(line(text))
        read = edtf(plain_text, american=column in self._month_first)
        if dates.valid(read):
            self._tell_guess(plain_text, read, column)
            return {field: read}
        self._account.note(said.WORDS_FOR_DATE, text)
        return {f"{field}_text": line(text)[:300]}

    def _tell_guess(self, text: str, read: str, column: str) -> None:
        """Say how a date was read that may mean another day."""
        numbers = in_numbers(text)
        if text.isdecimal() and read != text:
            remark = said.DAY_NUMBER
        elif numbers and max(numbers) <= 12 and numbers[0] != numbers[1]:
            remark = said.MONTH_FIRST if column in self._month_first else said.DAY_FIRST
        else:
            return
        self._account.note(remark, _("{text} as {date}", text=text, date=dates.words(read)))

    def link(self, cells: Cells) -> tuple[str, bool, Cells, list[str]]:
        """Return the type of a link in words, whether it reads the same both ways, its fields, and the rest.

        Args:
            cells: Its values.
        """
        both = bool(cells.get(BOTH_WAYS))
        words = ""
        fields: Cells = {}
        others: list[str] = []
        of_link = self._columns.of_link
        for column in sorted(cells, key=lambda name: of_link(name)[1]):
            value = cells[column]
            if value in EMPTY or column in (BOTH_WAYS, "sources", "basis"):
                continue
            role, text = of_link(column)[0], text_of(value).strip()
            if role in ("type", "direction") and is_direction(text):
                both = reads_both_ways(text)
            elif role == "direction" and text.casefold() in ("true", "false"):
                both = text.casefold() == "false"
            elif role == "type" and not words and not _NUMBER.fullmatch(text):
                words = line(text)
                self.typed = True
                self._match(column, "type")
            elif role in ("since", "until") and not fields.keys() & {role, f"{role}_text"}:
                fields |= self.date(role, text, column)
                self._match(column, role)
            elif role == "role" and "role" not in fields and len(line(text)) <= 300:
                if self._is_public(column, text):
                    fields["role"] = line(text)
            elif role == "evidence" and self._is_public(column, text):
                others.append(text)
            elif role not in ("id", "evidence"):
                others += self._other(column, role, text)
        return words or UNKNOWN_TYPE, both, fields, others


def few_values(rows: Sequence[Cells], role: Callable[[str], tuple[str, int]]) -> list[str]:
    """Return the columns without a role that hold few different words, as a kind or a type would."""
    counts: dict[str, Counter[str]] = {}
    for cells in rows:
        for column, value in cells.items():
            if isinstance(value, str) and role(column)[0] == "" and column not in (PARENT, BOTH_WAYS):
                counts.setdefault(column, Counter())[value] += 1
    return [
        column
        for column, words in counts.items()
        if 1 < len(words) <= _MOST_WORDS
        and sum(words.values()) * 2 >= len(rows) >= len(words) * 2
        and not any(_NUMBER.fullmatch(word) or len(word) > _LONGEST_WORD for word in words)
    ]


def text_of(value: Any) -> str:
    """Return a value as text: a list with commas between its parts, truth as JSON has it."""
    match value:
        case str():
            return value
        case list():
            return ", ".join(str(part) for part in value)
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.15g}"
    return str(value)


def _without_time(text: str) -> str:
    """Return a moment as its day: 2015-08-31 for 2015-08-31T10:00:00Z."""
    moment = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+(?:Z|[+-][0-9:]+)?", text)
    if moment:
        return moment[1]
    year = re.fullmatch(r"([0-9]{4})\.0", text)
    return year[1] if year else text
