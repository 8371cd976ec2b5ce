"""Organisations, events and outputs: their kinds, their facts, and the sources that these rest on."""

from typing import Annotated

from ecosystem.model.enums import Basis, Hue, Section, Shape
from ecosystem.model.types import (
    BASIS_HELP,
    GIVEN,
    Citation,
    Date,
    KindId,
    Name,
    ShortName,
    Slug,
    Sources,
    Text,
    Url,
    Value,
    described,
    explained,
)


@explained("A type of entry, as the legend shows it.")
class Kind(Value, frozen=True, kw_only=True):
    id: Annotated[Slug, GIVEN]
    section: Annotated[Section, described("The section whose entries may be of this kind.")]
    label: Annotated[Name, described("What one is called: strategic group.")]
    plural: Annotated[Name, described("What several are called, with a capital: Strategic groups.")]
    shape: Annotated[Shape, described("Its mark in the legend. No two kinds share one.")]
    hue: Annotated[Hue, described("Its colour in the legend. Kinds may share one.")]


@explained("A document or page that facts and links rest on.")
class Source(Value, frozen=True, kw_only=True):
    id: Annotated[Slug, GIVEN]
    title: Annotated[Name, described("The title of the document or page.")]
    publisher: Annotated[Name, described("Who published it: an organisation, not a person.")]
    date: Annotated[Date | None, described("When it was published.")] = None
    date_text: Annotated[
        Name | None,
        described("What is known of its date, in words: on the cover, in the web address."),
    ] = None
    url: Annotated[Url | None, described("Its address, which starts with https:, http: or mailto:.")] = None
    archived: Annotated[
        Url | None, described("Another address that holds a copy of it, such as that of an archive.")
    ] = None
    accessed: Annotated[Date | None, described("When it was last read at its address.")] = None
    held_by: Annotated[
        Name | None, described("Who holds the document, when it has no public address. Never a person.")
    ] = None
    note: Annotated[Text | None, described("What a reader should know about it.")] = None


@explained("A dated statement about an organisation, an event or an output.")
class Fact(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    text: Annotated[Text, described("The statement, in your own words.")]
    period: Annotated[Date | None, described("The time it is about.")] = None
    period_text: Annotated[Name | None, described("The time in the source’s own words.")] = None
    basis: Annotated[Basis, described(BASIS_HELP)] = Basis.STATED
    sources: Sources


class Entity(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """What organisations, events and outputs have in common."""

    id: Annotated[Slug, GIVEN]
    section: Annotated[Section, GIVEN]
    name: Annotated[Name, described("Its full name. Name roles and organisations, never a person.")]
    short: ShortName = None
    aliases: Annotated[
        tuple[Name, ...], described("Other names it goes by. Readers can search for each.")
    ] = ()
    kind: Annotated[KindId, described("The id of its kind, from the legend.")]
    purpose: Annotated[Text | None, described("What it is for, in one sentence.")] = None
    website: Annotated[
        Url | None, described("Its address, which starts with https:, http: or mailto:.", contact=True)
    ] = None
    status: Annotated[Name | None, described("Its latest known status: active in 2021.")] = None
    checked: Annotated[
        Date | None,
        described("When somebody last checked that this is still true.", line="Last checked: {value}"),
    ] = None
    sources: Sources = ()
    facts: Annotated[tuple[Fact, ...], described("Dated statements about it, each with its source.")] = ()

    @property
    def label(self) -> str:
        """The name that fits the wheel."""
        return self.short or self.name

    @property
    def cited(self) -> tuple[Citation, ...]:
        """Every place in a source that the entity rests on, each once."""
        facts = (source for fact in self.facts for source in fact.sources)
        return tuple(dict.fromkeys((*self.sources, *facts)))


@explained("An organisation: a group, a network or a partner.")
class Organisation(Entity, frozen=True, kw_only=True):
    founded: Annotated[Date | None, described("When it began.")] = None
    founded_text: Annotated[Name | None, described("When it began, in the source’s own words.")] = None
    ended: Annotated[Date | None, described("When it ended.")] = None
    ended_text: Annotated[Name | None, described("When it ended, in the source’s own words.")] = None
    withheld: Annotated[
        bool,
        described(
            "true: the organisation has asked not to be shown, so it is in no output. Write the reason under"
            " `internal:`.",
            unshown=True,
        ),
    ] = False


@explained("Something that took place, or was meant to.")
class Event(Entity, frozen=True, kw_only=True):
    date: Annotated[Date | None, described("When it took place or came out.")] = None
    date_text: Annotated[
        Name | None, described("When it took place or came out, in the source’s own words.")
    ] = None


@explained("A publication, programme or award.")
class Output(Entity, frozen=True, kw_only=True):
    date: Annotated[Date | None, described("When it took place or came out.")] = None
    date_text: Annotated[
        Name | None, described("When it took place or came out, in the source’s own words.")
    ] = None
