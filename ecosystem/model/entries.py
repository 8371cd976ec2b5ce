"""Bodies, events and outputs: their kinds, their facts, and the sources that these rest on."""

from ecosystem.model.choices import Hue, Section, Shape, Standing
from ecosystem.model.terms import Date, KindId, Name, Short, Slug, SourceId, Text, Url, Value


class Kind(Value, frozen=True, kw_only=True):
    """An entry of the legend."""

    id: Slug
    section: Section
    label: Name
    plural: Name
    shape: Shape
    hue: Hue


class Source(Value, frozen=True, kw_only=True):
    """A document or page that facts and links rest on."""

    id: Slug
    title: Name
    publisher: Name
    date: Date | None = None
    date_text: Name | None = None  # what can be said of the date when EDTF cannot hold it
    url: Url | None = None
    file: Name | None = None  # the document's file name, when it has no address
    note: Text | None = None


class Fact(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """A dated statement about a body, an event or an output."""

    text: Text
    period: Date | None = None
    period_text: Name | None = None
    standing: Standing = Standing.STATED
    sources: tuple[SourceId, ...]


class Entity(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """What bodies, events and outputs have in common."""

    id: Slug
    section: Section
    name: Name
    short: Short | None = None
    aliases: tuple[Name, ...] = ()
    kind: KindId
    purpose: Text | None = None
    website: Url | None = None
    status: Name | None = None  # what the sources say of it lately
    checked: Date | None = None  # when somebody last looked
    sources: tuple[SourceId, ...] = ()  # what names it, where no fact below does
    facts: tuple[Fact, ...] = ()

    @property
    def label(self) -> str:
        """The name that fits the wheel."""
        return self.short or self.name

    @property
    def cited(self) -> tuple[str, ...]:
        """Every source the entity rests on, each once."""
        facts = (source for fact in self.facts for source in fact.sources)
        return tuple(dict.fromkeys((*self.sources, *facts)))


class Body(Entity, frozen=True, kw_only=True):
    """An organisation: a group, a network or a partner."""

    founded: Date | None = None
    founded_text: Name | None = None
    ended: Date | None = None
    ended_text: Name | None = None


class Event(Entity, frozen=True, kw_only=True):
    """Something that took place, or was meant to."""

    date: Date | None = None
    date_text: Name | None = None


class Output(Entity, frozen=True, kw_only=True):
    """A publication, programme or award."""

    date: Date | None = None
    date_text: Name | None = None
