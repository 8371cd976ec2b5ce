"""Replies to letters → suggested changes, for `ecosystem review`.

A letter, or a mail from the form on the page, has a code below each sentence, and the reply an answer after
it: right, no longer right, wrong because …, or what is missing. Where the code stands, quoted or not, and in
which language the answer is, does not matter. Nothing of a mail enters the data file: a suggestion names an
organisation, a role and a date, and keeps what was written for the person who reviews it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from email.errors import MessageError
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ecosystem import dates, manifest
from ecosystem.dataset.documents import Document
from ecosystem.dataset.unseen import quoted
from ecosystem.edits import Because, Change, What, change
from ecosystem.errors import FileAccessError
from ecosystem.language import _, number
from ecosystem.loss_guard import MOST_NAMED
from ecosystem.model import ORGANISATION_SECTIONS
from ecosystem.tracking import codes, given_answers, letters, mail_text
from ecosystem.tracking.codes import Target
from ecosystem.tracking.given_answers import Answer

TEXTS, PAGES, MAILBOX = (".txt", ".md"), (".html", ".htm"), ".mbox"
ENDINGS = (".eml", MAILBOX, *TEXTS, *PAGES)
_ENOUGH = 40
"""Characters by which a line of a letter is known, since mail programs wrap the rest."""
_BEFORE = 366
"""Days before the edition in which somebody may have answered a letter about its draft."""
_MOST_REMARKS = 200  # on one file, which may hold many mails
LONGEST = 5_000
"""Characters of an answer that are kept."""

_KEYS = {given_answers.NO_LONGER: "no longer", given_answers.WRONG: "wrong", given_answers.MISSING: "missing"}

_UNREADABLE = (RecursionError, MessageError, ValueError, TypeError, LookupError, AttributeError)
"""What the standard library raises for mails that are none."""


@dataclass(frozen=True, slots=True)
class Replies:
    """What replies suggest, and what there is to say about the mails."""

    changes: tuple[Change, ...]
    remarks: tuple[str, ...]


def read(folder: Path, document: Document, today: date) -> Replies:
    """Return what the replies in a folder suggest, in the order of their names.

    Args:
        folder: The folder, with a file for each mail (.eml), its text (.txt, .html), or many mails (.mbox).
        document: What the data file says.
        today: The date of a reply that has none.

    Raises:
        FileAccessError: There is no such folder, or no reply in it.
    """
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        paths = [path for path in inside if path.suffix.lower() in ENDINGS and path.is_file()]
    except OSError as error:
        reason = error.strerror or str(error)
        message = _("{path} cannot be read: {reason}.", path=str(folder), reason=reason)
        raise FileAccessError(message) from error
    known = {*paths, *manifest.made(folder)}
    unread = [path for path in inside if path not in known]
    reader = _Reader(document, today)
    for path in paths:
        reader.read(path)
    reader.skip(unread)
    if not paths:
        nothing = _("{folder} has no replies: no .eml, .mbox, .txt or .html file.", folder=str(folder))
        raise FileAccessError("\n".join([nothing, *reader.remarks[:MOST_NAMED]]))
    return Replies(tuple(reader.changes), (*reader.remarks, *reader.contradictions()))


class _Reader:
    """Reads one reply after the other, and remembers who said what about which sentence."""

    def __init__(self, document: Document, today: date) -> None:
        self._document = document
        self._today = today
        self._targets = codes.targets(document)
        self._edition = codes.edition(document)
        self._first = dates.bounds(document["ecosystem"]["edition"])[0] - timedelta(days=_BEFORE)
        names = [entry["name"] for section in ORGANISATION_SECTIONS for entry in document[section].values()]
        lines = letters.fixed_lines(document["ecosystem"]["title"], names)
        self._fixed = tuple(mail_text.straight(line)[:_ENOUGH] for line in lines)
        self.changes: list[Change] = []
        self.remarks: list[str] = []
        self._said: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
        self._known: set[str] = set()

    def read(self, path: Path) -> None:
        """Take in a file of replies; what cannot be used is a remark."""
        ending, name = path.suffix.lower(), path.name
        before = len(self.remarks)
        try:
            if ending == MAILBOX:
                number = 0
                for number, content in enumerate(mail_text.in_mailbox(path), 1):
                    self._read(_("{file}, email {number}", file=name, number=str(number)), content, ".eml")
                if not number:
                    self._remark(name, _("it holds no email that can be read."))
            elif path.stat().st_size > mail_text.LARGEST:
                self._too_large(name)
            else:
                self._read(name, path.read_bytes(), ending)
        except OSError as error:
            self._remark(name, _("it cannot be read: {reason}.", reason=error.strerror or str(error)))
        if len(self.remarks) - before > _MOST_REMARKS:
            del self.remarks[before + _MOST_REMARKS :]
            count = str(_MOST_REMARKS)
            left_out = _("remarks after the first {count} are left out. Read it yourself.", count=count)
            self._remark(name, left_out)

    def skip(self, paths: Iterable[Path]) -> None:
        """Say of each file that is no reply why it was not read."""
        for path in paths:
            reason = _("it was not read. Save a reply as .eml or .txt.")
            if path.suffix.lower() == ".msg":
                reason = _("it was not read. Open it in Outlook, and save it as text (.txt).")
            elif path.is_dir():
                reason = _("it is a folder, so it was not read. Put the replies beside it.")
            self._remark(path.name, reason)

    def _too_large(self, name: str) -> None:
        limit = f"{mail_text.LARGEST // 1_000_000} MB"
        self._remark(name, _("it is larger than {limit}. Read it yourself.", limit=limit))

    def _read(self, name: str, content: bytes, ending: str) -> None:
        if len(content) > mail_text.LARGEST:
            self._too_large(name)
            return
        try:
            is_mail = ending == ".eml"
            mail = (
                mail_text.read(content) if is_mail else mail_text.read_text(content, is_html=ending in PAGES)
            )
        except _UNREADABLE:
            self._remark(name, _("it is not an email that can be read. Read it yourself."))
            return
        answers = list(dict.fromkeys(given_answers.answers(mail.lines, self._fixed)))
        if not answers:
            self._remark(name, _("it has no code with an answer. Read it yourself."))
            return
        self._answered(name, mail, answers)

    def _answered(self, name: str, mail: mail_text.Mail, answers: Iterable[Answer]) -> None:
        role = given_answers.role(mail.lines)
        if role and mail.sender and _is_name(mail.sender, role):
            reason = _(
                "the role {role} is also the name of the sender, so it was left out.", role=quoted(role)
            )
            self._remark(name, reason)
            role = None
        targets = [(answer, target) for answer in answers if (target := self._target(name, answer))]
        if (
            targets
            and mail.sent
            and self._day(mail) != mail.sent
            and not _is_tomorrow(mail.sent, self._today)
        ):
            sent = dates.words(mail.sent.isoformat())
            remark = _("its date cannot be right: {date}. Today’s date is used instead.", date=sent)
            self._remark(name, remark)
        asked: dict[str, None] = {}
        for answer, target in targets:
            self._take(name, target, answer.text, mail, role)
            asked[target.organisation] = None
        free = given_answers.free_text(mail.lines, self._fixed)
        for organisation in list(asked)[:1] if free else ():
            self._comment(name, organisation, free, mail, role)

    def _day(self, mail: mail_text.Mail) -> date:
        """Return when a mail was sent; today where it does not say, or cannot have been sent then."""
        return mail.sent if mail.sent and self._first <= mail.sent <= self._today else self._today

    def _target(self, name: str, answer: Answer) -> Target | None:
        code = codes.plain(answer.code)
        named = quoted(answer.code)
        if not codes.is_whole(code):
            self._lost(name, _("the code {code} was changed on its way.", code=named), answer)
        elif codes.edition_of(code) != self._edition:
            self._lost(name, _("the code {code} is of another edition or map.", code=named), answer)
        elif code not in self._targets:
            self._lost(
                name, _("the sentence of the code {code} is no longer on the map.", code=named), answer
            )
        return self._targets.get(code)

    def _lost(self, name: str, reason: str, answer: Answer) -> None:
        self._remark(name, _("{reason} It was answered: {text}", reason=reason, text=quoted(answer.text)))

    def _remark(self, name: str, reason: str) -> None:
        self.remarks.append(_("{file}: {reason}", file=quoted(name)[1:-1], reason=reason))

    def _take(self, name: str, target: Target, text: str, mail: mail_text.Mail, role: str | None) -> None:
        kind, rest = given_answers.understood(text)
        if kind == given_answers.RIGHT and rest:  # ‘right until 2023’ confirms nothing; a person reads it
            kind, rest = "", text
        what = What.CONFIRM if kind == given_answers.RIGHT else What.DISPUTE
        value = {"answer": _KEYS.get(kind, "comment")} if what is What.DISPUTE else {}
        value |= {"text": self._kept(name, rest)} if rest else {}
        self._suggest(name, what, target, value, mail, role)
        if kind != given_answers.MISSING:  # which contradicts nothing
            self._said.setdefault((target.organisation, target.at), {})[
                _(kind) if kind else quoted(text)[1:-1]
            ] = None

    def _comment(
        self, name: str, organisation: str, text: str, mail: mail_text.Mail, role: str | None
    ) -> None:
        section = next(each.value for each in ORGANISATION_SECTIONS if organisation in self._document[each])
        own = (section, organisation)
        target = next(each for each in self._targets.values() if each.at == own)
        value = {"answer": "comment", "text": self._kept(name, text)}
        self._suggest(name, What.DISPUTE, target, value, mail, role)

    def _kept(self, name: str, text: str) -> str:
        if len(text) > LONGEST:
            reason = _(
                "an answer is longer than {limit} characters. Its end was left out. Read it yourself.",
                limit=number(LONGEST),
            )
            self._remark(name, reason)
        return text[:LONGEST]

    def _suggest(
        self,
        name: str,
        what: What,
        target: Target,
        value: Mapping[str, str],
        mail: mail_text.Mail,
        role: str | None,
    ) -> None:
        day = self._day(mail).isoformat()
        who = {"organisation": target.organisation, **({"role": role} if role else {}), "date": day}
        because = Because(
            who=", ".join(filter(None, (role, self._name(target.organisation)))),
            when=day,
            how=self._how(target.organisation, mail.domain),
            place=name,
        )
        one = change(what, target.at, was=target.subject, value={**who, **value}, because=because)
        if one.id not in self._known:
            self._known.add(one.id)
            self.changes.append(one)

    def _how(self, organisation: str, domain: str | None) -> str:
        website = self._entry(organisation).get("website") or ""
        parts = urlsplit(website)
        host = (parts.path.rpartition("@")[2] if parts.scheme == "mailto" else parts.hostname) or ""
        host = host.lower().removeprefix("www.")
        if not domain or not host:
            return _("by email; its sender could not be compared with a website")
        if domain == host or domain.endswith(f".{host}") or host.endswith(f".{domain}"):
            return _("by email")
        return _("by email from another domain than that of its website: {domain}", domain=domain)

    def _entry(self, organisation: str) -> dict[str, Any]:
        sections = (self._document[section] for section in ORGANISATION_SECTIONS)
        return next(section[organisation] for section in sections if organisation in section)

    def _name(self, organisation: str) -> str:
        return str(self._entry(organisation)["name"])

    def contradictions(self) -> Iterator[str]:
        """Yield a sentence for each thing of which one organisation says two things."""
        for (organisation, at), said in self._said.items():
            if len(said) > 1:
                yield _(
                    "{organisation} gives two answers on {thing}: {answers}. Both are in the list.",
                    organisation=self._name(organisation),
                    thing=at[-1],
                    answers="; ".join(said),
                )


def _is_name(sender: str, role: str) -> bool:
    """Return whether a role holds the whole name of the sender, which may be that of a person."""
    name, words = (re.findall(r"\w+", text.casefold()) for text in (sender, role))
    return len(name) > 1 and set(name) <= set(words)


def _is_tomorrow(day: date, today: date) -> bool:
    """Return whether it is tomorrow, as it may be already where the mail was sent."""
    return day - today == timedelta(days=1)
