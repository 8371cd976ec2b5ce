"""Which web and mail addresses a map may lead to."""

import re
import unicodedata
from ipaddress import IPv4Address
from urllib.parse import unquote, urlsplit

from ecosystem.dataset.unseen import quoted
from ecosystem.language import N_, _

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):(.*)", re.ASCII | re.DOTALL)
_HOST = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?")
_MAILBOX = re.compile(r"[\w.+'-]+@([\w-]+(?:\.[\w-]+)+)(?:\?(.*))?")
_NEVER = re.compile(r"[\"<>\\^`{|}\ud800-\udfff]")
_LOOKS_LIKE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/:?#].*)?")
_LOOKS_LIKE_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Letters of other alphabets that look like Latin ones, and digits that look like letters.
LOOK_ALIKES = str.maketrans("аеорсухіјѕԁһкмтвнαβεικνορτυχ01", "aeopcyxijsdhkmtbhabeiknoptuxol")
_LATIN = re.compile("[a-z0-9_\u00df-\u024f\u1e00-\u1eff-]*")
_WRITTEN_TOGETHER = {"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "BOPOMOFO", "HANGUL"}
_NUMBER = re.compile("[0-9]+|0x[0-9a-f]*")
_START = N_("An address starts with https://, http:// or mailto:.")


def mistake(url: str) -> str | None:
    """Return what is wrong with an address, as a sentence, or None when a page may link to it.

    >>> mistake("https://www.example.org/") is None, mistake("www.example.org")
    (True, '‘www.example.org’ is not a whole address. Did you mean ‘https://www.example.org’?')
    """
    if re.search(r"[\s\x00-\x20\x7f]", url) and _SCHEME.match(url):
        return _("{url} has a space or line break in it. Write %20 for a space.", url=quoted(url))
    is_mailbox = _LOOKS_LIKE_MAILBOX.fullmatch(url)
    if is_mailbox or _LOOKS_LIKE_HOST.fullmatch(url):
        better = quoted(("mailto:" if is_mailbox else "https://") + url)
        return _("{url} is not a whole address. Did you mean {better}?", url=quoted(url), better=better)
    match = _SCHEME.fullmatch(url)
    if not match:
        sentence = _("{url} is not an address.", url=quoted(url))
        return f"{sentence} {_(_START)}"
    scheme, rest = match[1].lower(), match[2]
    if scheme not in ("http", "https", "mailto"):
        sentence = _(
            "{url} starts with ‘{scheme}:’, which is not safe on a public map.",
            url=quoted(url),
            scheme=scheme[:40],
        )
        return f"{sentence} {_(_START)}"
    if never := _NEVER.search(url):
        return _(
            "{url} has {character} in it, which no address may have. Copy the address from your browser.",
            url=quoted(url),
            character=quoted(never[0]),
        )
    return _mail_mistake(url, rest) if scheme == "mailto" else _web_mistake(url, rest)


def _can_be_split(url: str) -> bool:
    """Return whether what is in brackets is an address of IPv6, and the port is a port."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _mail_mistake(url: str, rest: str) -> str | None:
    mailbox = _MAILBOX.fullmatch(rest)
    if not mailbox:
        return _("{url} is not an email address. Write one like mailto:info@example.org.", url=quoted(url))
    name, _equals, subject = unquote(mailbox[2] or "subject=").partition("=")
    if name.lower() != "subject" or "&" in subject or re.search("[\x00-\x1f\x7f]", subject):
        return _(
            "{address} has more than a subject after the ‘?’. Leave out copies, attachments and other parts.",
            address=quoted(url),
        )
    return _host_mistake(url, mailbox[1])


def _web_mistake(url: str, rest: str) -> str | None:
    host = re.split("[/?#]", rest.removeprefix("//"), maxsplit=1)[0]
    if not rest.startswith("//") or not host:
        return _(
            "{url} names no site. After https://, write a name such as www.example.org.", url=quoted(url)
        )
    if "@" in host:
        return _("{url} has a login before ‘@’. Leave out the part from // to @.", url=quoted(url))
    if not (_HOST.fullmatch(host) and _can_be_split(url)):
        return _(
            "{url} names no site: {host} cannot be the name of one. Correct the address.",
            url=quoted(url),
            host=quoted(host),
        )
    return _host_mistake(url, re.sub(":[0-9]*$", "", host))


def _host_mistake(url: str, host: str) -> str | None:
    """What is wrong with the name of a site that reads as another one."""
    if _is_odd_number(host):
        return _(
            "{address} names its site by a number that hides where it leads. Give the name of the site.",
            address=quoted(url),
        )
    if any(_misleads(label) for label in host.lower().split(".")):
        return _(
            "{address} has letters in the name of its site that look like other letters. It "
            "leads to {site}. If that is right, write it like that.",
            address=quoted(url),
            site=quoted(_ascii(host)),
        )
    return None


def _is_odd_number(host: str) -> bool:
    """Whether a browser takes a host for the number of a machine that is not written as people know it."""
    if not _NUMBER.fullmatch(host.lower().rstrip(".").rpartition(".")[2]):
        return False
    try:
        return str(IPv4Address(host)) != host
    except ValueError:
        return True


def _misleads(label: str) -> bool:
    """Whether a part of a host may be read as another: it mixes alphabets, or looks like Latin letters.

    After the rules of browsers on when they show a host in Punycode.
    """
    if label.isascii() or _LATIN.fullmatch(label):
        return False
    alphabets = {unicodedata.name(letter, "").split(" ")[0] for letter in label if letter.isalpha()}
    return (
        unicodedata.normalize("NFKC", label) != label
        or alphabets == {"LATIN"}
        or (len(alphabets) > 1 and not alphabets <= _WRITTEN_TOGETHER)
        or label.translate(LOOK_ALIKES).isascii()
    )


def _ascii(host: str) -> str:
    """The host as it is sent, in Punycode; as it stands where it cannot be sent."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
