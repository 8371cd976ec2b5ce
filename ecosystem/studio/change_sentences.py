"""What has changed since a file was opened, in sentences, each with the form that holds it now."""

from collections.abc import Iterable, Iterator
from typing import Any

from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.edits import Change, What
from ecosystem.exchange.change_lines import ChangeLines, field_at
from ecosystem.language import _
from ecosystem.model import PRIVATE
from ecosystem.studio.form_fields import form_of, label_of
from ecosystem.words import capital, full_stop


class ChangeSentences(ChangeLines):
    """Words changes for somebody who made them by forms."""

    def grouped(self, changes: Iterable[Change]) -> list[dict[str, Any]]:
        """Return the changes by the thing that they are about, with the form and the id of each."""
        groups: dict[str, dict[str, Any]] = {}
        for one in changes:
            about = self.thing(one)
            group = groups.setdefault(about, {"about": about, "lines": [], **_place(one)})
            group["lines"] += self.lines(one)
        return list(groups.values())

    def lines(self, one: Change) -> Iterator[str]:
        """Yield what a change does, in sentences."""
        is_field = len(one.at) > 2 or (one.at[0] == ABOUT and len(one.at) == 2)
        field = field_at(one.at) if is_field and one.at[-1] != PRIVATE else None
        if field is None or one.what is What.ADD:
            yield from (full_stop(capital(line)) for line in super().lines(one))
            return
        name = label_of(one.at[-1])
        was, value = self.value(one.was, field), self.value(one.value, field)
        if one.was in (None, "", []):
            yield _("{field} was empty and is now: {value}", field=name, value=value)
        elif one.value in (None, "", []):
            yield _("{field} was removed. It was: {was}", field=name, was=was)
        else:
            yield _("{field} was “{was}” and is now “{value}”.", field=name, was=was, value=value)


def _place(one: Change) -> dict[str, str]:
    """Return the form and the id of what a change is about; nothing where it is gone or new in a list."""
    if one.at[0] == ABOUT:
        return {"form": ABOUT, "id": ""}
    is_gone = one.what is What.REMOVE and len(one.at) == 2
    if len(one.at) < 2 or is_gone or one.at[0] not in (*SECTIONS, *LISTS):
        return {}
    return {"form": form_of(one.at[0]), "id": one.at[1]}
