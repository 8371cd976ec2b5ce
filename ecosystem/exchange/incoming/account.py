"""What an import says at its end: what was read, renamed, merged, guessed or left out, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from ecosystem.dataset import privacy
from ecosystem.language import N_, _, joined, plural
from ecosystem.model import UNWRITTEN
from ecosystem.words import shortened

EXAMPLES = 3
"""How many cases a line of the account names."""
_LONGEST = 80
"""Characters of a case that a line shows."""


class Stage(IntEnum):
    """The parts of the account, in their order."""

    RENAMED = 1
    MERGED = 2
    GUESSED = 3
    LEFT_OUT = 4


@dataclass(frozen=True, slots=True, eq=False)
class Remark:
    """What may be said of an import: its part of the account, and its words."""

    stage: Stage
    words: str


SHORTENED = Remark(Stage.RENAMED, N_("names with more than {limit} characters, which were cut"))
CLEANED = Remark(Stage.RENAMED, N_("texts with characters that cannot be seen, which were taken out"))
SPELLINGS = Remark(Stage.MERGED, N_("names that differ from others only in spaces or capitals"))
SAME_ROW = Remark(Stage.MERGED, N_("rows that say the same as others in every column"))
RARE_KINDS = Remark(
    Stage.MERGED, N_("rare kinds, shown as ‘other’ because the key has no mark left; facts keep them")
)
APART = Remark(Stage.RENAMED, N_("links like another one, which got a role that says what differs"))
ENCODING = Remark(Stage.GUESSED, N_("files that are not UTF-8, read as {encoding}"))
COLUMNS = Remark(Stage.GUESSED, N_("columns that were matched by their names"))
MAYBE_KIND = Remark(Stage.GUESSED, N_("columns that may hold the kind; to use one, add --kind-column"))
MAYBE_TYPE = Remark(
    Stage.GUESSED, N_("columns that may hold the type of links; to use one, add --type-column")
)
BOTH_WAYS = Remark(
    Stage.GUESSED, N_("links that have no direction, or two, and so read the same from both ends")
)
ADDED = Remark(Stage.GUESSED, N_("organisations that only links name, which were added"))
NUMBERS_AS_NAMES = Remark(
    Stage.GUESSED, N_("organisations with a number as their name; a table with the names may be missing")
)
SAME_NAME = Remark(Stage.GUESSED, N_("organisations with the same name as another, which were all kept"))
SEVERAL_NAMED = Remark(
    Stage.GUESSED, N_("ends of links that fit several organisations, and lead to the first")
)
ADDRESS = Remark(Stage.GUESSED, N_("addresses that got https:// before them"))
TWICE = Remark(Stage.RENAMED, N_("columns with the heading of another one, which got a number"))
DAY_FIRST = Remark(Stage.GUESSED, N_("dates that were read with the day before the month"))
MONTH_FIRST = Remark(
    Stage.GUESSED, N_("dates that were read with the month before the day, as others in their column")
)
DAY_NUMBER = Remark(Stage.GUESSED, N_("numbers that were read as dates, as Excel stores them"))
WORDS_FOR_DATE = Remark(Stage.GUESSED, N_("dates that are kept in words, as they are written"))
LOOK = Remark(Stage.LEFT_OUT, N_("values of ‘{column}’, which say how the map was drawn or measured"))
WEIGHT = Remark(
    Stage.LEFT_OUT, N_("values of ‘{column}’ that are 1, which programs write when nobody gave a weight")
)
PERSONAL = Remark(Stage.LEFT_OUT, N_("values of ‘{column}’, which may lead to a person"))
PRIVATE = Remark(
    Stage.LEFT_OUT, N_("values of ‘{column}’, a column whose name says that it is not for the public")
)
NO_FIELD = Remark(Stage.LEFT_OUT, N_("values of ‘{column}’, which no field can hold"))
NO_SUCH_END = Remark(Stage.LEFT_OUT, N_("links with an end that the file does not have"))
ONE_END = Remark(Stage.LEFT_OUT, N_("rows with only one end"))
TO_ITSELF = Remark(Stage.LEFT_OUT, N_("links from an entry to itself"))
NO_NAME = Remark(Stage.LEFT_OUT, N_("rows without a name"))
ONLY_COUNTED = Remark(Stage.LEFT_OUT, N_("entries that have neither a name nor a link"))
NOT_A_TABLE = Remark(Stage.LEFT_OUT, N_("tables without a column of names or two columns of ends"))
HIDDEN_SHEET = Remark(Stage.LEFT_OUT, N_("hidden sheets"))
ABOVE = Remark(Stage.LEFT_OUT, N_("rows above the headings"))
FORMULA = Remark(
    Stage.LEFT_OUT, N_("formulas whose values are not saved; open the file in Excel and save it")
)
ERROR = Remark(Stage.LEFT_OUT, N_("cells with an error"))
PEOPLE = Remark(Stage.LEFT_OUT, N_("people and posts"))
WIDE_EDGE = Remark(Stage.LEFT_OUT, N_("edges with other than two ends"))
OTHER_GRAPH = Remark(Stage.LEFT_OUT, N_("further graphs of the file"))
NOT_READ = Remark(Stage.LEFT_OUT, N_("parts of the file that are neither entries nor links"))
NO_CELL = Remark(Stage.LEFT_OUT, N_("cells without a heading above them"))

_LINES = {
    Stage.RENAMED: N_("Renamed: {what} ({count})"),
    Stage.MERGED: N_("Merged: {what} ({count})"),
    Stage.GUESSED: N_("Guessed: {what} ({count})"),
    Stage.LEFT_OUT: N_("Left out: {what} ({count})"),
}


@dataclass(slots=True)
class _Cases:
    count: int = 0
    examples: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Account:
    """Gathers what there is to say of an import."""

    counts: tuple[int, int, int, int] = (0, 0, 0, 0)
    """The entries, links, kinds and link types of the new data file."""
    problems: list[str] = field(default_factory=list)
    """What `check` says of the new data file."""
    to_do: list[str] = field(default_factory=list)
    """What is left to do, in sentences."""
    _cases: dict[tuple[Remark, tuple[tuple[str, object], ...]], _Cases] = field(default_factory=dict)

    def note(self, remark: Remark, example: str = "", /, *, count: int = 1, **values: object) -> None:
        """Count a case, and keep it as an example if there are few.

        Args:
            remark: What it is a case of.
            example: The case itself, as the file has it. It is not repeated if it may lead to a person.
            count: How many cases there are.
            **values: What is put into the words of the remark.
        """
        case = remark, tuple(values.items())
        cases = self._cases.get(case) or self._cases.setdefault(case, _Cases())
        cases.count += count
        if example and len(cases.examples) < EXAMPLES and not privacy.personal(example):
            cases.examples[shortened(" ".join(example.split()), _LONGEST)] = None

    def count(self, remark: Remark) -> int:
        """Return how many cases of a remark there were."""
        return sum(cases.count for (one, _values), cases in self._cases.items() if one is remark)

    def add_tasks(self, kinds: int, types: int, source: str) -> None:
        """Say what is left to do.

        Args:
            kinds: How many kinds were guessed.
            types: How many link types were guessed.
            source: The id of the file as a source, if anything cites it.
        """
        self.to_do.append(
            _(
                "We guessed {kinds} and {link_types} from the file. Check them before you build.",
                kinds=plural("{count} kind", "{count} kinds", kinds),
                link_types=plural("{count} link type", "{count} link types", types),
            )
        )
        if source:
            self.to_do.append(
                _(
                    "Anything without a source now cites ‘{source}’, the file itself. Add the real sources.",
                    source=source,
                )
            )
        self.to_do.append(
            _(
                "Before you build, replace each ‘{mark}’ in the new file, such as the place and the licence.",
                mark=UNWRITTEN,
            )
        )

    def __iter__(self) -> Iterator[str]:
        """Yield the account, a sentence or line at a time."""
        yield self._read()
        yield from self.became()
        yield from self.to_do
        for problem in self.problems:
            yield _("Correct this in the new file: {problem}", problem=problem)

    def became(self) -> Iterator[str]:
        """Yield what became of the values of the file, a line at a time."""
        for (remark, values), cases in sorted(self._cases.items(), key=lambda item: item[0][0].stage):
            words = _(_LINES[remark.stage], what=_(remark.words, **dict(values)), count=cases.count)
            more = " …" if len(cases.examples) < cases.count else ""
            yield f"{words}: {'; '.join(cases.examples)}{more}" if cases.examples else words

    def _read(self) -> str:
        entries, links, kinds, types = self.counts
        things = [
            plural("{count} entry", "{count} entries", entries),
            plural("{count} link", "{count} links", links),
            plural("{count} kind", "{count} kinds", kinds),
            plural("{count} link type", "{count} link types", types),
        ]
        return _("Read: {things}.", things=joined(things))
