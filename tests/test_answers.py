"""The JSON Schema of the answers."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ecosystem.cli import answers
from tests.commands import run
from tests.fixture import BRISTOL, ROOT

SHIPPED = ROOT / "ecosystem" / "answers.schema.json"
QUESTIONS = (
    "list",
    "list networks",
    "show bswn",
    "show p2021-5",
    "show a12",
    "connections recruitment",
    "connections race-coalition",
    "connections recruitment --at 2021",
    "path ujima nbt",
    "path bameed reslg",
    "path ujima nbt --strong",
    "analyse",
    "gaps",
    "source lga-reslg",
    "without core",
    "without bameed",
    f"diff {BRISTOL}",
    "check",
    "connections nobody-at-all",
    "connections group",
    "without p2021-5",
    "list nothing",
    "show reslg",
    "connections work-plan-2021-22",
    "path ujima ujima",
    "gaps --at 1066",
    "analyse --at 1066",
    "path ujima nbt --at never",
    "gaps --today never",
)


def asked(data: Path, question: str) -> Any:
    result = run("--data", data, *question.split(), "--json")
    return json.loads(result.stdout)


def test_the_shipped_schema_is_that_of_the_types() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == answers.text()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(answers.schema())


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_and_every_error_is_of_the_schema(question: str) -> None:
    jsonschema.validate(asked(BRISTOL, question), answers.schema())


def test_invalid_data_answers_in_json_too(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("ecosystem: {title: NO}\n", encoding="utf-8")
    answer = asked(broken, "check")
    jsonschema.validate(answer, answers.schema())
    assert answer["error"]["problems"][0]["line"] == 1


def test_the_document_names_every_key_of_an_answer() -> None:
    document = (ROOT / "docs" / "json.md").read_text(encoding="utf-8").partition("\n## ")[0]
    keys = {"schema", "command", "at", "problems", "error", *(key for key, _ in answers.ANSWERS.values())}
    table = [line.split("|")[1] for line in document.splitlines() if line.startswith("| `")]
    assert {key for cell in table for key in re.findall("`([a-z]+)`", cell)} == keys


def test_an_error_says_of_which_command_it_is() -> None:
    answer = asked(BRISTOL, "show nobody-at-all")
    del answer["command"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(answer, answers.schema())


def test_an_answer_of_another_shape_is_refused() -> None:
    answer = asked(BRISTOL, "path ujima nbt")
    del answer["answer"]["summary"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(answer, answers.schema())
