"""A city one can hold in one's head, as the text of a data file.

The Council hosts the Forum; the Charity and the staff network belong to it. The Forum's plan has two
priorities: Jobs, which the Forum leads and the job fair advances, and Homes, which action 1 advances by
our reading. The Charity leads that action. The Choir knows nobody.
"""

from ecosystem.model import Citation

SMALL = """format: 2
ecosystem:
  title: A small city
  place: Smallville
  edition: 2026-11
  summary: Who does what in a small city.
  licence: CC BY 4.0
  plan: plan
kinds:
  forum: {section: groups, label: forum, plural: Forums, shape: circle, hue: plum}
  staff: {section: networks, label: staff network, plural: Staff networks, shape: open diamond, hue: teal}
  public: {section: partners, label: public organisation, plural: Public organisations, shape: square, hue: blue}
  charity: {section: partners, label: charity, plural: Charities, shape: triangle, hue: amber}
  fair: {section: events, label: fair, plural: Fairs, shape: star, hue: slate}
  report: {section: outputs, label: report, plural: Reports, shape: open hexagon, hue: slate}
link_types:
  member-of: {label: is a member of, inverse: has as a member, family: membership,
    from: [groups, networks, partners], to: [groups, networks, partners], transitive: true, means: org:memberOf}
  staff-network-of: {label: is a staff network of, inverse: has the staff network, family: membership,
    from: [networks], to: [partners], transitive: true, means: org:unitOf}
  hosts: {label: hosts, inverse: is hosted by, past: hosted, past_inverse: was hosted by, family: working together,
    from: [groups, networks, partners], to: [groups, networks, partners, events], transitive: true, sustains: true}
  funds: {label: funds, inverse: is funded by, past: funded, past_inverse: was funded by,
    planned: fund, planned_inverse: be funded by, family: money,
    from: [groups, networks, partners], to: [groups, networks, partners, events, outputs], sustains: true}
  produced: {label: produced, inverse: was produced by, family: delivery, one_off: true,
    from: [groups, networks, partners], to: [outputs]}
sources:
  minutes: {title: Minutes of the forum, publisher: The Forum, date: 2021-03, url: "https://example.org/minutes"}
  leaflet: {title: A leaflet, publisher: The Charity, date_text: undated, held_by: The Charity}
groups:
  forum:
    name: The Forum for Everybody who Works in the City
    short: The Forum
    aliases: [Round Table]
    kind: forum
    founded: 2015-08
    purpose: Brings the city together.
    website: https://example.org/forum
    facts:
      - {text: Meets monthly., period: 2019/2021, source: minutes}
      - {text: Probably once met weekly., basis: inferred, source: leaflet}
    internal: {note: canary-in-the-coal-mine}
networks:
  staff:
    name: Staff Network
    kind: staff
    source: minutes
partners:
  council:
    name: The Council
    kind: public
    source: minutes
  charity:
    name: The Charity
    kind: charity
    status: active in 2021
    source: leaflet
  choir:
    name: The Choir
    kind: charity
    source: leaflet
events:
  fair:
    name: The Job Fair
    kind: fair
    date: 2021-06-05
    source: minutes
outputs:
  report:
    name: The Yearly Report
    kind: report
    source: minutes
plans:
  plan:
    name: The Forum's plan
    owners: [forum]
    period: 2021
    kept_up: true
    source: minutes
priorities:
  jobs: {plan: plan, number: 1, name: Jobs, aliases: [work], source: minutes}
  homes:
    plan: plan
    number: 2
    name: Homes
    source: minutes
    progress:
      - {date: 2021, state: done, note: So says the Forum., source: minutes}
actions:
  build:
    plan: plan
    reference: "1"
    part: Building
    name: Build ten homes
    leads: [charity]
    lead_text: The Charity's builder
    timescale: by the summer
    due: 2021-06
    measure: {indicator: homes built, direction: increase, baseline: 2, comparison: 8, comparison_text: the next city}
    source: minutes
links:
  - {from: council, type: hosts, to: forum, evidence: The minutes thank the Council for the room., source: minutes}
  - {from: charity, type: member-of, to: forum, since: 2016, source: minutes}
  - {from: staff, type: staff-network-of, to: council, source: leaflet}
  - {from: forum, type: leads, to: jobs, source: minutes}
  - {from: fair, type: advances, to: jobs, basis: planned, source: minutes}
  - {from: council, type: funds, to: fair, source: minutes}
  - {from: council, type: funds, to: charity, since: 2018, until: 2020, source: minutes}
  - {from: council, type: funds, to: charity, role: rent, basis: disputed, source: leaflet}
  - {from: forum, type: produced, to: report, since: 2021-06-05, source: minutes}
  - {from: build, type: advances, to: homes, basis: inferred, evidence: Ten homes are homes., source: minutes}
disputes:
  - about: forum
    question: How many belong to it?
    claims:
      - {claim: "2", source: minutes}
      - {claim: "3", source: leaflet}
    note: They count differently.
"""

# Two stories of the same city. The first passes through the forum, which has the id of a kind as well.
TOURED = (
    SMALL
    + """
tours:
  walk:
    title: A walk in four steps
    summary: Who meets whom.
    steps:
      - {title: The forum, text: It brings the city together., show: forum, source: [minutes, leaflet]}
      - {title: A fair, text: The Council pays for the fair., show: [charity, council, fair], source: minutes}
      - {title: A public organisation, text: There is one., show: public, source: minutes}
      - {title: Work, text: The forum leads on jobs., show: jobs, source: minutes}
  end: {title: The end, steps: [{title: The choir, text: It sings., show: choir, source: leaflet}]}
"""
)


def cited(*sources: str) -> tuple[Citation, ...]:
    """Return citations of whole sources."""
    return tuple(map(Citation, sources))
