"""Letters to the organisations on the map: what is due, and what to confirm, as text and as email drafts.

A draft opens in a mail program, ready to be addressed and sent. It has no date and no sender, so that the
same data gives the same bytes. No letter names a person: the data names roles and organisations.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from functools import cache
from urllib.parse import unquote

from ecosystem import language
from ecosystem.city import City
from ecosystem.dataset import documents
from ecosystem.edits import change_list
from ecosystem.files import OURS, portable
from ecosystem.language import N_, _
from ecosystem.model import Organisation
from ecosystem.tracking import codes
from ecosystem.tracking.freshness import Ask, Matter, Stale
from ecosystem.words import escape_markdown

_HEADINGS = {
    Matter.ENTRY: N_("Your entry. Is this still right?"),
    Matter.LINK: N_("Your links. Are these still right?"),
    Matter.ACTION: N_(
        "Actions that you lead, or that are in your plan. How far have they got, and what is the evidence?"
    ),
}
ANSWER, ROLE = N_("Answer:"), N_("Your role, not your name:")
_HOW = (
    N_("Write after ‘Answer:’ what you know: right, no longer right, wrong because …, or what is missing."),
    N_("Leave a line empty if you do not know. Please keep the codes in brackets."),
)
FROM_PAGE = N_("{name}: is this right?")
"""The first line of a mail that the form on the page makes."""
_TO = N_("{organisation}: please confirm")
_WE_KEEP = N_("We keep {map} up to date by asking the organisations on it.")
_OPENING = (
    N_("Please tell us what is right, what is wrong and what is missing."),
    N_("A few words on each point are enough."),
)
_CLOSING = N_("Please name roles and organisations, not people.")
_DUE = N_("What is due or overdue. How far have you got, and what is the evidence?")


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class _Letter:
    subject: str
    heading: str
    opening: tuple[str, ...]
    address: str | None  # of its place on the map
    roles: str | None
    questions: tuple[tuple[str, tuple["_Question", ...]], ...]
    closing: str


def messages(city: City, stale: Stale, url: str | None = None) -> Mapping[str, str | bytes]:
    """Return a letter to each organisation as Markdown and as an email draft, by file name.

    Args:
        city: The city.
        stale: What is to be asked.
        url: Where the map is published. Each letter then says where the organisation stands on it.
    """
    document = documents.of(city.ecosystem)
    links = [link.id for link in city.ecosystem.links if not link.field]
    ids = dict(zip(change_list.keys("links", document["links"]), links, strict=True))
    made = codes.by_organisation(document)
    written: dict[str, str | bytes] = {}
    for ask in stale.asks:
        if ask.organisation:
            code_of = {ids.get(at[-1], at[-1]): code for at, code in made[ask.organisation].items()}
            letter = _letter(city, ask, ask.organisation, url, code_of)
            name = portable(ask.organisation)
            written[f"{name}.md"] = _marked_down(letter, stale.today)
            written[f"{name}.eml"] = _draft(letter, city, ask.organisation)
    return written


def fixed_lines(title: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return how the lines begin that letters have beside sentences, in each language.

    Args:
        title: The title of the map.
        names: The names of the organisations.
    """
    from ecosystem import catalogues  # most letters need one language

    names = list(names)
    in_languages = catalogues.in_each_language(lambda: _fixed_lines(title, names))
    return tuple(dict.fromkeys(line for lines in in_languages for line in lines))


def spoken(pattern: str) -> tuple[str, ...]:
    """Return a word of a letter in each language, first in the one that is spoken."""
    return _spoken(pattern, language.current())


@cache
def _spoken(pattern: str, _first: language.Translation | None) -> tuple[str, ...]:
    from ecosystem import catalogues

    return tuple(dict.fromkeys(catalogues.in_each_language(lambda: _(pattern))))


def _fixed_lines(title: str, names: Iterable[str]) -> tuple[str, ...]:
    lines = (*_HEADINGS.values(), _DUE, *_OPENING, *_HOW, ROLE, _CLOSING)
    return (
        *(_(line) for line in lines),
        _(_WE_KEEP, map=title),
        *(_(_TO, organisation=name) for name in names),
        *(_(FROM_PAGE, name=name) for name in names),
    )


def _letter(city: City, ask: Ask, organisation: str, url: str | None, code_of: Mapping[str, str]) -> _Letter:
    title = city.ecosystem.about.title
    due = {item.about for item in ask.due}
    asked = [(_(_DUE), ask.due)]
    for matter, heading in _HEADINGS.items():
        asked.append(
            (_(heading), tuple(item for item in ask.items if item.matter is matter and item.about not in due))
        )
    return _Letter(
        subject=_("{map}: please confirm", map=title),
        heading=_(_TO, organisation=ask.name),
        opening=(
            _(_WE_KEEP, map=title),
            *(_(line) for line in _OPENING),
        ),
        address=f"{url}#is-this-right={organisation}" if url else None,
        roles=_("For: {roles}", roles="; ".join(ask.roles)) if ask.roles else None,
        questions=tuple(
            (heading, tuple(_Question(item.sentence, code_of.get(item.about, "")) for item in items))
            for heading, items in asked
            if items
        ),
        closing=_(_CLOSING),
    )


def _marked_down(letter: _Letter, today: str) -> str:
    lines = [f"<!-- Made by {OURS} on {today}. -->", f"# {escape_markdown(letter.heading)}", ""]
    lines += [*map(escape_markdown, (*letter.opening, *(_(line) for line in _HOW))), ""]
    if letter.address:
        lines += [_("You can also answer on the map: {address}", address=f"<{letter.address}>"), ""]
    if letter.roles:
        lines += [escape_markdown(letter.roles), ""]
    for heading, texts in letter.questions:
        lines += [f"## {heading}", ""]
        for question in texts:
            lines += [f"- [ ] {escape_markdown(question.text)}", "", f"  [{question.code}] {_(ANSWER)}", ""]
    return "\n".join([*lines, _(ROLE), "", letter.closing, ""])


def _draft(letter: _Letter, city: City, organisation: str) -> bytes:
    """Return a letter as a message that a mail program opens to be sent (RFC 5322)."""
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = letter.subject
    if address := _mailbox(city, organisation):
        message["To"] = address
    message["X-Unsent"] = "1"  # opens as a draft in Outlook
    message["X-Generator"] = OURS
    message.set_content("\n".join(_plain(letter)) + "\n", cte="quoted-printable")
    return message.as_bytes()


def _mailbox(city: City, organisation: str) -> str | None:
    """Return the shared mailbox that an organisation gives as its address, if it gives one."""
    value = city.value(organisation)
    website = value.website if isinstance(value, Organisation) else None
    return unquote(website.removeprefix("mailto:")) if website and website.startswith("mailto:") else None


def _plain(letter: _Letter) -> Iterator[str]:
    yield letter.heading
    yield ""
    yield from letter.opening
    yield from (_(line) for line in _HOW)
    yield ""
    if letter.address:
        yield _("You can also answer on the map: {address}", address=letter.address)
        yield ""
    if letter.roles:
        yield letter.roles
        yield ""
    for heading, texts in letter.questions:
        yield heading
        yield ""
        for question in texts:
            yield f"- {question.text}"
            yield f"  [{question.code}] {_(ANSWER)}"
            yield ""
    yield _(ROLE)
    yield ""
    yield letter.closing
