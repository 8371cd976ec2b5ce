"""A city and its page, and what the model says the page must show."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ecosystem.city import City
from ecosystem.infographic import page, view
from ecosystem.model import Ecosystem, Entity, Link, Node, Priority


@dataclass(frozen=True)
class BuiltPage:
    """A city and the file that its page stands in."""

    city: City
    file: Path

    @cached_property
    def ecosystem(self) -> Ecosystem:
        return self.city.ecosystem

    @cached_property
    def entities(self) -> list[Entity]:
        return [node for _, node in self.ecosystem.nodes() if isinstance(node, Entity)]

    @cached_property
    def chosen(self) -> list[Priority]:
        """The priorities that stand in the hub."""
        plan = self.ecosystem.about.plan
        return [each for each in self.ecosystem.priorities.values() if each.plan == plan]

    @cached_property
    def drawn(self) -> set[str]:
        """The ids of everything that has a mark on the wheel."""
        return {each.id for each in self.entities} | {each.id for each in self.chosen}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of every link, by its id."""
        return {link.id: number for number, link in enumerate(self.ecosystem.links, 1)}

    def node(self, identifier: str) -> Node:
        return self.city.value(identifier)

    def curves(self, links: Iterable[Link]) -> list[int]:
        """The numbers of those links that the wheel draws."""
        return sorted(self.numbers[each.id] for each in links if {each.tail, each.head} <= self.drawn)


def settle(city: City, folder: Path) -> BuiltPage:
    """The city with its page written to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "index.html"
    file.write_text(page.render(view.compose(city)), encoding="utf-8")
    return BuiltPage(city, file)
