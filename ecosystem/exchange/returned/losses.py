"""What would be lost if the data file said what a workbook says."""

from ecosystem import changes
from ecosystem.dataset.draft import SECTIONS
from ecosystem.exchange import documents
from ecosystem.model import BODY_SECTIONS, Ecosystem


def gone(before: Ecosystem, after: Ecosystem) -> list[str]:
    """Every entry that would be removed, with its id and name."""
    old, new = documents.of(before), documents.of(after)
    there = {identifier for section in BODY_SECTIONS for identifier in new[section]}
    found = []
    for section, (_, noun) in SECTIONS.items():
        for identifier, entry in old[section].items():
            if identifier not in new[section] and not (section in BODY_SECTIONS and identifier in there):
                name = entry.get("name") or entry.get("title") or entry.get("label")
                found.append(f"{noun} {identifier} ({name})")
    links = {link.id: f"link {link.id}" for link in before.links}
    kept = {link.id for link in after.links}
    return [*found, *(said for identifier, said in links.items() if identifier not in kept)]


def losses(before: Ecosystem, after: Ecosystem) -> list[str]:
    """What the loss guard says."""
    found = [
        changes.loss(_bodies(before), _bodies(after), "body", "bodies"),
        changes.loss(_links(before), _links(after), "link", "links"),
    ]
    return [each for each in found if each]


def _bodies(city: Ecosystem) -> dict[str, str]:
    return {key: body.name for section in BODY_SECTIONS for key, body in city.section(section).items()}


def _links(city: Ecosystem) -> dict[str, str]:
    return {link.id: link.id for link in city.links}
