"""What an editor reports, as a change of the data file: progress on a step, or that somebody looked today."""

from collections.abc import Sequence

from ecosystem import edits, queries
from ecosystem.city import City
from ecosystem.dataset import addresses
from ecosystem.edits import Document
from ecosystem.errors import InvalidUpdateError
from ecosystem.model import ENTITY_SECTIONS, Ecosystem, Section, State


def report(
    city: City,
    document: Document,
    asked: str,
    *,
    state: State,
    date: str,
    note: str | None = None,
    sources: tuple[str, ...] = (),
    evidence: tuple[str, ...] = (),
    title: str | None = None,
    publisher: str | None = None,
) -> None:
    """Add a report to an action or a priority.

    Args:
        city: The city of the document.
        document: The data file; it is changed.
        asked: What somebody calls the action or priority.
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
    section, identifier = _place(city, asked, (Section.ACTIONS, Section.PRIORITIES), "an action or priority")
    ecosystem = city.ecosystem
    before = document.text
    shown = [
        _evidence(ecosystem, document, each, identifier, title, publisher) for each in dict.fromkeys(evidence)
    ]
    if (title or publisher) and document.text == before:
        raise InvalidUpdateError("No --evidence is a new address. Leave out --title and --publisher.")
    more = {"note": note, "source": _one_or_more(sources), "evidence": _one_or_more(shown)}
    entry = {"date": date, "state": state.value, **{name: value for name, value in more.items() if value}}
    edits.append(document, (section.value, identifier, "progress"), entry)


def looked(city: City, document: Document, asked: str, date: str) -> None:
    """Note that somebody has checked an organisation, an event or an output.

    Raises:
        InvalidUpdateError: It is something else.
    """
    section, identifier = _place(city, asked, ENTITY_SECTIONS, "an organisation, an event or an output")
    edits.set_field(document, (section.value, identifier, "checked"), date)


def _one_or_more(ids: Sequence[str]) -> str | list[str]:
    """A single id as it is, several as a list, each once."""
    each = list(dict.fromkeys(ids))
    return each if len(each) > 1 else "".join(each)


def _place(city: City, asked: str, sections: tuple[Section, ...], expected: str) -> tuple[Section, str]:
    identifier = queries.find(city, asked, among=sections)
    section = city.section(identifier)
    if section not in sections:
        raise InvalidUpdateError(f"‘{asked}’ is among the {section}, and {expected} was expected.")
    return section, identifier


def _evidence(
    ecosystem: Ecosystem,
    document: Document,
    given: str,
    identifier: str,
    title: str | None,
    publisher: str | None,
) -> str:
    """The id of the source that is the evidence; an address that none has yet becomes one."""
    if given in ecosystem.sources:
        return given
    wrong = addresses.mistake(given)
    if wrong and "://" not in given and not given.startswith("www."):
        near = _near(given, ecosystem)
        raise InvalidUpdateError(
            f"‘{given}’ is no source of the data, and no address.{near} Evidence can be looked at."
        )
    if wrong:
        raise InvalidUpdateError(wrong)
    known = next((source.id for source in ecosystem.sources.values() if source.url == given), None)
    if known:
        return known
    if not title or not publisher:
        raise InvalidUpdateError(
            f"No source has the address {given} yet. Say what it is: --title and --publisher."
        )
    name = base = f"{identifier}-evidence"[:50].rstrip("-")
    taken = set(ecosystem.sources)
    number = 1
    while name in taken or edits.has(document, ("sources", name)):
        number += 1
        name = f"{base}-{number}"
    edits.set_field(document, ("sources", name), {"title": title, "publisher": publisher, "url": given})
    return name


def _near(given: str, ecosystem: Ecosystem) -> str:
    from difflib import get_close_matches

    near = get_close_matches(given, ecosystem.sources, 1)
    return f" Did you mean ‘{near[0]}’?" if near else ""
