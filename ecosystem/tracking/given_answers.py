"""What a reply says: which codes it answers and how, the role of who answers, and what else stands in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecosystem.files import OURS
from ecosystem.language import N_
from ecosystem.tracking import codes
from ecosystem.tracking.letters import ANSWER, ROLE, spoken
from ecosystem.tracking.mail_text import Line

RIGHT, NO_LONGER, WRONG, MISSING = N_("right"), N_("no longer right"), N_("wrong"), N_("missing")
_ALSO = {
    RIGHT: ("yes", "correct", "confirmed", "true", "still right", "that's right", "✓", "✔", "ok"),
    NO_LONGER: ("not any more", "no longer", "it ended", "this ended"),
    WRONG: ("no", "not right", "incorrect", "false", "✗", "✘"),
    MISSING: ("something is missing", "also"),
}

_CODE = re.compile(r"\[([0-9A-Za-z]{11,15})\]")
_WROTE = re.compile(
    r"(?i)^(?:on|am|le|el|il|op|ar|w dniu|em|den|på|a|في)\b.{4,200}"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|ysgrifennodd|napisał|escreveu|skrev|كتب).{0,60}:?$"
)
_HEADER = re.compile(r"(?i)^(?:-{2,}.*(?:original|forward|ursprüng|origine).*|begin forwarded.*|_{8,})$")
_FROM = re.compile(r"(?i)^\*?(?:from|von|de|da|van|oddi wrth|sent|gesendet|envoyé|من)\s*:\*?\s+\S")
_SIGNATURE = re.compile(r"^--\s*$|(?i:^sent from my )")


@dataclass(frozen=True, slots=True)
class Answer:
    """A code, and what somebody wrote after it."""

    code: str
    text: str


def answers(lines: tuple[Line, ...], fixed: tuple[str, ...]) -> Iterator[Answer]:
    """Yield each code that has an answer: behind it, or in the lines below it."""
    for place, line in enumerate(lines):
        matches = list(_CODE.finditer(line.text))
        for number, code in enumerate(matches):
            if not _looks_made(code[1]):
                continue
            end = matches[number + 1].start() if number + 1 < len(matches) else len(line.text)
            own = line.text[code.end() : end]
            below = _below(lines, place, fixed) if number + 1 == len(matches) else []
            if text := _without_label(" ".join([own, *below])):
                yield Answer(code[1], text)


def _looks_made(code: str) -> bool:
    """Return whether it looks like a code of ours, maybe changed, and not like a word in brackets."""
    return (code.upper() == code and sum(sign.isdigit() for sign in code) > 0) or codes.is_whole(
        codes.plain(code)
    )


def _below(lines: tuple[Line, ...], place: int, fixed: tuple[str, ...]) -> list[str]:
    """Return the lines below a code that belong to its answer: until one that is empty, or begins anew."""
    code = lines[place]
    taken: list[str] = []
    has_own = bool(_without_label(code.text[code.text.rindex("]") + 1 :]))
    for line in lines[place + 1 :]:
        is_answer = bool(understood(line.text)[0]) or line.depth < code.depth
        if not line.text:
            if has_own or taken:
                break
            continue
        starts = line.text.startswith(("- ", "* ", "• ", "#")) or _CODE.search(line.text)
        if (
            starts
            or line.text.startswith(fixed)
            or _ends_answer(line.text)
            or (not (has_own or taken) and not is_answer)
        ):
            break
        if taken and line.depth > code.depth:
            break
        taken.append(line.text)
    return taken


def _ends_answer(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_WROTE, _HEADER, _FROM, _SIGNATURE))


def _without_label(text: str) -> str:
    """Return an answer without the label before it."""
    text = text.strip(" \t:>*_-–—")
    for label in spoken(ANSWER):
        if text.casefold().startswith(label.casefold().rstrip(":")):
            text = text[len(label.rstrip(":")) :].strip(" \t:>*_")
    return text


def understood(text: str) -> tuple[str, str]:
    """Return which answer a text begins with, or nothing, and what else it says."""
    plain = text.strip(" \t\"'.:*_").replace("\n", " ")
    folded = plain.casefold()
    known = [(word.casefold(), kind) for kind, also in _ALSO.items() for word in (*spoken(kind), *also)]
    for word, kind in sorted(known, key=lambda pair: -len(pair[0])):
        if folded.startswith(word) and not folded[len(word) : len(word) + 1].isalnum():
            rest = plain[len(word) :].strip(" \t\"'.,;:!-–—")
            return kind, re.sub(r"(?i)^(?:because|since|as)\b[\s:,]*", "", rest)
    return "", plain


def role(lines: Iterable[Line]) -> str | None:
    """Return the role that somebody gives after its label; nothing that looks like an address or a number."""
    for line in lines:
        for label in spoken(ROLE):
            if line.text.casefold().startswith(label.casefold().rstrip(":")):
                role = line.text[len(label.rstrip(":")) :].strip(" \t:.*_")
                if role and "@" not in role and len(role) <= 80 and not re.search(r"\d{5}", role):
                    return role
    return None


def free_text(lines: tuple[Line, ...], fixed: tuple[str, ...]) -> str:
    """Return what stands above the quoted letter and answers no code."""
    kept: list[str] = []
    for line in lines:
        is_ours = line.text.lstrip("# ").startswith(fixed) or line.text.startswith(f"<!-- Made by {OURS}")
        if line.depth or _ends_answer(line.text) or _CODE.search(line.text) or is_ours:
            break
        kept.append(line.text)
    return "\n".join(kept).strip()
