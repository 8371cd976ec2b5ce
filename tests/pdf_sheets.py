"""What a PDF says and where it says it: every run of letters with its size and both ends, in points."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import hypot
from typing import Any

import pikepdf

Matrix = pikepdf.Matrix


@dataclass(frozen=True)
class Run:
    text: str
    size: float
    start: tuple[float, float]
    end: tuple[float, float]
    font: str


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    runs: tuple[Run, ...]


class Font:
    """How the codes of a font read, and how wide they are, in thousandths of its size."""

    def __init__(self, font: Any) -> None:
        self.name = str(font.BaseFont)
        own = font.DescendantFonts[0]
        self.embedded = any(key in own.FontDescriptor for key in ("/FontFile2", "/FontFile3"))
        self.letters = _letters(font.ToUnicode.read_bytes().decode("latin-1"))
        self.widths: dict[int, float] = {}
        parts = list(own.get("/W", []))
        while parts:
            first, second = int(parts.pop(0)), parts.pop(0)
            if isinstance(second, pikepdf.Array):
                self.widths |= {first + place: float(width) for place, width in enumerate(second)}
            else:
                width = float(parts.pop(0))
                self.widths |= dict.fromkeys(range(first, int(second) + 1), width)
        self.usual = float(own.get("/DW", 1000))

    def read(self, codes: bytes) -> tuple[str, float]:
        """The letters of a string and its width."""
        numbers = [int.from_bytes(codes[place : place + 2], "big") for place in range(0, len(codes), 2)]
        text = "".join(self.letters.get(number, "") for number in numbers)
        return text, sum(self.widths.get(number, self.usual) for number in numbers)


@lru_cache(maxsize=8)
def pages(document: bytes) -> list[Page]:
    with pikepdf.open(BytesIO(document)) as pdf:
        return [_page(page) for page in pdf.pages]


def text(document: bytes) -> str:
    """All that can be selected, without spaces: lines break within names."""
    return squeezed("".join(run.text for page in pages(document) for run in page.runs))


def squeezed(words: str) -> str:
    return "".join(words.split())


def fonts(document: bytes) -> list[Font]:
    with pikepdf.open(BytesIO(document)) as pdf:
        return [Font(font) for page in pdf.pages for font in page.resources.get("/Font", {}).values()]


def _page(page: pikepdf.Page) -> Page:
    left, bottom, right, top = map(float, page.mediabox)
    assert (left, bottom) == (0, 0)
    return Page(right, top, tuple(_runs(page, page.resources, Matrix())))


def _runs(stream: Any, resources: Any, outer: Matrix) -> Iterator[Run]:
    fonts = {name: Font(font) for name, font in resources.get("/Font", {}).items()}
    forms = resources.get("/XObject", {})
    matrix, kept, line, font, size = outer, list[Matrix](), Matrix(), Font.__new__(Font), 0.0
    for instruction in pikepdf.parse_content_stream(stream):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                kept.append(matrix)
            case "Q":
                matrix = kept.pop()
            case "cm":
                matrix = Matrix(*map(float, operands)) @ matrix
            case "BT":
                line = Matrix()
            case "Tm":
                line = Matrix(*map(float, operands))
            case "Td":
                line = line.translated(*map(float, operands))
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "Tj" | "TJ":
                words, along = "", 0.0
                for part in operands[0] if str(instruction.operator) == "TJ" else operands:
                    if isinstance(part, pikepdf.String):
                        letters, width = font.read(bytes(part))
                        words, along = words + letters, along + width
                    else:
                        along -= float(part)
                place = line @ matrix
                scale = hypot(place.c, place.d)
                reach = along / 1000 * size
                yield Run(
                    words, size * scale, place.transform((0, 0)), place.transform((reach, 0)), font.name
                )
            case "Do" if forms[str(operands[0])].get("/Subtype") == "/Form":
                form = forms[str(operands[0])]
                own = Matrix(*map(float, form.get("/Matrix", [1, 0, 0, 1, 0, 0])))
                yield from _runs(form, form.get("/Resources", {}), own @ matrix)


def _letters(cmap: str) -> dict[int, str]:
    """The letters of the codes, as the map in the file tells them."""
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, letters in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, letters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(letters, 16) + step)
    return found
