"""What the annotations of the model say of each of its fields, read once for all that follow them.

The reader of the data file, the JSON Schema, the workbook and every output that claims to hold everything
ask here, so that a new field of the model is read, explained and shown without a word elsewhere.
"""

from enum import Enum, StrEnum
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from ecosystem.language import _
from ecosystem.model.data_file import Ecosystem
from ecosystem.model.types import DATES, Citation, Value


class Form(StrEnum):
    """What a field holds, or each part of its list."""

    TEXT = "text"
    DATE = "date"
    ADDRESS = "address"
    REFERENCE = "reference"
    CHOICE = "choice"
    TRUTH = "truth"
    WHOLE = "whole number"
    NUMBER = "number"
    ENTRY = "entry"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field of the model as its annotation describes it."""

    name: str
    written: str  # its name in the data file
    form: Form
    help: str
    required: bool
    many: bool  # a list, of which a single part may stand alone
    given: bool  # by the program: nobody writes it
    contact: bool  # holds contact details that an organisation publishes itself
    line: str  # how its value is worded in a line of its own, with `{value}` for the value
    default: Any = None
    refers: str = ""  # of a reference: to what
    placed: bool = False  # of a reference: it may name a place in what it refers to, as a `Citation`
    choices: tuple[str, ...] = ()
    enum: type[Enum] | None = None
    entry: type[Value] | None = None  # of an entry: its model
    limit: int | None = None
    pattern: str | None = None
    noun: str = ""  # of a field with a pattern: what it holds

    @property
    def explanation(self) -> str:
        """What an editor reads about the field, in the language that is spoken."""
        return f"{_(self.help)} {_(DATES)}" if self.form is Form.DATE else _(self.help)

    @property
    def is_words(self) -> bool:
        """Whether it holds words in the language of the map, and not a code of some sort."""
        return self.form is Form.TEXT and not self.pattern and not self.given


@cache
def described_fields(model: type[Value]) -> tuple[Field, ...]:
    """Every public field of a model, in its order, those that the program gives included."""
    info = inspect.type_info(model)
    assert isinstance(info, inspect.StructType)
    return tuple(_field(model, field) for field in info.fields)


def written_fields(model: type[Value]) -> tuple[Field, ...]:
    """The fields of a model that an editor may write in the data file, in their order."""
    return tuple(field for field in described_fields(model) if not field.given)


@cache
def models() -> tuple[type[Value], ...]:
    """Every model of the data file: those of its sections and lists, and those within them."""
    found: dict[type[Value], None] = {}
    waiting = [_within(inspect.type_info(field.type)) for field in msgspec.structs.fields(Ecosystem)]
    for model in waiting:
        if model not in found:
            found[model] = None
            waiting += [field.entry for field in written_fields(model) if field.entry]
    return tuple(found)


def _within(info: inspect.Type) -> type[Value]:
    """The model of a section, of a list, or of the map itself."""
    match info:
        case inspect.DictType():
            return _within(info.value_type)
        case inspect.VarTupleType():
            return _within(info.item_type)
        case inspect.StructType() if issubclass(info.cls, Value):
            return info.cls
    raise TypeError(f"{info} holds no entries.")


def every_field() -> dict[str, Field]:
    """Every field that can be written in the data file, by the names of its model and its own."""
    return {f"{model.__name__}.{field.name}": field for model in models() for field in written_fields(model)}


def help_of(model: type[Value]) -> str:
    """Return what an entry of the model is, as `explained` says it, in the language that is spoken."""
    return _((model.__doc__ or "").partition("\n\n")[0])


def _field(model: type[Value], info: inspect.Field) -> Field:
    many = False
    kind, told, extra = _bare(info.type)
    if isinstance(kind, inspect.VarTupleType):
        many = True
        kind, _, of_parts = _bare(kind.item_type)
        extra = of_parts | extra
    given = bool(extra.get("given"))
    if not (told or given):
        raise TypeError(f"{model.__name__}.{info.name} has no help: annotate it with `described`.")
    chosen = kind.cls if isinstance(kind, inspect.EnumType) else None
    text = kind if isinstance(kind, inspect.StrType) else inspect.StrType()
    inner = kind.cls if isinstance(kind, inspect.StructType) and issubclass(kind.cls, Value) else None
    placed = inner is Citation
    if placed:
        extra = {"refers": "sources"} | extra
    noun = extra.get("noun", "")
    if text.pattern and not (noun or given):
        raise TypeError(f"{model.__name__}.{info.name} has a pattern and no noun for what it holds.")
    return Field(
        name=info.name,
        written=info.encode_name,
        form=_form(kind, extra),
        help=told,
        required=info.required,
        many=many,
        given=given,
        contact=bool(extra.get("contact")),
        line=extra.get("line") or f"{info.encode_name.replace('_', ' ').capitalize()}: {{value}}",
        default=None if info.default is msgspec.NODEFAULT else info.default,
        refers=extra.get("refers", ""),
        placed=placed,
        choices=tuple(str(each.value) for each in chosen or ()),
        enum=chosen,
        entry=None if placed else inner,
        limit=text.max_length,
        pattern=text.pattern,
        noun=noun,
    )


def _bare(kind: inspect.Type) -> tuple[inspect.Type, str, dict[str, Any]]:
    """A type without `| None`, its help, and what else is said of it; what is said outside wins."""
    told, extra = "", dict[str, Any]()
    while True:
        match kind:
            case inspect.Metadata():
                told = told or (kind.extra_json_schema or {}).get("description", "")
                extra = (kind.extra or {}) | extra
                kind = kind.type
            case inspect.UnionType():
                (kind,) = (each for each in kind.types if not isinstance(each, inspect.NoneType))
            case _:
                return kind, told, extra


_FORMS: dict[type[inspect.Type], Form] = {
    inspect.StructType: Form.ENTRY,
    inspect.EnumType: Form.CHOICE,
    inspect.BoolType: Form.TRUTH,
    inspect.IntType: Form.WHOLE,
    inspect.FloatType: Form.NUMBER,
    inspect.StrType: Form.TEXT,
}
_READS = {"edtf": Form.DATE, "url": Form.ADDRESS}


def _form(kind: inspect.Type, extra: dict[str, Any]) -> Form:
    if "refers" in extra:
        return Form.REFERENCE
    return _READS.get(extra.get("reads", ""), _FORMS[type(kind)])
