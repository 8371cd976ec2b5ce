"""Which web and mail addresses a map may lead to."""

import re
from urllib.parse import urlsplit

from ecosystem.dataset.syntax import quoted

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):(.*)", re.ASCII | re.DOTALL)
_HOST = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?")
_MAILBOX = re.compile(r"[^\s@?/]+@[\w-]+(?:\.[\w-]+)+(?:\?.*)?")
_NEVER = re.compile(r"[\"<>\\^`{|}]")
_LOOKS_LIKE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/:?#].*)?")
_START = "An address starts with https://, http:// or mailto:"


def mistake(url: str) -> str | None:
    """What is wrong with an address, as a sentence; None when a page may link to it.

    >>> mistake("https://www.example.org/") is None, mistake("www.example.org")
    (True, '‘www.example.org’ is not a whole address. Did you mean ‘https://www.example.org’?')
    """
    if re.search(r"[\s\x00-\x20\x7f]", url):
        return f"{quoted(url)} has a space or line break in it. Write %20 for a space that belongs there."
    if _LOOKS_LIKE_HOST.fullmatch(url):
        return f"{quoted(url)} is not a whole address. Did you mean {quoted('https://' + url)}?"
    found = _SCHEME.fullmatch(url)
    if not found:
        return f"{quoted(url)} is not an address. {_START}."
    scheme, rest = found[1].lower(), found[2]
    if scheme not in ("http", "https", "mailto"):
        return f"{quoted(url)} starts with ‘{scheme[:40]}:’, which a public map does not open. {_START}."
    if never := _NEVER.search(url):
        return f"{quoted(url)} holds {quoted(never[0])}, which no address may. Copy it from the browser."
    return _mail_mistake(url, rest) if scheme == "mailto" else _web_mistake(url, rest)


def _can_be_split(url: str) -> bool:
    """Whether what stands in brackets is an address of IPv6, and the port is one."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _mail_mistake(url: str, rest: str) -> str | None:
    if _MAILBOX.fullmatch(rest):
        return None
    return f"{quoted(url)} is not a mail address. Write one like mailto:info@example.org."


def _web_mistake(url: str, rest: str) -> str | None:
    host = re.split("[/?#]", rest.removeprefix("//"), maxsplit=1)[0]
    if not rest.startswith("//") or not host:
        return f"{quoted(url)} names no site. After https:// comes a name such as www.example.org."
    if "@" in host:
        return f"{quoted(url)} holds a login before ‘@’. Leave out the part from // to @."
    if not (_HOST.fullmatch(host) and _can_be_split(url)):
        return f"{quoted(url)} names no site: {quoted(host)} cannot be the name of one."
    return None
