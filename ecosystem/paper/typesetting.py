"""Typst as we use it: contents in as data, PDF, PNG or SVG out, the same bytes for the same contents."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecosystem import __version__, language
from ecosystem.errors import MissingFontError
from ecosystem.exchange.markup import element, escaped
from ecosystem.files import OURS
from ecosystem.language import _

if TYPE_CHECKING:
    import typst

HERE = Path(__file__).parent
FONTS = {"Source Sans Pro": "ecosystem.paper", "IBM Plex Sans Arabic": "fontpkg_ibm_plex_sans_arabic"}
"""The families in which paper is set, a letter in the first that has it, and the packages that bring them.

A package may bring a font in one form only: typst would choose by the order in which a disk lists them.
"""
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
            MissingFontError: No font on this computer has a letter.
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
    """Return our fonts and what typst brings with it; on demand, all that the computer has.

    Raises:
        MissingFontError: A package that brings one of our fonts is not installed.
    """
    import typst

    packages = [find_spec(package) for package in FONTS.values()]
    folders = [
        str(Path(package.origin).parent / "files") for package in packages if package and package.origin
    ]
    fonts = typst.Fonts(include_system_fonts=system, font_paths=folders)
    for font, package in FONTS.items():
        if font not in fonts.families():
            raise MissingFontError(
                _(
                    "The font {font} is missing. Posters and reports need it. Install it with “{command}”.",
                    font=font,
                    command=f"pip install {package.replace('_', '-')}",
                )
            )
    return fonts


def setting(tag: str) -> dict[str, Any]:
    """Return the fonts, the language and the direction in which a document is set.

    Args:
        tag: The language of the data. If the words of the program are in another, the document has that.

    >>> [setting("en-GB")[name] for name in ("lang", "region", "is_right_to_left")]
    ['en', 'GB', False]
    """
    spoken = language.code()
    lang, *subtags = (tag if tag.partition("-")[0] == spoken.partition("-")[0] else spoken).split("-")
    return {
        "fonts": list(FONTS),
        "lang": lang,
        "region": next((subtag.upper() for subtag in subtags if len(subtag) == 2), None),
        "is_right_to_left": language.is_right_to_left(),
    }


def licence_words(licence: str) -> list[str]:
    """Return what paper says of the licence of its data, and whom it names."""
    return [
        _("You may reuse the data under {licence}.", licence=licence),
        _("The map names roles and organisations, and no people."),
    ]


def _sentence(complaint: str) -> str:
    letters = dict.fromkeys(re.findall(r'text `"(.*?)"` could', complaint))
    return _(
        "No font on this computer has {letters}. Install a font that has it, or write it in other letters.",
        letters=" ".join(letters),
    )
