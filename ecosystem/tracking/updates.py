"""What an editor reports, as a change of the data file: progress on a step, or that somebody looked today."""

from collections.abc import Sequence

from ecosystem import edits, queries
from ecosystem.city import City
from ecosystem.dataset import addresses
from ecosystem.edits import Document
from ecosystem.errors import InvalidUpdateError
from ecosystem.language import N_, _
from ecosystem.model import ENTITY_SECTIONS, Ecosystem, Section, State

NOT_REPORTABLE = N_("‘{name}’ is neither an action nor a priority. Give the name or id of one.")
NOT_CHECKABLE = N_(
    "‘{name}’ is not an organisation, an event or an output. Give the name or id of one of these."
)


def report(
    city: City,
    document: Document,
    name: str,
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
    ecosystem = city.ecosystem
    before = document.text
    shown = [
        _evidence(ecosystem, document, source, identifier, title, publisher)
        for source in dict.fromkeys(evidence)
    ]
    if (title or publisher) and document.text == before:
        raise InvalidUpdateError(
            _("There is no new address under --evidence, so leave out --title and --publisher.")
        )
    fields = {"note": note, "source": _one_or_more(sources), "evidence": _one_or_more(shown)}
    entry = {"date": date, "state": state.value, **{field: value for field, value in fields.items() if value}}
    edits.append(document, (section.value, identifier, "progress"), entry)


def looked(city: City, document: Document, name: str, date: str) -> None:
    """Note that somebody has checked an organisation, an event or an output.

    Raises:
        InvalidUpdateError: It is something else.
    """
    section, identifier = _place(city, name, ENTITY_SECTIONS, NOT_CHECKABLE)
    edits.set_field(document, (section.value, identifier, "checked"), date)


def _one_or_more(ids: Sequence[str]) -> str | list[str]:
    """Return a single id as it is, several as a list, each once."""
    unique = list(dict.fromkeys(ids))
    return unique if len(unique) > 1 else "".join(unique)


def _place(city: City, name: str, sections: tuple[Section, ...], refusal: str) -> tuple[Section, str]:
    identifier = queries.find(city, name, among=sections)
    section = city.section(identifier)
    if section not in sections:
        raise InvalidUpdateError(_(refusal, name=name))
    return section, identifier


def _evidence(
    ecosystem: Ecosystem,
    document: Document,
    given: str,
    identifier: str,
    title: str | None,
    publisher: str | None,
) -> str:
    """Return the id of the source that is the evidence; an address that none has yet becomes one."""
    if given in ecosystem.sources:
        return given
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
    known = next((source.id for source in ecosystem.sources.values() if source.url == given), None)
    if known:
        return known
    if not title or not publisher:
        raise InvalidUpdateError(
            _("No source has the address {address} yet. Give its --title and --publisher.", address=given)
        )
    source = base = f"{identifier}-evidence"[:50].rstrip("-")
    taken = set(ecosystem.sources)
    number = 1
    while source in taken or edits.has(document, ("sources", source)):
        number += 1
        source = f"{base}-{number}"
    edits.set_field(document, ("sources", source), {"title": title, "publisher": publisher, "url": given})
    return source


def _near(given: str, ecosystem: Ecosystem) -> str:
    from difflib import get_close_matches

    near = get_close_matches(given, ecosystem.sources, 1)
    return " " + _("Did you mean ‘{source}’?", source=near[0]) if near else ""
