"""Replies to letters become suggested changes, whatever the mail program has done to them."""

import json
import mailbox
import re
import shutil
import time
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pytest

from ecosystem import edits, review
from ecosystem.dataset.documents import Document
from ecosystem.edits import What, change_list
from ecosystem.errors import FileAccessError
from ecosystem.review import Status
from ecosystem.tracking import codes, mail_text, replies
from tests import attacks, inbox
from tests.commands import run
from tests.fixture import BRISTOL

KINDS = {
    "right": (What.CONFIRM, None),
    "no longer": (What.DISPUTE, "no longer"),
    "wrong": (What.DISPUTE, "wrong"),
    "missing": (What.DISPUTE, "missing"),
}


@cache
def document() -> Document:
    return edits.load(BRISTOL).said()


def read(folder: Path, *mails: bytes, ending: str = "eml") -> replies.Replies:
    for number, mail in enumerate(mails, 1):
        (folder / f"{number}.{ending}").write_bytes(mail)
    return replies.read(folder, document(), inbox.TODAY)


def asked(organisation: str) -> list[str]:
    return re.findall(r"\[([0-9A-Z]{13})\]", inbox.letter(organisation))


def kind(answer: str) -> tuple[What, str | None]:
    return next(kind for start, kind in KINDS.items() if answer.startswith(start))


SHAPES = list(inbox.shapes())


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.file for shape in SHAPES])
def test_an_answer_is_found_in_every_shape_of_mail(shape: inbox.Shape, tmp_path: Path) -> None:
    recorded = inbox.FOLDER / shape.file
    assert recorded.read_bytes() == shape.content, "python -m tests.inbox"
    shutil.copy(recorded, tmp_path)
    found = replies.read(tmp_path, document(), inbox.TODAY)
    assert found.remarks == ()
    targets = [codes.targets(document())[code] for code in asked(shape.organisation)]
    told = [each for each in found.changes if each.value.get("answer") != "comment"]
    assert [(each.at, each.what, each.value.get("answer")) for each in told] == [
        (target.at, *kind(answer)) for target, answer in zip(targets, shape.answers, strict=False)
    ]
    assert {each.value["organisation"] for each in found.changes} == {shape.organisation}


def test_there_are_twenty_shapes() -> None:
    assert sorted(path.name for path in inbox.FOLDER.iterdir()) == [shape.file for shape in SHAPES]
    assert len(SHAPES) == 20


def test_an_answer_that_was_wrapped_is_whole(tmp_path: Path) -> None:
    shutil.copy(inbox.FOLDER / "07-wrapped.eml", tmp_path)
    (one,) = replies.read(tmp_path, document(), inbox.TODAY).changes
    assert one.value["text"] == inbox.WRAPPED.removeprefix("wrong because ")


def test_role_date_and_free_text_are_kept_and_no_address(tmp_path: Path) -> None:
    shutil.copy(inbox.FOLDER / "19-with_role.eml", tmp_path)
    one, comment = replies.read(tmp_path, document(), date(2026, 12, 1)).changes
    assert (one.value["role"], one.value["date"]) == ("press office", "2026-12-01")
    assert comment.value["text"] == "We also run a choir."
    told = change_list.dumps([one, comment])
    assert "office@" not in told
    assert "Somebody" not in told


def test_the_end_of_an_answer_that_is_too_long_is_not_left_out_in_silence(tmp_path: Path) -> None:
    words = "word " * 2_000
    text = inbox.answered(inbox.letter("bcc"), f"wrong because {words}")
    (tmp_path / "long.txt").write_text(f"{words}\n\n{text}", encoding="utf-8")
    found = replies.read(tmp_path, document(), inbox.TODAY)
    assert [len(each.value["text"]) for each in found.changes] == [replies.LONGEST] * 2
    said = "long.txt: an answer is longer than 5,000 characters. Its end was left out. Read it yourself."
    assert found.remarks == (said, said)


@pytest.mark.parametrize("answer", inbox.ANSWERS)
def test_every_sentence_of_every_organisation_finds_its_way_back(answer: str, tmp_path: Path) -> None:
    names = inbox.organisations()
    for name in names:
        text = inbox.letter(name)
        every = inbox.answered(text, *[answer] * len(asked(name)))
        (tmp_path / f"{name}.txt").write_text(inbox.quoted(every), encoding="utf-8")
    found = replies.read(tmp_path, document(), inbox.TODAY)
    targets = codes.targets(document())
    assert found.remarks == ()
    told = {
        (each.value["organisation"], each.at, each.what, each.value.get("answer")) for each in found.changes
    }
    wanted = {(name, targets[code].at, *kind(answer)) for name in names for code in asked(name)}
    assert told == wanted


@pytest.mark.parametrize("answer", ["right until 2023, then it stopped", "Correct this please", "yes and no"])
def test_right_with_more_behind_it_confirms_nothing(answer: str, tmp_path: Path) -> None:
    organisation = inbox.organisations()[0]
    mail = inbox.answered(inbox.letter(organisation), answer)
    (one, *_) = read(tmp_path, mail.encode(), ending="txt").changes
    assert (one.what, one.value["answer"], one.value["text"]) == (What.DISPUTE, "comment", answer)


def test_a_sender_from_elsewhere_is_flagged(tmp_path: Path) -> None:
    name = next(name for name in inbox.organisations() if _host(name))
    text = inbox.answered(inbox.letter(name), "right")
    own, other = (inbox.reply(text, sender=f"a@{host}") for host in (_host(name), "mail.example"))
    assert [each.because.how for each in read(tmp_path, own).changes if each.because] == ["by email"]
    assert [each.because.how for each in read(tmp_path, other).changes if each.because] == [
        "by email from another domain than that of its website: mail.example"
    ]


def _host(name: str) -> str:
    sections = (document()[section] for section in ("groups", "networks", "partners"))
    entry: dict[str, Any] = next(section[name] for section in sections if name in section)
    found = re.match(r"https?://(?:www\.)?([^/]+)", entry.get("website", ""))
    return found[1] if found else ""


def test_a_mailbox_is_read_mail_by_mail(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "all.mbox")
    mails = [shape for shape in SHAPES if shape.file.endswith(".eml")]
    for shape in mails:
        box.add(shape.content)
        (tmp_path / "alone").mkdir(exist_ok=True)
        (tmp_path / "alone" / shape.file).write_bytes(shape.content)
    box.add(b"Subject: Out of office\n\nI am away.\n")
    box.close()
    together, alone_read = (
        replies.read(folder, document(), inbox.TODAY) for folder in (tmp_path, tmp_path / "alone")
    )
    assert [each.id for each in together.changes] == [each.id for each in alone_read.changes]
    told = [each.because.place for each in together.changes if each.because]
    assert told[0] == "all.mbox, email 1"
    assert together.remarks == (
        f"all.mbox, email {len(mails) + 1}: it has no code with an answer. Read it yourself.",
        "alone: it is a folder, so it was not read. Put the replies beside it.",
    )


@pytest.mark.parametrize("ending", ["html", "htm", "md", "txt"])
def test_the_text_of_a_mail_is_read_as_it_was_saved(ending: str, tmp_path: Path) -> None:
    name = inbox.organisations()[0]
    told = inbox.answered(inbox.letter(name), "right")
    text = f"<div>{escape(told)}</div>".replace("\n", "<br>\n") if "htm" in ending else told
    (one,) = read(tmp_path, text.encode(), ending=ending).changes
    assert (one.what, one.value["organisation"]) == (What.CONFIRM, name)


def test_the_letter_in_markdown_can_be_answered(tmp_path: Path) -> None:
    name = inbox.organisations()[0]
    told = inbox.answered(inbox.markdown(name), *["wrong because it is"] * len(asked(name)))
    found = read(tmp_path, told.encode(), ending="md")
    assert found.remarks == ()
    assert [each.at for each in found.changes] == [codes.targets(document())[code].at for code in asked(name)]
    assert {each.value["text"] for each in found.changes} == {"it is"}


# What cannot be used


def test_a_file_that_is_no_reply_is_named(tmp_path: Path) -> None:
    for name in (".DS_Store", "note.msg", "photo.PNG"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "old").mkdir()
    remarks = (
        "note.msg: it was not read. Open it in Outlook, and save it as text (.txt).",
        "old: it is a folder, so it was not read. Put the replies beside it.",
        "photo.PNG: it was not read. Save a reply as .eml or .txt.",
    )
    with pytest.raises(FileAccessError) as caught:
        replies.read(tmp_path, document(), inbox.TODAY)
    assert str(caught.value).split("\n")[1:] == list(remarks)
    shutil.copy(inbox.FOLDER / "01-gmail.eml", tmp_path)
    assert replies.read(tmp_path, document(), inbox.TODAY).remarks == remarks


def test_a_folder_of_many_files_takes_two_seconds_at_most(tmp_path: Path) -> None:
    for number in range(4_000):
        for ending in ("msg", "txt"):
            (tmp_path / f"{number}.{ending}").write_bytes(b"x")
    started = time.process_time()
    replies.read(tmp_path, document(), inbox.TODAY)
    assert time.process_time() - started < 2


def test_a_mailbox_of_many_odd_mails_gives_a_few_remarks(tmp_path: Path) -> None:
    remarks = read(tmp_path, b"From a Mon\n\nx\n\n" * 300, ending="mbox").remarks
    assert remarks[199] == "1.mbox, email 200: it has no code with an answer. Read it yourself."
    assert remarks[200:] == ("1.mbox: remarks after the first 200 are left out. Read it yourself.",)


def test_a_mailbox_without_mails_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.mbox").write_bytes(b"nothing\n")
    assert replies.read(tmp_path, document(), inbox.TODAY).remarks == (
        "empty.mbox: it holds no email that can be read.",
    )


def test_the_list_that_an_earlier_run_wrote_is_not_named(tmp_path: Path) -> None:
    shutil.copy(inbox.FOLDER / "01-gmail.eml", tmp_path)
    for _time in range(2):
        done = run("--data", BRISTOL, "replies", tmp_path, "--output", tmp_path / "changes.json")
        assert "not read" not in done.stderr


@pytest.mark.parametrize(
    ("sent", "day", "remarks"),
    [
        ("Mon, 30 Nov 2026 10:00:00 +0000", "2026-11-30", 0),
        ("Tue, 01 Dec 2026 00:30:00 +1300", "2026-11-30", 0),
        ("Wed, 02 Dec 2026 10:00:00 +0000", "2026-11-30", 1),
        ("Thu, 01 Jan 2099 10:00:00 +0000", "2026-11-30", 1),
        ("Mon, 01 Jan 1900 10:00:00 +0000", "2026-11-30", 1),
        ("never", "2026-11-30", 0),
    ],
)
def test_a_date_that_cannot_be_right_is_today(sent: str, day: str, remarks: int, tmp_path: Path) -> None:
    mail = inbox.reply(inbox.answered(inbox.letter(inbox.organisations()[0]), "right"))
    found = read(tmp_path, mail.replace(inbox.DATE.encode(), sent.encode()))
    assert [each.value["date"] for each in found.changes] == [day]
    assert len(found.remarks) == remarks
    assert all("its date cannot be right: " in each for each in found.remarks)


@pytest.mark.parametrize(
    ("sender", "role", "is_kept"),
    [
        ("Somebody Else", "somebody else", False),
        ("Somebody Else", "Somebody Else, secretary", False),
        ("Somebody Else", "secretary", True),
        ("Council", "Council secretary", True),
    ],
)
def test_the_name_of_the_sender_is_no_role(sender: str, role: str, is_kept: bool, tmp_path: Path) -> None:
    told = inbox.answered(inbox.letter(inbox.organisations()[0]), "right")
    told = told.replace("not your name:", f"not your name: {role}")
    found = read(tmp_path, inbox.reply(told, sender=f"{sender} <office@example.org>"))
    assert [each.value.get("role") for each in found.changes] == [role if is_kept else None]
    assert len(found.remarks) == (not is_kept)
    assert all(each.endswith("is also the name of the sender, so it was left out.") for each in found.remarks)


def changed(code: str) -> str:
    return ("2" if code[0] != "2" else "3") + code[1:]


def test_what_cannot_be_used_is_one_sentence_each(tmp_path: Path) -> None:
    name = inbox.organisations()[0]
    code = asked(name)[0]
    digest = codes.digest(("groups", name), {"name": "Another name"})
    other = codes.code("AAA", name, name, digest)
    gone = codes.code(codes.edition(document()), name, name, digest)
    mails = [
        b"Hello, we have moved.",
        f"[{changed(code)}] right".encode(),
        f"[{other}] wrong because it is".encode(),
        f"[{gone}] right".encode(),
        b"\xff\xfe\x00",
    ]
    found = read(tmp_path, *mails, ending="txt")
    assert found.changes == ()
    assert list(found.remarks) == [
        "1.txt: it has no code with an answer. Read it yourself.",
        f"2.txt: the code ‘{changed(code)}’ was changed on its way. It was answered: ‘right’",
        f"3.txt: the code ‘{other}’ is of another edition or map. It was answered: ‘wrong because it is’",
        f"4.txt: the sentence of the code ‘{gone}’ is no longer on the map. It was answered: ‘right’",
        "5.txt: it has no code with an answer. Read it yourself.",
    ]


def test_every_change_of_one_sign_of_a_code_is_noticed() -> None:
    code = asked(inbox.organisations()[0])[0]
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    others = [
        code[:place] + sign + code[place + 1 :]
        for place in range(13)
        for sign in signs
        if sign != code[place]
    ]
    passed = sum(codes.is_whole(other) for other in others)
    assert passed <= 3  # two signs check eleven: one change in 1,024 goes through
    assert not any(other in codes.targets(document()) for other in others)


def test_an_empty_folder_and_none_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="has no replies"):
        replies.read(tmp_path, document(), inbox.TODAY)
    with pytest.raises(FileAccessError, match="cannot be read"):
        replies.read(tmp_path / "nowhere", document(), inbox.TODAY)


def test_a_mail_of_80_mb_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.eml").open("wb") as file:
        file.truncate(80_000_000)
    assert replies.read(tmp_path, document(), inbox.TODAY).remarks == (
        "large.eml: it is larger than 25 MB. Read it yourself.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "From: " + '"' * 50_000,
        "From: " + "=?utf-8?q?=41?= " * 20_000 + "<a@example.org>",
        "From: a@example.org\nContent-Type: text/plain" + "; a*0=b" * 20_000,
        "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 300_000,
        "From: a@example.org\nContent-Type: text/plain; charset=punycode\n\n" + "a-" + "9" * 500_000,
        "From: a@example.org\n\n" + "\n" * 1_000_000,
        *(
            f"From: a@example.org\nContent-Type: text/html\n\n{html}"
            for html in ("<a " * 60_000, "<" * 300_000, "<!--" * 100_000, "<blockquote>" * 80_000)
        ),
    ],
    ids=[
        "quotes",
        "words",
        "parameters",
        "parts",
        "punycode",
        "lines",
        "tags",
        "angles",
        "comments",
        "depth",
    ],
)
def test_a_mail_that_is_made_to_take_long_takes_two_seconds_at_most(text: str, tmp_path: Path) -> None:
    """Each took from a minute to days, or all memory."""
    document()
    begun = time.process_time()
    assert len(read(tmp_path, text.encode()).remarks) == 1
    assert time.process_time() - begun < 2


def test_a_remark_repeats_an_answer_in_short_and_without_what_cannot_be_seen(tmp_path: Path) -> None:
    code = asked("bswn")[0]
    found = read(tmp_path, *(f"\n\n[{code}] \x1b[2J{sign * 4000}".encode() for sign in "xy"))
    (remark,) = found.remarks
    assert "\x1b" not in remark
    assert len(remark) < 400


@pytest.mark.parametrize(
    "sender",
    [
        '"The Hall office@hall.example.org" <somebody@elsewhere.example>',
        "=?utf-8?q?office=40hall.example.org?= <somebody@elsewhere.example>",
        "somebody@elsewhere.example (office@hall.example.org)",
    ],
)
def test_an_address_in_a_name_is_not_where_a_mail_comes_from(sender: str) -> None:
    assert mail_text.read(f"From: {sender}\n\nright".encode()).domain is None
    same = sender.replace("elsewhere.example", "hall.example.org")
    assert mail_text.read(f"From: {same}\n\nright".encode()).domain == "hall.example.org"


def lines(mail: mail_text.Mail) -> list[tuple[str, int]]:
    return [(line.text, line.depth) for line in mail.lines if line.text]


def test_html_becomes_lines_with_how_often_each_is_quoted() -> None:
    html = """<title>0</title><style>1</style><script>2</script></script></blockquote>a<br>b \n\t c
    <div>d</div>e
    <blockquote>f<blockquote>g</blockquote>h<br>i</blockquote>j<style>3</style>k<b>l</b> <p>m<hr>n"""
    told = [("a", 0), ("b c", 0), ("d", 0), ("e", 0), ("f", 1), ("g", 2), ("h", 1), ("i", 1)]
    assert lines(mail_text.read_text(html.encode(), is_html=True)) == [*told, ("jkl", 0), ("m", 0), ("n", 0)]


def test_only_the_texts_of_a_mail_are_read_and_html_where_there_is_no_plain_one() -> None:
    parts = {
        'text/html; charset="utf-8"': "<p>rich</p>",
        "text/plain; charset=iso-8859-1\nContent-Disposition: attachment; filename=a.txt": "attached",
        "text/csv": "table",
    }
    plain = {"text/plain; charset=iso-8859-1": "caf\xe9", "text/plain; charset=nonsense": "na\u00efve"}

    def mail(parts: dict[str, str]) -> bytes:
        body = "".join(f"--b\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts.items())
        head = "From: =?utf-8?q?J=C3=B6rg?= <j@x.example>\nContent-Type: multipart/mixed; boundary=b\n\n"
        return f"{head}{body}--b--\n".encode("latin-1")

    assert lines(mail_text.read(mail(parts))) == [("rich", 0)]
    read = mail_text.read(mail({**parts, **plain}))
    assert (lines(read), read.sender) == ([("café", 0), ("naïve", 0)], "Jörg")


def test_html_that_is_only_odd_is_still_read(tmp_path: Path) -> None:
    picture = f'<img src="data:image/png;base64,{"QUJD" * 700_000}">'
    answer = f"<p>[{asked('bswn')[0]}] right</p>"
    html = f"<!--[if mso]><p>x</p><![endif]--><p>5 < 6 <a href='x'>y</a>{picture}</p>{answer}"
    answered, comment = read(tmp_path, html.encode(), ending="html").changes
    assert (answered.what, comment.value["text"]) == (What.CONFIRM, "5 < 6 y")


def test_two_replies_that_contradict_each_other_are_both_kept(tmp_path: Path) -> None:
    name = inbox.organisations()[0]
    mails = [inbox.reply(inbox.answered(inbox.letter(name), answer)) for answer in ("right", "wrong")]
    found = read(tmp_path, *mails, mails[0])
    assert [each.what for each in found.changes] == [What.CONFIRM, What.DISPUTE]
    (remark,) = found.remarks
    assert remark.endswith("right; wrong. Both are in the list.")


@pytest.mark.parametrize(
    "text", ["\x1b[2J\u202e right", "{0} {who}", "=1+1", "<script>alert(1)</script>", "'; --", "ü" * 20_000]
)
def test_a_hostile_answer_stays_text(text: str, tmp_path: Path) -> None:
    data = tmp_path / "groups.yaml"
    shutil.copy(BRISTOL, data)
    name = inbox.organisations()[0]
    (tmp_path / "in").mkdir()
    told = inbox.answered(inbox.letter(name), f"wrong because {text}")
    told = told.replace("not your name:", f"not your name: {text[:60]}")
    (tmp_path / "in" / "a.txt").write_text(told, encoding="utf-8")
    file = tmp_path / "changes.json"
    assert run("--data", data, "replies", tmp_path / "in", "--output", file).exit_code == 0
    listed = run("--data", data, "review", file).stdout
    assert not set(listed) & set("\x1b\u202e")
    assert "1 suggestion is open." in listed


def hostile() -> list[str]:
    return [text for texts in attacks.CORPUS.values() for text in texts]


@pytest.mark.parametrize(
    "field", ["answer", "role", "sender", "subject", "date", "free text", "code", "file"]
)
def test_the_whole_hostile_corpus_stays_text_in_every_field_of_a_reply(field: str, tmp_path: Path) -> None:
    """Each text in a mail of its own: what is listed can be read, and the file stays valid."""
    data, file = tmp_path / "groups.yaml", tmp_path / "changes.json"
    shutil.copy(BRISTOL, data)
    (tmp_path / "in").mkdir()
    name = inbox.organisations()[0]
    for number, text in enumerate(hostile()):
        line = " ".join(text.split())
        told = inbox.answered(inbox.letter(name), f"wrong because {text}" if field == "answer" else "right")
        if field == "role":
            told = told.replace("not your name:", f"not your name: {line}")
        elif field == "free text":
            told = f"{text}\n\n{told}"
        elif field == "code":
            told = f"[{line}] right\n{told}"
        headers = {"sender": "office@example.org", "subject": "Re", "date": inbox.DATE, **{field: line}}
        top = f"From: {headers['sender']}\nSubject: {headers['subject']}\nDate: {headers['date']}\n\n"
        stem = "".join(sign for sign in text if sign not in "/\\\0")[:30] if field == "file" else ""
        content = f"{top}{told}".encode("utf-8", "surrogatepass")
        (tmp_path / "in" / f"a{number}{stem}.eml".replace("\ud800", "")).write_bytes(content)
    done = run("--data", data, "replies", tmp_path / "in", "--output", file, "--today", "2026-12-01")
    assert done.exit_code == 0, done.output
    listed = run("--data", data, "review", file)
    taken = run("--data", data, "review", file, "--all", "--yes", "--today", "2026-12-01")
    assert (listed.exit_code, taken.exit_code) == (0, 0), taken.output
    isolating = "\u2068\u2069"  # around names in another direction, by the program itself
    hidden = {sign for sign in done.stderr + listed.stdout if not sign.isprintable() and not sign.isspace()}
    assert hidden <= {*isolating, "\u200c", "\u200d"}
    assert run("--data", data, "check", "--today", "2026-12-01").exit_code == 0
    assert "canary" not in data.read_text(encoding="utf-8").replace(BRISTOL.read_text(encoding="utf-8"), "")


# A whole inbox


def test_a_made_up_inbox_of_20_mails_ends_as_reviewed_changes(tmp_path: Path) -> None:
    """The walk through `docs/confirming.md`."""
    data, file = tmp_path / "groups.yaml", tmp_path / "changes.json"
    shutil.copy(BRISTOL, data)
    done = run("--data", data, "replies", inbox.FOLDER, "--output", file, "--today", "2026-12-01")
    assert done.exit_code == 0, done.output
    changes = json.loads(file.read_text(encoding="utf-8"))["changes"]
    assert len(changes) >= 20
    taken = run("--data", data, "review", file, "--all", "--yes", "--today", "2026-12-01")
    assert taken.exit_code == 0, taken.output
    answers = review.remembered(data)
    assert {answer.answer for answer in answers.values()} == {Status.ACCEPTED}
    assert len(answers) == len(changes)
    assert "0 suggestions are open." in run("--data", data, "review", file).stdout
    text = data.read_text(encoding="utf-8")
    assert "Somebody" not in text
    assert "office@example.org" not in text
    assert (
        run("--data", data, "check", "--today", "2026-12-01").exit_code
        == run("--data", BRISTOL, "check", "--today", "2026-12-01").exit_code
    )
