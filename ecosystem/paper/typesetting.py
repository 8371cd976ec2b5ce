"""Typst as we use it: contents in as data, PDF, PNG or SVG out, the same bytes for the same contents."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecosystem import __version__
from ecosystem.errors import MissingFontError
from ecosystem.exchange.markup import element, escaped
from ecosystem.files import OURS

if TYPE_CHECKING:
    import typst

HERE = Path(__file__).parent
FONT = "Source Sans Pro"
FONT_PACKAGE = "font_source_sans_pro"
SIGNATURE = f"{OURS} {__version__}"

_NO_LETTER = "could not be displayed"  # how typst says that no font has a letter


class Press:
    """Sets templates. Where our fonts lack a letter, it turns to those of the computer."""

    def __init__(self) -> None:
        self._fonts = fonts(system=False)
        self._system = False
        self._fits = False  # whether a document was set with all its letters

    def pdf(self, template: str, contents: Mapping[str, Any]) -> bytes:
        """A tagged PDF as PDF/UA-1 asks for.

        Raises:
            MissingFontError: No font of this computer has a letter.
        """
        import typst

        try:
            document = self._set(template, contents, "pdf")[0]
        except typst.TypstError as error:
            if _NO_LETTER not in error.message:
                raise
            if self._system:
                raise MissingFontError(_sentence(error.message)) from error
            self._fonts, self._system = fonts(system=True), True
            return self.pdf(template, contents)
        self._fits = True
        return document

    def png(self, template: str, contents: Mapping[str, Any], *, ppi: float) -> bytes:
        """The first page as a picture.

        Raises:
            MissingFontError: As `pdf`; a picture alone would show boxes for letters that no font has.
        """
        if not self._fits:
            self.pdf(template, contents)
        return self._set(template, contents, "png", ppi)[0]

    def svg(self, template: str, contents: Mapping[str, Any], *, title: str, words: str) -> str:
        """The first page as vectors, described in words."""
        picture = self._set(template, contents, "svg")[0].decode("utf-8")
        tag, _, rest = picture.partition(">")
        described = element("title", {}, title) + element("desc", {}, words)
        return f'{tag} role="img" aria-label="{escaped(title)}"><!-- {SIGNATURE} -->{described}{rest}'

    def _set(
        self, template: str, contents: Mapping[str, Any], form: "typst.OutputFormat", ppi: float | None = None
    ) -> list[bytes]:
        """The pages; a PDF holds all its pages in one."""
        import typst

        pages = typst.compile(
            str(HERE / template),
            root=str(HERE),
            font_paths=self._fonts,
            format=form,
            ppi=ppi,
            sys_inputs={"contents": json.dumps(contents, ensure_ascii=False, sort_keys=True)},
            pdf_standards=["ua-1"] if form == "pdf" else [],
        )
        return pages if isinstance(pages, list) else [pages]


@cache
def fonts(*, system: bool) -> "typst.Fonts":
    """Source Sans Pro and what typst brings with it; on demand, all that the computer has.

    Raises:
        MissingFontError: The package that brings Source Sans Pro is not installed.
    """
    import typst

    package = find_spec(FONT_PACKAGE)
    folder = Path(package.origin).parent / "files" if package and package.origin else None
    found = typst.Fonts(include_system_fonts=system, font_paths=[str(folder)] if folder else [])
    if FONT not in found.families():
        raise MissingFontError(
            f"The font {FONT} is missing, in which posters and reports are set: "
            f"install it with “pip install {FONT_PACKAGE.replace('_', '-')}”."
        )
    return found


def language(tag: str) -> dict[str, str | None]:
    """A language tag in the two parts that typst knows.

    >>> language("en-GB"), language("zh-Hant")
    ({'lang': 'en', 'region': 'GB'}, {'lang': 'zh', 'region': None})
    """
    lang, *subtags = tag.split("-")
    return {"lang": lang, "region": next((each.upper() for each in subtags if len(each) == 2), None)}


def _sentence(complaint: str) -> str:
    letters = dict.fromkeys(re.findall(r'text `"(.*?)"` could', complaint))
    return (
        f"No font of this computer has {' '.join(letters)}, so it cannot be set on paper: "
        "install a font that has it, or write it in other letters."
    )
