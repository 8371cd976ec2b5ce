"""Made-up cities of any size, as the text of a data file: few organisations hold many links, kinds differ in
size.

Of a hundred organisations about thirty are of the largest kind and one of the smallest, as in a real city.
The same numbers make the same text.
"""

import json
from itertools import accumulate
from random import Random

KINDS = (  # share of a hundred, section, label, plural, shape, hue
    (30, "partners", "community group", "Community groups", "triangle", "amber"),
    (16, "partners", "school", "Schools", "half square", "blue"),
    (12, "networks", "staff network", "Staff networks", "open diamond", "teal"),
    (9, "partners", "faith organisation", "Faith organisations", "open triangle", "amber"),
    (8, "partners", "employer", "Employers", "square", "blue"),
    (7, "networks", "forum", "Forums", "diamond", "teal"),
    (5, "partners", "NHS organisation", "NHS organisations", "crossed square", "blue"),
    (4, "groups", "task group", "Task groups", "barred circle", "plum"),
    (3, "groups", "partnership", "Partnerships", "half circle", "plum"),
    (2, "partners", "university", "Universities", "open square", "blue"),
    (2, "partners", "housing organisation", "Housing organisations", "dotted square", "rust"),
    (1, "groups", "commission", "Commissions", "dotted circle", "plum"),
    (1, "groups", "strategic group", "Strategic groups", "circle", "plum"),
)
PLACES = (
    *(
        "Ashfield",
        "Barrow",
        "Castle",
        "Dean",
        "Eastgate",
        "Fern Hill",
        "Greenway",
        "Harbour",
        "Ivy",
        "Junction",
    ),
    *(
        "Kings",
        "Lower Mead",
        "Market",
        "North Quay",
        "Orchard",
        "Priory",
        "Quarry",
        "Riverside",
        "Station",
        "Temple",
    ),
)
TYPES = {
    "member-of": ("is a member of", "has as a member", "membership"),
    "works-with": ("works with", "works with", "working together"),
    "funds": ("funds", "is funded by", "money"),
    "advises": ("advises", "is advised by", "governance"),
}
PRIORITIES = ("Jobs", "Homes", "Health", "Schools", "Safety", "Voice", "Data", "Culture")
BASES = ("stated", "stated", "stated", "inferred", "planned", "confirmed", "disputed")


def text(organisations: int, links: int, seed: int = 1) -> str:
    """A data file of so many organisations, and so many links between them and with the priorities of a
    plan.
    """
    random = Random(seed)
    ids = [f"b{number}" for number in range(organisations)]
    entries: dict[str, list[str]] = {"groups": [], "networks": [], "partners": []}
    shares = list(accumulate(kind[0] for kind in KINDS))
    for number, identifier in enumerate(ids):
        kind = next(place for place, share in enumerate(shares) if number % 100 < share)
        _, section, label, *_ = KINDS[kind]
        name = f"{PLACES[number * 7 % 20]} {label} {number}"
        entry = {"name": name, "kind": f"k{kind}", "purpose": f"Serves {PLACES[number % 20]}.", "source": "s"}
        entries[section].append(f"  {identifier}: {json.dumps(entry)}")
    lines = [f"{section}:\n{chr(10).join(some)}" for section, some in entries.items() if some]
    return "\n".join([_frame(), *lines, "links:", *_links(random, ids, links)]) + "\n"


def _frame() -> str:
    about = {"title": "A large city", "place": "Largeville", "edition": "2026-11", "licence": "CC BY 4.0"}
    about |= {"summary": "Who works with whom in a large city.", "plan": "plan"}
    kinds = {
        f"k{place}": {"section": section, "label": label, "plural": plural, "shape": shape, "hue": hue}
        for place, (_, section, label, plural, shape, hue) in enumerate(KINDS)
    }
    entities = ["groups", "networks", "partners"]
    types = {
        name: {"label": label, "inverse": inverse, "family": family, "from": entities, "to": entities}
        for name, (label, inverse, family) in TYPES.items()
    }
    priorities = {
        f"p{number}": {"plan": "plan", "number": number, "name": name, "source": "s"}
        for number, name in enumerate(PRIORITIES, 1)
    }
    document = {
        "ecosystem": about,
        "kinds": kinds,
        "link_types": types,
        "sources": {"s": {"title": "A register", "publisher": "The city"}},
        "plans": {"plan": {"name": "The plan of the city", "source": "s"}},
        "priorities": priorities,
    }
    return "\n".join(f"{name}: {json.dumps(value)}" for name, value in document.items())


def _links(random: Random, ids: list[str], count: int) -> list[str]:
    """A fiftieth of them with priorities; of the rest, an organisation's share falls with its place in the
    list.
    """
    weights = list(accumulate(1 / (place + 10) ** 0.6 for place in range(len(ids))))
    seen: set[tuple[str, str, str]] = set()
    lines: list[str] = []
    while len(lines) < count:
        kind = (
            "leads"
            if len(lines) % 50 == 0
            else random.choice(("member-of", "works-with", "funds", "advises"))
        )
        tail = random.choice(ids)
        head = f"p{random.randint(1, 8)}" if kind == "leads" else random.choices(ids, cum_weights=weights)[0]
        if tail == head or (tail, kind, head) in seen:
            continue
        seen.add((tail, kind, head))
        link = {"from": tail, "type": kind, "to": head, "source": "s"}
        if (basis := random.choice(BASES)) != "stated":
            link["basis"] = basis
        lines.append(f"  - {json.dumps(link)}")
    return lines
