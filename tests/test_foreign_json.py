"""JSON of other people's files is refused before it can fill the stack, which ends Python in a browser."""

import base64
import json
import zlib
from datetime import date
from pathlib import Path

import pytest

from ecosystem import foreign_json, review, waiting
from ecosystem.edits import change_list
from ecosystem.errors import FileAccessError
from ecosystem.exchange import baseline, incoming
from ecosystem.exchange.baseline import BaselineError
from ecosystem.exchange.workbook_import import private_notes
from tests.cities import SMALL

DEEP = foreign_json.MOST_LEVELS + 1


def nested(levels: int) -> str:
    return '{"a":[' * (levels // 2) + "[" * (levels % 2) + "]" * (levels % 2) + "]}" * (levels // 2)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is nested too deeply never comes to Python's own reader."""

    def never(text: str) -> None:
        raise AssertionError(text[:20])

    monkeypatch.setattr(json, "loads", never)


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("text", [nested(DEEP), "[" * 20_000, '["\\"]", ' + nested(DEEP) + "]"])
def test_what_is_nested_too_deeply_is_refused_before_it_is_read(text: str) -> None:
    with pytest.raises(RecursionError):
        foreign_json.read(text)


@pytest.mark.parametrize(
    "text",
    [
        nested(DEEP - 1),
        json.dumps(["[{" * DEEP, 'a"' + "[" * DEEP, "\\", "[" * DEEP]),
        json.dumps([[]] * DEEP),
    ],
)
def test_brackets_within_texts_and_beside_each_other_are_no_levels(text: str) -> None:
    assert foreign_json.read(text) == json.loads(text)


def test_a_text_without_an_end_is_no_json() -> None:
    with pytest.raises(ValueError, match="Unterminated"):
        foreign_json.read('["' + "[" * DEEP)


@pytest.mark.usefixtures("unread")
def test_every_reader_says_so_in_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text('{"nodes": ' + nested(DEEP) + "}", encoding="utf-8")
    with pytest.raises(FileAccessError, match="it is nested too deeply"):
        incoming.read(path, today=date(2026, 11, 30))
    with pytest.raises(ValueError, match="it is nested too deeply"):
        private_notes.read(nested(DEEP))
    with pytest.raises(FileAccessError, match="is not a list of changes"):
        change_list.loads(nested(DEEP))
    data = tmp_path / "groups.yaml"
    data.write_text(SMALL, encoding="utf-8")
    (tmp_path / "changes.json").write_text(nested(DEEP), encoding="utf-8")
    (found,) = waiting.find(data)
    assert "is not a list of changes" in found.sentence
    review.memory(data).write_text(nested(DEEP), encoding="utf-8")
    with pytest.raises(FileAccessError, match="is not a record of reviews"):
        review.remembered(data)


@pytest.mark.parametrize("text", [nested(DEEP), '{"digest": "\\ud800"}'])
def test_a_hidden_sheet_that_no_program_of_ours_wrote_is_refused(text: str) -> None:
    with pytest.raises(BaselineError):
        baseline.read([base64.b64encode(zlib.compress(text.encode())).decode()])
