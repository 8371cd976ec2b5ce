"""What the annotations of the model say of each of its fields, read once for all that follow them.

The reader of the data file, the JSON Schema, the workbook and every output that claims to hold everything
ask here, so that a new field of the model is read, explained and shown without a word elsewhere.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo

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
    unshown: bool  # for the data file alone: no output holds it
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
    return tuple(_field(model, field) for field in msgspec.structs.fields(model))


def written_fields(model: type[Value]) -> tuple[Field, ...]:
    """The fields of a model that an editor may write in the data file, in their order."""
    return tuple(field for field in described_fields(model) if not field.given)


def shown_fields(model: type[Value]) -> tuple[Field, ...]:
    """The fields of a model that an editor may write and an output may hold, in their order."""
    return tuple(field for field in written_fields(model) if not field.unshown)


@cache
def models() -> tuple[type[Value], ...]:
    """Every model of the data file: those of its sections and lists, and those within them."""
    models: dict[type[Value], None] = {}
    waiting = [_within(field.type) for field in msgspec.structs.fields(Ecosystem)]
    for model in waiting:
        if model not in models:
            models[model] = None
            waiting += [field.entry for field in written_fields(model) if field.entry]
    return tuple(models)


def _within(kind: Any) -> type[Value]:
    """The model of a section, of a list, or of the map itself."""
    kind = _bare(kind)[0]
    if get_origin(kind) is Mapping:
        return _within(get_args(kind)[1])
    if get_origin(kind) is tuple:
        return _within(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, Value):
        return kind
    raise TypeError(f"{kind} holds no entries.")


def every_field() -> dict[str, Field]:
    """Every field that can be written in the data file, by the names of its model and its own."""
    return {f"{model.__name__}.{field.name}": field for model in models() for field in written_fields(model)}


def help_of(model: type[Value]) -> str:
    """Return what an entry of the model is, as `explained` says it, in the language that is spoken."""
    return _((model.__doc__ or "").partition("\n\n")[0])


def _field(model: type[Value], info: FieldInfo) -> Field:
    kind, help_text, extra = _bare(info.type)
    many = get_origin(kind) is tuple
    if many:
        kind, _, of_parts = _bare(get_args(kind)[0])
        extra = of_parts | extra
    given = bool(extra.get("given"))
    if not (help_text or given):
        raise TypeError(f"{model.__name__}.{info.name} has no help: annotate it with `described`.")
    chosen = kind if issubclass(kind, Enum) else None
    inner = kind if issubclass(kind, Value) else None
    placed = inner is Citation
    if placed:
        extra = {"refers": "sources"} | extra
    noun, pattern = extra.get("noun", ""), extra.get("pattern")
    if pattern and not (noun or given):
        raise TypeError(f"{model.__name__}.{info.name} has a pattern and no noun for what it holds.")
    return Field(
        name=info.name,
        written=info.encode_name,
        form=_form(kind, extra),
        help=help_text,
        required=info.required,
        many=many,
        given=given,
        contact=bool(extra.get("contact")),
        unshown=bool(extra.get("unshown")),
        line=extra.get("line") or f"{info.encode_name.replace('_', ' ').capitalize()}: {{value}}",
        default=None if info.default is msgspec.NODEFAULT else info.default,
        refers=extra.get("refers", ""),
        placed=placed,
        choices=tuple(str(choice.value) for choice in chosen or ()),
        enum=chosen,
        entry=None if placed else inner,
        limit=extra.get("max_length"),
        pattern=pattern,
        noun=noun,
    )


def _bare(kind: Any) -> tuple[Any, str, dict[str, Any]]:
    """A type without `| None`, its help, and what else is said of it; what is said outside wins.

    `msgspec.inspect` tells the same, in ten times the time: every question reads every model.
    """
    help_text, extra = "", dict[str, Any]()
    while True:
        if get_origin(kind) is Annotated:
            kind, *metas = get_args(kind)
            for meta in reversed(metas):
                help_text = help_text or meta.description or ""
                limits = {"max_length": meta.max_length, "pattern": meta.pattern}
                extra = {name: limit for name, limit in limits.items() if limit} | (meta.extra or {}) | extra
        elif get_origin(kind) in (Union, UnionType):
            (kind,) = (option for option in get_args(kind) if option is not NoneType)
        else:
            return kind, help_text, extra


_FORMS = {bool: Form.TRUTH, int: Form.WHOLE, float: Form.NUMBER, str: Form.TEXT}
_READS = {"edtf": Form.DATE, "url": Form.ADDRESS}


def _form(kind: type, extra: dict[str, Any]) -> Form:
    if "refers" in extra:
        return Form.REFERENCE
    if issubclass(kind, Enum):
        return Form.CHOICE
    return Form.ENTRY if issubclass(kind, Value) else _READS.get(extra.get("reads", ""), _FORMS[kind])
