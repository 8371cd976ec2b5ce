"""What has changed since a file was opened, in sentences, each with the form that holds it now."""

from collections.abc import Iterable, Iterator
from typing import Any

from ecosystem.dataset.documents import Document
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.edits import Change, What
from ecosystem.edits.change_list import keys
from ecosystem.exchange.change_lines import ChangeLines, field_at
from ecosystem.language import _
from ecosystem.model import PRIVATE
from ecosystem.studio.form_fields import form_of, label_of
from ecosystem.words import capital, full_stop


class ChangeSentences(ChangeLines):
    """Words changes for somebody who made them by forms."""

    def __init__(self, before: Document, after: Document) -> None:
        super().__init__(before, after)
        self._after = after

    def grouped(self, changes: Iterable[Change]) -> list[dict[str, Any]]:
        """Return the changes by the thing that they are about, with the form and the id of each."""
        groups: dict[str, dict[str, Any]] = {}
        for one in changes:
            about = self.thing(one)
            group = groups.setdefault(about, {"about": about, "lines": [], **self._place(one)})
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

    def _place(self, one: Change) -> dict[str, str]:
        """Return the form and the id of what a change is about; nothing where it is gone."""
        section = one.at[0]
        if section == ABOUT:
            return {"form": ABOUT, "id": ""}
        is_new = one.what is What.ADD and len(one.at) == 1
        if is_new and section in LISTS and one.value in self._after[section]:
            return {
                "form": section,
                "id": keys(section, self._after[section])[self._after[section].index(one.value)],
            }
        is_gone = one.what is What.REMOVE and len(one.at) == 2
        if len(one.at) < 2 or is_gone or section not in (*SECTIONS, *LISTS):
            return {}
        return {"form": form_of(section), "id": one.at[1]}
