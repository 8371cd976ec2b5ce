"""An organisation that has asked not to be shown is in no output, and counts as never there."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from ecosystem import bulletin, changes, dataset, edition, edits, exchange, queries, report
from ecosystem.city import City
from ecosystem.exchange import rewriting, workbook, workbook_import
from ecosystem.infographic import page, view
from ecosystem.paper import poster, printed_report, word_document
from ecosystem.tracking import calendar, freshness, letters, tracker
from tests import outputs, pdf_sheets
from tests.cities import TOURED
from tests.workbooks import put, returning, row_of

CANARY = "qzcanary"
WITHHELD = """  hidden:
    name: The qzcanary name
    short: qzcanary short
    aliases: [qzcanary alias]
    kind: charity
    purpose: It does qzcanary work.
    website: https://qzcanary.example
    status: qzcanary
    founded: 1987
    withheld: true
    source: qzcanary-source
    facts:
      - {text: It did qzcanary., source: qzcanary-source}
    internal: {reason: They are qzcanary.}
events:
"""
LINKS = """  - {from: hidden, type: member-of, to: forum, role: qzcanary,
    evidence: qzcanary, source: qzcanary-source}
  - {from: council, type: funds, to: hidden, source: minutes}
disputes:
  - about: hidden
    question: Is it qzcanary?
    claims:
      - {claim: qzcanary, source: minutes}
      - {claim: no, source: qzcanary-source}
"""
STEP = """
      - {title: The qzcanary, text: It is qzcanary., show: hidden, source: minutes}
  end: {title"""
TEXT = (
    TOURED.replace("events:\n", WITHHELD, 1)
    .replace("disputes:\n", LINKS, 1)
    .replace("owners: [forum]", "owners: [forum, hidden]")
    .replace("leads: [charity]", "leads: [hidden, charity]")
    .replace("\n  end: {title", STEP)
    .replace(
        "sources:\n",
        "sources:\n  qzcanary-source: {title: qzcanary, publisher: qzcanary, held_by: qzcanary}\n",
        1,
    )
    .replace("claim: no,", 'claim: "no",')
)


@pytest.fixture(scope="module")
def withheld() -> City:
    return City.parse(TEXT)


@pytest.fixture(scope="module")
def never_there() -> City:
    return City.parse(TOURED)


def test_the_city_is_as_if_it_had_never_been_there(withheld: City, never_there: City) -> None:
    assert withheld.ecosystem == never_there.ecosystem
    assert withheld.withheld == {"hidden"}


@pytest.mark.parametrize("output", outputs.names())
def test_no_output_has_a_byte_of_it(output: str, withheld: City, never_there: City) -> None:
    text = outputs.text_of(output, withheld)
    assert CANARY not in text
    asked = "1 organisation has asked not to be shown."
    assert text.replace(f" {asked}", "") == outputs.text_of(output, never_there)


def test_no_file_of_a_build_has_a_byte_of_it(withheld: City, tmp_path: Path) -> None:
    written = edition.write(withheld, tmp_path, url="https://example.org/", paper=False)
    assert [path for path in written if CANARY.encode() in path.read_bytes().lower()] == []


def test_answers_and_counts_leave_it_out(withheld: City, never_there: City) -> None:
    assert queries.connections(withheld, "homes") == queries.connections(never_there, "homes")
    day = date(2026, 11, 30)
    assert freshness.find(withheld, day) == freshness.find(never_there, day)


def test_the_page_says_how_many_have_asked(withheld: City, never_there: City) -> None:
    words = "1 organisation has asked not to be shown."
    assert words in page.render(view.compose(withheld))
    assert "asked not to be shown" not in page.render(view.compose(never_there))


def test_a_comparison_tells_nothing_of_it(withheld: City, never_there: City) -> None:
    shown = City.parse(TEXT.replace("    withheld: true\n", ""))
    assert "hidden" in shown
    for old, new in ((shown, withheld), (withheld, shown), (never_there, withheld)):
        compared = changes.compare(old, new)
        assert compared.changes == ()
        assert CANARY not in str(compared)


def test_nobody_follows_it_where_an_older_edition_showed_it(withheld: City, tmp_path: Path) -> None:
    shown = City.parse(TEXT.replace("    withheld: true\n", ""))
    written = edition.write(withheld, tmp_path, since=shown, paper=False)
    assert [path.name for path in written if "hidden" in path.name] == []
    assert [path.name for path in written if CANARY.encode() in path.read_bytes().lower()] == []


def test_the_date_of_a_map_in_the_past_counts_without_it(tmp_path: Path) -> None:
    from tests.commands import run

    for name, text in (("with", TEXT), ("without", TOURED)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    told = [
        run("--data", tmp_path / f"{name}.yaml", "list", "--at", "2024", "--json").stdout
        for name in ("with", "without")
    ]
    assert told[0] == told[1]


def test_a_workbook_and_its_import_leave_it_where_it_is(tmp_path: Path) -> None:
    before = dataset.parse(TEXT)
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook.dumps(City(before).ecosystem, workbook.private_notes(TEXT, before)))
    data = tmp_path / "groups.yaml"
    data.write_text(TEXT, encoding="utf-8")
    back = workbook_import.read(book, before, text=TEXT)
    rewritten = rewriting.rewrite(TEXT, str(data), back, dataset.read(TEXT))
    assert edits.text(rewritten) == TEXT


def test_check_lists_the_texts_that_still_name_it(tmp_path: Path) -> None:
    text = TEXT.replace("Meets monthly.", "Meets The Qzcanary Name monthly.").replace(
        "The minutes thank the Council", "The minutes thank qzcanary short"
    )
    data = tmp_path / "groups.yaml"
    data.write_text(text, encoding="utf-8")
    found = [
        (warning.about, text.splitlines()[warning.line - 1].strip()[:9], warning.message)
        for warning in dataset.check(data).warnings.open
        if warning.gap == "withheld organisation is named"
    ]
    assert found == [
        ("forum", "facts:", "it names ‘The Qzcanary Name’, which has asked not to be shown."),
        ("council-hosts-forum", "- {from: ", "it names ‘qzcanary short’, which has asked not to be shown."),
    ]


def test_nothing_but_the_data_file_has_the_field(withheld: City) -> None:
    for name in exchange.FORMATS:
        assert not re.search(r"\bwithheld\b(?! organisation is named)", outputs.text_of(name, withheld))


def build(tmp_path: Path, text: str, *options: str) -> Result:
    from tests.commands import run

    data = tmp_path / "groups.yaml"
    data.write_text(text, encoding="utf-8")
    result = run("--data", data, "build", "--output", tmp_path / "out", "--allow-loss", *options)
    assert result.exit_code == 0, result.output
    return result


SHOWN = TEXT.replace("    withheld: true\n", "")
NAMED = TEXT.replace("Meets monthly.", "Meets The Qzcanary Name monthly.")


def files_with_it(folder: Path) -> list[str]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".pdf", ".png")]
    held = [path for path in paths if any(CANARY.encode() in content for content in contents(path))]
    return sorted(path.relative_to(folder).as_posix() for path in held)


def contents(path: Path) -> list[bytes]:
    """The bytes of a file in small letters, and of the files in it."""
    if not zipfile.is_zipfile(path):
        return [path.read_bytes().lower(), path.name.encode()]
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name).lower() for name in archive.namelist()]


def test_a_build_removes_what_earlier_ones_left_about_it(tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    old.write_text(SHOWN.replace("edition: 2026-11", "edition: 2026-05"), encoding="utf-8")
    build(tmp_path, SHOWN, "--api", "--since", str(old), "--url", "https://map.example/")
    out = tmp_path / "out"
    assert {"api/organisations/hidden.json", "changes/hidden.atom"} <= set(files_with_it(out))
    (out / "mine.txt").write_text(CANARY, encoding="utf-8")
    (out / "changes" / "forum.atom").write_text(CANARY, encoding="utf-8")
    said = build(tmp_path, TEXT, "--no-paper").stderr
    assert files_with_it(out) == ["changes/forum.atom", "mine.txt"]
    assert not (out / "api").exists()
    assert not list(out.glob("poster*"))
    assert re.search(r"Removed \d+ files of an earlier build, which may show who has asked", said)
    assert "not updated: changes.\nThey may still show who has asked not to be shown." in said
    assert "Removed" not in build(tmp_path, TEXT, "--no-paper").stderr


def test_a_build_of_a_map_on_which_all_are_shown_removes_nothing(tmp_path: Path) -> None:
    build(tmp_path, SHOWN, "--api", "--no-paper")
    said = build(tmp_path, TOURED, "--no-paper").stderr
    assert "Left over from an earlier build, not updated: " in said
    assert (tmp_path / "out" / "api" / "organisations" / "hidden.json").exists()


def test_what_other_commands_made_in_the_folder_stays_and_is_named(tmp_path: Path) -> None:
    from tests.commands import run

    build(tmp_path, SHOWN, "--no-paper")
    run("--data", tmp_path / "groups.yaml", "actions", "--ics", tmp_path / "out" / "mine.ics")
    said = build(tmp_path, TEXT, "--no-paper").stderr
    assert "They may still show who has asked not to be shown. Look, and delete them." in said


def test_a_build_warns_of_texts_that_still_name_it(tmp_path: Path) -> None:
    said = build(tmp_path, NAMED, "--no-paper").stderr
    assert "it names ‘The Qzcanary Name’, which has asked not to be shown." in said
    assert "it names" not in build(tmp_path, TEXT, "--no-paper").stderr


def test_desk_removes_old_pages_and_warns_too(tmp_path: Path) -> None:
    from tests.commands import run

    data, folder = tmp_path / "groups.yaml", tmp_path / "desk"
    old = tmp_path / "old.yaml"
    old.write_text(SHOWN.replace("edition: 2026-11", "edition: 2026-05"), encoding="utf-8")
    data.write_text(SHOWN, encoding="utf-8")
    options = ("--today", "2026-11-30", "--allow-loss")
    assert run("--data", data, "desk", folder, "--last", old, *options).exit_code == 0
    assert (folder / "pages" / "changes" / "hidden.atom").exists()
    data.write_text(NAMED, encoding="utf-8")
    done = run("--data", data, "desk", folder, *options)
    assert "it names ‘The Qzcanary Name’" in done.stderr
    assert not (folder / "pages" / "changes").exists()
    assert files_with_it(folder / "pages") == [
        path for path in files_with_it(folder / "pages") if "hidden" not in path
    ]


def test_there_is_no_hint_to_accept_what_has_no_id(tmp_path: Path) -> None:
    from tests.commands import run

    data = tmp_path / "groups.yaml"
    summary = re.search(r"  summary: .*", TEXT)
    assert summary
    text = TEXT.replace(summary[0], "  summary: The Qzcanary Name is in it.")
    data.write_text(text, encoding="utf-8")
    said = run("--data", data, "check")
    assert "it names ‘The Qzcanary Name’" in said.stdout
    assert "about: ," not in said.stderr


@pytest.mark.parametrize("made_from", [SHOWN, TEXT], ids=["before it asked", "since"])
def test_no_question_of_an_import_names_it(made_from: str, tmp_path: Path) -> None:
    """Neither for a deleted row that it is linked to, nor for a list that it stands in."""
    from tests.commands import run

    def change(book: Any) -> None:
        book["Organisations"].delete_rows(row_of(book["Organisations"], "council"))
        put(book, "Actions", row_of(book["Actions"], "build"), leads="The Choir")
        if made_from == SHOWN:
            put(
                book,
                "Organisations",
                row_of(book["Organisations"], "hidden"),
                purpose="Another qzcanary purpose.",
            )

    path = returning(tmp_path, made_from, change)
    data = tmp_path / "groups.yaml"
    text = TEXT.replace("leads: [hidden, charity]", "leads: [hidden, charity, forum]")
    data.write_text(text, encoding="utf-8")
    for options in (("--unattended",), ("--dry-run", "--allow-loss"), ()):
        done = run("--data", data, "import", path, *options)
        assert done.exit_code == 1, done.output
        assert "open" in done.stderr
        said = done.output.lower()
        assert CANARY not in said
    assert data.read_text(encoding="utf-8") == text


def test_a_workbook_from_before_it_asked_changes_nothing_of_it(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Organisations", row_of(book["Organisations"], "hidden"), purpose="Another purpose.")
        put(book, "Organisations", row_of(book["Organisations"], "choir"), purpose="It sings.")

    path = returning(tmp_path, SHOWN, change)
    back = workbook_import.read(path, dataset.parse(TEXT), text=TEXT)
    rewritten = rewriting.rewrite(TEXT, "groups.yaml", back)
    assert "It does qzcanary work." in edits.text(rewritten)
    assert "It sings." in edits.text(rewritten)
    assert [each.at for each in rewritten.changes] == [("partners", "choir", "purpose")]


def test_no_paper_report_letter_or_calendar_has_a_byte_of_it(withheld: City) -> None:
    day, first = date(2026, 11, 30), date(2026, 1, 1)
    shown = City.parse(SHOWN.replace("edition: 2026-11", "edition: 2026-05"))
    made = dict(edition.contents(withheld, url="https://map.example/", since=shown, api=True))
    assert {"poster-a3.pdf", "poster.svg", "share-card.png", "changes.atom", "api/index.json"} <= set(made)
    for composed in (report.compose(withheld), report.progress_report(withheld, first, day)):
        made[f"{len(made)}.md"] = report.as_markdown(composed)
        made[f"{len(made)}.docx"] = word_document.docx(withheld, composed)
        made[f"{len(made)}.pdf"] = printed_report.pdf(withheld, composed)
    made |= letters.messages(withheld, freshness.find(withheld, day))
    made["plan.ics"] = calendar.text(withheld, tracker.select(withheld, day).actions)
    made["bulletin.md"] = bulletin.as_markdown(changes.compare(shown, withheld), "title")
    made["poster"] = str(poster.contents(withheld, view.compose(withheld, shown), "https://map.example/"))
    held = [name for name, content in made.items() if any(CANARY in text for text in texts_of(content))]
    assert held == []
    assert any(CANARY in text for text in texts_of(printed_report.pdf(shown, report.compose(shown))))


def texts_of(content: str | bytes) -> list[str]:
    """What a file says, and what the files in it say, in small letters."""
    if isinstance(content, str):
        return [content.lower()]
    if content.startswith(b"%PDF"):
        return [pdf_sheets.text(content).lower()]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return [archive.read(name).decode("utf-8", "replace").lower() for name in archive.namelist()]
    return [content.decode("utf-8", "replace").lower()]
