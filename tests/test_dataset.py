"""Reading a data file: a small city read whole, every mistake told with its line, and nothing else let out.

Each file of `tests/broken` begins with the problems it must give, word for word. A line that ends in ‘ …’ is
the beginning of one: what follows is made of the model. `make snapshots` renews them.
"""

import contextlib
import os
import random
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings, strategies as st

from ecosystem import dataset
from ecosystem.dataset import addresses, draft as drafts, privacy, suggestions, syntax
from ecosystem.errors import EcosystemError, FileAccessError, InvalidDataError
from ecosystem.model import FIELD_LINK_TYPES, Basis, Ecosystem, Section, State
from tests.cities import cited
from tests.fixture import BRISTOL
from tests.towns import CITY, HEAD, problems

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
EXPECTS = "# expects: "
MORE = " …"
RENEW = bool(os.environ.get("ECOSYSTEM_RENEW"))

IDS = ["hall", "barn", "mill", "work", "play", "jobs", "games", "fair"]


# A city, read whole


def test_a_small_city_is_read_whole() -> None:
    city = dataset.parse(CITY)
    assert city.about.title == "Map"
    assert city.about.edition == "2026-11"
    assert list(city.sources) == ["page", "book"]
    assert city.sources["book"].date == "1999"
    hall = city.groups["hall"]
    assert (hall.id, hall.section, hall.aliases) == ("hall", Section.GROUPS, ("The room",))
    assert hall.cited == cited("page", "book")
    assert city.partners["mill"].purpose == "NO"
    assert city.partners["mill"].status == "NO longer"
    assert city.priorities["jobs"].number == 10
    fair = city.actions["fair"]
    assert fair.measure
    assert (fair.measure.baseline, fair.measure.target, fair.measure.readings[0].value) == (12.0, 12.5, -1.0)
    assert fair.progress[0].state is State.DONE
    assert [claim.claim for claim in city.disputes[0].claims] == ["12", "16"]
    assert not city.events
    assert city.link_types["helps"].transitive
    assert [node.id for _, node in city.nodes()] == IDS


def test_every_link_is_there_once_with_those_of_the_fields() -> None:
    city = dataset.parse(CITY)
    assert [(link.id, link.field) for link in city.links] == [
        ("mill-helps-hall", None),
        ("mill-helps-hall-2", None),
        ("barn-helps-hall", None),
        ("hall-sets-work", "plans.work.owners"),
        ("mill-sets-work", "plans.work.owners"),
        ("jobs-part-of-work", "priorities.jobs.plan"),
        ("games-part-of-play", "priorities.games.plan"),
        ("fair-part-of-work", "actions.fair.plan"),
        ("hall-leads-fair", "actions.fair.leads"),
        ("fair-advances-jobs", "actions.fair.advances"),
        ("fair-advances-games", "actions.fair.advances"),
    ]
    assert all(link.sources == cited("book") for link in city.links if link.field)


def test_advancing_a_priority_of_another_plan_is_inferred() -> None:
    own, other = dataset.parse(CITY).links[-2:]
    assert (own.basis, other.basis) == (Basis.STATED, Basis.INFERRED)
    assert (own.evidence, other.evidence) == (None, None)


def test_the_link_types_of_the_file_come_before_those_of_the_program() -> None:
    assert list(dataset.parse(CITY).link_types) == ["helps", *FIELD_LINK_TYPES]


@pytest.mark.parametrize("name", FIELD_LINK_TYPES)
def test_a_link_type_of_the_program_is_redefined_by_no_file_and_that_is_one_mistake(name: str) -> None:
    narrowed = f"  {name}: {{label: x, inverse: z, family: delivery, from: groups, to: actions}}\nsources:\n"
    text = CITY.replace("sources:\n", narrowed, 1)
    line = text[: text.index(f"  {name}: {{label")].count("\n") + 1
    own = "is one of the program’s own link types, sets, part-of, leads and advances"
    said = f"‘{name}’ {own}. Delete this entry. Links may use the type without it."
    assert problems(text) == [f"line {line}: link_types.{name}: {said}"]


def test_what_is_internal_never_reaches_the_model() -> None:
    assert "canary" in CITY
    assert "canary" not in repr(dataset.parse(CITY))


def test_only_the_heading_is_required() -> None:
    city = dataset.parse(HEAD.splitlines()[0])
    assert city.links == ()
    assert list(city.link_types) == list(FIELD_LINK_TYPES)


@pytest.mark.parametrize("language", ["cy", "en-GB", "zh-Hant"])
def test_the_language_of_a_map_is_read_as_it_is_written(language: str) -> None:
    heading = HEAD.splitlines()[0].replace("{", f"{{language: {language}, ", 1)
    assert dataset.parse(heading).about.language == language


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("number: 10, ", "", "line 27: priorities.jobs: ‘number’ is missing. Write a whole number."),
        (
            ", value: -1",
            "",
            "line 36: actions.fair.measure.readings: ‘value’ is missing. Write a number.",
        ),
        (
            "{section: groups, label: club",
            "{label: club",
            "line 3: kinds.club: ‘section’ is missing. Write one of groups, networks, partners, events, "
            "outputs, plans, priorities, actions.",
        ),
    ],
)
def test_a_field_that_is_missing_is_told_with_what_it_holds(old: str, new: str, told: str) -> None:
    assert problems(CITY.replace(old, new, 1)) == [told]


def test_a_section_without_entries_is_empty() -> None:
    assert not dataset.parse(HEAD + "groups:\nevents: {}\nlinks:\ndisputes: []\n").groups


def test_plain_years_dates_and_numbers_are_text_as_typed() -> None:
    text = (
        HEAD + "groups:\n  hall: {name: 2015, aliases: [2015-08, 1e3, 12.50, -7], kind: club, source: page}\n"
    )
    hall = dataset.parse(text).groups["hall"]
    assert (hall.name, hall.aliases) == ("2015", ("2015-08", "1e3", "12.50", "-7"))


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "city.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + CITY.replace("\n", "\r\n").encode())
    assert dataset.load(path) == dataset.parse(CITY)


def test_the_loader_in_python_reads_the_same_city(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = dataset.parse(CITY)
    monkeypatch.setattr(syntax, "LOADER", yaml.SafeLoader)
    assert dataset.parse(CITY) == expected


def test_a_broken_entry_still_counts_for_those_that_name_it() -> None:
    assert problems(CITY.replace("name: The barn", "nome: The barn")) == [
        "line 20: groups.barn: ‘name’ is missing. Write a text.",
        "line 20: groups.barn.nome: ‘nome’ is not a field of a group. Did you mean ‘name’?",
    ]


def test_a_city_is_read_without_what_only_others_need() -> None:
    program = (
        "import sys; from pathlib import Path; from ecosystem import dataset\n"
        "dataset.load(Path(sys.argv[1]))\n"
        "print([name for name in ('networkx', 'edtf', 'jinja2', 'pyvis', 'difflib') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, BRISTOL], check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"


# Broken files


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_told_every_mistake_and_stays_as_it_is(path: Path) -> None:
    if RENEW:
        renew(path)
    before = path.read_bytes()
    expected, _ = parted(before)
    with pytest.raises(InvalidDataError) as caught:
        dataset.load(path)
    assert cut([str(problem) for problem in caught.value.problems], expected) == expected
    assert str(caught.value).startswith(f"{path} cannot be used yet: {len(expected)} mistake")
    assert path.read_bytes() == before


def parted(content: bytes) -> tuple[list[str], bytes]:
    """What a file of the catalogue expects, and the rest of it."""
    expected = []
    while content.startswith(EXPECTS.encode()):
        line, _, content = content.partition(b"\n")
        expected.append(line.decode().removeprefix(EXPECTS))
    return expected, content


def cut(told: list[str], expected: list[str]) -> list[str]:
    """What is told, each as far as what is expected of it goes; renewing moves the lines."""
    beginnings = [line.partition(": ")[2].removesuffix(MORE) for line in expected if line.endswith(MORE)]
    found = []
    for line in told:
        place, _, message = line.partition(": ")
        start = next((each for each in beginnings if message.startswith(each)), None)
        found.append(line if start is None else f"{place}: {start}{MORE}")
    return found


def renew(path: Path) -> None:
    """Write what is told into the file; as this moves its lines, until that changes nothing any more."""
    for _ in range(3):
        expected, rest = parted(path.read_bytes())
        with pytest.raises(InvalidDataError) as caught:
            dataset.load(path)
        told = cut([str(problem) for problem in caught.value.problems], expected)
        path.write_bytes("".join(f"{EXPECTS}{line}\n" for line in told).encode() + rest)


def test_the_catalogue_is_renewed_and_keeps_what_is_cut(tmp_path: Path) -> None:
    kept = (Path(__file__).parent / "broken" / "many-at-once.yaml").read_bytes()
    lines, rest = parted(kept)
    assert any(line.endswith(MORE) for line in lines)
    path = tmp_path / "many.yaml"
    path.write_bytes("".join(f"{EXPECTS}{line}\n" for line in lines[1:]).encode() + rest)
    renew(path)
    assert path.read_bytes() == kept


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_the_loader_in_python_refuses_the_same_files(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "LOADER", yaml.SafeLoader)
    with pytest.raises(InvalidDataError):
        dataset.load(path)


def test_the_catalogue_is_large() -> None:
    assert len(BROKEN) >= 100


# Files too large or too strange to keep


def bound() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def load_elsewhere(path: Path) -> str:
    """What reading the file says, in a process of its own with 1 GB and 60 s of a processor.

    A crash would be seen. What else the machine does takes nothing from those seconds.
    """
    posix = os.name == "posix"  # Windows sets no such limits
    program = textwrap.dedent("""
        import sys
        from pathlib import Path
        from ecosystem import dataset
        from ecosystem.errors import EcosystemError
        try:
            dataset.load(Path(sys.argv[1]))
        except EcosystemError as error:
            print(type(error).__name__, str(error).replace(sys.argv[1], "FILE"))
    """)

    done = subprocess.run(
        [sys.executable, "-c", program, path],
        capture_output=True,
        text=True,
        timeout=None if posix else 60,
        preexec_fn=bound if posix else None,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout.rstrip("\n")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("[" * 100_000, 1),
        ("{a: " * 100_000, 1),
        ("ecosystem: " + "[" * 100_000 + "]" * 100_000, 1),
        ("- " * 100_000, 1),
        ("? " * 100_000, 1),
        ("".join(" " * depth + "a:\n" for depth in range(1000)), 21),
    ],
    ids=["lists", "maps", "closed", "hyphens", "questions", "indents"],
)
def test_deep_nesting_is_refused_and_crashes_nothing(tmp_path: Path, content: str, line: int) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text(content)
    said = load_elsewhere(path)
    assert f"  line {line}: the file is nested more than 20 levels deep." in said


def test_an_alias_bomb_does_not_go_off(tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    path.write_text("\n".join(["a0: &a0 boom", *rows]))
    said = load_elsewhere(path)
    assert "line 1: a0: anchors (‘&a0’) cannot be used. Delete it." in said
    assert "line 30: a29[10]: aliases (‘*a28’) cannot be used. Write the value out." in said


def test_a_file_over_20_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    assert load_elsewhere(path) == (
        "InvalidDataError FILE cannot be used yet: 1 mistake.\n"
        "  the file is larger than 20 MB, the most that is read. Split the map in two."
    )


def test_more_than_100_000_links_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text("links:\n" + "- {}\n" * 100_001)
    assert load_elsewhere(path).endswith(
        "line 1: links: the file has more than 100,000 links. Split the map in two."
    )


def test_more_than_100_000_things_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    groups, events = ("".join(f" {letter}{n}:\n" for n in range(50_001)) for letter in "ge")
    path.write_text(f"groups:\n{groups}events:\n{events}")
    told = "events: the file has more than 100,000 groups, networks and other entries."
    assert told in load_elsewhere(path)


def test_a_file_of_nothing_but_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "MAX_VALUES", 1000)
    assert problems("a: [" + "b, " * 2000 + "]") == [
        "line 1: the file has more than 1,000 values. Split the map in two."
    ]


def test_a_file_of_nothing_but_mistakes_is_told_in_time_and_in_part(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("links:\n" + "- *a\n\x00" * 3_000_000)
    said = load_elsewhere(path)
    assert said.startswith(
        "InvalidDataError FILE cannot be used yet: 10,001 mistakes.\n  the file has more than 10,000"
    )


@pytest.mark.parametrize(
    "content",
    [
        "a" * 19_000_000, "\n" * 19_000_000, "'" + "\n" * 19_000_000, "\n" * 18_000_000 + "a: @",
        "a: " + "0" * 19_000_000, "a: " + "jo@" * 6_000_000, "#" * 19_000_000, "links: [" + "a," * 9_000_000,
    ],
    ids=["word", "blank", "quote", "late", "digits", "mail", "comment", "commas"],
)  # fmt: skip
def test_a_large_file_of_nonsense_is_refused_in_time_and_memory(tmp_path: Path, content: str) -> None:
    path = tmp_path / "large.yaml"
    path.write_text(content)
    assert "cannot be used yet" in load_elsewhere(path)


def test_a_field_over_10_000_characters_is_refused() -> None:
    fits, long = (HEAD.replace("Who works with whom.", "x" * length) for length in (10_000, 10_001))
    assert dataset.parse(fits)
    assert problems(long) == [
        f"line 1: ecosystem.summary: ‘{'x' * 79}…’ has 10,001 characters, and 10,000 are allowed. Shorten it."
    ]


def test_zero_bytes_are_told_and_not_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "zeros.yaml"
    path.write_bytes(b"\x00" * 1000)
    assert "line 1: there is a control character, U+0000. Delete it." in load_elsewhere(path)


@pytest.mark.parametrize("content", [b"groups:\n  \xff\xfe", "café".encode("latin-1"), CITY.encode("utf-16")])
def test_what_is_not_utf_8_is_said_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.yaml"
    path.write_bytes(content)
    with pytest.raises(FileAccessError, match=r"is not a text in UTF-8: line [12] has other bytes\."):
        dataset.load(path)


def test_no_file_and_no_file_of_text_are_said_so(tmp_path: Path) -> None:
    for path in (
        tmp_path,
        Path(os.devnull),
        tmp_path / "none.yaml",
        tmp_path / "x.yaml" / "y",
        Path("a\0b"),
    ):
        with pytest.raises(FileAccessError):
            dataset.load(path)


@pytest.mark.parametrize(("name", "problem"), [("none.yaml", "does not exist"), ("", "is not a file")])
def test_where_there_is_no_data_file_one_is_told_what_it_is(tmp_path: Path, name: str, problem: str) -> None:
    path = tmp_path / name
    with pytest.raises(FileAccessError) as caught:
        dataset.load(path)
    assert str(caught.value) == f"{path} {problem}. A data file is a text in YAML, such as data/groups.yaml."


def test_a_file_that_cannot_be_opened_is_told_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "city.yaml"
    path.write_text(CITY, encoding="utf-8")
    for error, reason in ((PermissionError(13, "Not for you"), "Not for you"), (ValueError("odd"), "odd")):
        monkeypatch.setattr(Path, "open", raising(error))
        with pytest.raises(FileAccessError) as caught:
            dataset.load(path)
        assert str(caught.value) == f"{path} cannot be read: {reason}."


def raising(error: Exception) -> Callable[..., Any]:
    def refuse(*_: object) -> None:
        raise error

    return refuse


def test_a_file_of_just_the_most_bytes_is_read_and_of_one_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "city.yaml"
    size = 2_000_000
    path.write_bytes(CITY.encode().ljust(size))
    monkeypatch.setattr(dataset, "MAX_BYTES", size)
    assert dataset.load(path) == dataset.parse(CITY)
    path.write_bytes(CITY.encode().ljust(size + 1))
    with pytest.raises(InvalidDataError) as caught:
        dataset.load(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.path) == (0, "")
    assert problem.message == "the file is larger than 2 MB, the most that is read. Split the map in two."
    assert str(caught.value).startswith(f"{path} cannot be used yet: 1 mistake")


def test_what_lies_ahead_of_today_is_told_and_of_today_is_not(tmp_path: Path) -> None:
    path = tmp_path / "city.yaml"
    path.write_text(CITY.replace("    founded: 2015-08\n", "    founded: 2015-08\n    checked: 2022-03\n"))
    assert dataset.load(path, today=date(2022, 3, 1)).groups["hall"].checked == "2022-03"
    with pytest.raises(InvalidDataError) as caught:
        dataset.load(path, today=date(2021, 12, 31))
    assert [str(each) for each in caught.value.problems] == [
        "line 17: groups.hall.checked: ‘checked’ (2022-03) is after today, 2021-12-31. Correct the date.",
        "line 38: actions.fair.progress[1].date: the report (2022) is dated after today, 2021-12-31. "
        "Correct the date.",
    ]
    assert dataset.load(path).groups["hall"].checked == "2022-03"


def test_a_report_on_a_priority_may_be_of_today_and_not_of_tomorrow() -> None:
    reported = CITY.replace(
        "number: 10, name: Jobs",
        "number: 10, name: Jobs, progress: {date: 2022-05-01, state: done, evidence: page}",
    )
    assert dataset.parse(reported, today=date(2022, 5, 1))
    with pytest.raises(InvalidDataError) as caught:
        dataset.parse(reported, today=date(2022, 4, 30))
    assert [each.path for each in caught.value.problems] == ["priorities.jobs.progress.date"]


def test_the_line_of_bytes_that_are_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"\na: b\nc: \xe9\nd: \xe9")
    with pytest.raises(FileAccessError) as caught:
        dataset.load(path)
    assert str(caught.value) == f"{path} is not a text in UTF-8: line 3 has other bytes. Save it as UTF-8."


def test_a_report_that_stands_alone_is_told_by_its_own_place() -> None:
    alone = CITY.replace(
        "progress: [{date: 2022, state: done, evidence: page, internal: canary}]",
        "progress: {date: 2022, state: done, evidence: page}",
    )
    with pytest.raises(InvalidDataError) as caught:
        dataset.parse(alone, today=date(2021, 12, 31))
    (problem,) = caught.value.problems
    assert problem.path == "actions.fair.progress.date"


def test_more_mistakes_than_anybody_reads_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "MAX_PROBLEMS", 2)
    wrong = "".join(f"  {name}: {{name: X, kind: club, colour: red}}\n" for name in "abc")
    told = problems(f"{HEAD}groups:\n{wrong}")
    assert told[0] == "the file has more than 2 mistakes. These are the first."
    assert [each.split(":")[0] for each in told[1:]] == ["line 12", "line 13"]


def test_more_entries_than_a_map_can_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MAX_ENTRIES", 8)
    assert dataset.parse(CITY)
    monkeypatch.setattr(drafts, "MAX_ENTRIES", 7)
    assert problems(f"{CITY}# not the text that was read last\n") == [
        "line 29: actions: the file has more than 7 groups, networks and other entries. Split the map in two."
    ]
    monkeypatch.setattr(drafts, "MAX_ENTRIES", 10)
    more = "".join("  - {from: mill, type: helps, to: hall, source: page}\n" for _ in range(8))
    assert problems(CITY.replace("disputes:\n", f"{more}disputes:\n")) == [
        "line 39: links: the file has more than 10 links. Split the map in two."
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "    claims: [{claim: 12, source: page}, {claim: 16, source: book}]\n",
            "",
            "line 44: disputes[1]: ‘claims’ is missing. Write fields such as claim, source, "
            "or a list of them.",
        ),
        (
            "transitive: true",
            "transitive: [true]",
            "line 6: link_types.helps.transitive: this is a list. Write one value.",
        ),
        (
            "transitive: true",
            "transitive: maybe",
            (
                "line 6: link_types.helps.transitive: ‘maybe’ is neither true nor false. Write one of "
                "these two words."
            ),
        ),
        (
            "number: 10",
            "number: [10]",
            "line 27: priorities.jobs.number: this is a list. Write one value.",
        ),
        (
            "baseline: 12,",
            "baseline: [12],",
            "line 36: actions.fair.measure.baseline: this is a list. Write one value.",
        ),
        (
            "shape: circle",
            "shape: [circle]",
            "line 3: kinds.club.shape: this is a list. Write one value.",
        ),
        (
            "disputes:\n",
            "accepted_gaps:\n  - {gap: source unused, about: hal, reason: Old.}\ndisputes:\n",
            "line 44: accepted_gaps[1].about: ‘hal’ is not the id of an entry, a source or a link. "
            "Did you mean ‘hall’?",
        ),
    ],
)
def test_a_mistake_within_an_entry_is_told_in_its_own_words(old: str, new: str, told: str) -> None:
    assert problems(CITY.replace(old, new)) == [told]


@pytest.mark.parametrize(
    ("word", "hint"), [("club" + 77 * "x", ""), ("clab", " Did you mean ‘club’?"), ("?", "")]
)
def test_a_hint_is_of_one_known_word_near_what_was_read(word: str, hint: str) -> None:
    assert suggestions.nearest(word, ["club", "clubs", "firm"]) == hint
    assert suggestions.nearest("x" * 80, ["x" * 80]) == f" Did you mean ‘{'x' * 80}’?"
    assert suggestions.nearest("x" * 81, ["x" * 81]) == ""


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("barn: [a]", "line 12: groups.barn: this is a list, and a group needs fields. Write name, kind."),
        ("barn: word", "line 12: groups.barn: ‘word’ is a text, and a group needs fields. Write name, kind."),
        ("barn:", "line 12: groups.barn: there is nothing here, and a group needs fields. Write name, kind."),
    ],
)
def test_an_entry_without_fields_is_told_what_it_needs(entry: str, told: str) -> None:
    assert problems(f"{HEAD}groups:\n  {entry}\n") == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: `b", "line 1: column 4: ‘`’ cannot begin a text. Put the text in quotation marks."),
        ("a: [b", "line 1: column 4: the list that opens here with ‘[’ needs commas and a closing ‘]’."),
        ("a: 'b", "line 1: column 4: the quotation mark that opens here is never closed. Close it."),
        ("a:\n\tb: c", "line 2: column 1: a tab is used where only spaces can indent. Write spaces."),
        ("- a\nb", "line 2: column 1: a colon is missing after the name of a field. Write it."),
    ],
)
def test_what_is_no_yaml_is_told_where_and_why(text: str, told: str) -> None:
    assert problems(f"{text}\n") == [told]


@pytest.mark.parametrize("name", ["since", "until"])
def test_links_that_differ_in_a_date_alone_have_the_same_ids_in_any_order(name: str) -> None:
    early, late = (
        f"  - {{from: mill, type: helps, to: barn, {name}: {year}, source: page}}\n" for year in (2001, 2002)
    )
    for lines in (early + late, late + early):
        city = dataset.parse(CITY.replace("disputes:\n", f"{lines}disputes:\n"))
        ids = {getattr(link, name): link.id for link in city.links if link.head == "barn"}
        assert ids == {"2001": "mill-helps-barn", "2002": "mill-helps-barn-2"}


def test_true_and_false_are_told_apart() -> None:
    for word, transitive in (("true", True), ("false", False)):
        city = dataset.parse(CITY.replace("transitive: true", f"transitive: {word}"))
        assert city.link_types["helps"].transitive is transitive


@pytest.mark.parametrize("word", ["biannual", "bi-annually"])
def test_a_word_with_two_meanings_is_asked_about(word: str) -> None:
    (problem,) = problems(CITY.replace("repeats: every 2 years", f"repeats: {word}"))
    assert problem.endswith(" Is it twice a year (every 6 months) or every 2 years?")


def test_what_stands_twice_in_a_list_is_told_where_it_stands_again() -> None:
    assert problems(
        CITY.replace("source: [page, book]}", "source: [page,\n          book,\n          page]}")
    ) == ["line 20: groups.hall.facts[1].source[3]: ‘page’ is already in this list. Keep one of them."]


def test_an_end_of_the_wrong_section_is_told_on_its_own_line() -> None:
    wrong = "  - from: hall\n    type: helps\n    to: mill\n    source: page\ndisputes:\n"
    assert problems(CITY.replace("disputes:\n", wrong)) == [
        "line 45: links[4].to: ‘mill’ is under partners, and a ‘helps’ link ends at groups."
    ]


def test_thousands_of_unknown_ids_are_told_in_time() -> None:
    groups = "".join(f"  group-{n}: {{name: Group {n}, kind: club, source: page}}\n" for n in range(2000))
    links = "".join(
        f"  - {{from: groop-{n}, type: helps, to: grump-{n}, source: page}}\n" for n in range(1000)
    )
    told = problems(f"{HEAD}groups:\n{groups}links:\n{links}")
    assert len(told) == 2000
    assert told[0].endswith(
        "‘groop-0’ is not the id of an entry on the map. Did you mean ‘group-0’ (Group 0)?"
    )


# What must hold for any text


def outcome(text: str) -> Ecosystem | EcosystemError:
    try:
        return dataset.parse(text)
    except EcosystemError as error:
        return error


_yaml_like = st.text("abn0:-?[]{}&*!|>'\"#%@`~,<. \n\t\\\u200b\u202e\x07é", max_size=80)
_lines = st.lists(
    st.one_of(st.sampled_from(CITY.splitlines()), st.sampled_from(HEAD.splitlines()), _yaml_like), max_size=30
).map("\n".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), _yaml_like, _lines))
@example("\ud800")
@example('"\\ud800": 1')
@example("%YAML 9.1\n---\na: b")
@example("a: !foo%1b[31m b")
@example("? ? ? ? x")
@example("")
def test_any_text_is_a_city_or_refused(text: str) -> None:
    result = outcome(text)
    if isinstance(result, InvalidDataError):
        assert result.problems
        assert all(problem.message.endswith((".", "?")) for problem in result.problems)
        assert not any(ord(letter) < 32 for problem in result.problems for letter in str(problem))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=40), _yaml_like, _lines))
@example('"\\ud800": 1')
@example('"\\U00110000"')
def test_any_text_is_a_city_or_refused_by_the_loader_in_python(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(syntax, "LOADER", yaml.SafeLoader)
        outcome(text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_are_a_city_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes(content)
    with contextlib.suppress(EcosystemError):
        dataset.load(path)
    assert path.read_bytes() == content


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_file_does_not_change_the_set_of_links(chance: random.Random) -> None:
    tree = yaml.load(CITY, Loader=yaml.BaseLoader)
    city = dataset.parse(CITY)
    again = dataset.parse(yaml.safe_dump(_shuffled(tree, chance), sort_keys=False, allow_unicode=True))
    assert set(again.links) == set(city.links)
    assert again.groups == city.groups


def _shuffled(tree: object, chance: random.Random) -> object:
    """The same maps in another order; and the same lists of links, but no other lists."""
    if not isinstance(tree, dict):
        return tree
    pairs = [(key, _shuffled(value, chance)) for key, value in tree.items()]
    chance.shuffle(pairs)
    if "links" in tree:
        chance.shuffle(tree["links"])
    return dict(pairs)


_letters = st.characters(categories=["L", "M", "P", "S", "Zs"], exclude_characters="@")
_printable = st.text(_letters, min_size=1, max_size=200).filter(
    lambda text: text == text.strip() and not re.fullmatch("[ynYN]", text)
)


@settings(max_examples=300, deadline=None)
@given(_printable)
@example("‘quotes’ \"and\" 'marks': # \\ {curly} [square]")
@example("İstanbul — ńandú · 種族平等 · مساواة · 👩🏾")
def test_text_in_is_text_out(text: str) -> None:
    tree = yaml.load(HEAD, Loader=yaml.BaseLoader)
    tree["ecosystem"]["summary"] = text
    assert dataset.parse(yaml.safe_dump(tree, allow_unicode=True, width=10_000)).about.summary == text


# What is personal, and where links may lead


@pytest.mark.parametrize(
    "text",
    [
        "2019 to 2021", "2020-04/2021-03", "98FM", "Ujima Radio 98FM", "335,000 pounds", "£335,000",
        "COVID-19", "from 01/02/2019 to 03/04/2020", "01-02-2019 to 03-04-2020", "2021-07-08 10:00",
        "12 of 16 agencies", "version 2.0.1", "001_a2c103f62cb0bcf3.txt", "in 2018, 2019, 2020 and 2021",
        "10,000,000 people", "1234567890", "0.123456789", "the A38 to M5 2nd exit", "a B4 1st",
        "@BristolCouncil on the web", "ISO 8601-2", "KS4 5 A*-C", "Article 4 of 1948", "SDG 10 and 16",
        "9,000 staff in 2020 2021 2022", "company 01234567", "at noon", "E10", "2013-2015, 2016-2018",
        "50-60 members", "7% to 12%",
    ],
)  # fmt: skip
def test_ordinary_words_and_numbers_are_not_personal(text: str) -> None:
    assert privacy.personal(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "jo@example.org", "Jo.Bloggs+x@mail.example.co.uk", "jo (at) example.org", "jo[at]example.org",
        "0117 496 0000", "(0117) 496 0000", "0117-496-0000", "01174960000", "07700 900123", "07700 900 123",
        "020 7946 0000", "+441174960000", "+44 (0) 117 496 0000", "0044 117 496 0000", "+33 1 23 45 67 89",
        "0117\u00a0496\u00a00000", "BS1 5TR", "BS15TR", "bs1 5tr", "SW1A 1AA", "M1 1AE", "EC1A 1BB",
        "at BS16 1QY.", "tel:01174960000",
    ],
)  # fmt: skip
def test_ways_to_reach_a_person_are_seen(text: str) -> None:
    assert privacy.personal(f"Ask {text} today") is not None
    assert privacy.personal(text) is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://www.bristol.gov.uk", "http://example.org:8080/a/b?c=d&e=f#g", "HTTPS://EXAMPLE.ORG/",
        "https://[::1]/", "https://example.org/caf%C3%A9", "https://exämple.org/é",
        "mailto:info@example.org", "mailto:info@example.org?subject=Hello", "https://example.org/@name",
        "https://example.org/(a)_b,c;d", "https://192.168.0.1:8080/", "https://правительство.рф/",
        "https://δήμος.gr", "https://東京タワー.jp", "https://xn--xample-2of.org", "https://thành-phố.vn",
        "mailto:o'neill+map@exämple.org", "https://3.example.org", "https://1.2.3.4.example.org",
    ],
)  # fmt: skip
def test_an_address_of_the_web_may_be_linked(url: str) -> None:
    assert addresses.mistake(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
        " javascript:alert(1)", "javascript&colon;alert(1)", "javascript%3Aalert(1)", "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "//example.org", "/a", "example.org", "example", "https:",
        "https://", "https:/x.org", "https:///x", "https://?x", "https://#x", "https://:80/",
        "https://a b.org/", "https://a.org/\u00a0b", "https://user@example.org/",
        "https://https://example.org", "https://exa\"mple.org", "https://a.org/<b>", "https://a.org/\\b",
        "mailto:", "mailto:jo", "mailto:jo@", "mailto:a@b.org,c@d.org", "https://a..org",
        "https://a.org:99999/", "https://[::::]/", "https://[12345::]/",
        "https://a.org:port/", "ftp://example.org", "http:example.org",
        "https://еxample.org", "https://ｅxample.org", "https://example.оrg", "https://exαmple.org",
        "https://аорсе.org", "https://ѕсоре.com", "https://exɑmple.org", "https://exampᶩe.org",
        "https://ехample.org:8080/a", "mailto:info@еxample.org", "https://www.е-mail.org",
        "https://2130706433", "https://0x7f000001/", "https://0177.0.0.1/", "https://127.1",
        "https://1.2.3.256", "https://127.0.0.1.", "https://127.0.0.0x1/", "https://0X7F.1:80/",
        "https://１２７.0.0.1", "mailto:info@127.1", "mailto:a,b@example.org", "mailto:a%2Cb@example.org",
        "mailto:info@example.org?bcc=x@example.com", "mailto:info@example.org?subject=a&bcc=x@example.com",
        "mailto:info@example.org?attach=/etc/passwd", "mailto:info@example.org?%62cc=x@example.com",
        "mailto:info@example.org?subject=a%26cc=b@example.com", "mailto:info@example.org?body=a",
        "mailto:info@example.org?subject=a%0D%0ABcc:b", "https://example.org/\udce9",
        "mailto:info@example.org#x",
    ],
)  # fmt: skip
def test_an_address_of_anything_else_is_refused_in_a_sentence(url: str) -> None:
    wrong = addresses.mistake(url)
    assert wrong
    assert wrong.endswith((".", "?"))


def test_an_address_that_looks_like_another_is_shown_as_a_browser_sends_it() -> None:
    assert addresses.mistake("https://еxample.org/a") == (
        "‘https://еxample.org/a’ has letters in the name of its site that look like other letters. "
        "It leads to ‘xn--xample-2of.org’. If that is right, write it like that."
    )


def test_a_persons_mail_address_may_only_be_a_website() -> None:
    text = (
        HEAD
        + "groups:\n  hall: {name: Hall, kind: club, source: page, website: 'mailto:jo.bloggs@example.org'}\n"
    )
    assert dataset.parse(text).groups["hall"].website == "mailto:jo.bloggs@example.org"
