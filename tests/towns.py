"""Two towns that use what a data file can say, to be broken field by field."""

import pytest

from ecosystem import dataset
from ecosystem.errors import InvalidDataError

HEAD = """\
ecosystem: {title: Map, place: Town, edition: 2026-11, summary: Who works with whom., licence: CC BY 4.0}
kinds:
  club: {section: groups, label: club, plural: Clubs, shape: circle, hue: plum}
  firm: {section: partners, label: firm, plural: Firms, shape: square, hue: blue}
link_types:
  helps: {label: helps, inverse: is helped by, family: delivery, transitive: true,
    from: [groups, partners], to: groups}
sources:
  page: {title: A page, publisher: The town, url: 'https://example.org/a?b=c#d'}
  book: {title: A book, publisher: The town, date: 1999, held_by: The town}
"""
CITY = (
    HEAD
    + """\
groups:
  hall:
    name: The hall
    aliases: The room
    kind: club
    founded: 2015-08
    facts:
      - {text: It stands., period: 2016/.., source: [page, book]}
    internal: {owner: canary, list: [canary, {deep: canary}]}
  barn: {name: The barn, kind: club, source: page, internal: canary}
partners:
  mill: {name: The mill, kind: firm, source: book, status: NO longer, purpose: "NO"}
plans:
  work: {name: The work plan, owners: [hall, mill], period: 2021/2022, source: book}
  play: {name: The play plan, source: book}
priorities:
  jobs: {plan: work, number: 10, name: Jobs, source: book}
  games: {plan: play, number: 1, name: Games, source: book}
actions:
  fair:
    plan: work
    name: Hold a fair
    leads: hall
    advances: [jobs, games]
    repeats: every 2 years
    measure: {indicator: visitors, baseline: 12, target: 12.5, readings: {date: 2022, value: -1}}
    progress: [{date: 2022, state: done, evidence: page, internal: canary}]
    source: [book]
links:
  - {from: mill, type: helps, to: hall, source: page, internal: {note: canary}}
  - {from: mill, type: helps, to: hall, role: caterer, basis: planned, source: page}
  - {from: barn, type: helps, to: hall, since: 2020, source: page}
disputes:
  - about: hall
    question: How old?
    claims: [{claim: 12, source: page}, {claim: 16, source: book}]
"""
)

SPREAD = (
    HEAD.replace(
        "link_types:",
        "  wheel: {section: networks, label: wheel, plural: Wheels, hue: plum,\n"
        "    shape: diamond}\nlink_types:",
    ).replace("from: [groups, partners]", "from: [groups, networks, partners]")
    + """\
groups:
  hall:
    source: page
    kind: club
    short: The hall
    name: A hall
    ended: 2010
    founded: 2010
    aliases: [Room]
networks:
  ring:
    source: book
    name: Ring
    kind: wheel
    ended: 2010
    founded: 2009
priorities:
  jobs:
    plan: work
    source: page
    name: Jobs
    number: 1
  games:
    plan: work
    source: page
    name: Games
    number: 2
    progress:
      - note: So they say.
        date: 2020
        state: done
        evidence: [book]
plans:
  work: {name: The work plan, source: page}
links:
  - from: ring
    to: hall
    type: helps
    source: page
disputes:
  - about: hall
    question: How old?
    claims:
      - {claim: 12, source: page}
      - {claim: 16, source: book}
"""
)
"""A city in which each field stands on a line of its own."""


def problems(text: str) -> list[str]:
    with pytest.raises(InvalidDataError) as caught:
        dataset.parse(text)
    return [str(problem) for problem in caught.value.problems]
