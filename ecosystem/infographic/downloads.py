"""What can be downloaded beside the page: the same map in other forms, each with its size."""

from collections.abc import Iterable, Mapping

from ecosystem.language import N_, _
from ecosystem.model import Value


class Download(Value, frozen=True):
    """A file beside the page."""

    name: str
    words: str
    size: str


# In the order of the list; what an edition does not hold is left out.
_OFFERED = {
    "ecosystem.xlsx": N_("a workbook for Excel or LibreOffice"),
    "ecosystem-csv.zip": N_("tables in CSV"),
    "ecosystem.json": N_("everything, for programs"),
    "poster-a3.pdf": N_("a poster to print on A3"),
    "poster-a4.pdf": N_("the poster for A4"),
    "poster.png": N_("the poster as a picture"),
    "poster.svg": N_("the poster as a drawing"),
}


def of(files: Mapping[str, str | bytes]) -> tuple[Download, ...]:
    """The downloads among the files of an edition.

    >>> [(each.name, each.size) for each in of({"poster.png": bytes(1_300_000), "other.txt": ""})]
    [('poster.png', '1.3 MB')]
    """
    return tuple(_offered(files))


def _offered(files: Mapping[str, str | bytes]) -> Iterable[Download]:
    for name, words in _OFFERED.items():
        if name in files:
            content = files[name]
            count = len(content.encode() if isinstance(content, str) else content)
            yield Download(name, _(words), size(count))


def size(count: int) -> str:
    """Bytes as people say them.

    >>> size(40), size(84_123), size(1_300_000)
    ('1 kB', '84 kB', '1.3 MB')
    """
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"
