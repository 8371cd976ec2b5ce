"""A workbook comes back: each entry is the same one on both ways, whatever the order of the file.

The files here are shuffled, and every entry has a comment, a private note and a line for each of its fields.
"""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from ecosystem.cli import main
from tests import strategies
from tests.strategies import examples
from tests.workbooks import column

LISTS = ("links", "disputes", "accepted_gaps")
PARTS = ("facts", "progress", "claims", "steps", "readings")
SETTINGS = settings(
    max_examples=examples(8), deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@st.composite
def shuffled_files(draw: st.DrawFn) -> str:
    """The text of a data file in no order, with a comment and a private note on every entry."""
    document = draw(strategies.documents(organisations=6, links=8, least=2))
    nodes = [key for section in strategies.SECTIONS for key in document[section]]
    for place in range(draw(st.integers(2, 5))):
        claims = [{"claim": f"claim {place}", "source": "s0"}, {"claim": "no", "source": "s1"}]
        question = f"Question {draw(st.integers(1, 9))}?"
        about = draw(st.sampled_from(nodes))
        dispute = {"about": about, "question": question, "claims": claims}
        document.setdefault("disputes", []).append(dispute)
    for about in draw(st.lists(st.sampled_from(nodes), min_size=2, max_size=5, unique=True)):
        gap = {
            "gap": "organisation with one link",
            "about": about,
            "reason": f"Reason {draw(st.integers(1, 9))}.",
        }
        document.setdefault("accepted_gaps", []).append(gap)
    for section in strategies.ORGANISATIONS:
        for key, entry in document[section].items():
            entry["facts"] = [{"text": f"{key} {word}.", "source": "s1"} for word in ("meets", "sings")]
    step = {"title": "Step", "text": "Look.", "show": [nodes[0]], "source": "s2"}
    document["tours"] = {name: {"title": name, "steps": [step, step]} for name in ("walk", "end")}
    order = draw(st.randoms(use_true_random=False))
    for name, held in document.items():
        if name != "ecosystem":
            items = list(held.items()) if isinstance(held, dict) else list(held)
            order.shuffle(items)
            document[name] = dict(items) if isinstance(held, dict) else items
    return _written(document)


def _written(document: strategies.Document) -> str:
    lines: list[str] = []
    for name, held in document.items():
        if not held:
            continue
        lines.append(f"{name}:")
        if name == "ecosystem":
            lines += _fields(held, "  ")
            continue
        for place, item in enumerate(held) if name in LISTS else enumerate(held.items()):
            key, entry = (place, item) if name in LISTS else item
            noted = {**entry, "internal": {"note": f"note on {name} {key}"}}
            lines.append(f"  # a comment on {name} {key}")
            if name in LISTS:
                first, *others = _fields(noted, "    ")
                lines += [f"  - {first.strip()}", *others]
            else:
                lines += [f"  {key}:", *_fields(noted, "    ")]
    return "\n".join(lines) + "\n"


def _fields(entry: dict[str, Any], indent: str) -> list[str]:
    lines: list[str] = []
    for name, value in entry.items():
        if name in PARTS:
            lines.append(f"{indent}{name}:")
            for number, part in enumerate(value, 1):
                noted = {**part, "internal": f"note on part {number}"}
                lines += [f"{indent}  # part {number}", f"{indent}  - {json.dumps(noted)}"]
        else:
            lines.append(f"{indent}{name}: {json.dumps(value)}")
    return lines


def plain(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


def run(*args: object) -> str:
    done = CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def out_and_in(folder: Path, text: str, *options: str, cell: tuple[str, int, str] | None = None) -> str:
    """The data file after its workbook went out by command, had one cell changed, and came back."""
    data, book = folder / "groups.yaml", folder / "book.xlsx"
    data.write_text(text, encoding="utf-8")
    run("--data", data, "export", "workbook", "--output", book, "--force", *options)
    if cell:
        title, row, header = cell
        opened: Any = openpyxl.load_workbook(book)
        opened[title].cell(row, column(opened[title], header)).value = "Something else."
        opened.save(book)
    said = run("--data", data, "import", book, "--yes")
    now = data.read_text(encoding="utf-8")
    assert ("say the same" in said) == (now == text)
    return now


@pytest.mark.parametrize("options", [(), ("--internal",)])
@SETTINGS
@given(text=shuffled_files())
def test_an_untouched_workbook_changes_no_byte_of_the_file(
    options: tuple[str, ...], text: str, tmp_path: Path
) -> None:
    assert out_and_in(tmp_path, text, *options) == text


@SETTINGS
@given(text=shuffled_files(), data=st.data())
def test_a_changed_cell_changes_that_field_of_that_entry_alone(
    text: str, data: st.DataObject, tmp_path: Path
) -> None:
    wanted = plain(text)
    fields = {"links": "role", "disputes": "question", "accepted_gaps": "reason", "sources": "title"}
    section = data.draw(st.sampled_from([name for name in fields if wanted.get(name)]))
    held = wanted[section]
    key = data.draw(st.sampled_from(range(len(held)) if section in LISTS else sorted(held)))
    title = section.replace("_", " ").capitalize()
    row = _row_with_note(tmp_path, text, title, held[key]["internal"]["note"])
    held[key][fields[section]] = "Something else."
    was_confirmed = section == "links" and bool(held[key].get("confirmations"))
    if was_confirmed:
        del held[key]["confirmations"]  # of what it said before
    for options in ((), ("--internal",)):
        now = out_and_in(tmp_path, text, *options, cell=(title, row, fields[section]))
        assert plain(now) == wanted
        if was_confirmed:
            continue
        before, after = text.splitlines(), now.splitlines()
        assert len(after) == len(before)
        assert len([place for place, line in enumerate(before) if line != after[place]]) == 1


@SETTINGS
@given(text=shuffled_files(), data=st.data())
def test_a_changed_private_note_stays_with_its_entry(text: str, data: st.DataObject, tmp_path: Path) -> None:
    wanted = plain(text)
    section = data.draw(st.sampled_from([name for name in (*LISTS, "sources") if wanted.get(name)]))
    held = wanted[section]
    key = data.draw(st.sampled_from(range(len(held)) if section in LISTS else sorted(held)))
    title = section.replace("_", " ").capitalize()
    row = _row_with_note(tmp_path, text, title, held[key]["internal"]["note"])
    held[key]["internal"] = "Something else."
    now = out_and_in(tmp_path, text, "--internal", cell=(title, row, "internal"))
    assert plain(now) == wanted


def _row_with_note(folder: Path, text: str, title: str, note: str) -> int:
    """The row that shows the note; the entry that has the note in the file is the one of that row."""
    out_and_in(folder, text, "--internal")
    page: Any = openpyxl.load_workbook(folder / "book.xlsx")[title]
    notes = column(page, "internal")
    rows = range(2, page.max_row + 1)
    (row,) = [row for row in rows if json.loads(page.cell(row, notes).value)["note"] == note]
    return row
