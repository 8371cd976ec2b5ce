"""Sentences, words and syllables of English prose, and the school grade that reads it with ease."""

import re
from collections.abc import Iterable, Iterator

import pyphen

END = re.compile(r"(?<=[.!?])[”’\")]*\s+(?=[A-Z“‘\"({\[`0-9N])")
WORD = re.compile(r"[^\W_]+(?:[’'./@-][^\W_]+)*")
PLACEHOLDER = re.compile(r"\{\w+\}")
NAME = "Name"
"""What stands for a name, a value or a piece of code: one word."""

FEW = 2
"""Syllables of a name, and of the words below, which a reader of the map meets on every line."""
FAMILIAR = ("organisation", "organisations", "priority", "priorities", NAME.lower())

_HYPHENS = pyphen.Pyphen(lang="en_US")  # which breaks words at more of their syllables than en_GB


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text. A line is never part of two."""
    for line in PLACEHOLDER.sub(NAME, text).splitlines():
        yield from (part.strip() for part in END.split(line) if WORD.search(part))


def words(sentence: str) -> list[str]:
    return WORD.findall(sentence)


def syllables(word: str) -> int:
    """Return how many syllables a word has, as far as hyphenation tells.

    >>> syllables("connected"), syllables("link"), syllables("organisation")
    (3, 1, 2)
    """
    return FEW if word.lower() in FAMILIAR else len(_HYPHENS.positions(word)) + 1


def grade(text: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade level of sentences.

    Source: Kincaid and others, Derivation of new readability formulas, 1975.
    """
    said = [words(sentence) for sentence in text]
    count = sum(map(len, said))
    heard = sum(syllables(word) for sentence in said for word in sentence)
    return 0.39 * count / len(said) + 11.8 * heard / count - 15.59


def of_markdown(text: str) -> str:
    """Return the prose of a Markdown document, a paragraph, item or cell to a line.

    A cell of a table is a list, if it has semicolons. A piece of code is one word.
    """
    text = re.sub(r"^( *)(```|~~~).*?^\1\2\s*$|<!--.*?-->", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"(?<=\n\n)(?:(?: {4}.*| *)\n)+", "\n", text)
    text = re.sub(r"`[^`\n]+`", NAME, text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"https?://\S+", NAME, text)
    text = re.sub(r"[*_]{1,2}(?=\S)(.+?)(?<=\S)[*_]{1,2}", r"\1", text)
    starts = r"\n\s*\n|\n(?=\s*(?:[-*+|#>]|\d+\.)\s)|\n(?=\|)|(?<=\|)\n"
    blocks = (" ".join(block.split()) for block in re.split(starts, text))
    cells = (block.replace(";", "\n").split("|") if "|" in block else [block] for block in blocks)
    return "\n".join(cell.strip(" #>") for row in cells for cell in row)
