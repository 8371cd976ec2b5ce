"""Each command that answers, in a pseudo-language: no word of the program stands outside its brackets."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ecosystem import catalogues
from ecosystem.cli import main
from tests import pseudo
from tests.cities import SMALL

COMMANDS = (
    ("list",),
    ("list", "priorities"),
    ("show", "forum"),
    ("show", "build"),
    ("connections", "jobs"),
    ("connections", "forum"),
    ("path", "charity", "jobs"),
    ("without", "council"),
    ("gaps",),
    ("analyse",),
    ("source", "minutes"),
    ("report",),
    ("diff", "OLD"),
    ("diff", "OLD", "--bulletin"),
    ("show", "forum", "--at", "2019"),
)


@pytest.fixture(scope="module")
def locale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("locale")
    pseudo.write(folder)
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_word_of_an_answer_is_left_in_english(
    tmp_path: Path, locale: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(catalogues, "LOCALE", locale)
    data, old = tmp_path / "groups.yaml", tmp_path / "old.yaml"
    data.write_text(SMALL, encoding="utf-8")
    older = SMALL.replace("name: The Choir", "name: The Band").replace("Meets monthly.", "Meets weekly.")
    older = older.replace("  - {from: forum, type: leads, to: jobs, source: minutes}\n", "")
    older = older.replace("since: 2016, source", "since: 2017, source").replace(
        "due: 2021-06\n", "due: 2021-07\n"
    )
    old.write_text(older, encoding="utf-8")
    arguments = [str(old) if word == "OLD" else word for word in command]
    done = CliRunner().invoke(main, ["--language", "qps", "--data", str(data), *arguments])
    assert done.exit_code in (0, 1), done.stderr
    assert pseudo.OPEN in done.stdout
    known = pseudo.texts(SMALL) | pseudo.texts(older) | {"June"}  # dates follow the rules of English
    assert pseudo.leftovers(done.output, known) == []
