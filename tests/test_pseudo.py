"""Every command, run in a pseudo-language: what is not in brackets did not pass through the seam."""

import re
import shlex
from calendar import month_name
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecosystem import catalogues
from ecosystem.cli import VERBS, embedding, main
from ecosystem.dataset import parse
from ecosystem.exchange import FORMATS, workbook
from ecosystem.model.descriptions import every_field
from tests import pseudo
from tests.cities import SMALL

DAY = "--today 2026-11-30"
COMMANDS = (
    f"actions {DAY}",
    f"actions --overdue {DAY}",
    f"actions --csv {DAY}",
    f"actions --lead charity --unreported --due-by 2022 {DAY}",
    "actions --plan nothing",
    "analyse",
    "analyse --at 2019",
    "analyse --at 1066x",
    "build --no-paper",
    "build --no-paper --url https://map.example/ --since before.yaml",
    "build --no-paper --url nowhere",
    "build --output groups.yaml",
    f"check {DAY}",
    f"--data broken.yaml check {DAY}",
    "--data nothing.yaml check",
    "--data latin.yaml check",
    "check --today never",
    f"checked forum {DAY} --dry-run",
    f"checked forum {DAY} --yes",
    f"checked forum {DAY} --date 2027 --yes",
    f"checked build {DAY}",
    "connections jobs",
    "connections nothing-at-all",
    "diff before.yaml",
    "diff before.yaml --bulletin",
    "diff nothing.yaml",
    "diff git:nothing",
    "doctor",
    "embed https://map.example/ --priority jobs",
    "embed https://map.example/ --focus nothing",
    "embed nowhere",
    *(f"export {name} --output folder/city.{name}" for name in FORMATS),
    "export markdown",
    "export workbook --internal --output private.xlsx",
    "export dot --internal",
    "export csv",
    f"gaps {DAY}",
    "gaps --today never",
    "import links.csv",
    "import links.csv --into new.yaml",
    "import links.csv --into groups.yaml",
    "import nothing.csv",
    "import groups.yaml",
    "import other.xlsx --dry-run",
    "import other.xlsx --yes",
    "list",
    "list nothing",
    "merge choir charity --dry-run",
    "merge choir charity",
    "merge charity forum --dry-run",
    "merge choir choir",
    "merge choir jobs",
    "merge choir nothing",
    "new another",
    "new .",
    "path choir charity",
    "path choir choir",
    "poster --url nowhere",
    "report",
    "show charity",
    "show build",
    "show jobs",
    "show nobody",
    "source minutes",
    "source nothing",
    f"stale --months 6 {DAY}",
    f"stale {DAY} --messages letters",
    f"update build --state done {DAY} --dry-run",
    f"update build --state done --note Agreed. --evidence https://map.example/x --title A --publisher B {DAY}"
    " --yes",
    f"update build --state done --evidence x {DAY} --yes",
    f"update build --state done --date 2027 {DAY} --yes",
    f"update charity --state done {DAY}",
    "without charity",
    "without jobs",
)
"""Every command and its usual mistakes."""

NAMES = {
    *FORMATS,
    *embedding.FORMS,
    *(verb for verbs in VERBS.values() for verb in verbs),
    *(
        "ecosystem",
        "groups",
        "before",
        "broken",
        "nothing",
        "latin",
        "links",
        "new",
        "another",
        "other",
        "private",
    ),
    *(
        "yaml",
        "bak",
        "xlsx",
        "csv",
        "output",
        "folder",
        "city",
        "data",
        "kB",
        "git",
        "https",
        "org",
        "example",
    ),
}
"""Names of files and folders, and what is in no language."""
LINKS = "from,type,to\nA,knows,B\nA,knows,C\n"


@pytest.fixture(scope="module", autouse=True)
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The pseudo-language as a catalogue of the program."""
    folder = tmp_path_factory.mktemp("locale")
    pseudo.write(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogues, "LOCALE", folder)
        yield


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the small city, an older edition, a broken file, and files to import."""
    files = {
        "groups.yaml": SMALL.encode(),
        "before.yaml": SMALL.replace("The Choir", "Singers").replace("type: funds", "type: hosts").encode(),
        "broken.yaml": SMALL.replace("from: staff", "from: stuff")
        .replace("kind: fair", "kind: fare")
        .encode(),
        "latin.yaml": "title: Caf\xe9".encode("latin-1"),
        "links.csv": LINKS.encode(),
        "other.xlsx": _workbook(SMALL.replace("name: The Choir", "name: The Big Choir")),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("ECOSYSTEM_DATA", "groups.yaml")
    return tmp_path


def _workbook(text: str) -> bytes:
    return workbook.dumps(parse(text))


def run(command: str) -> Result:
    arguments = ["--language", "qps", *shlex.split(command)]
    return CliRunner().invoke(main, arguments, prog_name="ecosystem", catch_exceptions=False)


def words_of_the_program(command: str, text: str) -> list[str]:
    """Return what of an output is neither in brackets nor data, a name or a part of the command line."""
    for form in NOT_SAID:
        text = re.sub(form, "", text)
    return pseudo.leftovers(text, {*NAMES, *re.findall(r"[^\W\d_]+", command), *FIELDS, *DATA})


NOT_SAID = (
    r"(?m)^  [a-z]+ +⟦[^⟧\n]*\.$",  # the help of a command, cut to its first line
    rf"(\d{{1,2}} )?({'|'.join(month_name[1:])}) \d{{4}}",  # a pseudo-language has the dates of English
    r"(?ms)^--- .*\Z",  # the difference between two texts of a data file
    r"(?m)^ *<.*>$",  # code for another page, whose language --lang chooses
    r"(?m)^\S*[./]\S*(  [\d,]+ kB)?$",  # a file that was written
    r"\[(default|env var)[^\]]*\]",  # what click says of an option
    r"\[[a-z\d|\s-]+\]",  # the values of an option
    r"(?<!\w)--?[a-z-]+|\b[A-Z]{2,}(\.[a-z]+)?\b",  # an option, and what stands for its value
)
DATA = pseudo.texts(SMALL)
FIELDS = {name.rpartition(".")[2] for name in every_field()}


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_says_a_word_past_the_seam(command: str) -> None:
    result = run(command)
    assert "Traceback" not in result.output
    is_data = command.startswith("import links.csv") or "--csv" in command
    assert words_of_the_program(command, result.stderr if is_data else result.output) == [], result.output


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("command", ["", *sorted(verb for verbs in VERBS.values() for verb in verbs)])
def test_no_help_says_a_word_past_the_seam(command: str) -> None:
    result = run(f"{command} --help")
    assert result.exit_code == 0
    assert words_of_the_program(command, result.output) == [], result.output
