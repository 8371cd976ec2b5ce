"""A page as the preview serves it: with a few lines of script that load it anew when the map has changed.

Its content rules are widened by just that: the hash of this script, and questions to the server it came from.
"""

import base64
import hashlib
import re
from html import escape, unescape

from ecosystem import bundles

NEWS = "/events"
SCRIPT = bundles.text("reload.js")
_POLICY = re.compile(r'(<meta http-equiv="?Content-Security-Policy"? content=")([^"]*)(">)')


def reloading(html: str, version: str) -> str:
    """The page, which loads itself anew as soon as the server shows another version."""
    before, end, after = _POLICY.sub(_widened, html, count=1).rpartition("</body>")
    return f'{before}<script data-version="{escape(version)}">{SCRIPT}</script>\n{end}{after}'


def policy(html: str) -> str | None:
    """The content rules that a page holds, to be sent as a header too."""
    policy = _POLICY.search(html)
    return unescape(policy[2]) if policy else None


def with_notice(html: str, notice: str) -> str:
    """The page under a line of markup."""
    return re.sub(r"</head>\s*<body[^>]*>", lambda start: f"{start[0]}\n{notice}", html, count=1)


def _widened(meta: re.Match[str]) -> str:
    rules = [rule.split() for rule in unescape(meta[2]).split(";") if rule.strip()]
    values = {name: words for name, *words in rules}
    for name, word in (("script-src", _hash(SCRIPT)), ("connect-src", "'self'")):
        values[name] = [*(value for value in values.get(name, ()) if value != "'none'"), word]
    joined = "; ".join(" ".join([name, *words]) for name, words in values.items())
    return f"{meta[1]}{escape(joined)}{meta[3]}"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
