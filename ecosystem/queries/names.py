"""Find the entry that a name means."""

import re
from collections.abc import Collection
from itertools import chain

from ecosystem import dates
from ecosystem.city import City
from ecosystem.errors import AmbiguousNameError, NotAnOrganisationError, NotAtDateError, UnknownNameError
from ecosystem.folding import folded
from ecosystem.language import _
from ecosystem.model import ORGANISATION_SECTIONS, Action, Node, Priority, Section

_UNSPACED = (  # compiled when it is first needed: few questions look for a name
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese."""


def find(city: City, asked: str, *, among: Collection[Section] = ()) -> str:
    """Return the id of the entry called so: by its id, name, short name or alias, else by words of one.

    Args:
        city: The city.
        asked: What somebody calls it.
        among: The sections whose entries come first, if several entries are called so.

    Raises:
        AmbiguousNameError: The words fit several things equally well.
        NotAtDateError: They fit something that the map does not have at the date of the city.
        UnknownNameError: They fit nothing; the error names what comes closest.
    """
    called = _called_so(city.whole or city, asked, among)
    matches = [match for match in called if match in city]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise AmbiguousNameError(asked, [(match, _told_apart(city, match)) for match in matches])
    if called:
        raise NotAtDateError(asked, dates.phrase(city.at or ""))
    raise _unknown(city, asked)


def _called_so(city: City, asked: str, among: Collection[Section]) -> list[str]:
    """Return the ids of what an asked name fits best."""
    if asked in city:
        return [asked]
    wanted = folded(asked)
    if not wanted:
        return []
    called = _names(city)
    within = set(chain(*(ids for name, ids in called.items() if _is_within(wanted, name))))
    fitting = (called.get(wanted, ()), within)
    wished = ([match for match in ids if city.section(match) in among] for ids in fitting)
    return sorted(next(filter(None, (*wished, *fitting)), ()))


def _unknown(city: City, asked: str) -> UnknownNameError:
    from difflib import get_close_matches  # only a name that is not found needs it

    wanted, called = folded(asked), _names(city)
    if not wanted:
        return UnknownNameError(asked)
    near = get_close_matches(wanted, called, n=3, cutoff=0.6) or _spelt_alike(wanted, called)
    suggestions = dict.fromkeys(identifier for name in near for identifier in sorted(called[name]))
    return UnknownNameError(asked, [f"{match} ({city.label(match)})" for match in suggestions][:3])


def find_organisation(city: City, asked: str) -> str:
    """Return the id of the organisation that is called so, as `find` does.

    Raises:
        AmbiguousNameError: The words fit several things equally well.
        NotAnOrganisationError: The words fit an entry that is not an organisation.
        NotAtDateError: They fit something that the map does not have at the date of the city.
        UnknownNameError: They fit nothing.
    """
    identifier = find(city, asked, among=ORGANISATION_SECTIONS)
    if not city.is_organisation(identifier):
        raise NotAnOrganisationError(asked, city.section(identifier).value)
    return identifier


def _is_within(wanted: str, name: str) -> bool:
    """Return whether it is whole words of the name, or any part of one in a script without spaces."""
    return f" {wanted} " in f" {name} " or (re.search(_UNSPACED, wanted) is not None and wanted in name)


def _spelt_alike(wanted: str, called: Collection[str]) -> list[str]:
    """Return the names that have a word much like each word that was asked for."""
    from difflib import get_close_matches

    words = {word for name in called for word in name.split()}
    near = list(called)
    for word in wanted.split():
        if near:
            alike = set(get_close_matches(word, words, cutoff=0.75))
            near = [name for name in near if alike.intersection(name.split())]
    return near


def _names(city: City) -> dict[str, list[str]]:
    """Return every simplified name, with the ids of the entries called so."""
    called: dict[str, list[str]] = {}
    for identifier in city:
        for name in names(city.value(identifier)):
            ids = called.setdefault(folded(name), [])
            if identifier not in ids:
                ids.append(identifier)
    return called


def _told_apart(city: City, identifier: str) -> str:
    """Return a full name, with the plan of a priority or action: plans of two years have the same names."""
    value = city.value(identifier)
    if isinstance(value, Priority | Action):
        return _("{name}, {plan}", name=value.name, plan=city.ecosystem.plans[value.plan].label)
    return value.name


def names(value: Node) -> tuple[str, ...]:
    """Return everything an entry is called."""
    return (value.id, value.name, *((value.short,) if value.short else ()), *value.aliases)
