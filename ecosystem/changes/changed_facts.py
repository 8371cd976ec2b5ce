"""Facts and disputes that are new, that went, or that rest on something else."""

from collections.abc import Iterator

from ecosystem import sentences
from ecosystem.changes.changed_entries import peers
from ecosystem.changes.changed_links import unsure_basis
from ecosystem.changes.comparison import Change
from ecosystem.language import N_, _
from ecosystem.model import ENTITY_SECTIONS, Ecosystem, Entity, Fact


def find(before: Ecosystem, after: Ecosystem) -> Iterator[Change]:
    """Yield what changed of facts, then of disputes."""
    yield from _facts(before, after)
    yield from _disputes(before, after)


def _facts(before: Ecosystem, after: Ecosystem) -> Iterator[Change]:
    for section in ENTITY_SECTIONS:
        was, now = peers(before, section), after.section(section)
        for key in now:
            old, new = was.get(key), now[key]
            if not isinstance(old, Entity) or not isinstance(new, Entity):
                continue
            old_facts, new_facts = ({_stating(fact): fact for fact in entity.facts} for entity in (old, new))
            for statement, fact in new_facts.items():
                pattern = N_("Basis or sources changed for {entry}: {fact}")
                if statement not in old_facts:
                    pattern = N_("New fact about {entry}: {fact}")
                if old_facts.get(statement) != fact:
                    sentence = _(pattern, entry=new.label, fact=sentences.of_fact(fact))
                    yield _of_entry("facts", key, sentence)
            for statement, fact in old_facts.items():
                if statement not in new_facts:
                    sentence = _(
                        "Fact about {entry} removed: {fact}", entry=new.label, fact=sentences.of_fact(fact)
                    )
                    yield _of_entry("facts", key, sentence)


def _stating(fact: Fact) -> tuple[object, ...]:
    """Return what a fact says, whoever confirms it."""
    return fact.text, fact.period, fact.period_text, unsure_basis(fact)


def _disputes(before: Ecosystem, after: Ecosystem) -> Iterator[Change]:
    was, now = (
        {(dispute.about, dispute.question): dispute for dispute in ecosystem.disputes}
        for ecosystem in (before, after)
    )
    for about, question in now:
        if (about, question) not in was:
            yield _of_entry("disputes", about, _("New: {question}", question=question))
        elif was[about, question] != now[about, question]:
            yield _of_entry("disputes", about, _("Claims changed: {question}", question=question))
    for about, question in was:
        if (about, question) not in now:
            yield _of_entry("disputes", about, _("No longer disputed: {question}", question=question))


def _of_entry(part: str, about: str, sentence: str) -> Change:
    return Change(part=part, about=about, concerns=(about,), sentence=sentence)
