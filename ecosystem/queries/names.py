"""Which thing somebody means."""

import re
from collections.abc import Collection
from itertools import chain

from ecosystem.city import City
from ecosystem.errors import AmbiguousNameError, NotAnOrganisationError, UnknownNameError
from ecosystem.folding import folded
from ecosystem.model import ORGANISATION_SECTIONS, Action, Node, Priority, Section

_UNSPACED = (  # compiled when it is first needed: few questions look for a name
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese."""


def find(city: City, asked: str, *, among: Collection[Section] = ()) -> str:
    """The id of what somebody calls `asked`: an id, name, short name or alias, else words of one name.

    Of several things that are called so, those of the sections `among` which one is looked for come first.

    Raises:
        AmbiguousNameError: The words fit several things equally well.
        UnknownNameError: They fit nothing; the error names what comes closest.
    """
    if asked in city:
        return asked
    wanted = folded(asked)
    called = _names(city)
    if not wanted:
        raise UnknownNameError(asked)
    within = set(chain(*(ids for name, ids in called.items() if _is_within(wanted, name))))
    fitting = (called.get(wanted, ()), within)
    wished = ([each for each in ids if city.section(each) in among] for ids in fitting)
    matches = sorted(next(filter(None, (*wished, *fitting)), ()))
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise AmbiguousNameError(asked, [(match, _told_apart(city, match)) for match in matches])
    from difflib import get_close_matches  # only a name that is not found needs it

    near = get_close_matches(wanted, called, n=3, cutoff=0.6) or _spelt_alike(wanted, called)
    suggestions = dict.fromkeys(identifier for name in near for identifier in sorted(called[name]))
    raise UnknownNameError(asked, [f"{match} ({city.label(match)})" for match in suggestions][:3])


def find_organisation(city: City, asked: str) -> str:
    """The id of an organisation; as `find`, and a thing that is no organisation is unknown here.

    Raises:
        AmbiguousNameError: The words fit several things equally well.
        NotAnOrganisationError: They fit something else.
        UnknownNameError: They fit nothing.
    """
    identifier = find(city, asked, among=ORGANISATION_SECTIONS)
    if not city.is_organisation(identifier):
        raise NotAnOrganisationError(asked, city.section(identifier).value)
    return identifier


def _is_within(wanted: str, name: str) -> bool:
    """Whether it is words of the name; a script without spaces between its words has no end of one."""
    return f" {wanted} " in f" {name} " or (re.search(_UNSPACED, wanted) is not None and wanted in name)


def _spelt_alike(wanted: str, called: Collection[str]) -> list[str]:
    """The names that have a word much like each that was asked for."""
    from difflib import get_close_matches

    words = {word for name in called for word in name.split()}
    near = list(called)
    for word in wanted.split():
        if near:
            alike = set(get_close_matches(word, words, cutoff=0.75))
            near = [name for name in near if alike.intersection(name.split())]
    return near


def _names(city: City) -> dict[str, list[str]]:
    """Every simplified name with the ids that go by it."""
    called: dict[str, list[str]] = {}
    for identifier in city:
        for name in names(city.value(identifier)):
            ids = called.setdefault(folded(name), [])
            if identifier not in ids:
                ids.append(identifier)
    return called


def _told_apart(city: City, identifier: str) -> str:
    """A full name, with the plan of what stands in one: plans of two years name the same things."""
    value = city.value(identifier)
    if isinstance(value, Priority | Action):
        return f"{value.name}, {city.ecosystem.plans[value.plan].label}"
    return value.name


def names(value: Node) -> tuple[str, ...]:
    """Everything a thing is called."""
    return (value.id, value.name, *((value.short,) if value.short else ()), *value.aliases)
