"""Letters to the organisations on the map: what is due, and what to confirm, as text and as e-mail drafts.

A draft opens in a mail program, ready to be addressed and sent. It has no date and no sender, so that the
same data gives the same bytes. No letter names a person: the data names roles and organisations.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from urllib.parse import unquote

from ecosystem.city import City
from ecosystem.files import OURS, portable
from ecosystem.language import N_, _
from ecosystem.model import Organisation
from ecosystem.tracking.freshness import Ask, Matter, Stale
from ecosystem.words import escape_markdown

_HEADINGS = {
    Matter.ENTRY: N_("Your entry. Is this still right?"),
    Matter.LINK: N_("Your links. Are these still right?"),
    Matter.ACTION: N_(
        "Actions that you lead, or that are in your plan. How far have they got, and what is the evidence?"
    ),
}
_DUE = N_("What is due or overdue. How far have you got, and what is the evidence?")


@dataclass(frozen=True, slots=True)
class _Letter:
    subject: str
    heading: str
    opening: tuple[str, ...]
    address: str | None  # of its place on the map
    roles: str | None
    questions: tuple[tuple[str, tuple[str, ...]], ...]
    closing: str


def messages(city: City, stale: Stale, url: str | None = None) -> Mapping[str, str | bytes]:
    """Return a letter to each organisation as Markdown and as an e-mail draft, by file name.

    Args:
        city: The city.
        stale: What is to be asked.
        url: Where the map is published. Each letter then says where the organisation stands on it.
    """
    written: dict[str, str | bytes] = {}
    for ask in stale.asks:
        if ask.organisation:
            letter = _letter(city, ask, ask.organisation, url)
            name = portable(ask.organisation)
            written[f"{name}.md"] = _marked_down(letter, stale.today)
            written[f"{name}.eml"] = _draft(letter, city, ask.organisation)
    return written


def _letter(city: City, ask: Ask, organisation: str, url: str | None) -> _Letter:
    title = city.ecosystem.about.title
    due = {item.about for item in ask.due}
    questions = [(_(_DUE), tuple(item.sentence for item in ask.due))]
    for matter, heading in _HEADINGS.items():
        texts = (item.sentence for item in ask.items if item.matter is matter and item.about not in due)
        questions.append((_(heading), tuple(texts)))
    return _Letter(
        subject=_("{map}: please confirm", map=title),
        heading=_("{organisation}: please confirm", organisation=ask.name),
        opening=(
            _("We keep {map} up to date by asking the organisations on it.", map=title),
            _("Please tell us what is right, what is wrong and what is missing."),
            _("A few words on each point are enough."),
        ),
        address=f"{url}#n-{organisation}" if url else None,
        roles=_("For: {roles}", roles="; ".join(ask.roles)) if ask.roles else None,
        questions=tuple((heading, texts) for heading, texts in questions if texts),
        closing=_("Please name roles and organisations, not people."),
    )


def _marked_down(letter: _Letter, today: str) -> str:
    lines = [f"<!-- Made by {OURS} on {today}. -->", f"# {escape_markdown(letter.heading)}", ""]
    lines += [*map(escape_markdown, letter.opening), ""]
    if letter.address:
        lines += [_("Your place on the map: {address}", address=f"<{letter.address}>"), ""]
    if letter.roles:
        lines += [escape_markdown(letter.roles), ""]
    for heading, texts in letter.questions:
        lines += [f"## {heading}", "", *(f"- [ ] {escape_markdown(text)}" for text in texts), ""]
    return "\n".join([*lines, letter.closing, ""])


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
    yield ""
    if letter.address:
        yield _("Your place on the map: {address}", address=letter.address)
        yield ""
    if letter.roles:
        yield letter.roles
        yield ""
    for heading, texts in letter.questions:
        yield heading
        yield ""
        for text in texts:
            yield f"- {text}"
        yield ""
    yield letter.closing
