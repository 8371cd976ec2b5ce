"""Text is escaped for Markdown, and nothing else of it changes."""

import pytest

from ecosystem.words import escape_markdown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. One", "1\\. One"),
        ("2) Two", "2\\) Two"),
        ("- dash", "\\- dash"),
        ("---", "\\---"),
        ("+ plus", "\\+ plus"),
        ("# hash", "\\# hash"),
        ("> quote", "\\> quote"),
        ("2019. Then", "2019\\. Then"),
        ("12.5 per cent - and 3. more", "12.5 per cent - and 3. more"),
        ("Health & care", "Health & care"),
        ("&lt;b&gt;", "\\&lt;b\\&gt;"),
        (" a\n\n  b\t", "a b"),
        ("", ""),
    ],
)
def test_markdown_shows_any_text_as_it_stands_on_one_line(text: str, shown: str) -> None:
    assert escape_markdown(text) == shown
