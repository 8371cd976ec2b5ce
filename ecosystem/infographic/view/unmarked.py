"""What the page says as plain text, without marks, for outputs that hold no elements."""

from typing import Any, TypeVar

import msgspec

from ecosystem import language

Of = TypeVar("Of")


def unmarked(value: Of) -> Of:
    """Return the same values with every text as plain text; the same object where nothing is marked."""
    found: Of = _unmarked(value)
    return found


def _unmarked(value: Any) -> Any:
    match value:
        case str():
            return language.plain(value)
        case tuple() if hasattr(value, "_make"):
            return _kept(value, value._make(map(_unmarked, value)))
        case tuple() | list():
            return _kept(value, type(value)(map(_unmarked, value)))
        case dict():
            return _kept(value, {key: _unmarked(inner) for key, inner in value.items()})
        case msgspec.Struct():
            changed = _changed(value, value.__struct_fields__)
            return msgspec.structs.replace(value, **changed) if changed else value
    return value


def _changed(value: Any, names: Any) -> dict[str, Any]:
    found = {name: (getattr(value, name), _unmarked(getattr(value, name))) for name in names}
    return {name: new for name, (old, new) in found.items() if new is not old}


def _kept(old: Any, new: Any) -> Any:
    is_same = len(old) == len(new) and all(map(_is, _parts(old), _parts(new)))
    return old if is_same else new


def _parts(value: Any) -> Any:
    return value.values() if isinstance(value, dict) else value


def _is(old: Any, new: Any) -> bool:
    return old is new
