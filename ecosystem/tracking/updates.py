"""What an editor reports, as changes to the data file: progress on a step, or that somebody looked today."""

from collections.abc import Collection, Sequence

from ecosystem import edits, queries
from ecosystem.city import City
from ecosystem.dataset import addresses
from ecosystem.edits import Change, What
from ecosystem.errors import InvalidUpdateError
from ecosystem.language import N_, _
from ecosystem.model import ENTITY_SECTIONS, Ecosystem, Section, State

NOT_REPORTABLE = N_("‘{name}’ is neither an action nor a priority. Give the name or id of one.")
NOT_CHECKABLE = N_(
    "‘{name}’ is not an organisation, an event or an output. Give the name or id of one of these."
)


def report(
    city: City,
    name: str,
    *,
    state: State,
    date: str,
    note: str | None = None,
    sources: tuple[str, ...] = (),
    evidence: tuple[str, ...] = (),
    title: str | None = None,
    publisher: str | None = None,
) -> list[Change]:
    """Return the changes that add a report to an action or a priority.

    Args:
        city: The city of the data file.
        name: What somebody calls the action or priority.
        state: How it stands.
        date: Of when the report is, as EDTF.
        note: What is to be said of it.
        sources: Ids of the sources that say so.
        evidence: Ids or addresses of what shows it, apart from who says so.
        title: What an address is that no source has yet.
        publisher: Whose it is.

    Raises:
        InvalidUpdateError: It is no action or priority, the evidence is nothing one can look at, or nothing
            is new that has the title.
    """
    section, identifier = _place(city, name, (Section.ACTIONS, Section.PRIORITIES), NOT_REPORTABLE)
    shown, new = _evidence(city.ecosystem, evidence, identifier, title, publisher)
    if (title or publisher) and not new:
        raise InvalidUpdateError(
            _("There is no new address under --evidence, so leave out --title and --publisher.")
        )
    fields = {"note": note, "source": list(dict.fromkeys(sources)), "evidence": list(dict.fromkeys(shown))}
    entry = {"date": date, "state": state.value, **{field: value for field, value in fields.items() if value}}
    added = [edits.change(What.ADD, ("sources", source), value=value) for source, value in new.items()]
    return [*added, edits.change(What.ADD, (section.value, identifier, "progress"), value=entry)]


def looked(city: City, name: str, date: str) -> list[Change]:
    """Return the change that notes that somebody has checked an organisation, an event or an output.

    Raises:
        InvalidUpdateError: It is something else.
    """
    section, identifier = _place(city, name, ENTITY_SECTIONS, NOT_CHECKABLE)
    was = getattr(city.value(identifier), "checked", None)
    if was == date:
        return []
    return [edits.change(What.SET, (section.value, identifier, "checked"), was=was, value=date)]


def _place(city: City, name: str, sections: tuple[Section, ...], refusal: str) -> tuple[Section, str]:
    identifier = queries.find(city, name, among=sections)
    section = city.section(identifier)
    if section not in sections:
        raise InvalidUpdateError(_(refusal, name=name))
    return section, identifier


def _evidence(
    ecosystem: Ecosystem,
    evidence: Sequence[str],
    identifier: str,
    title: str | None,
    publisher: str | None,
) -> tuple[list[str], dict[str, dict[str, str]]]:
    """Return the ids of the sources that are the evidence, and the new ones: addresses that none has yet."""
    known = {source.url: source.id for source in ecosystem.sources.values() if source.url}
    new: dict[str, dict[str, str]] = {}
    shown = []
    for given in dict.fromkeys(evidence):
        if given not in ecosystem.sources and given not in known:
            _refuse_no_address(given, ecosystem)
            if not title or not publisher:
                raise InvalidUpdateError(
                    _(
                        "No source has the address {address} yet. Give its --title and --publisher.",
                        address=given,
                    )
                )
            known[given] = new_source_id(identifier, {*ecosystem.sources, *new})
            new[known[given]] = {"title": title, "publisher": publisher, "url": given}
        shown.append(known.get(given, given))
    return shown, new


def new_source_id(identifier: str, taken: Collection[str]) -> str:
    """Return a free id for a source that is evidence on an entry."""
    source = base = f"{identifier}-evidence"[:50].rstrip("-")
    number = 1
    while source in taken:
        number += 1
        source = f"{base}-{number}"
    return source


def _refuse_no_address(given: str, ecosystem: Ecosystem) -> None:
    wrong = addresses.mistake(given)
    if wrong and "://" not in given and not given.startswith("www."):
        near = _near(given, ecosystem)
        raise InvalidUpdateError(
            _(
                "‘{given}’ is neither a source id nor a web address. "
                "Evidence must be something a reader can open.",
                given=given,
            )
            + near
        )
    if wrong:
        raise InvalidUpdateError(wrong)


def _near(given: str, ecosystem: Ecosystem) -> str:
    from difflib import get_close_matches

    near = get_close_matches(given, ecosystem.sources, 1)
    return " " + _("Did you mean ‘{source}’?", source=near[0]) if near else ""
