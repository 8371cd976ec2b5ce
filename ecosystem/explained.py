"""What each field of the data file holds, in words for its editors.

The JSON Schema shows these words in an editor, the workbook as notes on its columns. A field is explained
by its name, or by the name of its model and its own where the same name holds different things.
"""

from ecosystem.model import SHORT_LENGTH, Value

_DATE = (
    "a date or period: 2015, 2015-08, 2015-08-31, 2019~ (about), 2018? (uncertain), 2020-04/2021-03, 2021/.."
)

_EXPLAINED = {
    # the map
    "About.title": "The title of the map.",
    "About.place": "The city or area it covers.",
    "About.edition": "The date of this edition, such as 2026-11.",
    "About.summary": "One sentence on what the map shows.",
    "About.licence": "Under which licence the data may be used.",
    "About.plan": "The id of the plan whose priorities stand in the middle of the wheel.",
    "About.language": "The language of the texts, such as en.",
    "About.method": "How the facts were gathered, and what was not looked at.",
    # the vocabulary
    "Kind.section": "The section whose entries may be of this kind.",
    "Kind.label": "What one is called: strategic group.",
    "Kind.plural": "What several are called, with a capital: Strategic groups.",
    "Kind.shape": "Its mark in the legend; no two kinds share one.",
    "Kind.hue": "Its colour in the legend; kinds may share one.",
    "LinkType.label": "How the link reads in its direction: is a member of.",
    "LinkType.inverse": "How it reads the other way: has as a member.",
    "LinkType.family": "What the link is about; the key of the map filters by it.",
    "LinkType.from": "The sections where such a link may start.",
    "LinkType.to": "The sections where it may end.",
    "LinkType.carries": "true: through it, a body shares what the body at its other end connects to.",
    "LinkType.moment": "true: it happened at one time, so that its date reads “in 2021”, not “since 2021”.",
    # sources
    "Source.title": "The title of the document or page.",
    "Source.publisher": "Who published it: a body, not a person.",
    "Source.date": f"When it was published: {_DATE}.",
    "Source.date_text": "What can be said of its date when a date cannot hold it: undated, about 2020.",
    "Source.url": "Its address, which starts with https:, http: or mailto:.",
    "Source.file": "The document’s file name, when it has no address.",
    "Source.note": "What a reader should know of it.",
    # all that stands on the map
    "name": "Its full name. Name roles and bodies, never a person.",
    "short": (
        f"A short name for the wheel, of {SHORT_LENGTH} characters at most. Needed when the name is longer."
    ),
    "aliases": "Other names it goes by. Each can be asked for.",
    "kind": "The id of its kind, from the legend.",
    "purpose": "What it is for, in one sentence.",
    "website": "Its address, which starts with https:, http: or mailto:.",
    "status": "What the sources say of it lately: active in 2021.",
    "checked": "When somebody last looked whether this is still true.",
    "source": "The id of the source this rests on, or a list of them.",
    "facts": "Dated statements about it, each with its source.",
    "founded": f"When it began: {_DATE}.",
    "founded_text": "The source’s own words on when it began.",
    "ended": f"When it ended: {_DATE}.",
    "ended_text": "The source’s own words on when it ended.",
    "date": f"When it was: {_DATE}.",
    "date_text": "The source’s own words on when it was.",
    "note": "What a reader should know.",
    "summary": "What it is about, in a sentence or two.",
    # facts
    "Fact.text": "The statement, in your own words.",
    "period": f"When it holds or held: {_DATE}.",
    "period_text": "The source’s own words on when.",
    "standing": (
        "How sure this is: confirmed (both bodies said so), stated (a source says so), inferred (our"
        " reading), planned (an intention without proof that it happened), disputed (sources disagree)."
    ),
    # plans, priorities and actions
    "owners": "The ids of the bodies that set the plan.",
    "plan": "The id of the plan it stands in.",
    "number": "Its number in the plan.",
    "progress": "Reports on how it goes, the oldest first.",
    "reference": "Its number or letter in the plan.",
    "part": "The heading it stands under in the plan.",
    "objective": "What the plan says it is to achieve.",
    "outcome": "What the plan hopes to see.",
    "leads": "The ids of the bodies that lead it.",
    "lead_text": "The lead in the plan’s own words.",
    "timescale": "The time in the plan’s own words; always kept.",
    "start": f"When it starts: {_DATE}.",
    "due": f"When it is due; only what the plan’s words support: {_DATE}.",
    "repeats": "How often it repeats.",
    "advances": "The ids of the priorities it advances.",
    "measure": "What would show that it works.",
    # progress and measures
    "Progress.date": "When this was reported.",
    "Progress.state": "under way, done or stopped. Done without evidence is shown as a claim.",
    "Progress.note": "What was said, in your own words.",
    "Progress.source": "Who says so: the id of a source, or a list of them.",
    "Progress.evidence": "What shows it apart from who says so: ids of sources.",
    "Measure.indicator": "What is measured.",
    "Measure.unit": "The unit of the numbers: %, people.",
    "Measure.direction": "Where the number should go.",
    "Measure.baseline": "The number at the start.",
    "Measure.comparison": "Another number to compare it with: a gap to close, not a target.",
    "Measure.comparison_text": "Whose number the comparison is.",
    "Measure.target": "The number that is aimed at.",
    "Measure.target_text": "The target in words, where it is not a number.",
    "Measure.readings": "Later numbers, each with its date.",
    "Reading.date": "When it was measured.",
    "Reading.value": "The number.",
    # links
    "from": "The id of the thing the link starts from.",
    "type": "The id of the link’s type.",
    "to": "The id of the thing the link leads to.",
    "role": "In what capacity: vice-chair, secretariat.",
    "since": f"Since when it holds, or when it happened: {_DATE}.",
    "since_text": "The source’s own words on since when.",
    "until": f"Until when it held: {_DATE}.",
    "until_text": "The source’s own words on until when.",
    "evidence": "What in the source shows it, in your own words.",
    # disputes, gaps and tours
    "Dispute.about": "The id of the thing the sources disagree about.",
    "question": "The question they answer differently.",
    "claims": "Every answer, each with its source.",
    "claim": "What one side says.",
    "gap": "The sort of gap that is accepted.",
    "AcceptedGap.kind": "Of a missing kind: which one. Other kinds are told all the same.",
    "AcceptedGap.about": "The id of the thing, link or source that has the gap.",
    "reason": "Why it is accepted; the map shows it in the gap’s place.",
    "Tour.title": "What the tour is called.",
    "steps": "The steps of the tour, in order.",
    "TourStep.title": "The heading of the step.",
    "TourStep.text": "What the step tells.",
    "show": "The ids of what lights up: one thing or kind, or several things to show the ways between them.",
    # anywhere
    "internal": "Private notes, in any form. They never leave this file.",
}


def field(model: type[Value], name: str) -> str:
    """What a field holds, by its name in the data file; the name alone where nobody has explained it yet."""
    return _EXPLAINED.get(f"{model.__name__}.{name}") or _EXPLAINED.get(name, name)


def entry(model: type[Value]) -> str:
    """What an entry is: the first paragraph of its model's docstring."""
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())
