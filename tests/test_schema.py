"""The JSON Schema of the data file."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import jsonschema
import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from msgspec import Meta

from ecosystem.cli import main
from ecosystem.dataset import schema
from ecosystem.model import SHORT_LENGTH, Link, Plan, Value, descriptions
from ecosystem.model.types import DATES
from tests.cities import SMALL
from tests.commands import run
from tests.fixture import BRISTOL, ROOT, WRES

SHIPPED = ROOT / "ecosystem" / "schema.json"
VALIDATOR = jsonschema.Draft202012Validator(schema.schema())


class Editor(yaml.CSafeLoader):
    """Reads YAML as an editor does, by the rules of YAML 1.2: dates are text, and so is NO."""


Editor.yaml_implicit_resolvers = {
    first: [
        pair for pair in pairs if pair[0] not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    ]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def read(text: str) -> Any:
    return yaml.load(text, Loader=Editor)


def mistakes(text: str) -> list[str]:
    return ["/".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(read(text))]


def test_the_shipped_schema_is_that_of_the_model_and_of_the_command() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == schema.text()
    assert CliRunner().invoke(main, ["--data", str(BRISTOL), "schema"]).stdout == schema.text()


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema.schema())


def test_the_data_file_points_to_it() -> None:
    first = BRISTOL.read_text(encoding="utf-8").splitlines()[0]
    assert (BRISTOL.parent / first.partition("$schema=")[2]).resolve() == SHIPPED


@pytest.mark.parametrize("path", [BRISTOL, WRES], ids=["bristol", "trust"])
def test_real_files_are_of_the_schema(path: Path) -> None:
    assert mistakes(path.read_text(encoding="utf-8")) == []


def test_the_small_city_is_of_the_schema() -> None:
    assert mistakes(SMALL) == []


@pytest.mark.parametrize(
    ("right", "wrong", "where"),
    [
        ("kind: forum\n", "kinds: forum\n", "groups/forum"),
        ("shape: circle", "shape: round", "kinds/forum/shape"),
        ("website: https://example.org/forum", "website: www.example.org", "groups/forum/website"),
        ("  council:\n", "  The_Council:\n", "partners"),
        ("basis: planned", "basis: maybe", "links/4/basis"),
        ("number: 1,", "number: one,", "priorities/jobs/number"),
        ("place: Smallville", "", "ecosystem"),
        ("disputes:", "quarrels:", ""),
    ],
)
def test_a_mistake_is_seen_while_typing(right: str, wrong: str, where: str) -> None:
    assert right in SMALL
    assert where in mistakes(SMALL.replace(right, wrong, 1))


@pytest.mark.parametrize("model", descriptions.models(), ids=lambda model: model.__name__)
def test_every_field_is_explained(model: type[Value]) -> None:
    assert descriptions.help_of(model).endswith(".")
    for field in descriptions.written_fields(model):
        assert field.help.endswith(".")


def test_a_date_is_explained_with_examples_and_a_short_name_with_its_length() -> None:
    fields = descriptions.every_field()
    assert fields["Plan.period"].explanation == f"The time it covers. {DATES}"
    assert str(SHORT_LENGTH) in fields["Plan.short"].explanation


@pytest.mark.parametrize("command", [["schema"], ["list", "groups"], ["show", "forum"], ["check"]])
def test_nothing_is_lost_when_python_drops_docstrings(tmp_path: Path, command: list[str]) -> None:
    told = without_docstrings(tmp_path, "-m", "ecosystem", *command)
    assert told == run("--data", tmp_path / "groups.yaml", *command).stdout


def test_the_workbook_explains_its_sheets_when_python_drops_docstrings(tmp_path: Path) -> None:
    without_docstrings(tmp_path, "-m", "ecosystem", "export", "workbook", "--output", "map.xlsx")
    first = openpyxl.load_workbook(tmp_path / "map.xlsx").worksheets[0]
    told = {row[0]: row[1] for row in first.iter_rows(values_only=True) if row[0]}
    assert told["Plans"] == descriptions.help_of(Plan) == "A work plan or action plan."


def without_docstrings(folder: Path, *arguments: str) -> str:
    data = folder / "groups.yaml"
    data.write_text(SMALL, encoding="utf-8")
    environment = {**os.environ, "ECOSYSTEM_DATA": str(data), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-OO", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def test_a_field_without_help_is_an_error() -> None:
    class Forgetful(Value, frozen=True, kw_only=True):
        name: Annotated[str, Meta(max_length=300)]

    with pytest.raises(TypeError, match=r"Forgetful\.name has no help"):
        descriptions.written_fields(Forgetful)


def test_what_the_program_gives_itself_is_no_field() -> None:
    properties = schema.schema()["$defs"][Link.__name__]["properties"]
    assert not {"id", "field", "tail", "head"} & properties.keys()


@pytest.mark.parametrize(
    ("module", "file"),
    [("dataset/schema", "schema.json"), ("cli/answers", "answers.schema.json")],
)
def test_a_module_that_is_run_prints_the_file_that_is_shipped(
    module: str, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    runpy.run_path(str(ROOT / "ecosystem" / f"{module}.py"), run_name="__main__")
    assert capsys.readouterr().out == (ROOT / "ecosystem" / file).read_text(encoding="utf-8")
