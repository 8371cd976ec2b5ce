"""Which sheets a workbook has, and what stands in their columns: worked out from the model.

A section of the data file is a sheet with a row per entry; groups, networks and partners share one. A field
that holds entries of its own (facts, progress, readings, claims, steps) is a sheet too, whose rows name the
entry they belong to in `of` and their place in it in `nr`. A field that holds fields (a measure) is spread
over columns. A list is one cell with a line for each of its parts.

Titles of sheets and headings of columns are the names of the data file, in every language: an import finds
sheets and columns by them. Notes and the sheet `Read me` are in the language that is spoken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ecosystem.dataset.draft import LISTS, SECTIONS
from ecosystem.language import N_, _
from ecosystem.model import ORGANISATION_SECTIONS, About, AcceptedGap, Value
from ecosystem.model.descriptions import Field, Form, shown_fields

README, ABOUT_SHEET, CHOICES, BASELINE = "Read me", "Map", "Choices", "Baseline"
ORGANISATIONS = "Organisations"
FORMER_TITLES = {"Bodies": ORGANISATIONS}
"""What sheets were called in workbooks of the first version."""
PLACED = N_("To name a place in the source, put it in brackets after the id: lga-page (second point).")
ID, SECTION, OF, NR, PLAN = "id", "section", "of", "nr", "plan"
WITH_PLAN = ("Progress", "Readings", "Links")
"""The sheets that show the plan beside a priority or an action, for reading alone."""
_ORDER = (
    *(
        ORGANISATIONS,
        "Links",
        "Confirmations",
        "Facts",
        "Events",
        "Outputs",
        "Plans",
        "Priorities",
        "Actions",
        "Progress",
        "Readings",
    ),
    *("Sources", "Disputes", "Claims", "Accepted gaps", "Kinds", "Link types", "Tours", "Tour steps"),
)
"""The sheets in the order of use; one that is not named here comes last."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the way to its field in an entry, how it is read, and what it may hold."""

    header: str
    path: tuple[str, ...]
    field: Field
    many: bool = False
    ids: bool = False  # of a list: its parts hold no commas, so these may part them too
    refers: str = ""
    placed: bool = False  # each part may name a place in what it refers to, within brackets after the name
    choices: tuple[str, ...] = ()
    number: bool = False
    date: bool = False
    required: bool = False

    @property
    def note(self) -> str:
        """What an editor reads about the column, in the language that is spoken."""
        if self.placed:
            return f"{self.field.explanation} {_(PLACED)}"
        return self.field.explanation


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the sections or list whose entries it holds, or the field of them."""

    title: str
    holds: tuple[str, ...]
    model: type[Value]
    columns: tuple[Column, ...]
    field: tuple[str, ...] = ()
    is_list: bool = False


def _title(section: str) -> str:
    return section.replace("_", " ").capitalize()


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every sheet of entries, in the order of the workbook."""
    by_title: dict[str, Sheet] = {}
    below: dict[str, Sheet] = {}
    for section, (model, _noun) in (*_in_order(), *LISTS.items()):
        title = ORGANISATIONS if section in ORGANISATION_SECTIONS else _title(section)
        holds = (*(by_title[title].holds if title in by_title else ()), section)
        by_title[title] = Sheet(title, holds, model, tuple(_columns(model)), is_list=section in LISTS)
        for path, inner in _inner(model):
            name = f"{'Tour ' if path[-1] == 'steps' else ''}{path[-1]}".capitalize()
            holders = (*(below[name].holds if name in below else ()), section)
            below[name] = Sheet(name, holders, inner, tuple(_columns(inner)), path, section in LISTS)
    every = {**by_title, **below}
    return tuple(every[title] for title in sorted(every, key=_place))


def _place(title: str) -> int:
    return _ORDER.index(title) if title in _ORDER else len(_ORDER)


def _in_order() -> list[tuple[str, tuple[type[Value], str]]]:
    last = ("sources", "kinds", "link_types", "tours")
    names = [name for name in SECTIONS if name not in last] + [name for name in last if name in SECTIONS]
    return [(name, SECTIONS[name]) for name in names]


@cache
def about_columns() -> tuple[Column, ...]:
    """The fields of the map itself, which stand one below the other."""
    return tuple(_columns(About))


def _columns(model: type[Value], path: tuple[str, ...] = ()) -> Iterator[Column]:
    for field in shown_fields(model):
        place = (*path, field.written)
        if field.entry and not field.many:
            yield from _columns(field.entry, place)
        elif not field.entry:
            yield Column(
                header=" ".join(place),
                path=place,
                field=field,
                many=field.many,
                ids=field.many and bool(field.refers or field.choices),
                refers=field.refers or ("anything" if (model, field.name) == (AcceptedGap, "about") else ""),
                placed=field.placed,
                choices=("true", "false") if field.form is Form.TRUTH else field.choices,
                number=field.form in (Form.WHOLE, Form.NUMBER),
                date=field.form is Form.DATE,
                required=field.required and not path,
            )


def _inner(model: type[Value], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], type[Value]]]:
    """The fields of a model that hold lists of entries, and the models of these."""
    for field in shown_fields(model):
        if field.entry and field.many:
            yield (*path, field.written), field.entry
        elif field.entry:
            yield from _inner(field.entry, (*path, field.written))
