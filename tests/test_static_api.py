"""The map as files for programs: every entry and source has one, valid against the description beside it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import openapi_spec_validator
import pytest
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from ecosystem import queries
from ecosystem.city import City
from ecosystem.exchange import csvw
from ecosystem.model import Priority
from ecosystem.publishing import static_api
from tests.commands import run
from tests.fixture import BRISTOL


@pytest.fixture(scope="module")
def api(bristol: City) -> dict[str, Any]:
    return {
        name.removeprefix("api/"): json.loads(text)
        for name, text in static_api.files(bristol, "https://map.example/").items()
    }


def plain(answer: Any) -> Any:
    return json.loads(msgspec.json.encode(answer))


def _said(link: dict[str, Any]) -> list[Any]:
    return [link.get(name) for name in ("sentence", "basis", "evidence", "sources")]


def test_every_entry_and_source_has_a_file_and_the_index_lists_it(api: dict[str, Any], bristol: City) -> None:
    index = api["index.json"]
    listed = {each["id"]: each["address"] for each in index["entries"]}
    assert set(listed) == set(bristol)
    assert {each["id"] for each in index["sources"]} == set(bristol.ecosystem.sources)
    addresses = {*listed.values(), *(each["address"] for each in index["sources"])}
    assert set(api) == addresses | {"index.json", "openapi.json"}


def test_the_files_say_what_the_terminal_says(api: dict[str, Any], bristol: City) -> None:
    for key in bristol:
        made = api[static_api.address(bristol, key)]
        profile = plain(queries.profile(bristol, key))
        assert made["lines"] == profile["lines"]
        assert made["facts"] == profile["facts"]
        assert [_said(each) for each in made["links"]] == [_said(each) for each in profile["links"]]
        assert all(each["address"] in api for each in made["links"])
        is_priority = isinstance(bristol.value(key), Priority)
        answer = plain(queries.connections(bristol, key)) if is_priority else None
        assert made.get("connections") == answer


def test_every_file_is_valid_against_the_description(api: dict[str, Any]) -> None:
    description = api["openapi.json"]
    assert description["openapi"] == "3.1.0"
    assert description["servers"] == [{"url": "https://map.example/api"}]
    described = 0
    for path, operations in description["paths"].items():
        response = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        validator = jsonschema.Draft202012Validator({**response, "components": description["components"]})
        files = [each["schema"]["enum"] for each in operations["get"].get("parameters", ())]
        for name in files[0] if files else [""]:
            validator.validate(api[path.removeprefix("/").replace("{file}", name)])
            described += 1
    assert described == len(api) - 1


@pytest.mark.parametrize("url", ["https://map.example/", None])
def test_another_library_takes_the_description_for_openapi(bristol: City, url: str | None) -> None:
    description = json.loads(static_api.files(bristol, url)["api/openapi.json"])
    openapi_spec_validator.validate(description)
    del description["info"]["version"]
    with pytest.raises(OpenAPIValidationError, match="version"):
        openapi_spec_validator.validate(description)


def test_a_file_that_says_something_else_would_be_seen(api: dict[str, Any]) -> None:
    schemas = api["openapi.json"]["components"]
    shape = {"$ref": "#/components/schemas/EntryFile", "components": schemas}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(shape).validate(api["index.json"])


def test_a_build_writes_the_same_bytes_again_and_nothing_private(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        assert run("--data", BRISTOL, "build", "--no-paper", "--api", "--output", folder).exit_code == 0
        made.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.json")})
    assert made[0] == made[1]
    assert any(path.parts[0] == "api" for path in made[0])
    assert not any(b"canary-in-the-coal-mine" in content for content in made[0].values())


def test_without_the_option_there_is_no_api(tmp_path: Path) -> None:
    assert run("--data", BRISTOL, "build", "--no-paper", "--output", tmp_path / "out").exit_code == 0
    assert not (tmp_path / "out" / "api").exists()


def test_the_tables_have_a_data_package_that_names_every_column(bristol: City) -> None:
    files = csvw.files(bristol)
    package = json.loads(files["datapackage.json"])
    assert {each["path"] for each in package["resources"]} == {
        name for name in files if name.endswith(".csv")
    }
    for resource in package["resources"]:
        header = files[resource["path"]].split("\r\n")[0]
        assert header == ",".join(f'"{field["name"]}"' for field in resource["schema"]["fields"])
        assert resource["schema"]["primaryKey"] in header
